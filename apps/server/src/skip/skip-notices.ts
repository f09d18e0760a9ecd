import { monthOf } from "@candor/core/skip/month.ts";
import { lastMonthOf } from "@candor/core/skip/rotation-facts.ts";
import { writeNotice } from "@candor/core/skip/write-notice.ts";
import type { SkipNoticeForMe } from "@candor/protocol/http/skip.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { readSettings } from "../workspace/place.ts";
import { dayIn } from "../workspace/workspace-day.ts";
import { monthsOf } from "./begin-round.ts";

/** What somebody was told, as the manager between, of rounds that go on; in every workspace of theirs, the newest first. */
export async function listSkipNotices(db: Kysely<Schema>, userId: string, now: Date): Promise<SkipNoticeForMe[]> {
  const rows = await db
    .selectFrom("skip_notice")
    .innerJoin("skip_round", "skip_round.id", "skip_notice.round_id")
    .innerJoin("workspace", "workspace.id", "skip_round.workspace_id")
    .innerJoin("person as me", "me.id", "skip_notice.between_id")
    .innerJoin("person as upper", "upper.id", "skip_round.person_id")
    .innerJoin("person as direct", "direct.id", "skip_notice.person_id")
    .select(["skip_round.id", "skip_round.first_month", "skip_round.minutes", "told_at", "read_at"])
    .select(["workspace.name as workspaceName", "workspace.settings", "me.name as myName", "upper.name as from"])
    .select(["direct.id as direct", "direct.name as name"])
    .where("me.user_id", "=", userId)
    .where("me.left_at", "is", null)
    .orderBy("told_at", "desc")
    .orderBy("skip_round.id")
    .orderBy("direct.name")
    .orderBy("direct.id")
    .execute();
  const running = rows.filter(
    ({ first_month, settings }) => lastMonthOf(first_month) >= monthOf(dayIn(readSettings({ settings }).timeZone, now)),
  );
  const notices: SkipNoticeForMe[] = [];
  for (const [round, those] of Map.groupBy(running, ({ id }) => id)) {
    const [first] = those;
    if (!first) continue;
    const turns = await readTurns(db, round);
    const people = those
      .map(({ direct, name }) => ({ name, months: monthsOf(direct, turns) }))
      .filter(({ months }) => months.length > 0);
    if (people.length === 0) continue; // the plan was changed since, and has nobody of theirs
    const { from, myName, minutes, workspaceName } = first;
    notices.push({
      ...{
        round,
        workspaceName,
        at:
          those
            .map(({ told_at }) => told_at)
            .sort()
            .at(-1) ?? first.told_at,
      },
      ...writeNotice({ from, to: myName, people, minutes }),
      read: those.every(({ read_at }) => read_at !== null),
    });
  }
  return notices;
}

async function readTurns(db: Kysely<Schema>, round: string) {
  return db.selectFrom("skip_turn").select(["person_id as person", "month"]).where("round_id", "=", round).execute();
}

/** Puts a notice of mine away; of a round that did not concern me it changes nothing and says nothing. */
export async function markNoticeRead(
  db: Kysely<Schema>,
  userId: string,
  round: string,
  now: Date,
): Promise<SkipNoticeForMe[]> {
  await db
    .updateTable("skip_notice")
    .set({ read_at: now.toISOString() })
    .where("round_id", "=", round)
    .where("read_at", "is", null)
    .where("between_id", "in", (eb) => eb.selectFrom("person").select("id").where("user_id", "=", userId))
    .execute();
  return listSkipNotices(db, userId, now);
}
