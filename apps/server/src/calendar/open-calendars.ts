import { randomBytes } from "node:crypto";
import type { JobLease } from "../nodes/job-lease.ts";
import type { OpenParts } from "../start/close-all.ts";
import type { Base } from "../start/open-base.ts";
import { createAddressSeal } from "./address-seal.ts";
import type { CalendarPorts } from "./calendar-routes.ts";
import { openCalendarReading } from "./open-calendar-reading.ts";
import { createReadBeside } from "./read-beside.ts";

/** The calendars that people connected: what their routes need, and the job that reads them on the node whose turn it is. */
export function openCalendars(
  { config, secret, database, now, report }: Base,
  lease: JobLease,
  open: OpenParts,
): { ports: CalendarPorts; begin(): void } {
  const seal = createAddressSeal(secret, randomBytes);
  const beside = createReadBeside();
  const allowed = config.calendarOrigins;
  const job = openCalendarReading(
    { db: database.db, seal, read: beside.read, allowed, isMyTurn: () => lease.isHeld, now },
    report,
  );
  open.push(async () => {
    await beside.close();
    await job.close();
  });
  return {
    ports: { seal, read: beside.read, allowed, wake: job.wake },
    begin: () => lease.onTurn(job.begin),
  };
}
