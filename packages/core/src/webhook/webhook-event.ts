/** What a webhook may tell of. */
export const WEBHOOK_SUBJECTS = ["topic", "action", "meeting", "artifact"] as const;
export type WebhookSubject = (typeof WEBHOOK_SUBJECTS)[number];

/** What became of it; "removed": it is in the bin, or gone. */
export type WebhookChange = "added" | "changed" | "removed";

/** One thing of a page that is not any more as it was. */
export type ChangedThing = {
  subject: WebhookSubject;
  id: string;
  change: WebhookChange;
  /** a word such as "open" or "held"; null where the thing is gone, or has none */
  state: string | null;
  /** what is written there: told by webhooks alone that were made to tell it */
  content: Readonly<Record<string, string | number | null>>;
};

export type WebhookMessage = { type: string; data: Record<string, string | number | null> };

/** So many of one page at once are told one by one; of more it is said how many they are. */
export const MOST_MESSAGES = 50;

/**
 * What a webhook is told of what changed on a page, or of an artifact.
 *
 * @param place the id of the page; null: it is an artifact's own.
 */
export function webhookMessages(
  things: readonly ChangedThing[],
  { subjects, withContent, page }: { subjects: readonly WebhookSubject[]; withContent: boolean; page: string | null },
): WebhookMessage[] {
  const where: WebhookMessage["data"] = page === null ? {} : { page };
  const wanted = things.filter(({ subject }) => subjects.includes(subject));
  if (wanted.length > MOST_MESSAGES) return [{ type: "page.changed", data: { ...where, things: wanted.length } }];
  return wanted.map(({ subject, id, change, state, content }) => ({
    type: `${subject}.${change}`,
    data: { ...where, id, state, ...(withContent ? content : {}) },
  }));
}
