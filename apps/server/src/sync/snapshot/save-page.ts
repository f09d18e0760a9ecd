import type { Compilable, Kysely } from "kysely";
import { kindOf, titleQueries } from "../../artifact/kind-of.ts";
import type { Database } from "../../database/open-database.ts";
import type { Schema } from "../../database/schema.ts";
import type { JobLease } from "../../nodes/job-lease.ts";
import type { Digests } from "../../page/projection/changed-rows.ts";
import { projectionQueries } from "../../page/projection/write-projection.ts";
import { promiseMessages } from "../../webhook/promise-messages.ts";
import { PageMoved } from "../log/group-commit.ts";
import type { LogEntry } from "../page-log.ts";
import { packPage } from "./pack-page.ts";
import type { Quarantine } from "./quarantine.ts";
import { serverEntry } from "./server-entry.ts";
import type { MadeSnapshot } from "./snapshot-messages.ts";
import type { SnapshotWorker } from "./snapshot-worker.ts";
import { readVolumes, volumeQueries } from "./volume-rows.ts";

const STATEMENTS_AT_ONCE = 4; // in one transaction: pushes wait for it
const DAYS_KEPT = 90;

/** "left": to another node */
export type SnapshotOutcome = "made" | "mended" | "nothing_new" | "quarantined" | "failed" | "left";

export type SavePorts = {
  database: Pick<Database, "db" | "log" | "batch">;
  worker: SnapshotWorker;
  quarantine: Quarantine;
  jobs: JobLease;
  /** the server's clock */
  now: () => Date;
  /** A fault nobody foresaw, or a page that was put into quarantine. */
  report: (fault: unknown, doing: string) => void;
  /** something is to be told of what was written down; left out: nobody wants to know */
  promised?: () => void;
  /** of these pages and artifacts those that somebody waits to hear of; left out: none */
  awaitedOf?: (ids: readonly string[]) => Promise<ReadonlySet<string>>;
};

/** Writes a page down whole and brings its lists and search up to date. */
export async function savePage(ports: SavePorts, page: string): Promise<SnapshotOutcome> {
  const { database, worker, quarantine } = ports;
  const { db, log } = database;
  const write = ports.jobs.fence(); // from before the page is read: what is read later by others is theirs to write
  if (write === null) return "left";
  const head = await log.headOf(page);
  const base = await log.readSnapshot(page);
  const tail = await log.readTail(page, base?.seq ?? 0);
  const state = await db
    .selectFrom("page_state")
    .select(["projected_seq", "projected_digests"])
    .where("page", "=", page)
    .executeTakeFirst();
  const seq = tail.at(-1)?.seq ?? base?.seq ?? 0;
  if (tail.length === 0 && (state?.projected_seq ?? 0) >= seq) {
    await quarantine.lift(page); // what there is has been found sound
    return "nothing_new";
  }

  const digests = state?.projected_digests ? (JSON.parse(state.projected_digests) as Digests) : {};
  const volumes = await readVolumes(db, page);
  const kind = await kindOf(db, page);
  const verdict = await worker.make(packPage(base?.state ?? null, tail, kind), digests, volumes);
  if (verdict.type === "mended") {
    const at = ports.now().toISOString();
    const isStill = await appendIfStill(
      ports,
      head,
      serverEntry({ page, at, clientId: verdict.clientId, update: verdict.update }),
    );
    if (isStill) {
      ports.report(new Error(verdict.reason), "taking out of a page what is no part of one");
      await quarantine.lift(page);
    }
    quarantine.interrupt(page); // whoever has it open reads it anew
    return "mended";
  }
  if (verdict.type === "unsound") {
    await quarantine.add(page, verdict.reason, ports.now().toISOString());
    ports.report(new Error(verdict.reason), "putting a page into quarantine");
    return "quarantined";
  }
  // Tables that are made anew say nothing of what happened.
  const isNews = (state?.projected_seq ?? 0) >= 0;
  const { projection, title } = verdict.made;
  const written = { id: page, kind, before: digests, change: projection, title };
  const messages = isNews ? await promiseMessages(db, written, ports.now()) : [];
  const queries = [
    ...projectionQueries(db, { page, volume: null }, verdict.made.projection),
    ...volumeQueries(db, page, verdict.made.lateVolumes, ports.now().toISOString()),
    ...(tail.length > 0 ? snapshotQueries(db, page, seq, verdict.made, ports.now()) : []),
    ...titleQueries(db, page, verdict.made.title),
    ...messages,
    projectedQuery(db, page, seq, verdict.made.projection.digests),
  ];
  // Last comes the note of what was done: after a crash between two parts all of them are done again.
  for (let start = 0; start < queries.length; start += STATEMENTS_AT_ONCE) {
    await write(queries.slice(start, start + STATEMENTS_AT_ONCE));
  }
  if (messages.length > 0) ports.promised?.();
  await quarantine.lift(page);
  return "made";
}

/** @returns whether it was stored: not if somebody wrote meanwhile, and then the next snapshot tries again. */
async function appendIfStill({ database }: SavePorts, head: number, entry: LogEntry): Promise<boolean> {
  try {
    await database.log.appendWith([entry], [], head);
    return true;
  } catch (error) {
    if (error instanceof PageMoved) return false;
    throw error;
  }
}

/** The new one, and of the older ones no more than one a day. */
function snapshotQueries(db: Kysely<Schema>, page: string, seq: number, made: MadeSnapshot, now: Date): Compilable[] {
  const day = now.toISOString().slice(0, 10);
  const oldest = new Date(now.getTime() - DAYS_KEPT * 86_400_000).toISOString();
  return [
    db
      .insertInto("page_snapshot")
      .values({
        page,
        seq,
        at: now.toISOString(),
        schema_version: made.schemaVersion,
        state: made.state,
        state_vector: made.stateVector,
      })
      .onConflict((conflict) => conflict.doNothing()),
    db.deleteFrom("page_snapshot").where("page", "=", page).where("seq", "<", seq).where("at", "like", `${day}%`),
    // the newest of the old ones stays: the oldest rows of the log build on it
    db
      .deleteFrom("page_snapshot")
      .where("page", "=", page)
      .where("at", "<", oldest)
      .where("seq", "<", (eb) =>
        eb
          .selectFrom("page_snapshot as older")
          .select((of) => of.fn.max("older.seq").as("seq"))
          .where("older.page", "=", page)
          .where("older.at", "<", oldest),
      ),
  ];
}

function projectedQuery(db: Kysely<Schema>, page: string, seq: number, digests: Digests): Compilable {
  const projected = { projected_seq: seq, projected_digests: JSON.stringify(digests) };
  return db
    .insertInto("page_state")
    .values({ page, ...projected })
    .onConflict((conflict) => conflict.column("page").doUpdateSet(projected));
}
