import type { Database } from "../database/open-database.ts";
import { type Job, repeatedJob } from "../nodes/repeated-job.ts";
import { type EnforceEdge, enforceRights } from "./enforce-rights.ts";

const HOURLY_MILLISECONDS = 3_600_000;
const FIRST_MILLISECONDS = 180_000; // not while everybody comes back after a start

/** Carries out, once an hour, what people asked for and what is over. It ends with `close`, before the database does. */
export function openRightsUpkeep(ports: {
  database: Database;
  edge: EnforceEdge;
  now: () => Date;
  report: (fault: unknown, doing: string) => void;
}): Job {
  const { database, edge, now, report } = ports;
  const enforce = async () => {
    await enforceRights(database, edge, now()).catch((fault: unknown) => report(fault, "erasing what is to be erased"));
  };
  return repeatedJob(enforce, { first: FIRST_MILLISECONDS, every: HOURLY_MILLISECONDS });
}
