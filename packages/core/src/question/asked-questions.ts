import type { Id } from "../id.ts";
import { readIceBreaker } from "../meeting/ice-breaker.ts";
import type { Meeting } from "../meeting/meeting.ts";
import type { Page } from "../page/page.ts";
import type { Topic } from "../topic/topic.ts";

export type AskedQuestion = {
  question: Id;
  /** YYYY-MM-DD: of its meeting, or where it waits for one, on which it came onto the page */
  day: string;
  state:
    | "asked"
    /** on the agenda of a meeting to come */
    | "on_agenda"
    | "in_hopper"
    /** let go before it was asked */
    | "let_go";
};

/**
 * Which questions a pair has had before it, oldest first: read from topics and ice-breakers, so that the page alone
 * remembers it, the same for both. One that was taken back into the bin was never asked.
 */
export function askedQuestions({ topics, meetings }: Pick<Page, "topics" | "meetings">): AskedQuestion[] {
  const byId = new Map(meetings.map((meeting) => [meeting.id, meeting]));
  const asked = [
    ...topics.flatMap((topic) => askedBy(topic, byId.get(topic.place) ?? null)),
    ...meetings.flatMap(askedAtKickoff),
  ];
  return asked.sort((left, right) => compare(left.day, right.day) || compare(left.question, right.question));
}

function askedBy(topic: Topic, meeting: Meeting | null): AskedQuestion[] {
  const { question, state, createdAt, stateAt } = topic;
  if (question === null || state === "binned") return [];
  if (state === "let_go") return dated(question, "let_go", dayOf(stateAt) ?? dayOf(createdAt));
  if (meeting !== null) {
    const isOver = meeting.state === "held" || state === "discussed";
    return dated(question, isOver ? "asked" : "on_agenda", dayOfMeeting(meeting) ?? dayOf(createdAt));
  }
  // Its meeting may have gone to a year's volume; what stands in the Hopper was put back, or never pulled in.
  return dated(question, state === "discussed" ? "asked" : "in_hopper", dayOf(stateAt) ?? dayOf(createdAt));
}

function askedAtKickoff(meeting: Meeting): AskedQuestion[] {
  const iceBreaker = readIceBreaker(meeting.iceBreaker);
  if (iceBreaker?.type !== "question" || meeting.state === "cancelled") return [];
  return dated(iceBreaker.id, "asked", dayOf(meeting.startedAt) ?? dayOfMeeting(meeting));
}

function dated(question: Id, state: AskedQuestion["state"], day: string | null): AskedQuestion[] {
  return day === null ? [] : [{ question, day, state }];
}

function dayOfMeeting({ start, closedAt }: Meeting): string | null {
  return start?.slice(0, 10) ?? dayOf(closedAt);
}

/** By the world's clock: a day more or less is nothing to a season. */
function dayOf(instant: string | null): string | null {
  try {
    return instant === null ? null : Temporal.Instant.from(instant).toString().slice(0, 10);
  } catch {
    return null; // a peer wrote nonsense
  }
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
