import type { AccountCalendar } from "@candor/integrations/calendar/account/calendar-account.ts";
import type {
  CalendarAccount,
  CalendarFault,
  ChooseCalendars,
  MeetingsTarget,
} from "@candor/protocol/http/calendar.ts";
import type { Kysely, Selectable } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { CalendarAccountTable } from "../database/tables/calendar-tables.ts";
import { MAX_CALENDARS } from "./calendar-sources.ts";

export const MAX_ACCOUNTS = 5; // each person

export type AccountRow = Selectable<CalendarAccountTable>;

export async function listAccounts(db: Kysely<Schema>, userId: string): Promise<CalendarAccount[]> {
  const rows = await db
    .selectFrom("calendar_account")
    .selectAll()
    .where("user_id", "=", userId)
    .orderBy("added_at")
    .orderBy("id")
    .execute();
  return Promise.all(rows.map((row) => present(db, row)));
}

/** @returns null where it is nobody's, or somebody else's. */
export async function readAccount(db: Kysely<Schema>, userId: string, id: string): Promise<AccountRow | null> {
  const row = await db
    .selectFrom("calendar_account")
    .selectAll()
    .where("user_id", "=", userId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row ?? null;
}

export async function addAccount(
  db: Kysely<Schema>,
  userId: string,
  account: Pick<AccountRow, "id" | "kind" | "name" | "sealed" | "time_zone">,
  now: Date,
): Promise<CalendarAccount | "too_many_calendars"> {
  return db.transaction().execute(async (tx) => {
    const rows = await tx.selectFrom("calendar_account").select("id").where("user_id", "=", userId).execute();
    if (rows.length >= MAX_ACCOUNTS) return "too_many_calendars";
    const row = { ...account, user_id: userId, added_at: now.toISOString(), revoked_at: null, renewing_until: null };
    await tx.insertInto("calendar_account").values(row).execute();
    return present(tx, row);
  });
}

/** Opens an account anew with what its owner gave just now; everything that waits for it goes on at once. */
export async function renewAccount(
  db: Kysely<Schema>,
  { id }: AccountRow,
  sealed: string,
  now: Date,
): Promise<CalendarAccount | null> {
  const at = now.toISOString();
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable("calendar_account")
      .set({ sealed, revoked_at: null, renewing_until: null })
      .where("id", "=", id)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) return null;
    const again = { state: "waiting" as const, fault: null, failures: 0, next_at: at };
    await tx.updateTable("calendar_source").set(again).where("account_id", "=", id).execute();
    await tx.updateTable("calendar_target").set(again).where("account_id", "=", id).execute();
    return present(tx, row);
  });
}

/** Notes that an account lets us in no more: it is left alone until its owner has done something about it. */
export async function noteRevoked(db: Kysely<Schema>, id: string, now: Date): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable("calendar_account")
      .set({ revoked_at: now.toISOString() })
      .where("id", "=", id)
      .where("revoked_at", "is", null)
      .execute();
    const stopped = { state: "failing" as const, fault: "revoked" satisfies CalendarFault, next_at: null };
    await tx.updateTable("calendar_source").set(stopped).where("account_id", "=", id).execute();
    await tx.updateTable("calendar_target").set(stopped).where("account_id", "=", id).execute();
  });
}

/** With all that was read of it. What was put into its calendars stays in them: it is their owner's. */
export async function removeAccount(db: Kysely<Schema>, userId: string, id: string): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const removed = await tx
      .deleteFrom("calendar_account")
      .where("user_id", "=", userId)
      .where("id", "=", id)
      .returning("id")
      .executeTakeFirst();
    if (removed) await judgeInvitationsAnew(tx, userId);
    return removed !== undefined;
  });
}

export type Choice = ChooseCalendars & { calendars: readonly AccountCalendar[]; newId: () => string };

/**
 * Reads the chosen calendars of an account from now on, and puts meetings into one of them, or into none.
 *
 * @param choice `calendars`: those that the account has now; what is chosen and is not among them is `not_there`.
 */
export async function chooseCalendars(
  db: Kysely<Schema>,
  account: AccountRow,
  choice: Choice,
  now: Date,
): Promise<CalendarAccount | "too_many_calendars" | "not_there"> {
  const known = new Map(choice.calendars.map((calendar) => [calendar.id, calendar]));
  const target = choice.writes === null ? null : known.get(choice.writes);
  const reads = [...new Set(choice.reads)].map((id) => known.get(id));
  if (reads.includes(undefined) || (choice.writes !== null && !target?.canWrite)) return "not_there";
  return db.transaction().execute(async (tx) => {
    const wanted = reads.filter((calendar) => calendar !== undefined);
    await tx
      .deleteFrom("calendar_source")
      .where("account_id", "=", account.id)
      .$if(wanted.length > 0, (query) =>
        query.where(
          "remote_id",
          "not in",
          wanted.map(({ id }) => id),
        ),
      )
      .execute();
    const sources = await tx
      .selectFrom("calendar_source")
      .select(["account_id", "remote_id"])
      .where("user_id", "=", account.user_id)
      .execute();
    const isRead = new Set(sources.filter(({ account_id }) => account_id === account.id).map((each) => each.remote_id));
    const added = wanted.filter(({ id }) => !isRead.has(id));
    if (sources.length + added.length > MAX_CALENDARS) return "too_many_calendars";
    for (const { id, name } of added) await tx.insertInto("calendar_source").values(sourceOf(id, name)).execute();
    await aim(tx, account, target ?? null, { showsNames: choice.showsNames, now });
    return present(tx, account);
  });

  function sourceOf(remoteId: string, name: string) {
    const at = now.toISOString();
    return {
      ...{ id: choice.newId(), user_id: account.user_id, kind: "account" as const, name: name.slice(0, 200) },
      ...{ sealed_address: null, time_zone: account.time_zone, all_day_counts: 1, added_at: at, failures: 0 },
      ...{ state: "waiting" as const, fault: null, problems: "[]", events: null, spans: "[]", read_at: null },
      ...{ reads_until: null, etag: null, last_modified: null, next_at: at },
      ...{ account_id: account.id, remote_id: remoteId, memory: null },
    };
  }
}

/** A person's meetings stand in one calendar: whoever chooses another has them taken out of the one before. */
async function aim(
  db: Kysely<Schema>,
  account: AccountRow,
  wanted: AccountCalendar | null,
  { showsNames, now }: { showsNames: boolean; now: Date },
): Promise<void> {
  const next_at = now.toISOString();
  const userId = account.user_id;
  await judgeInvitationsAnew(db, userId);
  const before = await db.selectFrom("calendar_target").selectAll().where("user_id", "=", userId).executeTakeFirst();
  if (wanted === null) {
    if (before?.account_id !== account.id) return;
    await db.updateTable("calendar_target").set({ is_leaving: 1, next_at }).where("user_id", "=", userId).execute();
    return;
  }
  const aimed = {
    ...{ account_id: account.id, remote_id: wanted.id, name: wanted.name.slice(0, 200) },
    ...{ shows_names: showsNames ? 1 : 0, is_leaving: 0, state: "waiting" as const, fault: null, next_at },
  };
  await db
    .insertInto("calendar_target")
    .values({
      ...{ ...aimed, user_id: userId, failures: 0, written_at: null },
    })
    .onConflict((conflict) => conflict.column("user_id").doUpdateSet(aimed))
    .execute();
}

/** Whose meetings are put somewhere need not be mailed, and whose are put nowhere any more is mailed again. */
async function judgeInvitationsAnew(db: Kysely<Schema>, userId: string): Promise<void> {
  await db
    .updateTable("series_invitation")
    .set({ looked_at: null })
    .where("pair_id", "in", (query) => query.selectFrom("pair_member").select("pair_id").where("user_id", "=", userId))
    .execute();
}

async function present(db: Kysely<Schema>, row: AccountRow): Promise<CalendarAccount> {
  const { id, kind, name, user_id, added_at, revoked_at } = row;
  const reads = await db
    .selectFrom("calendar_source")
    .select("remote_id")
    .where("account_id", "=", id)
    .orderBy("added_at")
    .orderBy("id")
    .execute();
  return {
    ...{ id, kind, name, addedAt: added_at, isRevoked: revoked_at !== null },
    reads: reads.flatMap(({ remote_id }) => remote_id ?? []),
    target: await readTarget(db, user_id, id),
  };
}

async function readTarget(db: Kysely<Schema>, userId: string, accountId: string): Promise<MeetingsTarget | null> {
  const row = await db
    .selectFrom("calendar_target")
    .selectAll()
    .where("user_id", "=", userId)
    .where("account_id", "=", accountId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { meetings } = await db
    .selectFrom("calendar_entry")
    .select((query) => query.fn.countAll<number | string>().as("meetings"))
    .where("user_id", "=", userId)
    .where("account_id", "=", accountId)
    .where("content_hash", "is not", null)
    .executeTakeFirstOrThrow();
  return {
    ...{ calendar: row.remote_id, name: row.name, showsNames: row.shows_names === 1, isLeaving: row.is_leaving === 1 },
    ...{ state: row.state, fault: row.fault as CalendarFault | null, writtenAt: row.written_at },
    meetings: Number(meetings),
  };
}
