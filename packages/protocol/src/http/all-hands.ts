import type { AgendaKind } from "@candor/core/all-hands/agenda.ts";

/** GET /api/workspaces/:id/all-hands → for everybody in it; what nobody put up themselves is in none of it */
export type AllHandsAnswer = {
  today: string;
  /** whether I may begin one, order it and say what is done */
  mayLead: boolean;
  /** the soonest first */
  planned: AllHands[];
  /** the last few, the newest first */
  held: AllHands[];
  /** what waits for the next one */
  board: AgendaItem[];
};

export type AllHands = { id: string; day: string; items: AgendaItem[] };

export type AgendaItem = {
  id: string;
  kind: AgendaKind;
  title: string;
  text: string;
  /** of a theme, how many raised it; null: it is none */
  people: number | null;
  link: string | null;
  minutes: number;
  presenter: string;
  rank: string;
  done: boolean;
  /** how often it was put off */
  carried: number;
  /** YYYY-MM-DD; the time of day would help to find out who asked without a name */
  addedOn: string;
  /** I put it up under my name, or may lead */
  mayRemove: boolean;
};

/** PUT /api/workspaces/:id/all-hands/:meeting; a new one gathers what waits on the board */
export type PlanAllHands = { day: string };

/** PUT /api/workspaces/:id/agenda-items/:item; the same again changes nothing */
export type PutUpItem = {
  kind: Exclude<AgendaKind, "announcement">;
  title: string;
  text: string;
  /** of a theme, and then at least three: fewer are refused as "few_people" */
  people?: number;
  link?: string;
  /** else nobody learns who it was, and it is kept nowhere */
  named: boolean;
};

/** PATCH /api/workspaces/:id/agenda-items/:item */
export type ChangeItem = {
  title?: string;
  text?: string;
  minutes?: number;
  presenter?: string;
  done?: boolean;
  /** onto which all-hands; null: back to the board, put off */
  on?: string | null;
  /** after which of its all-hands; null: first */
  after?: string | null;
};
