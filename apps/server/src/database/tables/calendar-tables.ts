import type { Generated } from "kysely";

export type CalendarTables = {
  calendar_source: CalendarSourceTable;
  calendar_share: CalendarShareTable;
  calendar_feed: CalendarFeedTable;
  calendar_account: CalendarAccountTable;
  calendar_channel: CalendarChannelTable;
  calendar_target: CalendarTargetTable;
  calendar_entry: CalendarEntryTable;
};

/** A calendar that somebody connected. Of what stands in it only the times are kept in which they are taken. */
export type CalendarSourceTable = {
  id: string;
  user_id: string;
  kind: "address" | "file" | "account";
  /** the host of the address, the name of the file, or what the calendar is called in its account */
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
  /** of a calendar that lies in an account, the account */
  account_id: string | null;
  /** what the service calls that calendar */
  remote_id: string | null;
  /** what the account wants to be told again at the next reading; holds times, and no words of what they are for */
  memory: string | null;
  /** which version of the reader the times are from; zero: not read yet, or before they had numbers */
  reader: Generated<number>;
};

/** An account with a service that has calendars, which somebody connected. */
export type CalendarAccountTable = {
  id: string;
  user_id: string;
  kind: "caldav" | "google" | "microsoft";
  /** the host, or the name that its owner has there */
  name: string;
  /** JSON, encrypted with a key that does not lie in the database: what opens the account */
  sealed: string;
  /** IANA; where the owner's days begin */
  time_zone: string;
  added_at: string;
  /** since when it lets us in no more; nothing is tried until its owner has given a new password or permission */
  revoked_at: string | null;
  /** whoever renews the permission just now has until then; null: nobody does */
  renewing_until: string | null;
};

/** By which way a service tells that a calendar changed. */
export type CalendarChannelTable = {
  source_id: string;
  /** the service's name for it; null: there is none just now */
  channel: string | null;
  /** Google's name for what it watches */
  resource: string | null;
  /** of what the service tells with every hint */
  secret_hash: string;
  expires_at: string | null;
  /** when the last hint came */
  hinted_at: string | null;
  /** when it is to be opened, or opened anew */
  next_at: string;
};

/** The calendar into which somebody wants their meetings put. */
export type CalendarTargetTable = {
  user_id: string;
  account_id: string;
  /** what the service calls that calendar */
  remote_id: string;
  name: string;
  /** 1: with whom a meeting is stands in it */
  shows_names: number;
  /** 1: what stands there of meetings to come is being taken away, and then this row */
  is_leaving: number;
  state: "waiting" | "written" | "failing";
  fault: string | null;
  failures: number;
  /** when all was last as it should be */
  written_at: string | null;
  next_at: string | null;
};

/** A meeting that was put into its calendar, or is about to be: the row is there first, so that nothing is put unnoted. */
export type CalendarEntryTable = {
  user_id: string;
  /** where it stands: what is not in the calendar that is aimed at now is being taken out of where it is */
  account_id: string;
  remote_id: string;
  uid: string;
  /** null: it was to be put, and whether it was is not known */
  place: string | null;
  etag: string | null;
  /** of what stands there as far as is known */
  content_hash: string | null;
  sequence: number;
  /** wall clock; what is over is left where it stands */
  start: string;
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
