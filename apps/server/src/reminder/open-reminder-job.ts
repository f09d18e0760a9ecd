import type { Tables } from "../cadence/read-records.ts";
import { type Job, repeatedJob } from "../nodes/repeated-job.ts";
import type { ReminderPorts } from "./remind-everybody.ts";

const FIRST_MILLISECONDS = 600_000; // not while everybody comes back after a start
const LOOK_MILLISECONDS = 3_600_000;

/** Looks once an hour whether somebody is to be reminded by mail. Its code is loaded for it and not before. */
export function openReminderJob(
  ports: Tables & {
    now: () => Date;
    report: (fault: unknown, doing: string) => void;
    mail: ReminderPorts & { wake: () => void };
  },
): Job {
  const { now, report, mail, ...tables } = ports;
  const run = async () => {
    try {
      const { remindEverybody } = await import("./remind-everybody.ts");
      if ((await remindEverybody(tables, mail, now())) > 0) mail.wake();
    } catch (fault) {
      report(fault, "reminding by mail");
    }
  };
  return repeatedJob(run, { first: FIRST_MILLISECONDS, every: LOOK_MILLISECONDS });
}
