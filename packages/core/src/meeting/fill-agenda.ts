import type { Page } from "../page/page.ts";
import { directOf, managerOf } from "../person/direct-of.ts";
import type { Member, MemberId } from "../person/member.ts";
import type { Occasion } from "../question/question.ts";
import { ageTopic } from "../topic/age-topic.ts";
import type { Topic } from "../topic/topic.ts";
import { topicsIn } from "../topic/topics-in.ts";
import { agendaOrder } from "./agenda-order.ts";

const MOST = 5; // about what half an hour holds; the rest stays in the Hopper
const FIRST_MEETINGS = 3; // which have questions of their own
const DAYS_WORTH_SAYING = 7;

export type FillReason =
  | { type: "carried"; times: number }
  | { type: "waited"; days: number }
  /** young, and never carried: it is simply there */
  | { type: "in_hopper" };

export type Filling = {
  /** in the order of an agenda */
  topics: { topic: Topic; reasons: FillReason[] }[];
  /** how many stay in the Hopper, those that are snoozed left out */
  left: number;
  /** what a question may be about, the best first; null: none is wanted now */
  question: { occasions: Occasion[]; asks: "direct" | "manager" | "either" } | null;
};

export type FillingAsked = {
  page: Pick<Page, "topics" | "meetings">;
  people: Readonly<Record<MemberId, Pick<Member, "role">>>;
  /** whose agenda it is being filled for: they ask the question */
  me: MemberId;
  now: Temporal.Instant;
  /** of the reader; days are calendar days there */
  timeZone: string;
};

/**
 * What could stand on an empty agenda: the topics that were carried most, then the oldest, and a question that fits the
 * pair now. About five in all.
 */
export function fillAgenda({ page, people, me, now, timeZone }: FillingAsked): Filling {
  const waiting = topicsIn(page, "hopper")
    .map((topic) => ({ topic, age: ageTopic(topic, now, timeZone) }))
    .filter(({ topic, age }) => topic.state === "open" && age.type !== "snoozed")
    .sort(
      (left, right) =>
        isBackup(left.topic) - isBackup(right.topic) ||
        right.age.carried - left.age.carried ||
        right.age.days - left.age.days,
    );
  const question = questionFor({ page, people, me, waiting: waiting.length });
  const chosen = waiting.slice(0, question === null ? MOST : MOST - 1);
  const order = agendaOrder(chosen.map(({ topic }) => topic));
  return {
    topics: order.flatMap((topic) => {
      const age = chosen.find((each) => each.topic.id === topic.id)?.age;
      return age ? [{ topic, reasons: reasonsOf(age) }] : [];
    }),
    left: waiting.length - chosen.length,
    question,
  };
}

/** Kept for when there is time: behind all that somebody wants to talk about. */
function isBackup({ kind }: Topic): number {
  return kind === "backup" ? 1 : 0;
}

function reasonsOf({ carried, days }: { carried: number; days: number }): FillReason[] {
  const reasons: FillReason[] = [];
  if (carried > 0) reasons.push({ type: "carried", times: carried });
  if (days >= DAYS_WORTH_SAYING) reasons.push({ type: "waited", days });
  return reasons.length > 0 ? reasons : [{ type: "in_hopper" }];
}

/** The first meetings have questions of their own; later the occasions take turns, so that no kind is forgotten. */
function questionFor({
  page,
  people,
  me,
  waiting,
}: Pick<FillingAsked, "page" | "people" | "me"> & { waiting: number }): Filling["question"] {
  const held = page.meetings.filter(({ state }) => state === "held").length;
  if (held < FIRST_MEETINGS) return null;
  const asks = directOf(people) === me ? "direct" : managerOf(people) === me ? "manager" : "either";
  const turns = TURNS[asks];
  const inTurn = turns.map((_, at) => turns[(held + at) % turns.length] as Occasion);
  const role = people[me].role;
  if (role === "skip_manager" || role === "skip_report") return { occasions: ["skip_level", ...inTurn], asks };
  return { occasions: waiting === 0 ? ["empty_agenda", ...inTurn] : inTurn, asks };
}

/** A direct doesn't ask for feedback that is meant for the manager. */
const TURNS = {
  direct: ["big_picture", "career"],
  manager: ["feedback_for_manager", "career", "big_picture"],
  either: ["big_picture", "career"],
} as const satisfies Record<string, readonly Occasion[]>;
