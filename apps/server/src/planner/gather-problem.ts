import { createHash } from "node:crypto";
import type { TakenTime } from "@candor/core/calendar/availability.ts";
import type { Schedule } from "@candor/core/invitation/schedule.ts";
import { type MemberId, otherMember } from "@candor/core/person/member.ts";
import type { PlannedSeries, PlanPerson, PlanProblem } from "@candor/core/planner/plan-problem.ts";
import { firstMonday, frozenUntil } from "@candor/core/planner/plan-start.ts";
import { type PlannerSettings, PROPOSED_SETTINGS } from "@candor/core/planner/planner-settings.ts";
import { inZone, seriesToday } from "@candor/core/planner/series-today.ts";
import type { SeenSeries } from "@candor/document/meeting/set-series.ts";
import type { BusySide } from "@candor/protocol/http/calendar.ts";
import type { KnownCalendar, LeftOutSeries, PlannerSeries, PlannerSkips } from "@candor/protocol/http/planner.ts";
import type { Kysely } from "kysely";
import { busySide, readShares } from "../calendar/pair-busy.ts";
import type { Schema } from "../database/schema.ts";
import { readSchedule } from "../invitation/read-schedule.ts";
import { grownOccurrences, type Span } from "./grown-occurrences.ts";
import { readSettingsOf } from "./planner-settings.ts";
import { type PageZones, readPageZones } from "./read-page-zones.ts";
import { readSeats, type Seat } from "./read-seats.ts";
import { readSkips } from "./read-skips.ts";
import { theirOneOnOnes } from "./their-one-on-ones.ts";

const WEEKS = 4;
const MOST_WEEKS_APART = 26;
const DAY = 86_400_000;

/** All that a plan of one person's 1:1s depends on, with what a screen and the pages need beside. */
export type GatheredPlan = {
  problem: PlanProblem;
  settings: PlannerSettings;
  isSaid: boolean;
  series: (PlannerSeries & { seen: SeenSeries })[];
  leftOut: LeftOutSeries[];
  skips: PlannerSkips;
  mine: { calendar: KnownCalendar; readAt: string | null; busy: TakenTime[] };
  /** the same as long as nothing changed that bears on a plan */
  mark: string;
};

type GatherPorts = {
  db: Kysely<Schema>;
  /** brings what the server knows of a page up to date */
  refresh: (page: string) => Promise<void>;
};

/**
 * Gathers somebody's own pairs with what may be known of when the others are taken: when, never by what, and only of
 * whoever shares it.
 *
 * @param isUnseen nobody is shown more of it than the plan itself, neither prices nor what stands in the way: then the plan
 *   keeps clear of the others' 1:1s also where they don't share when they are taken.
 */
export async function gatherPlan(
  { db, refresh }: GatherPorts,
  userId: string,
  now: Date,
  isUnseen = false,
): Promise<GatheredPlan> {
  const seats = await readSeats(db, userId, now);
  for (const { pairId } of seats) await refresh(pairId);
  const others = seats.flatMap(({ theirUserId }) => theirUserId ?? []);
  const said = await readSettingsOf(db, [userId, ...others]);
  const settings = said.get(userId) ?? PROPOSED_SETTINGS;
  const pages = new Map<string, { schedule: Schedule | null; zones: PageZones | null }>();
  for (const { pairId } of seats) {
    const schedule = (await readSchedule(db, pairId, now)) ?? (await withoutMeetings(db, pairId));
    pages.set(pairId, { schedule, zones: await readPageZones(db, pairId) });
  }
  const timeZone = settings.timeZone ?? zoneOfMine(seats, pages) ?? "UTC";
  const person = { timeZone, hours: settings.hours, daysOff: settings.daysOff };
  const instant = Temporal.Instant.fromEpochMilliseconds(now.getTime());
  const frozen = frozenUntil({ ...person, id: userId, busy: [], isCalendarKnown: true }, instant);
  const firstDay = firstMonday(timeZone, instant);
  const from = Temporal.PlainDate.from(firstDay).toZonedDateTime(timeZone).epochMilliseconds;
  const until = from + (WEEKS * 7 + 1) * DAY;
  const view = { zone: timeZone, firstDay, weeks: WEEKS };
  const skips = await readSkips(db, userId, { isIncluded: settings.skips, firstDay, weeks: WEEKS, now });
  const later = new Set(
    skips.isIncluded
      ? skips.groups.flatMap(({ people }) => people.filter(({ isDue }) => !isDue)).flatMap(({ page }) => page ?? [])
      : [],
  );

  const series: GatheredPlan["series"] = [];
  const planned: PlannedSeries[] = [];
  const people: PlanPerson[] = [];
  const leftOut: LeftOutSeries[] = [];
  const taken: Span[] = []; // by 1:1s that aren't mine to lay out
  const own: Span[] = []; // all of mine: calendars hold them as well
  const elsewhere = ({ theirUserId, pairId }: Seat) =>
    theirOneOnOnes({ db, refresh: isUnseen ? refresh : async () => {} }, theirUserId, { besides: pairId, now, until });
  for (const seat of seats) {
    const { schedule, zones } = pages.get(seat.pairId) ?? { schedule: null, zones: null };
    const base = { id: seat.pairId, name: seat.theirName };
    const held = schedule === null ? [] : grownOccurrences(schedule, { from: now.getTime(), until });
    own.push(...held);
    const today = schedule && seriesToday(schedule, view);
    const why = today?.current === null && later.has(seat.pairId) ? "another_month" : whyLeftOut(seat, schedule);
    if (why !== null || schedule === null || today === null) {
      leftOut.push({ ...base, why: why ?? "nothing_known" });
      taken.push(...held);
      continue;
    }
    const { rhythm } = schedule;
    taken.push(...today.apart);
    const side = await theirSide(db, seat, { own: held, now, until });
    const oneOnOnes = isUnseen || side.calendar !== "not_shared" ? await elsewhere(seat) : [];
    const theirSettings = seat.theirUserId === null ? undefined : said.get(seat.theirUserId);
    const theirZone = theirSettings?.timeZone ?? zoneOf(zones, otherMember(seat.me)) ?? rhythm.timeZone;
    const isPinned = settings.pinned.includes(seat.pairId) && today.current !== null;
    const kind = seat.myRole === "skip_manager" ? "skip_level" : seat.myRole === "manager" ? "report" : "other";
    const { minutes, everyWeeks } = rhythm;
    people.push({
      ...{ id: seat.pairId, timeZone: theirZone, isCalendarKnown: side.calendar === "known" },
      // That they are off is not told apart from being taken.
      ...{ busy: [...side.spans, ...oneOnOnes, ...wholeDays(theirSettings?.daysOff ?? [], theirZone)], daysOff: [] },
      hours: (theirSettings ?? PROPOSED_SETTINGS).hours,
    });
    planned.push({
      ...{ id: seat.pairId, personId: seat.pairId, kind, minutes, cadence: { type: "weeks", every: everyWeeks } },
      ...{ current: today.current, currentMoves: today.moves, isPinned },
      movedLately: await wasMovedLately(db, seat.pairId, now),
    });
    const seen: SeenSeries = {
      ...{ timeZone: rhythm.timeZone, everyWeeks, minutes },
      planned: schedule.planned.map(({ id, slot, place }) => ({ id, slot, start: place?.start ?? null })),
      moved: (schedule.later ?? []).map(({ slot, place }) => ({ slot, start: place?.start ?? null })),
    };
    series.push({
      ...{ ...base, kind, minutes, everyWeeks, current: today.current, isPinned, seen },
      ...{ calendar: side.calendar, readAt: side.readAt, timeZone: theirZone },
    });
  }
  const mySide = await busySide(db, userId, { besides: seats.map(({ pairId }) => pairId), own, now, until });
  const busy: TakenTime[] = [...mySide.spans, ...taken.map((span): TakenTime => ({ ...span, type: "taken" }))];
  const myCalendar = mySide.state === "not_shared" ? "unknown" : mySide.state;
  const problem: PlanProblem = {
    manager: { ...person, id: userId, busy, isCalendarKnown: myCalendar === "known" },
    ...{ people, series: planned, kickoff: settings.kickoff, sliders: settings.sliders },
    ...{ firstDay, weeks: WEEKS, frozenUntil: frozen },
  };
  return {
    ...{ problem, settings, isSaid: said.has(userId), series, leftOut, skips, mark: markOf(problem, series) },
    mine: { calendar: myCalendar, readAt: mySide.readAt, busy },
  };
}

/** A page whose meetings are all over, or that never had one: what the two agreed is known, and no time. */
async function withoutMeetings(db: Kysely<Schema>, page: string): Promise<Schedule | null> {
  const rhythm = await db
    .selectFrom("series")
    .select(["every_weeks as everyWeeks", "minutes", "time_zone as timeZone"])
    .where("page", "=", page)
    .executeTakeFirst();
  return rhythm === undefined ? null : { rhythm, planned: [], settled: [] };
}

/** The wall clock of a page before which nothing of its series moves. */
export function movesFrom({ manager, firstDay, frozenUntil }: PlanProblem, zone: string): string {
  const start = inZone(`${firstDay}T00:00`, manager.timeZone, zone);
  const frozen = Temporal.Instant.fromEpochMilliseconds(frozenUntil).toZonedDateTimeISO(zone);
  const notBefore = frozen.toPlainDateTime().toString({ smallestUnit: "minute" });
  return [start, notBefore].sort().at(-1) ?? start;
}

function whyLeftOut({ isMine, isPeer }: Seat, schedule: Schedule | null): LeftOutSeries["why"] | null {
  if (isPeer) return "of_both";
  if (!isMine) return "theirs_to_plan";
  if (schedule === null) return "nothing_known";
  return schedule.rhythm.everyWeeks > MOST_WEEKS_APART ? "too_rare" : null;
}

async function theirSide(
  db: Kysely<Schema>,
  { pairId, theirUserId }: Seat,
  { own, now, until }: { own: readonly Span[]; now: Date; until: number },
): Promise<{ calendar: KnownCalendar; readAt: string | null; spans: BusySide["spans"] }> {
  if (theirUserId === null) return { calendar: "nobody", readAt: null, spans: [] };
  const shares = await readShares(db, pairId);
  if (!shares.has(theirUserId)) return { calendar: "not_shared", readAt: null, spans: [] };
  const { state, readAt, spans } = await busySide(db, theirUserId, { besides: [pairId], own, now, until });
  return { calendar: state, readAt, spans };
}

function wholeDays(days: readonly string[], zone: string): TakenTime[] {
  return days.map((day) => {
    const date = Temporal.PlainDate.from(day);
    const [from, until] = [date, date.add({ days: 1 })].map((each) => each.toZonedDateTime(zone).epochMilliseconds);
    return { from: from ?? 0, until: until ?? 0, type: "taken" };
  });
}

const LATELY_MILLISECONDS = 14 * DAY;

/** A series that a plan moved within two weeks is left in peace. */
async function wasMovedLately(db: Kysely<Schema>, pairId: string, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom("series_plan_step")
    .innerJoin("series_plan", "series_plan.id", "series_plan_step.plan_id")
    .select("plan_id")
    .where("pair_id", "=", pairId)
    .where("state", "in", ["applied", "kept", "partly_undone"])
    .where("made_at", ">", new Date(now.getTime() - LATELY_MILLISECONDS).toISOString())
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function zoneOf(zones: PageZones | null, member: MemberId): string | null {
  return zones?.[member] ?? null;
}

function zoneOfMine(
  seats: readonly Seat[],
  pages: ReadonlyMap<string, { schedule: Schedule | null; zones: PageZones | null }>,
): string | null {
  const said = seats.flatMap(({ pairId, me }) => zoneOf(pages.get(pairId)?.zones ?? null, me) ?? []);
  return said[0] ?? seats.flatMap(({ pairId }) => pages.get(pairId)?.schedule?.rhythm.timeZone ?? [])[0] ?? null;
}

/** Of what a plan may not outlive: the series, when people are taken, and from when on things may move. */
function markOf(problem: PlanProblem, series: GatheredPlan["series"]): string {
  const { manager, people, firstDay, frozenUntil } = problem;
  const timesOf = ({ busy, hours, daysOff, timeZone }: PlanPerson) => ({
    ...{ hours, daysOff, timeZone },
    busy: busy
      .filter((span) => span.until > frozenUntil)
      .map((span) => [Math.max(span.from, frozenUntil), span.until, span.type]),
  });
  const facts = {
    ...{ firstDay, frozenUntil, manager: timesOf(manager), people: people.map((each) => [each.id, timesOf(each)]) },
    series: series.map(({ id, seen }) => [id, seen]),
    kickoff: problem.kickoff,
  };
  return createHash("sha256").update(JSON.stringify(facts)).digest("base64url");
}
