import type { Rhythm } from "@candor/core/cadence/advise-cadence.ts";
import { addDays } from "@candor/core/cadence/days.ts";
import type { Leave } from "@candor/core/cadence/leave.ts";
import type { Day } from "@candor/core/chart/manager-edge.ts";
import { overview } from "@candor/core/overview/overview.ts";
import type { GlanceMeeting, PairFacts, Shares } from "@candor/core/overview/pair-facts.ts";
import { managerOf } from "@candor/core/person/direct-of.ts";
import { type MemberId, otherMember, type Role } from "@candor/core/person/member.ts";
import type { MyOverview } from "@candor/protocol/http/overview.ts";
import { sql } from "kysely";
import type { Tables } from "../cadence/read-records.ts";
import { oneOf } from "../database/one-of.ts";
import { dayIn } from "../workspace/workspace-day.ts";

const DAY_MILLISECONDS = 86_400_000;
const MEETING_DAYS = 200; // long enough for the last dozen, and for a season without meeting in person
const RAISED_DAYS = 91;
const DEFAULT_RHYTHM: Rhythm = { everyWeeks: 1, minutes: 30 }; // as a page has it of which nothing is stored yet

/** All open pairs of somebody at a glance: a statement for each kind of fact, however many pairs they have. */
export async function readOverview(tables: Tables, userId: string, now: Date): Promise<MyOverview> {
  const seats = await readSeats(tables, userId, now);
  const pages = new Set(seats.map(({ pair }) => pair));
  if (pages.size === 0) return { needsYou: [], fine: [], heldMinutes: 0 };
  const today = now.toISOString().slice(0, 10);
  const [series, meetings, lasts, topics, actions] = [
    await readSeries(tables, pages),
    await readMeetings(tables, pages, addDays(today, -MEETING_DAYS)),
    await readLasts(tables, pages),
    await readTopics(tables, pages, today, addDays(today, -RAISED_DAYS)),
    await readActions(tables, pages),
  ];
  const heads = await readUnnoted(tables, pages);
  const leaves = await readLeaves(tables, pages);
  const [paired, checks] = [await readLastPaired(tables, pages, now), await readChecks(tables, pages)];
  const facts = seats.map(({ pair, head, projected, me, name, roles, createdAt, timeZone }): PairFacts => {
    const agreed = series.get(pair);
    const zone = timeZone ?? agreed?.timeZone ?? "UTC";
    const above = managerOf(roles);
    const written = topics.get(pair) ?? [];
    const byPlace = Map.groupBy(
      written.filter(({ isOpen }) => isOpen),
      ({ place }) => place,
    );
    const open = actions.get(pair) ?? [];
    const counted = countedOf(Math.max(head, heads.get(pair) ?? 0), projected);
    return {
      ...{ pair, counted, name, iAm: above === null ? "peer" : above === me ? "above" : "below", timeZone: zone },
      agreed: agreed ? { everyWeeks: agreed.everyWeeks, minutes: agreed.minutes } : DEFAULT_RHYTHM,
      begun: dayIn(zone, new Date(createdAt)),
      meetings: meetings.get(pair) ?? [],
      lastHeld: lasts.get(pair)?.held ?? null,
      lastTogether: lasts.get(pair)?.together ?? null,
      lastPaired: dayOrNull(zone, paired.get(pair)),
      checks: checks.get(pair) ?? [],
      leaves: leaves.get(pair) ?? [],
      agendas: new Map([...byPlace].map(([place, rows]) => [place, sharesOf(rows, me)])),
      hopper: sharesOf(
        (byPlace.get("hopper") ?? []).filter(({ kind }) => kind !== "backup"),
        me,
      ),
      raised: sharesOf(
        written.filter(({ isRecent }) => isRecent),
        me,
      ),
      actions: {
        mine: open.flatMap(({ owner, due }) => (owner === me ? [due] : [])),
        theirs: open.filter(({ owner }) => owner !== me).length,
      },
    };
  });
  return overview(facts, Temporal.Instant.fromEpochMilliseconds(now.getTime()));
}

function sharesOf(topics: readonly { author: MemberId }[], me: MemberId): Shares {
  const shares = { mine: 0, theirs: 0 };
  for (const { author } of topics) shares[author === me ? "mine" : "theirs"] += 1;
  return shares;
}

type Seat = {
  pair: string;
  /** of its log: the last row that is noted, and the last that is counted */
  head: number;
  projected: number;
  me: MemberId;
  /** of the other */
  name: string;
  roles: Record<MemberId, { role: Role }>;
  createdAt: string;
  timeZone: string | null;
};

async function readSeats({ db }: Tables, userId: string, now: Date): Promise<Seat[]> {
  const rows = await db
    .selectFrom("pair_member as mine")
    .innerJoin("pair", "pair.id", "mine.pair_id")
    .innerJoin("pair_member as other", (join) =>
      join.onRef("other.pair_id", "=", "mine.pair_id").onRef("other.member", "!=", "mine.member"),
    )
    .leftJoin("page_state", "page_state.page", "pair.id")
    .leftJoin("workspace", "workspace.id", "pair.workspace_id")
    .select(["pair.id as pair", "pair.created_at as createdAt", "workspace.settings"])
    .select(["page_state.head_seq as head", "page_state.projected_seq as projected"])
    .select(["mine.member as me", "mine.role as myRole", "other.name", "other.role as theirRole"])
    .where("mine.user_id", "=", userId)
    .where((eb) => eb.or([eb("pair.frozen_at", "is", null), eb("pair.frozen_at", ">", now.toISOString())]))
    .execute();
  return rows.map(({ pair, me, name, createdAt, settings, myRole, theirRole, head, projected }) => {
    const [mine, theirs] = [{ role: myRole as Role }, { role: theirRole as Role }];
    return {
      ...{ pair, me, name, createdAt, head: Number(head ?? 0), projected: Number(projected ?? 0) },
      roles: otherMember(me) === "b" ? { a: mine, b: theirs } : { a: theirs, b: mine },
      timeZone: settings === null ? null : ((JSON.parse(settings) as { timeZone?: string }).timeZone ?? null),
    };
  });
}

/** On SQLite the end of each page's log is noted now and then; what is newer is looked up in the log's own tail. */
async function readUnnoted({ db, engine }: Tables, pages: ReadonlySet<string>): Promise<Map<string, number>> {
  if (engine !== "sqlite") return new Map();
  const tail = await db
    .selectFrom("page_log")
    .select((eb) => ["session_id", eb.fn.max("seq").as("last")])
    .where("seq", ">", sql<number>`(select cast(value as integer) from setting where key = 'log_noted_seq')`)
    .groupBy("session_id")
    .execute();
  if (tail.length === 0) return new Map();
  const lasts = new Map(tail.map(({ session_id, last }) => [session_id, Number(last)]));
  const sessions = await db
    .selectFrom("page_session")
    .select(["id", "page"])
    .where("id", "in", [...lasts.keys()])
    .execute();
  const heads = new Map<string, number>();
  for (const { id, page } of sessions)
    if (pages.has(page)) heads.set(page, Math.max(heads.get(page) ?? 0, lasts.get(id) ?? 0));
  return heads;
}

function countedOf(head: number, projected: number): PairFacts["counted"] {
  if (projected >= head) return "all";
  return projected === 0 ? "nothing_yet" : "behind";
}

async function readSeries({ db, engine }: Tables, pages: ReadonlySet<string>) {
  const rows = await db
    .selectFrom("series")
    .select(["page", "every_weeks as everyWeeks", "minutes", "time_zone as timeZone"])
    .where("page", "in", oneOf(engine, pages))
    .execute();
  return new Map(rows.map(({ page, ...series }) => [page, series]));
}

async function readMeetings({ db, engine }: Tables, pages: ReadonlySet<string>, since: Day) {
  const rows = await db
    .selectFrom("meeting")
    .select(["page", "id", "start", "time_zone as timeZone", "minutes", "state", "medium"])
    .where("page", "in", oneOf(engine, pages))
    .where("start", ">=", since)
    .execute();
  const meetings = new Map<string, GlanceMeeting[]>();
  for (const { page, ...meeting } of rows) {
    const those = meetings.get(page) ?? [];
    those.push(meeting as GlanceMeeting);
    meetings.set(page, those);
  }
  return meetings;
}

/** When they last met, and when in person or on a walk: one that was held without a time was held when it was closed. */
async function readLasts({ db, engine }: Tables, pages: ReadonlySet<string>) {
  const rows = await db
    .selectFrom("meeting")
    .select((eb) => ["page", "medium", eb.fn.max(eb.fn.coalesce("start", "closed_at")).as("last")])
    .where("page", "in", oneOf(engine, pages))
    .where("state", "=", "held")
    .groupBy(["page", "medium"])
    .execute();
  const lasts = new Map<string, { held: Day | null; together: Day | null }>();
  for (const { page, medium, last } of rows) {
    if (last === null) continue;
    const day = String(last).slice(0, 10);
    const { held, together } = lasts.get(page) ?? { held: null, together: null };
    const isTogether = medium === "in_person" || medium === "walk";
    lasts.set(page, {
      held: later(held, day),
      together: isTogether ? later(together, day) : together,
    });
  }
  return lasts;
}

/** When they began to pair last, as the device of whoever began it says; what it says of days to come is no past. */
async function readLastPaired({ db, engine }: Tables, pages: ReadonlySet<string>, now: Date) {
  const rows = await db
    .selectFrom("pairing_thing")
    .select((eb) => ["page", eb.fn.max("at").as("last")])
    .where("page", "in", oneOf(engine, pages))
    .where("what", "=", "session")
    .where("state", "!=", "binned")
    .where("at", "!=", "")
    .where("at", "<=", new Date(now.getTime() + DAY_MILLISECONDS).toISOString())
    .groupBy("page")
    .execute();
  return new Map(rows.map(({ page, last }) => [page, String(last)]));
}

function dayOrNull(zone: string, at: string | undefined): Day | null {
  return at === undefined ? null : dayIn(zone, new Date(at));
}

/** On which days to look whether what got in the way stayed fixed. */
async function readChecks({ db, engine }: Tables, pages: ReadonlySet<string>): Promise<Map<string, Day[]>> {
  const rows = await db
    .selectFrom("pairing_thing")
    .select(["page", "check_on as day"])
    .where("page", "in", oneOf(engine, pages))
    .where("what", "=", "friction")
    .where("state", "=", "fixed")
    .where("check_on", "is not", null)
    .execute();
  const checks = new Map<string, Day[]>();
  for (const { page, day } of rows) checks.set(page, [...(checks.get(page) ?? []), String(day)]);
  return checks;
}

async function readLeaves({ db, engine }: Tables, pages: ReadonlySet<string>): Promise<Map<string, Leave[]>> {
  const rows = await db
    .selectFrom("cadence_stated")
    .select(["pair_id as pair", "away_from as from", "back_since as back"])
    .where("pair_id", "in", oneOf(engine, pages))
    .where("away_from", "is not", null)
    .execute();
  const leaves = new Map<string, Leave[]>();
  for (const { pair, ...leave } of rows) leaves.set(pair, [...(leaves.get(pair) ?? []), leave]);
  return leaves;
}

function later(one: Day | null, other: Day): Day {
  return one !== null && one > other ? one : other;
}

type TopicRow = { place: string; kind: string; author: MemberId; isOpen: boolean; isRecent: boolean };

/** Those that wait or stand on an agenda, and those of the last months: gone through once, for both. */
async function readTopics({ db, engine }: Tables, pages: ReadonlySet<string>, today: Day, since: Day) {
  const rows = await db
    .selectFrom("topic")
    .select(["page", "place", "kind", "author", "state", "volume"])
    .select(["snoozed_until as snoozedUntil", "created_at as createdAt"])
    .where("page", "in", oneOf(engine, pages))
    .where("state", "!=", "binned")
    .where((eb) => eb.or([eb("created_at", ">=", since), eb.and([eb("state", "=", "open"), eb("volume", "is", null)])]))
    .execute();
  const topics = new Map<string, TopicRow[]>();
  for (const { page, place, kind, author, state, volume, snoozedUntil, createdAt } of rows) {
    const those = topics.get(page) ?? [];
    const isOpen = state === "open" && volume === null && (snoozedUntil === null || snoozedUntil <= today);
    those.push({ place, kind, author, isOpen, isRecent: createdAt >= since });
    topics.set(page, those);
  }
  return topics;
}

async function readActions({ db, engine }: Tables, pages: ReadonlySet<string>) {
  const rows = await db
    .selectFrom("action")
    .select(["page", "owner", "due"])
    .where("page", "in", oneOf(engine, pages))
    .where("state", "=", "open")
    .execute();
  return Map.groupBy(rows, ({ page }) => page);
}
