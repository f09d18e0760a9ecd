/** GET /api/search?q= → what holds all the words, best first, on any page that whoever asks has a seat at */
export type SearchHit = {
  /** the pair's id, which is also the page's */
  page: string;
  /** the year it was sealed into; null: it stands on the page */
  volume: number | null;
  kind: "topic" | "action" | "welcome";
  /** id of the topic or action; "welcome" */
  item: string;
  title: string;
  /** the words around the first match */
  excerpt: string;
};
