import type { Id } from "@candor/core/id.ts";
import type { FirstMeetingQuestion } from "@candor/core/question/first-meetings.ts";
import type { Question } from "@candor/core/question/question.ts";
import { keptList } from "./kept-list.ts";

/** What I said to a question that was offered for a meeting: no, or rather another one. */
export type Answered = { pair: string; meeting: Id; from: Id; to: Id | null };

const MOST = 500;
const kept = keptList("candor.first-meetings", MOST); // on this device: the other may well want it

export function answersOf(pairId: string): Answered[] {
  return kept.all.value.flatMap(read).filter(({ pair }) => pair === pairId);
}

export function decline(pair: string, meeting: Id, from: Id): Answered {
  return keep({ pair, meeting, from, to: null });
}

export function swap(pair: string, meeting: Id, from: Id, to: Id): Answered {
  return keep({ pair, meeting, from, to });
}

export function takeBackAnswer(answer: Answered): void {
  kept.remove(write(answer));
}

/**
 * What is offered after all: declined ones left out, those that were swapped replaced, at the same place.
 *
 * @param now as the rules have it, before anybody answered.
 * @param taken what stands on the page already.
 */
export function offered(
  now: readonly FirstMeetingQuestion[],
  answers: readonly Answered[],
  meetingId: Id,
  bank: readonly Question[],
  taken: ReadonlySet<Id>,
): FirstMeetingQuestion[] {
  const answerTo = new Map(answers.filter(({ meeting }) => meeting === meetingId).map((each) => [each.from, each.to]));
  return now.flatMap((row) => {
    let id: Id | null = row.question.id;
    // Each answer is followed once: two tabs could have swapped one for the other and back.
    const left = new Map(answerTo);
    while (id !== null && left.has(id)) {
      const next: Id | null = left.get(id) ?? null;
      left.delete(id);
      id = next;
    }
    if (id === row.question.id) return [row];
    const question = bank.find((each) => each.id === id);
    return question === undefined || taken.has(question.id) ? [] : [{ question, topic: null, isLate: false }];
  });
}

function keep(answer: Answered): Answered {
  kept.add(write(answer));
  return answer;
}

function write({ pair, meeting, from, to }: Answered): string {
  return [pair, meeting, from, to ?? ""].join(" ");
}

function read(word: string): Answered[] {
  const [pair, meeting, from, to] = word.split(" ");
  return pair && meeting && from ? [{ pair, meeting, from, to: to || null }] : [];
}
