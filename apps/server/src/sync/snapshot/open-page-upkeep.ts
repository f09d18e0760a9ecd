import { DEFAULT_RETENTION } from "@candor/core/retention/retention-settings.ts";
import { clearAccessChanges } from "../../access/change-mark.ts";
import type { Database } from "../../database/open-database.ts";
import type { JobLease } from "../../nodes/job-lease.ts";
import { rebuildProjection } from "../../page/projection/rebuild-projection.ts";
import { versionDays } from "../../rights/version-days.ts";
import { awaitedOf } from "../../webhook/listeners-of.ts";
import { pruneLog } from "../log/prune-log.ts";
import { type ArtifactPapers, createArtifactPapers } from "./artifact-papers.ts";
import { findOverdue } from "./find-overdue.ts";
import { createPageHistory, type PageHistory } from "./page-history.ts";
import { Quarantine } from "./quarantine.ts";
import { SnapshotKeeper } from "./snapshot-keeper.ts";
import { SnapshotWorker } from "./snapshot-worker.ts";

const SEALED_AFTER_DAYS = 455; // a year, and as long again as is gathered before a part is sealed
const NODE_EVENT_DAYS = 1 / 24; // every node has heard of it long before
const ACCESS_CHANGE_MILLISECONDS = 3_600_000; // every node has looked long before
const TIDY_MILLISECONDS = 3_600_000;
const MISSED_MILLISECONDS = 60_000;
const FIRST_TIDY_MILLISECONDS = 60_000; // not while everybody comes back after a start

export type PageUpkeep = {
  keeper: SnapshotKeeper;
  quarantine: Quarantine;
  history: PageHistory;
  papers: ArtifactPapers;
  /** Writes the tables for lists and search anew, of every page; see `rebuildProjection`. */
  rebuild(): Promise<{ rebuilt: number; failed: string[] }>;
  /** Looks for what an earlier process left undone, and tidies from then on. */
  begin(): void;
  close(): Promise<void>;
};

export type UpkeepPorts = {
  database: Database;
  jobs: JobLease;
  /** something is to be told of what was written down */
  promised: () => void;
  now: () => Date;
  report: (fault: unknown, doing: string) => void;
};

/** Everything that is done to pages while people look elsewhere. It ends with `close`, before the database does. */
export async function openPageUpkeep({ database, jobs, now, report, promised }: UpkeepPorts): Promise<PageUpkeep> {
  const worker = new SnapshotWorker();
  const quarantine = await Quarantine.open(database);
  const keeper = new SnapshotKeeper({
    ...{ database, worker, quarantine, jobs, now, report, promised },
    awaitedOf: (ids) => awaitedOf(database.db, ids),
  });

  let tidying = Promise.resolve();
  const tidyAll = async () => {
    const day = (ago: number) => new Date(now().getTime() - ago * 86_400_000).toISOString();
    const workspaces = await versionDays(database.db);
    const cutoffs = new Map([...workspaces].map(([workspace, days]) => [workspace, day(days)]));
    await database.db.deleteFrom("node_event").where("at", "<", day(NODE_EVENT_DAYS)).execute();
    if (database.engine === "postgres")
      await clearAccessChanges(database.db, now().getTime() - ACCESS_CHANGE_MILLISECONDS);
    await pruneLog(database.log.sql, day(DEFAULT_RETENTION.versionDays), cutoffs);
    for (const [page, ids] of await findOverdue(database.db, now())) await keeper.cut(page, ids);
    for (const page of await pagesToSeal(database, day(SEALED_AFTER_DAYS))) await keeper.seal(page);
  };
  const tidy = () => {
    if (!jobs.isHeld) return;
    tidying = tidyAll().catch((fault: unknown) => report(fault, "clearing away old log rows and sealing years"));
  };
  const timers: NodeJS.Timeout[] = [];
  return {
    keeper,
    quarantine,
    history: createPageHistory(database.log, worker),
    papers: createArtifactPapers(database.log, worker),
    rebuild: () => rebuildProjection(database, { keeper, worker }),
    begin() {
      const looked = (fault: unknown) => report(fault, "looking for pages to write down");
      jobs.onTurn(() => void keeper.catchUp().catch(looked));
      const countMissed = () => void (jobs.isHeld && keeper.countMissed().catch(looked));
      if (database.log.elsewhere) timers.push(setInterval(countMissed, MISSED_MILLISECONDS).unref());
      timers.push(setTimeout(tidy, FIRST_TIDY_MILLISECONDS).unref(), setInterval(tidy, TIDY_MILLISECONDS).unref());
    },
    async close() {
      for (const timer of timers) clearTimeout(timer);
      await tidying;
      await keeper.close();
    },
  };
}

/** Pages with something on them that has been closed for so long that it may be sealed. */
async function pagesToSeal({ db }: Database, before: string): Promise<string[]> {
  const rows = await db
    .selectFrom("meeting")
    .select("page")
    .where("volume", "is", null)
    .where("state", "!=", "planned")
    .where((eb) => eb.or([eb("start", "<", before), eb.and([eb("start", "is", null), eb("closed_at", "<", before)])]))
    .union((eb) =>
      eb
        .selectFrom("action")
        .select("page")
        .where("volume", "is", null)
        .where("state_at", "<", before)
        .where("state", "!=", "open"),
    )
    .execute();
  return rows.map(({ page }) => page);
}
