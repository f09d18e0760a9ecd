import type { Generated } from "kysely";

export type ProjectionTables = {
  topic: TopicTable;
  meeting: MeetingTable;
  action: ActionTable;
  search_entry: SearchEntryTable;
  binned_thing: BinnedThingTable;
  series: SeriesTable;
  pairing_thing: PairingThingTable;
};

/** The year of the volume a thing was sealed into; null while it stands on the page. */
type Volume = number | null;

export type TopicTable = {
  page: string;
  volume: Volume;
  id: string;
  title: string;
  /** "hopper" or a meeting's id */
  place: string;
  rank: string;
  altitude: string;
  kind: string;
  author: "a" | "b";
  state: string;
  theme: string | null;
  /** how often it was carried */
  carried: number;
  snoozed_until: string | null;
  kept_at: string | null;
  created_at: string;
  state_at: string | null;
  /** feedback for the one who leads that was heard then, and of which nothing says yet what came of it */
  loop_since: string | null;
};

export type MeetingTable = {
  page: string;
  volume: Volume;
  id: string;
  start: string | null;
  time_zone: string;
  minutes: number;
  state: string;
  medium: string | null;
  closed_at: string | null;
  /** JSON: its time in the series and how that goes on; null: cancelled, sealed into a volume, or not looked at yet */
  series: string | null;
  /** 1: it was moved to where it stands; null: not looked at yet */
  moved: number | null;
};

/** What the two agreed about their meetings: one row a page. */
export type SeriesTable = {
  page: string;
  volume: Volume;
  /** always "series" */
  id: string;
  every_weeks: number;
  minutes: number;
  time_zone: string;
};

export type ActionTable = {
  page: string;
  volume: Volume;
  id: string;
  text: string;
  owner: "a" | "b";
  due: string | null;
  state: string;
  why: string | null;
  rank: string;
  from_topic: string | null;
  from_meeting: string | null;
  created_at: string;
  state_at: string | null;
};

/** A session, a line or a friction of two who worked side by side; of lines, that they are there. */
export type PairingThingTable = {
  page: string;
  volume: Volume;
  id: string;
  what: "session" | "entry" | "friction";
  /** in which it stands; of a session its own id */
  session: string;
  /** "": of a line */
  kind: string;
  /** of a friction alone */
  text: string;
  severity: string;
  /** a seat, or "@" and a name; null: nobody */
  owner: string | null;
  state: string;
  state_at: string | null;
  /** an ISO instant; "": a peer wrote none */
  at: string;
  check_on: string | null;
  /** how often it came back */
  came_back: number;
};

/** What full-text search looks through; the index itself is FTS5 on SQLite and a tsvector on PostgreSQL. */
export type SearchEntryTable = {
  id: Generated<number>;
  page: string;
  volume: Volume;
  kind: "topic" | "action" | "welcome" | "artifact" | "pairing";
  /** id of the topic, of the action, of the session or friction; "welcome" */
  item: string;
  title: string;
  body: string;
};

/** What lies in a page's bin, since the server first saw it there. */
export type BinnedThingTable = {
  page: string;
  /** id of the topic or action */
  thing: string;
  /** what it says itself, by which one that was put back and binned again is known; empty: nothing */
  state_at: string;
  since: string;
};
