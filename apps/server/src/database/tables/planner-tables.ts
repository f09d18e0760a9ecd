export type PlannerTables = {
  planner_setting: PlannerSettingTable;
  series_plan: SeriesPlanTable;
  series_plan_step: SeriesPlanStepTable;
};

/** What somebody says of when they can meet, and how their own 1:1s are to lie. */
export type PlannerSettingTable = {
  user_id: string;
  /** JSON: `PlannerSettings` */
  settings: string;
  changed_at: string;
};

/** A plan of somebody's 1:1s that they put into effect. */
export type SeriesPlanTable = {
  id: string;
  user_id: string;
  made_at: string;
  /** 1: it is being taken back, or has been */
  is_taken_back: number;
};

/** What a plan does to one series: noted before anything is done, so that what was killed half-way goes on. */
export type SeriesPlanStepTable = {
  plan_id: string;
  pair_id: string;
  state: "waiting" | "applied" | "changed" | "in_the_way" | "failed" | "undone" | "partly_undone" | "kept";
  /** JSON: `SeriesTimes` */
  times: string;
  /** JSON: `SeriesStep[]`, what was done and what was there before; null: nothing was done yet */
  done: string | null;
};
