import { readIceBreaker } from "@candor/core/meeting/ice-breaker.ts";
import type { Meeting } from "@candor/core/meeting/meeting.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type { TransferWords } from "./transfer-words.ts";

/** What is on record about a meeting beside its topics, a line each: why it fell out, its moves, what began and ended it. */
export function meetingLines(
  { why, movedFrom, iceBreaker, thanksOfA, thanksOfB }: Meeting,
  names: Readonly<Record<MemberId, string>>,
  words: TransferWords,
): string[] {
  const drawn = readIceBreaker(iceBreaker);
  const warmUp = drawn?.type === "question" ? words.question(drawn.id) : (drawn?.words ?? null);
  return [
    ...(why === null ? [] : [words.because(why)]),
    ...(movedFrom.length === 0 ? [] : [words.movedFrom(movedFrom.map((start) => start.replace("T", " ")))]),
    ...(warmUp === null ? [] : [words.warmedUpWith(warmUp)]),
    ...(thanksOfA === null ? [] : [words.thanks(names.a, thanksOfA)]),
    ...(thanksOfB === null ? [] : [words.thanks(names.b, thanksOfB)]),
  ];
}
