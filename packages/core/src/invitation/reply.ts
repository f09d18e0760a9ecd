/** What somebody's calendar sent back about one component of an invitation. */
export type Reply = {
  uid: string;
  /** lower case */
  attendee: string;
  type: "accepted" | "declined" | "tentative" | "delegated" | "counter" | "nothing";
  /** who sends it for them, as the calendar says; lower case */
  sentBy: string | null;
  /** of a series, the time that is meant, in milliseconds since 1970; null: the whole */
  instance: number | null;
  /** null: the calendar leaves it out */
  sequence: number | null;
  /** milliseconds since 1970 */
  stamp: number;
  words: string | null;
  /** of a counter-proposal, half-open, in milliseconds since 1970 */
  proposed: { from: number; until: number } | null;
};
