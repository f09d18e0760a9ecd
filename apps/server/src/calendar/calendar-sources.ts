import type { BusySpan } from "@candor/core/calendar/busy.ts";
import { READER_VERSION } from "@candor/integrations/calendar/ics/reader-version.ts";
import type { CalendarFault, CalendarProblem, CalendarSource } from "@candor/protocol/http/calendar.ts";
import type { Kysely, Selectable } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { CalendarSourceTable } from "../database/tables/calendar-tables.ts";

export const MAX_CALENDARS = 10; // each person

const SHOWN = [
  ...(["id", "kind", "name", "added_at", "all_day_counts", "state", "fault", "problems"] as const),
  ...(["events", "read_at", "reads_until", "reader"] as const),
] as const;

export async function listCalendars(db: Kysely<Schema>, userId: string): Promise<CalendarSource[]> {
  const rows = await db
    .selectFrom("calendar_source")
    .select(SHOWN)
    .where("user_id", "=", userId)
    .orderBy("added_at")
    .orderBy("id")
    .execute();
  return rows.map(present);
}

export async function readCalendar(db: Kysely<Schema>, userId: string, id: string): Promise<CalendarSource | null> {
  const row = await db
    .selectFrom("calendar_source")
    .select(SHOWN)
    .where("user_id", "=", userId)
    .where("id", "=", id)
    .executeTakeFirst();
  return row ? present(row) : null;
}

export type NewCalendar = Pick<CalendarSourceTable, "id" | "kind" | "name" | "sealed_address" | "time_zone"> & {
  allDayCounts: boolean;
  /** what a file says; null: it has to be fetched first */
  reading: Reading | null;
};

export type Reading = {
  spans: readonly BusySpan[];
  problems: readonly CalendarProblem[];
  events: number;
  until: Date;
  etag: string | null;
  lastModified: string | null;
};

export async function addCalendar(
  db: Kysely<Schema>,
  userId: string,
  { reading, allDayCounts, ...calendar }: NewCalendar,
  now: Date,
): Promise<CalendarSource | "too_many_calendars"> {
  return db.transaction().execute(async (tx) => {
    const { calendars } = await tx
      .selectFrom("calendar_source")
      .select((query) => query.fn.countAll<number | string>().as("calendars"))
      .where("user_id", "=", userId)
      .executeTakeFirstOrThrow();
    if (Number(calendars) >= MAX_CALENDARS) return "too_many_calendars";
    const at = now.toISOString();
    await tx
      .insertInto("calendar_source")
      .values({
        ...calendar,
        ...{ user_id: userId, all_day_counts: allDayCounts ? 1 : 0, added_at: at, failures: 0 },
        ...{ state: "waiting", fault: null, problems: "[]", events: null, spans: "[]", read_at: null },
        ...{ reads_until: null, etag: null, last_modified: null, next_at: reading === null ? at : null },
        ...{ account_id: null, remote_id: null, memory: null },
        ...(reading === null ? {} : columnsOf(reading, now)),
      })
      .execute();
    const added = await readCalendar(tx, userId, calendar.id);
    if (!added) throw new Error("a calendar was added that cannot be read");
    return added;
  });
}

export async function changeCalendar(
  db: Kysely<Schema>,
  userId: string,
  id: string,
  { allDayCounts }: { allDayCounts: boolean },
): Promise<CalendarSource | null> {
  await db
    .updateTable("calendar_source")
    .set({ all_day_counts: allDayCounts ? 1 : 0 })
    .where("user_id", "=", userId)
    .where("id", "=", id)
    .execute();
  return readCalendar(db, userId, id);
}

export async function removeCalendar(db: Kysely<Schema>, userId: string, id: string): Promise<boolean> {
  const removed = await db
    .deleteFrom("calendar_source")
    .where("user_id", "=", userId)
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  return removed !== undefined;
}

/** Has a calendar read as soon as may be, however often it failed; a file is what it is. */
export async function askForReading(
  db: Kysely<Schema>,
  userId: string,
  id: string,
  now: Date,
): Promise<CalendarSource | null> {
  await db
    .updateTable("calendar_source")
    .set({ next_at: now.toISOString(), state: "waiting", failures: 0 })
    .where("user_id", "=", userId)
    .where("id", "=", id)
    .where("kind", "in", ["address", "account"])
    .where(({ or, eb, selectFrom }) =>
      or([
        eb("account_id", "is", null),
        eb("account_id", "in", selectFrom("calendar_account").select("id").where("revoked_at", "is", null)),
      ]),
    )
    .execute();
  return readCalendar(db, userId, id);
}

/** The columns of a calendar that was just read. */
export function columnsOf({ spans, problems, events, until, etag, lastModified }: Reading, now: Date) {
  return {
    ...{ state: "read" as const, fault: null, failures: 0, events, etag, last_modified: lastModified },
    problems: JSON.stringify(problems),
    spans: JSON.stringify(spans.map(({ from, until, type, allDay }) => [from, until, type, allDay ? 1 : 0])),
    read_at: now.toISOString(),
    reads_until: until.toISOString(),
    reader: READER_VERSION,
  };
}

export function spansOf(text: string): BusySpan[] {
  const rows = JSON.parse(text) as [number, number, BusySpan["type"], number][];
  return rows.map(([from, until, type, allDay]) => ({ from, until, type, allDay: allDay === 1 }));
}

function present(row: Pick<Selectable<CalendarSourceTable>, (typeof SHOWN)[number]>): CalendarSource {
  return {
    ...{ id: row.id, kind: row.kind, name: row.name, addedAt: row.added_at, state: row.state },
    allDayCounts: row.all_day_counts === 1,
    fault: row.fault as CalendarFault | null,
    problems: [...olderReader(row), ...(JSON.parse(row.problems) as CalendarProblem[])],
    ...{ events: row.events, readAt: row.read_at, readsUntil: row.reads_until },
  };
}

/** Of a file nothing is kept that could be read anew; whatever can be fetched is read anew by itself. */
function olderReader({ kind, reader }: Pick<Selectable<CalendarSourceTable>, "kind" | "reader">): CalendarProblem[] {
  return kind === "file" && reader !== READER_VERSION ? [{ type: "older_reader" }] : [];
}
