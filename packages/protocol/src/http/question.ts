/**
 * A question of somebody's own. `occasion`, `asks` and `depth` are words of core's `Question`; the id is made by the
 * client.
 */
export type OwnQuestion = { id: string; text: string; occasion: string; asks: string; depth: string };

/**
 * GET /api/me/questions; own ones in the order in which they were added, hidden ones and favourites as ids of the bank
 * or of own ones.
 */
export type MyQuestions = { own: OwnQuestion[]; hidden: string[]; favourites: string[] };

/** PUT /api/me/questions/own/:id; DELETE takes the question away with its marks. Both can be sent twice. */
export type SaveOwnQuestion = Omit<OwnQuestion, "id">;

/** PUT /api/me/questions/marks/:id; what is left out stays as it is */
export type MarkQuestion = { hidden?: boolean; favourite?: boolean };
