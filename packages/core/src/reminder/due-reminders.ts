import { CLOSE_AFTER_DAYS } from "../feedback/feedback-round.ts";
import type { PortraitEntry } from "../portrait/portrait.ts";
import { ASK_AGAIN_DAYS, reAsk } from "../portrait/re-ask.ts";

const DAY_MILLISECONDS = 86_400_000;

/** What is on record of somebody that may be worth a reminder. */
export type ReminderFacts = {
  /** by page that they lead: since when feedback that they heard waits for a word of what came of it, ISO instants */
  heard: readonly { pair: string; name: string; since: readonly string[] }[];
  /** what they said of themselves, and say still */
  portrait: readonly Pick<PortraitEntry, "part" | "at" | "text" | "until">[];
};

export type Reminder =
  /** `days`: since the first of them was heard */
  | { type: "close_loop"; pair: string; name: string; loops: number; days: number }
  /** `parts`: how many to look at this time; `days`: since the oldest was said */
  | { type: "portrait"; parts: number; days: number };

/** What to remind somebody of, the longest wait first. A portrait that was never begun is nobody's debt. */
export function dueReminders({ heard, portrait }: ReminderFacts, now: Temporal.Instant): Reminder[] {
  const loops = heard
    .map(({ pair, name, since }) => {
      const days = since.map((each) => daysSince(each, now)).filter((each) => each >= CLOSE_AFTER_DAYS);
      return { type: "close_loop", pair, name, loops: days.length, days: Math.max(0, ...days) } as const;
    })
    .filter((each) => each.loops > 0)
    .sort((one, other) => other.days - one.days || (one.pair < other.pair ? -1 : 1));
  const said = portrait.filter(({ text, until }) => until === null && text !== "");
  const days = Math.max(0, ...said.map(({ at }) => daysSince(at, now)));
  const parts = days < ASK_AGAIN_DAYS ? 0 : reAsk(said, now).length;
  return parts === 0 ? loops : [...loops, { type: "portrait", parts, days }];
}

/** What a peer wrote for an instant may be none: then nobody knows, and nothing is due. */
function daysSince(instant: string, now: Temporal.Instant): number {
  const days = Math.floor((now.epochMilliseconds - Date.parse(instant)) / DAY_MILLISECONDS);
  return Number.isNaN(days) ? 0 : days;
}
