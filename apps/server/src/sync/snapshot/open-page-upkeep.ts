import type { Database } from "../../database/open-database.ts";
import { pruneLog } from "../log/prune-log.ts";
import { createPageHistory, type PageHistory } from "./page-history.ts";
import { Quarantine } from "./quarantine.ts";
import { SnapshotKeeper } from "./snapshot-keeper.ts";
import { SnapshotWorker } from "./snapshot-worker.ts";

const LOG_DAYS = 90; // of history and restore, keystroke by keystroke
const TIDY_MILLISECONDS = 3_600_000;
const FIRST_TIDY_MILLISECONDS = 60_000; // not while everybody comes back after a start

export type PageUpkeep = {
  keeper: SnapshotKeeper;
  quarantine: Quarantine;
  history: PageHistory;
  close(): Promise<void>;
};

export type UpkeepPorts = {
  database: Database;
  now: () => Date;
  report: (fault: unknown, doing: string) => void;
};

/** Everything that is done to pages while people look elsewhere. Ends with `close`, before the database is closed. */
export async function openPageUpkeep({ database, now, report }: UpkeepPorts): Promise<PageUpkeep> {
  const worker = new SnapshotWorker();
  const quarantine = await Quarantine.open(database.db);
  const keeper = new SnapshotKeeper({ database, worker, quarantine, now, report });
  await keeper.catchUp();

  let tidying = Promise.resolve();
  const tidy = () => {
    const cutoff = new Date(now().getTime() - LOG_DAYS * 86_400_000).toISOString();
    tidying = pruneLog(database.log.sql, cutoff).then(
      () => {},
      (fault: unknown) => report(fault, "clearing away old log rows"),
    );
  };
  const first = setTimeout(tidy, FIRST_TIDY_MILLISECONDS);
  const hourly = setInterval(tidy, TIDY_MILLISECONDS);
  first.unref();
  hourly.unref();
  return {
    keeper,
    quarantine,
    history: createPageHistory(database.log, worker),
    async close() {
      clearTimeout(first);
      clearInterval(hourly);
      await tidying;
      await keeper.close();
    },
  };
}
