import type { Id } from "../id.ts";
import { nextMeeting } from "../meeting/next-meeting.ts";
import type { Page } from "../page/page.ts";
import { directOf } from "../person/direct-of.ts";
import { isSkipLevel } from "../person/is-skip-level.ts";
import type { Member, MemberId } from "../person/member.ts";
import { FIRST_MEETINGS } from "./count-first-meetings.ts";
import type { Question } from "./question.ts";

export type FirstMeetingQuestion = {
  question: Question;
  /** the topic that waits in the Hopper since a meeting did not reach it; null: there is none yet */
  topic: Id | null;
  /** the meeting that it was meant for is over */
  isLate: boolean;
};

const MOST = 5; // more is no conversation; what is left moves on
const MOST_OTHERS = 2;

/**
 * What is good to ask in the next meeting of two who have met fewer than three times: what motivates the direct, spread
 * over the three, and a question or two about how they work. What a meeting did not ask comes in the one after.
 *
 * @param people between two of whom neither leads the other, there is nothing of the kind to ask; whoever is two levels
 * above has questions of their own, and what motivates the direct is for the manager between.
 * @param bank in the order in which it is to be asked.
 * @returns without those that stand on an agenda or were asked; none for a pair that is not new.
 */
export function firstMeetingQuestions(
  page: Pick<Page, "topics" | "meetings">,
  people: Readonly<Record<MemberId, Pick<Member, "role">>>,
  bank: readonly Question[],
): FirstMeetingQuestion[] {
  const coming = nextMeeting(page);
  const number = page.meetings.filter(({ state }) => state === "held").length + 1;
  if (coming === null || number > FIRST_MEETINGS || directOf(people) === null || isSkipLevel(people)) return [];

  const first = bank.filter(({ occasion, meeting }) => occasion === "first" && meeting !== null && meeting <= number);
  // One in the bin was never asked: its adding was undone.
  const topics = page.topics.filter(({ state }) => state !== "binned");
  const open = first
    .flatMap((question): FirstMeetingQuestion[] => {
      const topic = topics.find((each) => each.question === question.id);
      if (topic && (topic.place !== "hopper" || topic.state !== "open")) return [];
      return [{ question, topic: topic?.id ?? null, isLate: question.meeting !== number }];
    })
    .sort((left, right) => Number(right.isLate) - Number(left.isLate));

  const taken = first.filter(({ id }) => topics.some((each) => each.question === id && each.place === coming.id));
  const motivation = open.filter(({ question }) => question.portrait !== null);
  const others = open.filter(({ question }) => question.portrait === null);
  const othersTaken = taken.filter(({ portrait }) => portrait === null).length;
  return [...motivation, ...others.slice(0, Math.max(0, MOST_OTHERS - othersTaken))].slice(
    0,
    Math.max(0, MOST - taken.length),
  );
}
