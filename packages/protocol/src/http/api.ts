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
