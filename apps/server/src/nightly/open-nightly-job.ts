import type { Database } from "../database/open-database.ts";
import { type Job, repeatedJob } from "../nodes/repeated-job.ts";

const FIRST_MILLISECONDS = 300_000; // not while everybody comes back after a start
const LOOK_MILLISECONDS = 1_800_000;

/** Looks twice an hour whether somebody's pages are to be written. Its code is loaded for it and not before. */
export function openNightlyJob(ports: {
  database: Database;
  root: string;
  now: () => Date;
  report: (fault: unknown, doing: string) => void;
}): Job {
  const { database, ...rest } = ports;
  const run = async () => {
    try {
      const { writeNightly } = await import("./write-nightly.ts");
      await writeNightly(database, rest);
    } catch (fault) {
      rest.report(fault, "writing pages by night");
    }
  };
  return repeatedJob(run, { first: FIRST_MILLISECONDS, every: LOOK_MILLISECONDS });
}
