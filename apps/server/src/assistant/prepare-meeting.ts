import { otherMember } from "@candor/core/person/member.ts";
import type { ApiAction, ApiContents, ApiTopic } from "@candor/protocol/http/api.ts";
import { agendaOf } from "../api/page-routes.ts";

const WAITING_LONG_DAYS = 28;
const DAY_MS = 86_400_000;

export type Preparation = {
  meeting: { start: string | null; timeZone: string; minutes: number } | null;
  lastHeld: string | null;
  agenda: { id: string; title: string; from: "me" | "them"; carried: number }[];
  /** neither of the two has put anything on the agenda yet */
  nothingFromMe: boolean;
  myActions: { id: string; text: string; due: string | null; overdue: boolean }[];
  theirActions: { id: string; text: string; due: string | null; overdue: boolean }[];
  /** what has waited in the Hopper for four weeks and longer, the oldest first */
  waiting: { id: string; title: string; days: number }[];
};

/** What somebody looks at before a meeting, out of what stands on the page; nothing is weighed or judged. */
export function prepareMeeting(contents: ApiContents, me: "a" | "b", now: Date): Preparation {
  const { meeting, topics } = agendaOf(contents);
  const today = now.toISOString().slice(0, 10);
  const open = contents.actions.filter(({ state }) => state === "open");
  const brief = ({ id, text, due }: ApiAction) => ({ id, text, due, overdue: due !== null && due < today });
  const whose = ({ author }: ApiTopic) => (author === me ? ("me" as const) : ("them" as const));
  const days = (topic: ApiTopic) => Math.floor((now.getTime() - Date.parse(topic.createdAt)) / DAY_MS);
  return {
    meeting: meeting && { start: meeting.start, timeZone: meeting.timeZone, minutes: meeting.minutes },
    lastHeld: contents.meetings.filter(({ state }) => state === "held").at(-1)?.start ?? null,
    agenda: topics.map((topic) => ({ id: topic.id, title: topic.title, from: whose(topic), carried: topic.carried })),
    nothingFromMe: !topics.some(({ author }) => author === me),
    myActions: open.filter(({ owner }) => owner === me).map(brief),
    theirActions: open.filter(({ owner }) => owner === otherMember(me)).map(brief),
    waiting: contents.topics
      .filter(({ place, state }) => place === "hopper" && state === "open")
      .map((topic) => ({ id: topic.id, title: topic.title, days: days(topic) }))
      .filter((topic) => topic.days >= WAITING_LONG_DAYS)
      .sort((left, right) => right.days - left.days),
  };
}
