import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { JobLease } from "../nodes/job-lease.ts";
import { wokenJob } from "../nodes/woken-job.ts";
import type { OpenParts } from "../start/close-all.ts";
import type { Base } from "../start/open-base.ts";
import { createAccountBeside } from "./account-beside.ts";
import { createAddressSeal } from "./address-seal.ts";
import { createCalendarReaders, READERS } from "./calendar-readers.ts";
import type { CalendarPorts } from "./calendar-routes.ts";
import { keepHintsDue } from "./keep-hints.ts";
import type { Consents } from "./open-consents.ts";
import { createReadBeside } from "./read-beside.ts";
import { readDue, type WhichDue } from "./read-due.ts";
import { followHints } from "./take-hint.ts";

/**
 * The calendars that people connected: what their routes need, and the jobs that read them, and write to them, on the node
 * whose turn it is.
 */
export function openCalendars(
  { config, secret, database, now, report }: Base,
  lease: JobLease,
  consents: Consents,
  open: OpenParts,
): { ports: CalendarPorts; begin(): void } {
  const seal = createAddressSeal(secret, randomBytes);
  const beside = createReadBeside();
  const accounts = createAccountBeside();
  const allowed = config.calendarOrigins;
  const { db } = database;
  const { services } = consents;
  const parts = { db, seal, openAccount: accounts.open, allowed, services, isMyTurn: () => lease.isHeld, now };
  const readers = createCalendarReaders();
  const readNext = async (which: WhichDue) => {
    if (services.providers.length > 0 && lease.isHeld) await followHints(db, now());
    return readDue({ ...parts, read: beside.read, readers }, which);
  };
  const reading = Array.from({ length: READERS }, (_, at) =>
    wokenJob({ step: () => readNext(at === 0 ? "answering" : "all"), report, doing: "reading calendars" }),
  );
  const marks = new Map<string, string>();
  const look = async () => {
    if (!lease.isHeld || !(await hasTargets(db))) return false;
    // Where nobody has their meetings put anywhere, nothing of it is held in memory.
    const [{ noticeChanges }, { writeDue }] = await Promise.all([
      import("./notice-changes.ts"),
      import("./write-due.ts"),
    ]);
    await noticeChanges(db, marks, now());
    return writeDue(parts);
  };
  const writing = wokenJob({ step: look, report, doing: "writing to calendars" });
  const listening = wokenJob({
    step: () => keepHintsDue({ ...consents.hints, isMyTurn: parts.isMyTurn }),
    ...{ report, doing: "having calendar services tell of changes" },
  });
  const jobs = [...reading, writing, ...(services.providers.length > 0 ? [listening] : [])];
  open.push(async () => {
    await Promise.all([beside.close(), accounts.close()]);
    await Promise.all(jobs.map((job) => job.close()));
  });
  const wake = () => {
    for (const job of jobs) job.wake();
  };
  return {
    ports: {
      ...{ seal, read: beside.read, openAccount: accounts.open, allowed, services },
      leave: consents.leave,
      wake,
    },
    begin: () =>
      lease.onTurn(() => {
        for (const job of jobs) job.begin();
      }),
  };
}

async function hasTargets(db: Kysely<Schema>): Promise<boolean> {
  return (await db.selectFrom("calendar_target").select("user_id").limit(1).executeTakeFirst()) !== undefined;
}
