const WEEKS = 6; // what the board looks back on
const RECENT_WEEKS = 3; // held against the three before
const LEAST_CHANGE = 2; // people; one more or less is chance
const WEEK_DAYS = 7;

/** How many people raised something in each of the last weeks, oldest first, and what follows from it. */
export type Trend = {
  type:
    | "rising"
    | "steady"
    | "falling"
    /** it was first raised within the last three weeks: there is nothing to hold it against */
    | "new"
    /** nobody raised it in all these weeks */
    | "quiet";
  /** people a week, the week that ends today last */
  weeks: readonly number[];
  /** the reasons: different people in the last three weeks, and in the three before */
  recent: number;
  before: number;
};

/** That somebody raised it: who, and the day, YYYY-MM-DD. */
export type Mention = { person: string; day: string };

/**
 * @param today YYYY-MM-DD; what is dated after it, by a clock that was wrong, counts as of today.
 */
export function judgeTrend(mentions: readonly Mention[], today: string): Trend {
  const now = Temporal.PlainDate.from(today);
  const perWeek = Array.from({ length: WEEKS }, () => new Set<string>());
  const spans = { recent: new Set<string>(), before: new Set<string>() };
  let isOld = false;
  for (const { person, day } of mentions) {
    const age = ageInWeeks(day, now);
    if (age === null) continue;
    if (age >= RECENT_WEEKS) isOld = true;
    perWeek[WEEKS - 1 - age]?.add(person);
    if (age < RECENT_WEEKS) spans.recent.add(person);
    else if (age < WEEKS) spans.before.add(person);
  }
  const [recent, before] = [spans.recent.size, spans.before.size];
  return { type: typeOf(recent, before, isOld), weeks: perWeek.map(({ size }) => size), recent, before };
}

function typeOf(recent: number, before: number, isOld: boolean): Trend["type"] {
  if (recent === 0 && before === 0) return "quiet";
  if (!isOld) return "new";
  if (recent - before >= LEAST_CHANGE) return "rising";
  return before - recent >= LEAST_CHANGE ? "falling" : "steady";
}

/** @returns null where the day is no date. */
function ageInWeeks(day: string, today: Temporal.PlainDate): number | null {
  try {
    const { days } = Temporal.PlainDate.from(day).until(today, { largestUnit: "days" });
    return Math.floor(Math.max(0, days) / WEEK_DAYS);
  } catch {
    return null;
  }
}
