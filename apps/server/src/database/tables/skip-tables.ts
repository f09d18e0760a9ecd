export type SkipTables = {
  skip_round: SkipRoundTable;
  skip_turn: SkipTurnTable;
  skip_notice: SkipNoticeTable;
  skip_page_notice: SkipPageNoticeTable;
};

/** A quarter in which somebody meets everybody two levels below them. Months are written as 2026-12. */
export type SkipRoundTable = {
  id: string;
  workspace_id: string;
  /** the manager's manager, as a person of the workspace */
  person_id: string;
  first_month: string;
  /** a month */
  meetings: number;
  minutes: number;
  begun_at: string;
};

/** Whom a round has in which month. */
export type SkipTurnTable = { round_id: string; person_id: string; month: string };

/** That the manager between was told that one of theirs is met; once for a round and a pair. */
export type SkipNoticeTable = {
  round_id: string;
  between_id: string;
  person_id: string;
  told_at: string;
  way: "mail" | "operator" | "here";
  /** when the manager between put it away; null: it shows */
  read_at: string | null;
};

/** That the manager between was told of a skip-level page begun outside a round. Which page is not kept here. */
export type SkipPageNoticeTable = {
  id: string;
  workspace_id: string;
  /** the manager's manager */
  from_id: string;
  between_id: string;
  person_id: string;
  told_at: string;
  way: "mail" | "operator" | "here";
  /** the mail that tells it; while it waits, what else there is to tell joins it */
  mail_id: string | null;
  read_at: string | null;
};
