import type { Action } from "../action/action.ts";
import { type Quarter, quarterOf } from "../balance/quarter.ts";
import type { Day } from "../chart/manager-edge.ts";
import type { Id } from "../id.ts";
import { MEDIA, type Medium, type Meeting } from "../meeting/meeting.ts";
import { knownZone } from "../meeting/meeting-span.ts";
import type { Page } from "../page/page.ts";
import type { MemberId } from "../person/member.ts";

const MONTHS = 12;
const QUARTER_MONTHS = 3;

/** Of what is counted for each of the two: by seats and not by whoever looks, so that both count the same. */
export type BySeat = Readonly<Record<MemberId, number>>;

export const ACTION_AGES = ["week", "month", "season", "longer"] as const;
export type ActionAge = (typeof ACTION_AGES)[number];
const AGE_DAYS: Readonly<Record<ActionAge, number>> = { week: 7, month: 31, season: 91, longer: Infinity };

/** How a pair has met and talked in the last twelve months, or in a quarter. It is for the two alone, and the same for both. */
export type PairInsight = {
  /** the most days between two that were held, or since the last one; null before the first */
  longestGapDays: number | null;
  /** oldest first, twelve of them or three, by the pair's own calendar; a meeting that was moved and held counts as held */
  months: { month: string; held: number; heldMoved: number; cancelled: number }[];
  /** who wrote the topics, by quarter, oldest first */
  raised: { quarter: string; by: BySeat }[];
  /** of the topics that were talked about */
  altitude: { bigPicture: number; detail: number };
  /** how old the actions are that are open */
  openActions: { age: ActionAge; by: BySeat }[];
  /** of the meetings that were held; "unsaid" where nobody wrote it down */
  media: { medium: Medium | "unsaid"; held: number }[];
  /** both answers, by quarter, of the meetings for which both have answered: nobody reads the other's alone here */
  worth: { quarter: string; yes: number; no: number }[];
  /** the days on which they met or were to meet, oldest first */
  days: { day: Day; outcome: "held" | "cancelled" }[];
};

export type AnswersOfTwo = { mine: "yes" | "no" | null; theirs: "yes" | "no" | null };

/**
 * @param worth the answers that one of the two may see, by meeting.
 * @param now its day in the pair's own zone ends the twelve months.
 * @param quarter that alone; null: the twelve months.
 */
export function pairInsight(
  page: Pick<Page, "meetings" | "topics" | "actions" | "settings">,
  worth: Readonly<Record<Id, AnswersOfTwo>>,
  now: Temporal.Instant,
  quarter: Quarter | null = null,
): PairInsight {
  const today = now.toZonedDateTimeISO(knownZone(page.settings.timeZone)).toPlainDate();
  const [last, count] = quarter
    ? [Temporal.PlainDate.from(quarter.until).subtract({ days: 1 }), QUARTER_MONTHS]
    : [today, MONTHS];
  const months = Array.from({ length: count }, (_, back) =>
    last
      .toPlainYearMonth()
      .subtract({ months: count - 1 - back })
      .toString(),
  );
  const since = `${months[0]}-01`;
  const until = [today, last].sort(Temporal.PlainDate.compare)[0]?.toString() ?? "";
  const quarters = [...new Set(months.map(quarterOf))];
  const settled = page.meetings
    .flatMap((meeting) => settledOf(meeting))
    .filter(({ day }) => day >= since && day <= until)
    .sort((one, other) => (one.day < other.day ? -1 : 1));
  const held = settled.filter(({ outcome }) => outcome === "held");
  const topics = page.topics.filter(
    ({ state, createdAt }) =>
      state !== "binned" && createdAt >= since && (quarter === null || createdAt < quarter.until),
  );
  const answered = held.flatMap(({ day, meeting }) => {
    const both = worth[meeting.id];
    return both?.mine && both.theirs ? [{ quarter: quarterOf(day), answers: [both.mine, both.theirs] }] : [];
  });
  return {
    longestGapDays: longestGap([...held.map(({ day }) => day), until]),
    months: months.map((month) => {
      const those = settled.filter(({ day }) => day.startsWith(month));
      return {
        month,
        held: those.filter(({ outcome, isMoved }) => outcome === "held" && !isMoved).length,
        heldMoved: those.filter(({ outcome, isMoved }) => outcome === "held" && isMoved).length,
        cancelled: those.filter(({ outcome }) => outcome === "cancelled").length,
      };
    }),
    raised: quarters.map((quarter) => ({
      quarter,
      by: bySeat(topics.flatMap(({ createdAt, author }) => (quarterOf(createdAt) === quarter ? [author] : []))),
    })),
    altitude: {
      bigPicture: topics.filter(({ state, altitude }) => state === "discussed" && altitude === "big_picture").length,
      detail: topics.filter(({ state, altitude }) => state === "discussed" && altitude === "detail").length,
    },
    openActions: agesOf(page.actions, today.toString()),
    media: [...MEDIA, "unsaid" as const].map((medium) => ({
      medium,
      held: held.filter(({ meeting }) => (meeting.medium ?? "unsaid") === medium).length,
    })),
    worth: quarters.map((quarter) => {
      const said = answered.filter((each) => each.quarter === quarter).flatMap(({ answers }) => answers);
      return {
        quarter,
        yes: said.filter((each) => each === "yes").length,
        no: said.filter((each) => each === "no").length,
      };
    }),
    days: settled.map(({ day, outcome }) => ({ day, outcome })),
  };
}

type Settled = { day: Day; outcome: "held" | "cancelled"; isMoved: boolean; meeting: Meeting };

/** What became of a meeting, and when: one that was held without a time was held when it was closed. */
function settledOf(meeting: Meeting): Settled[] {
  const { start, closedAt, state, movedFrom } = meeting;
  const day = (start ?? closedAt ?? "").slice(0, 10);
  if (state === "planned" || day === "") return [];
  return [{ day, outcome: state, isMoved: movedFrom.some((each) => each !== start), meeting }];
}

/** @param days those on which the two met, oldest first, and today. */
function longestGap(days: readonly Day[]): number | null {
  const gaps = days.slice(1).map((day, at) => Math.round(daysSince(days[at] ?? day, day)));
  return gaps.length === 0 ? null : Math.max(...gaps);
}

function daysSince(then: string, today: Day): number {
  return (Date.parse(today) - Date.parse(then)) / 86_400_000;
}

function agesOf(actions: readonly Action[], today: Day): PairInsight["openActions"] {
  const open = actions
    .filter(({ state }) => state === "open")
    .map(({ owner, createdAt }) => ({ owner, age: ageOf(createdAt, today) }));
  return ACTION_AGES.map((age) => ({
    age,
    by: bySeat(open.flatMap((action) => (action.age === age ? [action.owner] : []))),
  }));
}

function ageOf(createdAt: string, today: Day): ActionAge {
  const days = daysSince(createdAt.slice(0, 10), today);
  return ACTION_AGES.find((age) => days < AGE_DAYS[age]) ?? "longer";
}

function bySeat(seats: readonly MemberId[]): BySeat {
  const a = seats.filter((seat) => seat === "a").length;
  return { a, b: seats.length - a };
}

/** Those that the twelve months touch, newest first: of what is older the page itself holds no more. */
export function quartersUntil(today: Day): string[] {
  const day = Temporal.PlainDate.from(today);
  const quarters = Array.from({ length: MONTHS }, (_, back) => quarterOf(day.subtract({ months: back }).toString()));
  return [...new Set(quarters)];
}
