/** What the HTTP API says about what is mine: taking it along, putting pages away, being erased. */

/** A page that I put away, by leaving the pair or by binning what nobody else had joined. */
export type PutAwayPage = {
  pairId: string;
  /** the other's name on it */
  name: string;
  /** "left": the other goes on reading it; "binned": nobody else is on it, so that it goes for good */
  how: "left" | "binned";
  at: string;
  /** until then it can be taken back */
  until: string;
};

/** POST /api/pairs/:id/put-away → PutAwayPage; POST /api/pairs/:id/take-back → Pair; GET /api/me/put-away → the newest first */

/** PUT /api/me/erasure {keepName} → Erasure; GET → Erasure, null: not asked for; DELETE takes it back, as signing in does */
export type Erasure = {
  askedAt: string;
  /** on that day it is carried out */
  until: string;
  keepName: boolean;
};

export type AskErasure = {
  /** the other person goes on seeing my name on the pages of the two */
  keepName: boolean;
};
