import type { Day } from "@candor/core/chart/manager-edge.ts";
import { findHandoffs, type Handoff, isSameChange } from "@candor/core/handoff/find-handoffs.ts";
import type { HandoffRole } from "@candor/protocol/http/handoff.ts";
import type { Kysely, Selectable } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { HandoffTable } from "../database/tables/handoff-tables.ts";
import { edgeOf } from "../workspace/people.ts";
import { placesOfUser } from "../workspace/places-of-user.ts";

export type HandoffRow = Selectable<HandoffTable>;

/** One change of manager with what the server knows of it, before it is told to one of the three. */
export type KnownHandoff = Handoff & {
  workspace: string;
  timeZone: string;
  today: Day;
  iAm: HandoffRole;
  people: ReadonlyMap<string, { name: string; userId: string | null }>;
  /** what was done about it; null: nothing yet */
  row: HandoffRow | null;
  oldPage: string | null;
  newPage: string | null;
  /** the change itself is long over, or the chart has changed its mind: all that is left is a letter that waits */
  onlyLetter: boolean;
};

/**
 * The changes of manager that somebody is one of the three of, by the chart of each of their workspaces; and, to whoever
 * wrote it, each letter that still waits though its change is none any more: it is theirs to take back.
 */
export async function findMyHandoffs(db: Kysely<Schema>, userId: string, now: Date): Promise<KnownHandoff[]> {
  const all: KnownHandoff[] = [];
  for (const { person, workspace, timeZone, today } of await placesOfUser(db, userId, now)) {
    for (const handoff of await handoffsOf(db, { person, workspace, today })) {
      const people = await peopleOf(db, handoff);
      if (!people) continue;
      const iAm = person === handoff.report ? "direct" : person === handoff.from ? "former" : "next";
      const row = handoff.to === null ? null : await readRow(db, handoff);
      all.push({
        ...{ ...handoff, workspace, timeZone, today, iAm, people, row, onlyLetter: false },
        oldPage: await pageOf(db, { above: handoff.from, below: handoff.report }),
        newPage:
          handoff.to === null
            ? null
            : await pageOf(db, { above: handoff.to, below: handoff.report }, now.toISOString()),
      });
    }
    const known = new Set(all.map(({ row }) => row?.id));
    for (const row of await lettersOf(db, person)) {
      if (known.has(row.id)) continue;
      const { id, report_id: report, from_id: from, to_id: to, day } = row;
      const people = await namesOf(db, [report, from, to]);
      all.push({
        ...{
          edge: id,
          report,
          from,
          to,
          day,
          ended: day,
          workspace,
          timeZone,
          today,
          iAm: "direct",
          row,
          onlyLetter: true,
        },
        people: new Map(people.map((each) => [each.id, { name: each.name, userId: each.user_id }])),
        oldPage: row.old_pair_id,
        newPage: row.new_pair_id,
      });
    }
  }
  return all.sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
}

/** The one that an address names; null where it is none of theirs. */
export async function findMyHandoff(
  db: Kysely<Schema>,
  { edge, userId }: { edge: string; userId: string },
  now: Date,
): Promise<KnownHandoff | null> {
  const all = await findMyHandoffs(db, userId, now);
  return all.find((each) => each.edge === edge) ?? null;
}

async function handoffsOf(
  db: Kysely<Schema>,
  { person, workspace, today }: { person: string; workspace: string; today: Day },
): Promise<Handoff[]> {
  const rows = await db
    .selectFrom("manager_edge")
    .selectAll()
    .where("workspace_id", "=", workspace)
    .where("report_id", "in", (query) =>
      query
        .selectFrom("manager_edge as mine")
        .select("mine.report_id")
        .where("mine.workspace_id", "=", workspace)
        .where((eb) => eb.or([eb("mine.report_id", "=", person), eb("mine.manager_id", "=", person)])),
    )
    .execute();
  const edges = rows.map(edgeOf);
  return [...new Set(edges.map(({ report }) => report))]
    .flatMap((report) =>
      findHandoffs(
        edges.filter((edge) => edge.report === report),
        today,
      ),
    )
    .filter(({ report, from, to }) => [report, from, to].includes(person));
}

/** @returns null where the direct or who is to lead them has left the company: then there is nothing to hand over. */
async function peopleOf(db: Kysely<Schema>, { report, from, to }: Handoff): Promise<KnownHandoff["people"] | null> {
  const rows = await namesOf(db, [report, from, ...(to === null ? [] : [to])]);
  if (rows.some(({ id, left_at }) => id !== from && left_at !== null)) return null;
  return new Map(rows.map(({ id, name, user_id }) => [id, { name, userId: user_id }]));
}

function namesOf(db: Kysely<Schema>, ids: readonly string[]) {
  return db.selectFrom("person").select(["id", "name", "user_id", "left_at"]).where("id", "in", ids).execute();
}

/** What somebody handed over and nobody has opened. */
function lettersOf(db: Kysely<Schema>, report: string): Promise<HandoffRow[]> {
  return db
    .selectFrom("handoff")
    .selectAll()
    .where("report_id", "=", report)
    .where("state", "=", "waiting")
    .orderBy("day")
    .orderBy("id")
    .execute();
}

async function readRow(db: Kysely<Schema>, { report, from, to, day }: Handoff): Promise<HandoffRow | null> {
  const rows = await db
    .selectFrom("handoff")
    .selectAll()
    .where("report_id", "=", report)
    .where("from_id", "=", from)
    .where("to_id", "=", to ?? "")
    .orderBy("state_at", "desc")
    .execute();
  return rows.find((row) => isSameChange(row.day, day)) ?? null;
}

/** @param openAt only a page that is not archived then; left out: the newest of any. */
async function pageOf(
  db: Kysely<Schema>,
  { above, below }: { above: string; below: string },
  openAt?: string,
): Promise<string | null> {
  let query = db
    .selectFrom("pair")
    .innerJoin("pair_member as upper", "upper.pair_id", "pair.id")
    .innerJoin("pair_member as lower", "lower.pair_id", "pair.id")
    .select("pair.id")
    .where("pair.relation", "=", "report")
    .where("upper.person_id", "=", above)
    .where("upper.role", "=", "manager")
    .where("lower.person_id", "=", below)
    .where("lower.role", "=", "report")
    .orderBy("pair.created_at", "desc");
  if (openAt !== undefined)
    query = query.where((eb) => eb.or([eb("pair.frozen_at", "is", null), eb("pair.frozen_at", ">", openAt)]));
  return (await query.executeTakeFirst())?.id ?? null;
}
