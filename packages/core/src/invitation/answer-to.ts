import type { SentInvitations } from "./judge-invitations.ts";
import type { KeptAnswer } from "./judge-reply.ts";
import { momentOf, type Place, type Schedule, stepOf } from "./schedule.ts";

/** What calendars call the next meeting; an empty slot stands for a meeting outside of the series. */
export type ToldMeeting = { uid: string; slot: string };

/** @returns null: calendars have not been told of it. */
export function nextTold(sent: SentInvitations, schedule: Schedule | null): ToldMeeting | null {
  const [next] = schedule?.planned ?? [];
  if (!next) return null;
  const single = sent.singles.find(({ meeting }) => meeting === next.id);
  if (single) return { uid: single.uid, slot: "" };
  const { series } = sent;
  if (series === null || next.slot === null || (stepOf(series, next.slot) ?? -1) < 0) return null;
  return { uid: series.uid, slot: next.slot };
}

/**
 * What somebody has said to a meeting as it is now: to this very time, or else to its series. What was said before the time
 * changed says nothing of the one it has now.
 */
export function answerTo<Answer extends KeptAnswer>(
  { uid, slot }: ToldMeeting,
  sent: SentInvitations,
  answers: readonly Answer[],
): Answer | null {
  const { series } = sent;
  const find = (wanted: string, least: number) =>
    answers.find((each) => each.uid === uid && each.slot === wanted && each.sequence >= least) ?? null;
  const single = sent.singles.find((each) => each.uid === uid);
  if (single) return find("", single.sequence);
  if (series?.uid !== uid) return null;
  const own = [...series.moved, ...series.skipped].find((each) => each.slot === slot);
  const toTime = find(slot, own?.sequence ?? series.sequence);
  const toSeries = own ? null : find("", series.sequence);
  if (toTime && toSeries) return toSeries.stamp > toTime.stamp ? toSeries : toTime;
  return toTime ?? toSeries;
}

/** What another time was asked for: all of a series, the next meeting, or one that comes after it. */
export type CounterScope = "series" | "next" | "later";

/**
 * The newest counter-proposal of somebody that can still be taken: what it was asked instead of has not changed since, and
 * neither of the two times has passed.
 */
export function openCounter<Answer extends KeptAnswer & { proposed: Place | null }>(
  { uid, slot: next }: ToldMeeting,
  sent: SentInvitations,
  answers: readonly Answer[],
  now: Temporal.Instant,
): { answer: Answer & { proposed: Place }; scope: CounterScope } | null {
  const { series } = sent;
  const single = sent.singles.find((each) => each.uid === uid);
  const told = single ?? (series?.uid === uid ? series : null);
  if (told === null) return null;
  const open = answers.flatMap((answer) => {
    const { proposed, slot } = answer;
    if (proposed === null || answer.uid !== uid || momentOf(proposed) <= now.epochMilliseconds) return [];
    const own = series && [...series.moved, ...series.skipped].find((each) => slot !== "" && each.slot === slot);
    if (answer.sequence < (own ?? told).sequence || (slot !== "" && slot < next)) return [];
    const scope: CounterScope = single || slot === next ? "next" : slot === "" ? "series" : "later";
    return [{ answer: { ...answer, proposed }, scope }];
  });
  return open.sort((one, other) => other.answer.stamp - one.answer.stamp)[0] ?? null;
}
