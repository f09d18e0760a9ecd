import type { Compilable } from "kysely";
import type { Database } from "../../database/open-database.ts";
import type { Digests } from "../../page/projection/changed-rows.ts";
import { projectionQueries } from "../../page/projection/write-projection.ts";
import type { LogEntry } from "../page-log.ts";
import { packPage } from "./pack-page.ts";
import type { Quarantine } from "./quarantine.ts";
import type { MadeSnapshot } from "./snapshot-messages.ts";
import type { SnapshotWorker } from "./snapshot-worker.ts";

const UPDATES_BEFORE_SNAPSHOT = 1000; // so many are applied in some 20 ms when a page is opened
const BYTES_BEFORE_SNAPSHOT = 262_144;
const IDLE_MILLISECONDS = 15_000; // since the last edit
const SWEEP_MILLISECONDS = 5000;
const RETRY_MILLISECONDS = 300_000; // after a fault that says nothing about the page
const STATEMENTS_AT_ONCE = 4; // in one transaction: pushes wait for it
const DAYS_KEPT = 90;

export type SnapshotOutcome = "made" | "nothing_new" | "quarantined" | "failed";

export type KeeperPorts = {
  database: Pick<Database, "db" | "log" | "batch">;
  worker: SnapshotWorker;
  quarantine: Quarantine;
  /** the server's clock */
  now: () => Date;
  /** A fault nobody foresaw, or a page that was put into quarantine. */
  report: (fault: unknown, doing: string) => void;
};

type Unsaved = { updates: number; bytes: number; lastAt: number; notBefore: number };

/**
 * Writes pages down whole, off the path of keystrokes: after so many updates, or when nobody has written for a while.
 * The same look at a page brings the tables for lists and search up to date. One page at a time.
 */
export class SnapshotKeeper {
  readonly #ports: KeeperPorts;
  readonly #unsaved = new Map<string, Unsaved>();
  readonly #queue = new Map<string, ((outcome: SnapshotOutcome) => void)[]>();
  #running: Promise<void> | null = null;
  #closing = false;
  readonly #stopListening: () => void;
  readonly #sweeps: NodeJS.Timeout;

  constructor(ports: KeeperPorts) {
    this.#ports = ports;
    this.#stopListening = ports.database.log.onStored((entries) => this.#count(entries));
    this.#sweeps = setInterval(() => this.sweep(), SWEEP_MILLISECONDS);
    this.#sweeps.unref();
  }

  /** Looks for pages that an earlier process left without a snapshot. */
  async catchUp(): Promise<void> {
    const pages = await this.#ports.database.db
      .selectFrom("page_state")
      .select("page")
      .whereRef("head_seq", ">", "projected_seq")
      .execute();
    for (const { page } of pages) this.#enqueue(page);
  }

  /** Makes a snapshot as soon as it is the page's turn. */
  snapshot(page: string): Promise<SnapshotOutcome> {
    return new Promise((resolve) => this.#enqueue(page, resolve));
  }

  /** Queues the pages in which nobody has written for a while. */
  sweep(): void {
    const now = this.#ports.now().getTime();
    for (const [page, unsaved] of this.#unsaved) {
      if (now - unsaved.lastAt >= IDLE_MILLISECONDS && now >= unsaved.notBefore) this.#enqueue(page);
    }
  }

  /** Ends after the page it is at. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#stopListening();
    clearInterval(this.#sweeps);
    await this.#running;
    await this.#ports.worker.close();
  }

  #count(entries: readonly LogEntry[]): void {
    const now = this.#ports.now().getTime();
    for (const { page, update } of entries) {
      const unsaved = this.#unsaved.get(page) ?? { updates: 0, bytes: 0, lastAt: now, notBefore: 0 };
      unsaved.updates += 1;
      unsaved.bytes += update.length;
      unsaved.lastAt = now;
      this.#unsaved.set(page, unsaved);
      const due = unsaved.updates >= UPDATES_BEFORE_SNAPSHOT || unsaved.bytes >= BYTES_BEFORE_SNAPSHOT;
      if (due && now >= unsaved.notBefore) this.#enqueue(page);
    }
  }

  #enqueue(page: string, resolve?: (outcome: SnapshotOutcome) => void): void {
    const waiting = this.#queue.get(page) ?? [];
    if (resolve !== undefined) waiting.push(resolve);
    this.#queue.set(page, waiting);
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    await null;
    for (let next = firstOf(this.#queue); next !== null && !this.#closing; next = firstOf(this.#queue)) {
      const [page, waiting] = next;
      this.#queue.delete(page);
      const outcome = await this.#save(page);
      for (const resolve of waiting) resolve(outcome);
    }
    for (const waiting of this.#queue.values()) for (const resolve of waiting) resolve("failed");
    this.#queue.clear();
    this.#running = null;
  }

  async #save(page: string): Promise<SnapshotOutcome> {
    const unsaved = this.#unsaved.get(page);
    this.#unsaved.delete(page);
    try {
      return await this.#makeAndStore(page);
    } catch (fault) {
      this.#ports.report(fault, "making a snapshot");
      const now = this.#ports.now().getTime();
      const since = this.#unsaved.get(page) ?? unsaved ?? { updates: 0, bytes: 0, lastAt: now, notBefore: 0 };
      this.#unsaved.set(page, { ...since, notBefore: now + RETRY_MILLISECONDS });
      return "failed";
    }
  }

  async #makeAndStore(page: string): Promise<SnapshotOutcome> {
    const { database, worker, quarantine } = this.#ports;
    const { db, log } = database;
    const base = await log.readSnapshot(page);
    const tail = await log.readTail(page, base?.seq ?? 0);
    const state = await db
      .selectFrom("page_state")
      .select(["projected_seq", "projected_digests"])
      .where("page", "=", page)
      .executeTakeFirst();
    const seq = tail.at(-1)?.seq ?? base?.seq ?? 0;
    if (tail.length === 0 && (state?.projected_seq ?? 0) >= seq) return "nothing_new";

    const digests = state?.projected_digests ? (JSON.parse(state.projected_digests) as Digests) : {};
    const verdict = await worker.make(packPage(base?.state ?? null, tail), digests);
    if (verdict.type === "unsound") {
      await quarantine.add(page, verdict.reason, this.#ports.now().toISOString());
      this.#ports.report(new Error(verdict.reason), "putting a page into quarantine");
      return "quarantined";
    }
    const queries = [
      ...projectionQueries(db, { page, volume: null }, verdict.made.projection),
      ...(tail.length > 0 ? this.#snapshotQueries(page, seq, verdict.made) : []),
      this.#projectedQuery(page, seq, verdict.made.projection.digests),
    ];
    // Last comes the note of what was done: after a crash between two parts all of them are done again.
    for (let start = 0; start < queries.length; start += STATEMENTS_AT_ONCE) {
      await database.batch(queries.slice(start, start + STATEMENTS_AT_ONCE));
    }
    await quarantine.lift(page);
    return "made";
  }

  /** The new one, and of the older ones no more than one a day. */
  #snapshotQueries(page: string, seq: number, made: MadeSnapshot): Compilable[] {
    const { db } = this.#ports.database;
    const now = this.#ports.now();
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

  #projectedQuery(page: string, seq: number, digests: Digests): Compilable {
    const projected = { projected_seq: seq, projected_digests: JSON.stringify(digests) };
    return this.#ports.database.db
      .insertInto("page_state")
      .values({ page, ...projected })
      .onConflict((conflict) => conflict.column("page").doUpdateSet(projected));
  }
}

function firstOf<K, V>(map: ReadonlyMap<K, V>): [K, V] | null {
  for (const entry of map) return entry;
  return null;
}
