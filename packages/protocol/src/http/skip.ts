/**
 * What the HTTP API says about skip-levels, to the manager's manager and to the manager between. Nothing of a page is in
 * it but the day of the newest meeting held on it, which is told to its own two alone.
 */

/** GET /api/workspaces/:id/skip-levels → whom I am two levels above today, and my round that goes on */
export type SkipLevels = {
  today: string;
  me: string;
  people: SkipPerson[];
  /** null: none goes on */
  round: SkipRound | null;
  /** what the managers between were told of those people, by rounds and by pages, the newest of each two */
  told: SkipTold[];
};

export type SkipPerson = {
  person: string;
  name: string;
  department: string;
  /** the manager between; several where the chart of old says so */
  between: { person: string; name: string }[];
  since: string;
  until: string | null;
  /** the newest meeting held on a page of the two */
  lastMet: string | null;
  leaves: { from: string | null; back: string | null }[];
  /** our page that is open; null: none */
  pair: string | null;
};

export type SkipRound = {
  id: string;
  begunAt: string;
  /** months as 2026-12; a round lasts three */
  firstMonth: string;
  /** a month */
  meetings: number;
  minutes: number;
  turns: { person: string; month: string }[];
  /** which manager was told of whom */
  told: SkipTold[];
};

export type SkipTold = {
  manager: string;
  person: string;
  at: string;
  /** "here": in the product alone, for there is no address */
  way: "mail" | "operator" | "here";
};

/**
 * POST /api/workspaces/:id/skip-levels/rounds → SkipLevels. Begins a round, or changes the one that goes on, and tells the
 * managers between whom nobody told yet. The same again tells nobody twice.
 */
export type BeginSkipRound = { meetings: number; minutes: number; firstMonth: string };

/**
 * POST /api/workspaces/:id/skip-levels/notices {} → SkipLevels. Tells the managers between of my open pages whom nobody ever
 * told: of pages that the other began, and where somebody else has come between. Of a page that I begin they are told with it.
 *
 * GET /api/me/skip-notices → what I was told of rounds that go on, and of pages that were begun within a quarter;
 * POST /api/me/skip-notices/:notice/read {} → the same
 */
export type SkipNoticeForMe = {
  /** the round, or the newest notice of pages that the same person began */
  notice: string;
  workspaceName: string;
  at: string;
  subject: string;
  paragraphs: string[];
  read: boolean;
};
