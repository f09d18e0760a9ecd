import type { Id } from "../id.ts";
import type { MemberId } from "../person/member.ts";

/** "hopper", or the id of the meeting on whose agenda the topic stands. */
export type Place = "hopper" | Id;

export type Altitude = "big_picture" | "detail";

/** "first": the manager's one high-priority topic; "backup": kept for when the agenda runs dry. */
export type TopicKind = "topic" | "first" | "backup";

export type TopicState = "open" | "discussed" | "let_go" | "binned";

export type Topic = {
  id: Id;
  title: string;
  place: Place;
  /** fractional key; the id breaks ties */
  rank: string;
  altitude: Altitude;
  kind: TopicKind;
  author: MemberId;
  state: TopicState;
  theme: string | null;
  /** the meetings that did not reach it, oldest unknown; their number is how often it was carried */
  carriedFrom: readonly Id[];
  /** the day, YYYY-MM-DD, until which it asks for nothing; null: not snoozed */
  snoozedUntil: string | null;
  /** ISO instant of the last "yes, it still matters"; null: never asked */
  keptAt: string | null;
  /** how often it had been carried by then; 0: never asked */
  keptCarries: number;
  /** the question it came from, by its id in the bank or among somebody's own; null: none */
  question: Id | null;
  /** minutes meant for it; null: nobody said */
  minutes: number | null;
  /** what came of it, in a line, and where to read more; the ledger shows both */
  answer: string | null;
  answerLink: string | null;
  /** who brought it in from elsewhere where that is not its author; null: the author wrote it here */
  importedBy: MemberId | null;
  /** ISO instants; `createdAt` is shown, and orders nothing but lists to read: clocks differ */
  createdAt: string;
  stateAt: string | null;
};

/** What every topic is that nothing is known of yet but its words, its place and its author. */
export const PLAIN_TOPIC = {
  altitude: "detail",
  kind: "topic",
  state: "open",
  theme: null,
  carriedFrom: [],
  snoozedUntil: null,
  keptAt: null,
  keptCarries: 0,
  question: null,
  minutes: null,
  answer: null,
  answerLink: null,
  importedBy: null,
  stateAt: null,
} as const satisfies Omit<Topic, "id" | "title" | "place" | "rank" | "author" | "createdAt">;
