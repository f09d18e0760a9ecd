import { skipLevelsOf } from "@candor/core/planning-round/planning-order.ts";
import type { RotationPerson } from "@candor/core/skip/plan-rotation.ts";
import { skipsDue } from "@candor/core/skip/skips-due.ts";
import type { PlannerSkip, PlannerSkips } from "@candor/protocol/http/planner.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

/** The weeks that a plan is of. */
type Weeks = { firstDay: string; weeks: number };

/**
 * Whom the chart has two levels below somebody when the planned weeks begin, with the page that the two have, and in which
 * month they are met. Of the page only that it is there, which is theirs as well.
 *
 * @param isIncluded whether they said that they plan these, too.
 */
export async function readSkips(
  db: Kysely<Schema>,
  userId: string,
  { isIncluded, now, ...weeks }: Weeks & { isIncluded: boolean; now: Date },
): Promise<PlannerSkips> {
  const places = await db
    .selectFrom("person")
    .select(["id", "workspace_id"])
    .where("user_id", "=", userId)
    .where("left_at", "is", null)
    .orderBy("workspace_id")
    .execute();
  const isAskedFor = places.length > 0 && (await isRoundWithSkips(db, userId));
  const groups: PlannerSkips["groups"] = [];
  for (const { id, workspace_id } of places) {
    const people = await readPeople(db, id, weeks.firstDay);
    if (people.length === 0) continue;
    const pages = await readPages(db, { userId, workspaceId: workspace_id, me: id, now });
    const met = await readLastMet(db, [...pages.values()]);
    const { everyWeeks, people: due } = skipsDue(
      people.map((person): RotationPerson => {
        const lastMet = met.get(pages.get(person.id) ?? "") ?? null;
        return { id: person.id, department: person.department, lastMet, from: null, away: [] };
      }),
      weeks,
    );
    const skips = people.map((person): PlannerSkip => {
      const { month = null, isDue = false } = due.find((each) => each.id === person.id) ?? {};
      return { person: person.id, name: person.name, page: pages.get(person.id) ?? null, month, isDue };
    });
    groups.push({ workspace: workspace_id, everyWeeks, people: skips });
  }
  return { isIncluded: isIncluded || isAskedFor, isAskedFor, groups };
}

async function isRoundWithSkips(db: Kysely<Schema>, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom("planning_turn")
    .innerJoin("planning_round", "planning_round.id", "planning_turn.round_id")
    .innerJoin("person", "person.id", "planning_turn.person_id")
    .select("round_id")
    .where("person.user_id", "=", userId)
    .where("ended_at", "is", null)
    .where("with_skips", "=", 1)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

type SkipPerson = { id: string; name: string; department: string };

async function readPeople(db: Kysely<Schema>, me: string, day: string): Promise<SkipPerson[]> {
  const holding = () =>
    db
      .selectFrom("manager_edge")
      .select(["manager_id as manager", "report_id as report"])
      .where("since", "<=", day)
      .where((eb) => eb.or([eb("until", "is", null), eb("until", ">", day)]));
  const mine = await holding().where("manager_id", "=", me).execute();
  if (mine.length === 0) return [];
  const reports = mine.map(({ report }) => report);
  const ids = skipLevelsOf(me, [...mine, ...(await holding().where("manager_id", "in", reports).execute())]);
  if (ids.length === 0) return [];
  return db
    .selectFrom("person")
    .select(["id", "name", "department"])
    .where("id", "in", ids)
    .where("left_at", "is", null)
    .orderBy("name")
    .orderBy("id")
    .execute();
}

/** The open pages on which one meets somebody two levels down, by the person; also one that the two began by themselves. */
async function readPages(
  db: Kysely<Schema>,
  { userId, workspaceId, me, now }: { userId: string; workspaceId: string; me: string; now: Date },
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom("pair_member as mine")
    .innerJoin("pair", "pair.id", "mine.pair_id")
    .innerJoin("pair_member as theirs", (join) =>
      join.onRef("theirs.pair_id", "=", "pair.id").onRef("theirs.member", "<>", "mine.member"),
    )
    .leftJoin("person", (join) =>
      join.onRef("person.user_id", "=", "theirs.user_id").on("person.workspace_id", "=", workspaceId),
    )
    .select(["pair.id", "pair.workspace_id", "theirs.person_id", "person.id as outside"])
    .where("mine.user_id", "=", userId)
    .where("mine.role", "=", "skip_manager")
    .where("theirs.left_at", "is", null)
    .where((eb) => eb.or([eb("pair.frozen_at", "is", null), eb("pair.frozen_at", ">", now.toISOString())]))
    .where((eb) => eb.or([eb("pair.workspace_id", "=", workspaceId), eb("pair.workspace_id", "is", null)]))
    .orderBy("pair.created_at")
    .execute();
  return new Map(
    rows.flatMap(({ id, workspace_id, person_id, outside }) => {
      const person = workspace_id === null ? outside : person_id;
      return person === null || person === me ? [] : [[person, id] as const];
    }),
  );
}

async function readLastMet(db: Kysely<Schema>, pages: readonly string[]): Promise<Map<string, string>> {
  if (pages.length === 0) return new Map();
  const rows = await db
    .selectFrom("meeting")
    .select(({ fn }) => ["page", fn.max("start").as("start")])
    .where("page", "in", [...pages])
    .where("state", "=", "held")
    .groupBy("page")
    .execute();
  return new Map(rows.flatMap(({ page, start }) => (start ? [[page, start.slice(0, 10)] as const] : [])));
}
