/** What the API under /api/v1 says of a page. Members are the two seats, `a` and `b`; `ApiPage.me` says which is one's own. */
export type ApiPage = {
  id: string;
  me: "a" | "b";
  members: { member: "a" | "b"; name: string; role: string; joined: boolean }[];
  createdAt: string;
  /** read and no longer written */
  archived: boolean;
};

export type ApiTopic = {
  id: string;
  title: string;
  /** Markdown */
  notes: string;
  place: "hopper" | "meeting";
  /** on whose agenda it stands; null: in the Hopper */
  meeting: string | null;
  author: "a" | "b";
  state: "open" | "discussed" | "let_go";
  altitude: "big_picture" | "detail";
  kind: "topic" | "first" | "backup";
  theme: string | null;
  /** minutes meant for it */
  minutes: number | null;
  /** how many meetings did not reach it */
  carried: number;
  /** YYYY-MM-DD */
  snoozedUntil: string | null;
  /** what came of it, and where to read more */
  answer: string | null;
  answerLink: string | null;
  createdAt: string;
  stateAt: string | null;
};

export type ApiAction = {
  id: string;
  text: string;
  owner: "a" | "b";
  /** YYYY-MM-DD */
  due: string | null;
  state: "open" | "done" | "dropped";
  /** a word why, for a dropped one */
  why: string | null;
  topic: string | null;
  meeting: string | null;
  createdAt: string;
  stateAt: string | null;
};

export type ApiMeeting = {
  id: string;
  /** wall clock in `timeZone`, YYYY-MM-DDTHH:MM; null: not agreed yet */
  start: string | null;
  timeZone: string;
  minutes: number;
  state: "planned" | "held" | "cancelled";
  medium: "in_person" | "walk" | "video" | "audio" | null;
  closedAt: string | null;
  cancelReason: "sick" | "travel" | "other" | null;
  why: string | null;
};

/** A page as the server has it, in plain values; what lies in the bin is not in it. */
export type ApiContents = {
  /** those on a meeting's agenda and in the Hopper as they stand there */
  topics: ApiTopic[];
  actions: ApiAction[];
  /** oldest start first; those without a start last */
  meetings: ApiMeeting[];
  /** whose agenda is being made; null: none is planned */
  nextMeeting: string | null;
  series: { everyWeeks: number; minutes: number; timeZone: string };
};

/** What was sealed of past years: it is read and no longer written. */
export type ApiSealed = Pick<ApiContents, "topics" | "actions" | "meetings">;

export type ApiCounts = { meetings: number; topics: number; actions: number };

/** What came of bringing something in. */
export type ApiImported = {
  /** by which it is taken back; null: nothing of it was new */
  id: string | null;
  added: ApiCounts;
  /** what was on the page already, and stayed as it was */
  kept: number;
  /** lines longer than a page takes: what a title had no room for begins its notes, any other is cut */
  cut: number;
};

/** What would come of it. */
export type ApiImportOutlook = Omit<ApiImported, "id"> & {
  /** things of an exported page without a usable id, which are left out */
  skipped: number;
  /** whether one page holds as much */
  fits: boolean;
  /** the first of what would change */
  changes: {
    what: "meeting" | "topic" | "action" | "page";
    text: string;
    /** YYYY-MM-DD of the meeting it belongs to; null: to none */
    day: string | null;
  }[];
  /** how many more */
  more: number;
};

/** One that can still be taken back. */
export type ApiImport = {
  id: string;
  /** the file's */
  name: string;
  by: "a" | "b";
  at: string;
  added: ApiCounts;
};

export type ApiUndoneImport = {
  id: string;
  removed: ApiCounts;
  /** what somebody changed since, which stays */
  kept: number;
};

type ApiImportedTopic = {
  title: string;
  /** Markdown */
  notes?: string | undefined;
  /** left out: whoever brings it in */
  author?: "a" | "b" | null | undefined;
  state?: "open" | "discussed" | "let_go" | undefined;
};

type ApiImportedAction = {
  text: string;
  owner?: "a" | "b" | null | undefined;
  /** YYYY-MM-DD */
  due?: string | null | undefined;
  done?: boolean | undefined;
};

/** What two people kept elsewhere, once it is clear what it means. */
export type ApiImportDocument = {
  meetings?:
    | {
        /** YYYY-MM-DD */
        day: string;
        /** HH:MM */
        time?: string | null | undefined;
        topics?: ApiImportedTopic[] | undefined;
        actions?: ApiImportedAction[] | undefined;
      }[]
    | undefined;
  hopper?: ApiImportedTopic[] | undefined;
  actions?: ApiImportedAction[] | undefined;
  /** Markdown that stood above everything else; it becomes one topic in the Hopper */
  opening?: string | undefined;
};

/** Either a document or a page that was exported as JSON. */
export type ApiImportBody = {
  /** of the file, for people */
  name: string;
  document?: ApiImportDocument | undefined;
  page?: object | undefined;
  /** who of the exported page sits where here; left out: as there */
  seats?: { a: "a" | "b"; b: "a" | "b" } | undefined;
  /** whether welcome and settings of the exported page take the place of those that are here */
  replaceWelcome?: boolean | undefined;
};
