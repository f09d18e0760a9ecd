const KEPT_SHARE = 1 / 6; // five of thirty minutes: what reading actions back, two questions and a date take
const LEAST_KEPT = 2; // minutes; with less nobody gets through the actions
const MOST_KEPT = 10; // minutes; a longer meeting has no more to close than an hour has
const LONG_BEYOND = 1.5; // a topic may well take half as much again as it was meant to
const LONG_BY = 120; // seconds; less than two minutes over its time is nothing to speak of
const LEAST_SHARE = 5; // minutes; where many topics are planned their even share would be too short to hold anybody to

/** The minutes at the end of a meeting that are kept for closing it. */
export function keptMinutes(minutes: number): number {
  const most = Math.max(1, Math.floor(minutes / 2));
  return Math.min(most, MOST_KEPT, Math.max(LEAST_KEPT, Math.round(minutes * KEPT_SHARE)));
}

export type PaceReason =
  /** these last minutes are kept for the close */
  | { type: "kept_for_close"; minutes: number; left: number }
  | { type: "over"; minutes: number }
  /** `meant`: whether somebody said how long the topic should take; else it is its even share */
  | { type: "topic_time"; minutes: number; of: number; meant: boolean; waiting: number };

export type Pace = {
  type: "fine" | "topic_runs_long" | "time_to_close" | "over";
  /** what speaks for it, the most weighty first; none where all is fine */
  reasons: PaceReason[];
};

export type PaceSituation = {
  /** seconds since the beginning */
  elapsed: number;
  /** planned for the whole meeting */
  minutes: number;
  /** the topic that is on; null: none is */
  topic: { /** seconds */ spent: number /** meant for it */; minutes: number | null } | null;
  /** topics on the agenda, and those of them that still wait behind the one that is on */
  topics: number;
  waiting: number;
};

/**
 * How the two are doing for time. Advice, never a reproach: a topic is only said to run long where another one waits
 * for it, and being over is a number and nothing more.
 */
export function judgePace({ elapsed, minutes, topic, topics, waiting }: PaceSituation): Pace {
  const kept = keptMinutes(minutes);
  const left = minutes * 60 - elapsed;
  const long = topic && runsLong(topic, { minutes: minutes - kept, topics, waiting });
  const reasons: PaceReason[] = long ? [long] : [];
  if (left <= -60) return { type: "over", reasons: [{ type: "over", minutes: Math.floor(-left / 60) }, ...reasons] };
  if (left <= kept * 60) {
    const kept_for_close = { type: "kept_for_close", minutes: kept, left: Math.max(0, Math.ceil(left / 60)) } as const;
    return { type: "time_to_close", reasons: [kept_for_close, ...reasons] };
  }
  return long ? { type: "topic_runs_long", reasons } : { type: "fine", reasons };
}

function runsLong(
  topic: NonNullable<PaceSituation["topic"]>,
  { minutes, topics, waiting }: { minutes: number; topics: number; waiting: number },
): PaceReason | null {
  if (waiting === 0) return null;
  const of = topic.minutes ?? Math.max(LEAST_SHARE, Math.round(minutes / Math.max(1, topics)));
  const over = topic.spent - of * 60;
  if (over < LONG_BY || topic.spent < of * 60 * LONG_BEYOND) return null;
  return { type: "topic_time", minutes: Math.floor(topic.spent / 60), of, meant: topic.minutes !== null, waiting };
}
