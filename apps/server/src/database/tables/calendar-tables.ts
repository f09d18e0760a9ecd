export type CalendarTables = {
  calendar_source: CalendarSourceTable;
  calendar_share: CalendarShareTable;
  calendar_feed: CalendarFeedTable;
};

/** A calendar that somebody connected. Of what stands in it only the times are kept in which they are taken. */
export type CalendarSourceTable = {
  id: string;
  user_id: string;
  kind: "address" | "file";
  /** the host of the address, or the name of the file */
  name: string;
  /** encrypted with a key that does not lie in the database: whoever has the address can read the calendar */
  sealed_address: string | null;
  /** IANA; where the owner's days begin */
  time_zone: string;
  all_day_counts: number;
  added_at: string;
  state: "waiting" | "read" | "failing";
  fault: string | null;
  /** JSON */
  problems: string;
  events: number | null;
  /** JSON, merged and in order */
  spans: string;
  read_at: string | null;
  reads_until: string | null;
  /** when it is to be read next; null: never, as a file */
  next_at: string | null;
  /** in a row */
  failures: number;
  etag: string | null;
  last_modified: string | null;
};

/** That the other of a pair is told when somebody is taken; no row: they are not. */
export type CalendarShareTable = { pair_id: string; user_id: string; since: string };

/** Where somebody subscribes to their own meetings. */
export type CalendarFeedTable = {
  user_id: string;
  /** of 256 random bits, which stand in the address alone */
  secret_hash: string;
  /** 1: with whom a meeting is stands in it */
  shows_names: number;
  made_at: string;
  /** the day on which it was asked for last, in UTC */
  used_on: string | null;
  /** of the meetings that were told last; null: none were */
  content_hash: string | null;
  /** rises with every change of them */
  revision: number;
  changed_at: string;
};
