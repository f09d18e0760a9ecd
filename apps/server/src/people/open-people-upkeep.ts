import type { Database } from "../database/open-database.ts";
import { type Job, repeatedJob } from "../nodes/repeated-job.ts";
import { clearAway } from "./clear-away.ts";

const DAILY_MILLISECONDS = 86_400_000;
const FIRST_MILLISECONDS = 120_000; // not while everybody comes back after a start

/** Clears away, once a day, what nobody will come back to. It ends with `close`, before the database does. */
export function openPeopleUpkeep(ports: {
  database: Database;
  now: () => Date;
  report: (fault: unknown, doing: string) => void;
}): Job {
  const { database, now, report } = ports;
  const clear = async () => {
    await clearAway(database, now()).catch((fault: unknown) =>
      report(fault, "clearing away old sessions, invitations and accounts"),
    );
  };
  return repeatedJob(clear, { first: FIRST_MILLISECONDS, every: DAILY_MILLISECONDS });
}
