import { chartOf } from "@candor/core/chart/chart.ts";
import { monthOf } from "@candor/core/skip/month.ts";
import { lastMonthOf } from "@candor/core/skip/rotation-facts.ts";
import { skipLevelOn, skipLevelsOn } from "@candor/core/skip/skip-level.ts";
import type { SkipLevels, SkipPerson, SkipRound, SkipTold } from "@candor/protocol/http/skip.ts";
import type { Kysely } from "kysely";
import type { Engine } from "../database/engine.ts";
import { oneOf } from "../database/one-of.ts";
import type { Schema } from "../database/schema.ts";
import { readEdges, type Who } from "../workspace/people.ts";
import { type Place, readPlace } from "../workspace/place.ts";

export type SkipTablesOf = { db: Kysely<Schema>; engine: Engine };

/** Whom somebody is two levels above, and their round that goes on; null as in `readPlace`. */
export async function readSkipLevels({ db, engine }: SkipTablesOf, who: Who): Promise<SkipLevels | null> {
  const place = await readPlace(db, who.workspaceId, who.userId, who.now);
  return place ? readSkipLevelsOf({ db, engine }, place) : null;
}

export async function readSkipLevelsOf({ db, engine }: SkipTablesOf, place: Place): Promise<SkipLevels> {
  const { me, today, workspace } = place;
  const edges = await readEdges(db, workspace.id);
  const chart = chartOf(edges);
  const found = skipLevelsOn(edges, chart, me.id, today).map((person) => ({
    person,
    level: skipLevelOn(chart, me.id, person, today),
  }));
  const ids = new Set(
    found.flatMap(({ person, level }) => (level.type === "skip_level" ? [person, ...level.between] : [])),
  );
  const named = await readNames({ db, engine }, ids);
  const pages = await readPages({ db, engine }, place, new Set(found.map(({ person }) => person)));
  const people = found.flatMap(({ person, level }): SkipPerson[] => {
    const known = named.get(person);
    if (level.type !== "skip_level" || !known || known.left_at !== null) return [];
    const page = pages.get(person) ?? { pair: null, lastMet: null, leaves: [] };
    return [
      {
        ...{ person, name: known.name, department: known.department },
        between: level.between.map((each) => ({ person: each, name: named.get(each)?.name ?? "" })),
        ...{ since: level.since, until: level.until, ...page },
      },
    ];
  });
  people.sort((one, other) => one.name.localeCompare(other.name, "en") || (one.person < other.person ? -1 : 1));
  return { today, me: me.name, people, round: await readRound(db, place), told: await readTold(db, place, ids) };
}

/** The newest of what I told each manager of each of theirs: of rounds that are over, too, and of pages. */
async function readTold(db: Kysely<Schema>, { me }: Place, ids: ReadonlySet<string>): Promise<SkipTold[]> {
  const ofRounds = await db
    .selectFrom("skip_notice")
    .innerJoin("skip_round", "skip_round.id", "skip_notice.round_id")
    .select(["between_id as manager", "skip_notice.person_id as person", "told_at as at", "way"])
    .where("skip_round.person_id", "=", me.id)
    .execute();
  const ofPages = await db
    .selectFrom("skip_page_notice")
    .select(["between_id as manager", "person_id as person", "told_at as at", "way"])
    .where("from_id", "=", me.id)
    .execute();
  const all = [...ofRounds, ...ofPages].filter(({ manager, person }) => ids.has(manager) && ids.has(person));
  all.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : one.person < other.person ? -1 : 1));
  return [...new Map(all.map((each) => [`${each.manager} ${each.person}`, each])).values()];
}

async function readNames({ db, engine }: SkipTablesOf, ids: ReadonlySet<string>) {
  if (ids.size === 0) return new Map<string, { name: string; department: string; left_at: string | null }>();
  const rows = await db
    .selectFrom("person")
    .select(["id", "name", "department", "left_at"])
    .where("id", "in", oneOf(engine, ids))
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

type PageOf = Pick<SkipPerson, "pair" | "lastMet" | "leaves">;

/** My own skip-level pages: of those that were put away the days on which the two met still count. */
async function readPages(
  { db, engine }: SkipTablesOf,
  { me, workspace, now, today }: Place,
  people: ReadonlySet<string>,
): Promise<Map<string, PageOf>> {
  if (people.size === 0) return new Map();
  const seats = await db
    .selectFrom("pair")
    .innerJoin("pair_member as mine", "mine.pair_id", "pair.id")
    .innerJoin("pair_member as theirs", (join) =>
      join.onRef("theirs.pair_id", "=", "pair.id").onRef("theirs.member", "<>", "mine.member"),
    )
    .select(["pair.id", "pair.frozen_at", "theirs.person_id as person"])
    .where("pair.workspace_id", "=", workspace.id)
    .where("pair.relation", "=", "skip_level")
    .where("mine.person_id", "=", me.id)
    .where("mine.role", "=", "skip_manager")
    .where("theirs.person_id", "in", oneOf(engine, people))
    .orderBy("pair.created_at")
    .orderBy("pair.id")
    .execute();
  const pages = new Map<string, PageOf>();
  if (seats.length === 0) return pages;
  const pairs = oneOf(engine, new Set(seats.map(({ id }) => id)));
  const met = await db
    .selectFrom("meeting")
    .select((eb) => ["page", eb.fn.max("start").as("start")])
    .where("page", "in", pairs)
    .where("state", "=", "held")
    .groupBy("page")
    .execute();
  const stated = await db
    .selectFrom("cadence_stated")
    .select(["pair_id", "away_from", "back_since"])
    .where("pair_id", "in", pairs)
    .execute();
  // One that was held before its time was held by today.
  const dayOf = (start: string) => [start.slice(0, today.length), today].sort()[0] ?? today;
  const metBy = new Map(met.map(({ page, start }) => [page, start === null ? null : dayOf(start)]));
  for (const { id, frozen_at, person } of seats) {
    if (person === null) continue;
    const before = pages.get(person) ?? { pair: null, lastMet: null, leaves: [] };
    const isOpen = frozen_at === null || frozen_at > now.toISOString();
    const lastMet = [before.lastMet, metBy.get(id) ?? null].filter((day) => day !== null).sort();
    const leaves = stated
      .filter(({ pair_id, away_from, back_since }) => pair_id === id && (away_from ?? back_since) !== null)
      .map(({ away_from, back_since }) => ({ from: away_from, back: back_since }))
      .filter(({ back }) => back === null || back > today);
    pages.set(person, {
      pair: isOpen ? id : before.pair,
      lastMet: lastMet.at(-1) ?? null,
      leaves: isOpen ? leaves : before.leaves,
    });
  }
  return pages;
}

async function readRound(db: Kysely<Schema>, { me, today }: Place): Promise<SkipRound | null> {
  const row = await db
    .selectFrom("skip_round")
    .selectAll()
    .where("person_id", "=", me.id)
    .orderBy("first_month", "desc")
    .orderBy("id", "desc")
    .executeTakeFirst();
  if (!row || lastMonthOf(row.first_month) < monthOf(today)) return null;
  const turns = await db
    .selectFrom("skip_turn")
    .select(["person_id as person", "month"])
    .where("round_id", "=", row.id)
    .orderBy("month")
    .orderBy("person_id")
    .execute();
  const told = await db
    .selectFrom("skip_notice")
    .select(["between_id as manager", "person_id as person", "told_at as at", "way"])
    .where("round_id", "=", row.id)
    .orderBy("told_at")
    .orderBy("between_id")
    .orderBy("person_id")
    .execute();
  const { id, first_month, meetings, minutes, begun_at } = row;
  return { id, begunAt: begun_at, firstMonth: first_month, meetings, minutes, turns, told };
}
