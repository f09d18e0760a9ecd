export type RoundTables = {
  planning_round: PlanningRoundTable;
  planning_turn: PlanningTurnTable;
};

/** A round in which the managers of a workspace lay out their 1:1s, who is above first. */
export type PlanningRoundTable = {
  id: string;
  workspace_id: string;
  /** of the workspace's people; null: they are none of them any more */
  begun_by: string | null;
  begun_at: string;
  /** the first of the planned days, YYYY-MM-DD: the order is that of its chart */
  day: string;
  /** 1: managers are offered the reports of their reports */
  with_skips: number;
  /** null: it goes on */
  ended_at: string | null;
  ended_why: "done" | "cancelled" | null;
};

/** One manager's part in a round. */
export type PlanningTurnTable = {
  round_id: string;
  person_id: string;
  level: number;
  /** JSON: those directly above, of the same round */
  above: string;
  /**
   * `noted`: a plan is being put onto the pages; `stuck`: it could not be planned by itself, and they have to look. What
   * is settled was planned, left as it is, or gone on without; which of these is told to nobody.
   */
  state: "open" | "noted" | "stuck" | "settled";
  /** of the plan that is made for them, so that it is made once; made with the turn */
  plan_id: string;
  /** since when theirs is planned by itself once it is their turn; null: they do it themselves */
  agreed_at: string | null;
  settled_at: string | null;
};
