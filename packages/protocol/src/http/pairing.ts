/** What the HTTP API says of what got in the way of pairs that worked side by side. */

export type FrictionAnswer = {
  pair: string;
  /** of the other */
  name: string;
  id: string;
  kind: "tooling" | "documentation" | "template" | "process" | "training" | "access";
  text: string;
  /** in the pair's own words; "": they did not say */
  severity: string;
  owner: { type: "me" } | { type: "them" } | { type: "other"; name: string } | null;
  state: "open" | "fixing" | "fixed" | "stayed" | "let_go";
  /** ISO instant; "": nobody knows */
  at: string;
  /** YYYY-MM-DD, on which to look whether it stayed fixed */
  checkOn: string | null;
  cameBack: number;
};

/**
 * GET /api/me/frictions → MyFrictions: of my own open pages, and of nobody else's
 *
 * `isWhole` is false where there are more than are told.
 */
export type MyFrictions = { frictions: FrictionAnswer[]; isWhole: boolean };
