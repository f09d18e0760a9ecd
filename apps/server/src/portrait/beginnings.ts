import { addDays } from "@candor/core/cadence/days.ts";
import type { Beginning } from "@candor/protocol/http/portrait.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { placesOfUser } from "../workspace/places-of-user.ts";

const DAYS = 31; // before and after

/**
 * Who begins with me as manager or report these days, by the chart of each of my workspaces. An edge that goes on from
 * another of the same two is no beginning.
 */
export async function listBeginnings(db: Kysely<Schema>, userId: string, now: Date): Promise<Beginning[]> {
  const all: Beginning[] = [];
  for (const place of await placesOfUser(db, userId, now)) {
    const { timeZone, today } = place;
    const rows = await db
      .selectFrom("manager_edge as edge")
      .innerJoin("person as report", "report.id", "edge.report_id")
      .innerJoin("person as manager", "manager.id", "edge.manager_id")
      .select(["edge.since", "edge.report_id", "edge.manager_id", "report.name as reportName"])
      .select("manager.name as managerName")
      .where("edge.workspace_id", "=", place.workspace)
      .where((eb) => eb.or([eb("edge.report_id", "=", place.person), eb("edge.manager_id", "=", place.person)]))
      .where("edge.since", ">=", addDays(today, -DAYS))
      .where("edge.since", "<=", addDays(today, DAYS))
      .where((eb) => eb.or([eb("edge.until", "is", null), eb("edge.until", ">", today)]))
      .where("report.left_at", "is", null)
      .where("manager.left_at", "is", null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("manager_edge as before")
              .select("before.id")
              .whereRef("before.report_id", "=", "edge.report_id")
              .whereRef("before.manager_id", "=", "edge.manager_id")
              .whereRef("before.until", "=", "edge.since"),
          ),
        ),
      )
      .orderBy("edge.since")
      .orderBy("edge.id")
      .execute();
    for (const row of rows) {
      const iLead = row.manager_id === place.person;
      const person = iLead ? row.report_id : row.manager_id;
      all.push({
        ...{ workspace: place.workspace, person, name: iLead ? row.reportName : row.managerName, iLead },
        ...{ since: row.since, today, timeZone, pair: await openPair(db, place.person, person, now) },
      });
    }
  }
  return all;
}

async function openPair(db: Kysely<Schema>, mine: string, theirs: string, now: Date): Promise<string | null> {
  const row = await db
    .selectFrom("pair")
    .innerJoin("pair_member as mine", "mine.pair_id", "pair.id")
    .innerJoin("pair_member as theirs", "theirs.pair_id", "pair.id")
    .select("pair.id")
    .where("pair.relation", "=", "report")
    .where("mine.person_id", "=", mine)
    .where("theirs.person_id", "=", theirs)
    .where((eb) => eb.or([eb("pair.frozen_at", "is", null), eb("pair.frozen_at", ">", now.toISOString())]))
    .orderBy("pair.created_at", "desc")
    .executeTakeFirst();
  return row?.id ?? null;
}
