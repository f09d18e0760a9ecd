/**
 * What the HTTP API says about rounds of planning: who has planned, whose turn it is, and who waits for whom. None of it
 * tells what a plan holds, whether somebody planned or left things as they are, or when anybody meets.
 */

/** POST /api/workspaces/:id/planning-round → PlanningRound; with skips, managers are offered the reports of their reports */
export type BeginPlanningRound = { id: string; withSkips: boolean };

export type PlanningTurn = {
  person: string;
  /** 0: nobody is above; they plan first */
  level: number;
  state: "settled" | "turn" | "waits";
  /** the people above who are not settled, the nearest first */
  waitsFor: string[];
};

/**
 * GET /api/workspaces/:id/planning-round → the newest, or null; DELETE …/planning-round/:round ends it where it stands;
 * POST …/planning-round/:round/turns/:person/pass goes on without somebody.
 */
export type PlanningRound = {
  id: string;
  /** one of the workspace's people; null: they are none of them any more */
  begunBy: string | null;
  /** ISO instant */
  begunAt: string;
  /** the first of the planned days, YYYY-MM-DD: the order is that of its chart */
  day: string;
  withSkips: boolean;
  state: "open" | "done" | "cancelled";
  /** who is above comes first */
  turns: PlanningTurn[];
};

/** GET /api/workspaces/:id/planning-round; null: there was none yet */
export type NewestPlanningRound = { round: PlanningRound | null };

/** My own part in a round that goes on. */
export type MyTurn = {
  round: string;
  workspaceName: string;
  withSkips: boolean;
  /** `planning`: mine is being planned or put onto the pages; `stuck`: it could not be planned by itself */
  state: "waits" | "turn" | "planning" | "stuck" | "settled";
  /** names of those above whom I wait for, the nearest first */
  waitsFor: string[];
  /** whether mine is planned by itself once it is my turn */
  isAgreed: boolean;
};

/**
 * PUT /api/me/planner/rounds/:round. `with_round`: mine is planned by itself once it is my turn; `by_hand`: I do it
 * myself; `as_it_is`: mine stays, and those below go on.
 */
export type ChooseTurn = { choice: "with_round" | "by_hand" | "as_it_is" };
