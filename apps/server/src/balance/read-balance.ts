import { balanceOfTime } from "@candor/core/balance/balance-of-time.ts";
import { type Quarter, quarterCalled, quarterOf } from "@candor/core/balance/quarter.ts";
import type { PairTime, TimedMeeting } from "@candor/core/balance/time-facts.ts";
import { managerOf } from "@candor/core/person/direct-of.ts";
import { otherMember, type Role } from "@candor/core/person/member.ts";
import type { MyBalance } from "@candor/protocol/http/balance.ts";
import type { PairCadence } from "@candor/protocol/http/cadence.ts";
import { readMyCadence } from "../cadence/cadence.ts";
import type { Tables } from "../cadence/read-records.ts";
import { oneOf } from "../database/one-of.ts";
import { zoneOfUser } from "../people/zone-of-user.ts";
import { dayIn } from "../workspace/workspace-day.ts";
import { readAhead } from "./read-ahead.ts";

const MOST_QUARTERS = 12;
const PLANNED_MONTHS = 9; // the quarter that it is, and the two after it
const DEFAULT_RHYTHM = { everyWeeks: 1, minutes: 30 }; // as a page has it of which nothing is stored yet

/**
 * How somebody's own 1:1s fill their time in a quarter, archived pages among them, for they took time as well.
 *
 * @param name null: the quarter that it is where they are.
 * @returns null where there is no such quarter.
 */
export async function readBalance(
  tables: Tables,
  userId: string,
  name: string | null,
  now: Date,
): Promise<MyBalance | null> {
  const timeZone = await zoneOfUser(tables, userId);
  const thisQuarter = quarterOf(dayIn(timeZone, now));
  const quarter = quarterCalled(name ?? thisQuarter);
  if (!quarter) return null;
  const seats = await readSeats(tables, userId);
  const pages = new Set(seats.map(({ pair }) => pair));
  const meetings = await readMeetings(tables, pages, quarter);
  const series = await readSeries(tables, pages);
  const cadence = await readMyCadence(tables, userId, now);
  const advised = new Map([...cadence.led, ...cadence.others].map((each) => [each.pair, each]));
  const pairs = seats.map(({ pair, name, iLead, createdAt, frozenAt }): PairTime => {
    const known = advised.get(pair);
    const agreed = series.get(pair) ?? known?.agreed ?? DEFAULT_RHYTHM;
    return {
      ...{ pair, name, iLead, agreed, begun: dayIn(timeZone, new Date(createdAt)) },
      advised: known && iLead ? adviceOf(known) : null,
      ended: frozenAt === null || frozenAt > now.toISOString() ? null : dayIn(timeZone, new Date(frozenAt)),
      leaves: known
        ? [known.stated.a, known.stated.b].map(({ awayFrom = null, backSince }) => ({
            from: awayFrom,
            back: backSince,
          }))
        : [],
      meetings: meetings.get(pair) ?? [],
    };
  });
  const facts = {
    ...{ pairs, budgetMinutes: cadence.budgetMinutes, timeZone },
    ahead: await readAhead(tables, { userId, pages }, now),
  };
  const balance = balanceOfTime(facts, quarter, Temporal.Instant.fromEpochMilliseconds(now.getTime()));
  const quarters = await readQuarters(tables, pages, thisQuarter);
  return {
    ...balance,
    quarters: [...new Set([...quarters, thisQuarter, quarter.name])].sort().reverse().slice(0, MOST_QUARTERS),
  };
}

/** What one of the two said no to changes nothing. */
function adviceOf({ advice, declined, agreed }: PairCadence): PairTime["advised"] {
  if (declined !== null || advice.everyWeeks === agreed.everyWeeks) return null;
  return { everyWeeks: advice.everyWeeks, minutes: advice.minutes };
}

type Seat = { pair: string; name: string; iLead: boolean; createdAt: string; frozenAt: string | null };

async function readSeats({ db }: Tables, userId: string): Promise<Seat[]> {
  const rows = await db
    .selectFrom("pair_member as mine")
    .innerJoin("pair", "pair.id", "mine.pair_id")
    .innerJoin("pair_member as other", (join) =>
      join.onRef("other.pair_id", "=", "mine.pair_id").onRef("other.member", "!=", "mine.member"),
    )
    .select(["pair.id as pair", "pair.created_at as createdAt", "pair.frozen_at as frozenAt"])
    .select(["mine.member as me", "mine.role as myRole", "other.name", "other.role as theirRole"])
    .where("mine.user_id", "=", userId)
    .execute();
  return rows.map(({ pair, name, createdAt, frozenAt, me, myRole, theirRole }) => {
    const [mine, theirs] = [{ role: myRole as Role }, { role: theirRole as Role }];
    const above = managerOf(otherMember(me) === "b" ? { a: mine, b: theirs } : { a: theirs, b: mine });
    return { pair, name, createdAt, frozenAt, iLead: above === me };
  });
}

async function readMeetings({ db, engine }: Tables, pages: ReadonlySet<string>, { from, until }: Quarter) {
  const meetings = new Map<string, TimedMeeting[]>();
  if (pages.size === 0) return meetings;
  const rows = await db
    .selectFrom("meeting")
    .select(["page", "start", "minutes", "state", "closed_at as closedAt", "moved"])
    .where("page", "in", oneOf(engine, pages))
    .where((eb) =>
      eb.or([
        eb.and([eb("start", ">=", from), eb("start", "<", until)]),
        eb.and([eb("start", "is", null), eb("closed_at", ">=", from), eb("closed_at", "<", until)]),
      ]),
    )
    .execute();
  for (const { page, state, moved, ...meeting } of rows) {
    const those = meetings.get(page) ?? [];
    those.push({ ...meeting, state: state as TimedMeeting["state"], wasMoved: moved === 1 });
    meetings.set(page, those);
  }
  return meetings;
}

async function readSeries({ db, engine }: Tables, pages: ReadonlySet<string>) {
  if (pages.size === 0) return new Map<string, PairTime["agreed"]>();
  const rows = await db
    .selectFrom("series")
    .select(["page", "every_weeks as everyWeeks", "minutes"])
    .where("page", "in", oneOf(engine, pages))
    .execute();
  return new Map(rows.map(({ page, ...agreed }) => [page, agreed]));
}

/** From the first of which something is on record to the last for which something is planned, at most half a year on. */
async function readQuarters(
  { db, engine }: Tables,
  pages: ReadonlySet<string>,
  thisQuarter: string,
): Promise<string[]> {
  const today = quarterCalled(thisQuarter)?.from;
  if (pages.size === 0 || today === undefined) return [];
  // Either of the two may plan for a day that nobody lives to see; the quarters of today are still to be chosen.
  const end = Temporal.PlainDate.from(today).add({ months: PLANNED_MONTHS }).toString();
  const row = await db
    .selectFrom("meeting")
    .select((eb) => [eb.fn.min("start").as("first"), eb.fn.max("start").as("last")])
    .where("page", "in", oneOf(engine, pages))
    .where("start", "<", end)
    .executeTakeFirst();
  const last = row?.last && quarterCalled(quarterOf(row.last));
  const quarters: string[] = [];
  for (let each = last; each && row?.first && quarters.length < MOST_QUARTERS; ) {
    quarters.push(each.name);
    if (each.from <= row.first) break;
    each = quarterCalled(quarterOf(Temporal.PlainDate.from(each.from).subtract({ days: 1 }).toString()));
  }
  return quarters;
}
