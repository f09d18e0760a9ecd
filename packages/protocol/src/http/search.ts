/** POST /api/search → what holds all the words, best first, of whatever whoever asks may read */
export type Search = {
  words: string;
  kind?: SearchKind | undefined;
  /** one page or artifact alone */
  page?: string | undefined;
  /** ISO instants, half open */
  from?: string | undefined;
  to?: string | undefined;
};

export type SearchHit = {
  /** the pair's id, which is also the page's; of an artifact its own */
  page: string;
  /** the year it was sealed into; null: it stands on the page */
  volume: number | null;
  kind: SearchKind;
  /** id of the topic, of the action, of the session or friction; "welcome"; "artifact" */
  item: string;
  title: string;
  /** the words around the first match */
  excerpt: string;
  /** ISO instant at which it was written first; null: not known */
  at: string | null;
};

export type SearchKind = "topic" | "action" | "welcome" | "artifact" | "pairing";
