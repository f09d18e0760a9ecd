import { monthOf } from "@candor/core/skip/month.ts";
import { lastMonthOf } from "@candor/core/skip/rotation-facts.ts";
import { writeNotice } from "@candor/core/skip/write-notice.ts";
import type { SkipNoticeForMe } from "@candor/protocol/http/skip.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { readSettings } from "../workspace/place.ts";
import { dayIn } from "../workspace/workspace-day.ts";
import { monthsOf } from "./begin-round.ts";

/**
 * What somebody was told, as the manager between, of rounds that go on and of pages that were begun within a quarter; in
 * every workspace of theirs, the newest first.
 */
export async function listSkipNotices(db: Kysely<Schema>, userId: string, now: Date): Promise<SkipNoticeForMe[]> {
  const all = [...(await listOfRounds(db, userId, now)), ...(await listOfPages(db, userId, now))];
  return all.sort((one, other) => (one.at > other.at ? -1 : one.at < other.at ? 1 : 0));
}

async function listOfRounds(db: Kysely<Schema>, userId: string, now: Date): Promise<SkipNoticeForMe[]> {
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
        notice: round,
        workspaceName,
        at: newest(those),
      },
      ...writeNotice({ from, to: myName, people, minutes }),
      read: those.every(({ read_at }) => read_at !== null),
    });
  }
  return notices;
}

async function listOfPages(db: Kysely<Schema>, userId: string, now: Date): Promise<SkipNoticeForMe[]> {
  const rows = await db
    .selectFrom("skip_page_notice")
    .innerJoin("workspace", "workspace.id", "skip_page_notice.workspace_id")
    .innerJoin("person as me", "me.id", "skip_page_notice.between_id")
    .innerJoin("person as upper", "upper.id", "skip_page_notice.from_id")
    .innerJoin("person as direct", "direct.id", "skip_page_notice.person_id")
    .select(["skip_page_notice.id", "told_at", "read_at", "from_id", "upper.name as from", "me.name as myName"])
    .select(["workspace.name as workspaceName", "workspace.settings", "direct.name as name"])
    .where("me.user_id", "=", userId)
    .where("me.left_at", "is", null)
    // What a round said of them later says more.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("skip_notice as later")
            .innerJoin("skip_round", "skip_round.id", "later.round_id")
            .select("later.round_id")
            .whereRef("skip_round.person_id", "=", "skip_page_notice.from_id")
            .whereRef("later.between_id", "=", "skip_page_notice.between_id")
            .whereRef("later.person_id", "=", "skip_page_notice.person_id")
            .whereRef("later.told_at", ">=", "skip_page_notice.told_at"),
        ),
      ),
    )
    .orderBy("told_at", "desc")
    .orderBy("direct.name")
    .orderBy("skip_page_notice.id")
    .execute();
  const timed = rows.map((row) => {
    const { timeZone } = readSettings(row);
    return {
      ...row,
      at: row.told_at,
      month: monthOf(dayIn(timeZone, now)),
      since: monthOf(dayIn(timeZone, new Date(row.told_at))),
    };
  });
  const lately = timed.filter(({ since, month }) => lastMonthOf(since) >= month);
  return [...Map.groupBy(lately, ({ from_id }) => from_id).values()].flatMap((those) => {
    const [first] = those;
    if (!first) return [];
    const { id, from, myName, workspaceName } = first;
    const notice = writeNotice({ from, to: myName, people: those });
    return [
      { notice: id, workspaceName, at: newest(those), ...notice, read: those.every(({ read_at }) => read_at !== null) },
    ];
  });
}

function newest(notices: readonly { told_at: string }[]): string {
  const times = notices.map(({ told_at }) => told_at).sort();
  return times.at(-1) ?? "";
}

async function readTurns(db: Kysely<Schema>, round: string) {
  return db.selectFrom("skip_turn").select(["person_id as person", "month"]).where("round_id", "=", round).execute();
}

/** Puts a notice of mine away, of pages with all that the same person told me; of what does not concern me it changes nothing. */
export async function markNoticeRead(
  db: Kysely<Schema>,
  userId: string,
  notice: string,
  now: Date,
): Promise<SkipNoticeForMe[]> {
  const read_at = now.toISOString();
  await db
    .updateTable("skip_notice")
    .set({ read_at })
    .where("round_id", "=", notice)
    .where("read_at", "is", null)
    .where("between_id", "in", (eb) => eb.selectFrom("person").select("id").where("user_id", "=", userId))
    .execute();
  const page = await db
    .selectFrom("skip_page_notice")
    .innerJoin("person", "person.id", "skip_page_notice.between_id")
    .select(["from_id", "between_id"])
    .where("skip_page_notice.id", "=", notice)
    .where("person.user_id", "=", userId)
    .executeTakeFirst();
  if (page)
    await db
      .updateTable("skip_page_notice")
      .set({ read_at })
      .where("from_id", "=", page.from_id)
      .where("between_id", "=", page.between_id)
      .where("read_at", "is", null)
      .execute();
  return listSkipNotices(db, userId, now);
}
