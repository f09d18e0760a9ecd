import type { CadenceFacts, Rhythm } from "@candor/core/cadence/advise-cadence.ts";
import { addDays } from "@candor/core/cadence/days.ts";
import type { PairRecord } from "@candor/core/cadence/gather-facts.ts";
import type { Declined } from "@candor/core/cadence/judge-declined.ts";
import type { Day } from "@candor/core/chart/manager-edge.ts";
import { managerOf } from "@candor/core/person/direct-of.ts";
import { type MemberId, otherMember, type Role } from "@candor/core/person/member.ts";
import type { CadenceStated } from "@candor/protocol/http/cadence.ts";
import type { Kysely } from "kysely";
import type { Engine } from "../database/engine.ts";
import { oneOf } from "../database/one-of.ts";
import type { Schema } from "../database/schema.ts";
import { dayIn } from "../workspace/workspace-day.ts";

export type Tables = { db: Kysely<Schema>; engine: Engine };

/** What the server knows of an open pair, and by whom its seats are held. */
export type PairOnRecord = {
  record: PairRecord;
  workspaceId: string | null;
  today: Day;
  /** who leads; null between peers */
  above: MemberId | null;
  users: Readonly<Record<MemberId, string | null>>;
  stated: Readonly<Record<MemberId, CadenceStated>>;
  declined: readonly (Declined & { by: MemberId })[];
  advised: { everyWeeks: number; verdict: string; since: Day } | null;
};

/** Meetings of this long ago and later say whether the last ones were missed. */
const RECENT_DAYS = 200;
const DEFAULT_RHYTHM: Rhythm = { everyWeeks: 1, minutes: 30 }; // as a page has it of which nothing is stored yet
export const NOTHING_STATED: CadenceStated = { everyWeeks: null, isFirstRole: false, awayFrom: null, backSince: null };

const RELATIONS: Readonly<Partial<Record<Role, CadenceFacts["relation"]>>> = {
  manager: "report",
  skip_manager: "skip_level",
  mentor: "mentor",
};

/** The open ones of these pairs, with what the rules ask about each. A handful of statements, however many they are. */
export async function readRecords(tables: Tables, pairIds: ReadonlySet<string>, now: Date): Promise<PairOnRecord[]> {
  if (pairIds.size === 0) return [];
  const seats = await readSeats(tables, pairIds, now);
  const [series, meetings, firsts, stated, declined, advised] = [
    await readSeries(tables, pairIds),
    await readRecent(tables, pairIds, addDays(now.toISOString().slice(0, 10), -RECENT_DAYS)),
    await readFirsts(tables, pairIds),
    await readStated(tables, pairIds),
    await readDeclined(tables, pairIds),
    await readAdvised(tables, pairIds),
  ];
  return [...seats].map(([pair, { a, b, workspaceId, createdAt, timeZone }]): PairOnRecord => {
    const of = { a: asMember(a.role), b: asMember(b.role) };
    const above = managerOf(of);
    const [high, low] = (above ?? "a") === "a" ? [a, b] : [b, a];
    const agreed = series.get(pair);
    const zone = timeZone ?? agreed?.timeZone ?? "UTC";
    const today = dayIn(zone, now);
    const said = stated.get(pair) ?? { a: NOTHING_STATED, b: NOTHING_STATED };
    const [highSeat, lowSeat] = (above ?? "a") === "a" ? (["a", "b"] as const) : (["b", "a"] as const);
    return {
      record: {
        pair,
        relation: above === null ? "peer" : (RELATIONS[of[above].role] ?? "peer"),
        above: high.personId,
        below: low.personId,
        begun: dayIn(zone, new Date(createdAt)),
        agreed: agreed ? { everyWeeks: agreed.everyWeeks, minutes: agreed.minutes } : DEFAULT_RHYTHM,
        meetings: settledMeetings(meetings.get(pair) ?? [], firsts.get(pair), today),
        wishes: { direct: said[lowSeat].everyWeeks, manager: said[highSeat].everyWeeks },
        isFirstRole: said.a.isFirstRole || said.b.isFirstRole,
        leaves: [said.a, said.b].map(({ awayFrom = null, backSince }) => ({ from: awayFrom, back: backSince })),
        pagesOfAbove: 1,
      },
      workspaceId,
      today,
      above,
      users: { a: a.userId, b: b.userId },
      stated: said,
      declined: declined.get(pair) ?? [],
      advised: advised.get(pair) ?? null,
    };
  });
}

type Seat = { userId: string | null; personId: string | null; role: string };
type Seats = Record<MemberId, Seat> & { workspaceId: string | null; createdAt: string; timeZone: string | null };

async function readSeats({ db, engine }: Tables, pairIds: ReadonlySet<string>, now: Date): Promise<Map<string, Seats>> {
  const rows = await db
    .selectFrom("pair")
    .innerJoin("pair_member", "pair_member.pair_id", "pair.id")
    .leftJoin("workspace", "workspace.id", "pair.workspace_id")
    .select(["pair.id", "pair.workspace_id", "pair.created_at", "workspace.settings"])
    .select(["member", "user_id", "person_id", "role"])
    .where("pair.id", "in", oneOf(engine, pairIds))
    .where((eb) => eb.or([eb("pair.frozen_at", "is", null), eb("pair.frozen_at", ">", now.toISOString())]))
    .orderBy("pair.created_at")
    .orderBy("pair.id")
    .execute();
  const nobody: Seat = { userId: null, personId: null, role: "peer" };
  const all = new Map<string, Seats>();
  for (const { id, member, user_id, person_id, role, ...row } of rows) {
    const seats = all.get(id) ?? {
      ...{ a: nobody, b: nobody, workspaceId: row.workspace_id, createdAt: row.created_at },
      timeZone: row.settings === null ? null : ((JSON.parse(row.settings) as { timeZone?: string }).timeZone ?? null),
    };
    seats[member] = { userId: user_id, personId: person_id, role };
    all.set(id, seats);
  }
  return all;
}

async function readSeries({ db, engine }: Tables, pairIds: ReadonlySet<string>) {
  const rows = await db
    .selectFrom("series")
    .select(["page", "every_weeks as everyWeeks", "minutes", "time_zone as timeZone"])
    .where("page", "in", oneOf(engine, pairIds))
    .execute();
  return new Map(rows.map(({ page, ...series }) => [page, series]));
}

type MeetingRow = { day: Day; state: string };

async function readRecent({ db, engine }: Tables, pairIds: ReadonlySet<string>, since: Day) {
  const rows = await db
    .selectFrom("meeting")
    .select(["page", "start", "state"])
    .where("page", "in", oneOf(engine, pairIds))
    .where("start", ">=", since)
    .orderBy("start", "desc")
    .execute();
  const meetings = new Map<string, MeetingRow[]>();
  for (const { page, start, state } of rows) {
    const those = meetings.get(page) ?? [];
    those.push({ day: (start ?? "").slice(0, 10), state });
    meetings.set(page, those);
  }
  return meetings;
}

/** The day of the first meeting that was held: of a page that was imported, it is older than the page. */
async function readFirsts({ db, engine }: Tables, pairIds: ReadonlySet<string>): Promise<Map<string, Day>> {
  const rows = await db
    .selectFrom("meeting")
    .select((eb) => ["page", eb.fn.min("start").as("start")])
    .where("page", "in", oneOf(engine, pairIds))
    .where("state", "=", "held")
    .groupBy("page")
    .execute();
  return new Map(rows.flatMap(({ page, start }) => (start ? [[page, start.slice(0, 10)] as const] : [])));
}

/** Newest first. One that is planned for a day that has passed was not held, as far as anybody said. */
function settledMeetings(meetings: readonly MeetingRow[], first: Day | undefined, today: Day): PairRecord["meetings"] {
  const settled = meetings.flatMap(({ day, state }) =>
    state === "planned" && day >= today
      ? []
      : [{ day, outcome: state === "held" ? ("held" as const) : ("missed" as const) }],
  );
  return first === undefined ? settled : [...settled, { day: first, outcome: "held" }];
}

async function readStated({ db, engine }: Tables, pairIds: ReadonlySet<string>) {
  const rows = await db
    .selectFrom("cadence_stated")
    .selectAll()
    .where("pair_id", "in", oneOf(engine, pairIds))
    .execute();
  const stated = new Map<string, Record<MemberId, CadenceStated>>();
  for (const { pair_id, member, every_weeks, first_role, away_from, back_since } of rows) {
    const those = stated.get(pair_id) ?? { a: NOTHING_STATED, b: NOTHING_STATED };
    const said = { everyWeeks: every_weeks, isFirstRole: first_role === 1 };
    those[member] = { ...said, awayFrom: away_from, backSince: back_since };
    stated.set(pair_id, those);
  }
  return stated;
}

async function readDeclined({ db, engine }: Tables, pairIds: ReadonlySet<string>) {
  const rows = await db
    .selectFrom("cadence_declined")
    .selectAll()
    .where("pair_id", "in", oneOf(engine, pairIds))
    .execute();
  const declined = new Map<string, (Declined & { by: MemberId })[]>();
  for (const { pair_id, verdict, member, day } of rows) {
    declined.set(pair_id, [...(declined.get(pair_id) ?? []), { verdict, on: day, by: member }]);
  }
  return declined;
}

async function readAdvised({ db, engine }: Tables, pairIds: ReadonlySet<string>) {
  const rows = await db
    .selectFrom("cadence_advice")
    .select(["pair_id", "every_weeks as everyWeeks", "verdict", "since"])
    .where("pair_id", "in", oneOf(engine, pairIds))
    .execute();
  return new Map(rows.map(({ pair_id, ...advised }) => [pair_id, advised]));
}

function asMember(role: string): { role: Role } {
  return { role: role as Role };
}

/** Whose hours a pair takes; null: nobody's who has an account. */
export function whoLeads({ above, users }: Pick<PairOnRecord, "above" | "users">): string | null {
  return above === null ? null : users[above];
}

export function isLedBy(pair: PairOnRecord, userId: string): boolean {
  return pair.above !== null && pair.users[pair.above] === userId && pair.users[otherMember(pair.above)] !== userId;
}
