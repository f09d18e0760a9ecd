import { LeaseLost, soleLease } from "../../nodes/job-lease.ts";
import type { LogEntry } from "../page-log.ts";
import { type BringBackOutcome, bringBack } from "./bring-back.ts";
import { type CutOutcome, cutPage } from "./cut-page.ts";
import { type ArtifactEdit, editArtifact } from "./edit-artifact.ts";
import { editPage, type PageEdit, type PageEdited } from "./edit-page.ts";
import { type EditOutcome, editSeries, type SeriesEdit } from "./edit-series.ts";
import { type SavePorts, type SnapshotOutcome, savePage } from "./save-page.ts";
import { type SealOutcome, sealPage } from "./seal-page.ts";
import { Turns } from "./turns.ts";

const UPDATES_BEFORE_SNAPSHOT = 1000; // so many are applied in some 20 ms when a page is opened
const BYTES_BEFORE_SNAPSHOT = 262_144;
const IDLE_MILLISECONDS = 15_000; // since the last edit
const AWAITED_IDLE_MILLISECONDS = 2000; // where somebody waits to hear of it
const AWAITED_MILLISECONDS = 10_000; // and at the latest, while writing goes on
const HURRY_MILLISECONDS = 1000;
const SWEEP_MILLISECONDS = 5000;
const RETRY_MILLISECONDS = 300_000; // after a fault that says nothing about the page

const NOTHING = new Uint8Array();

type Unsaved = {
  updates: number;
  bytes: number;
  firstAt: number;
  lastAt: number;
  notBefore: number;
  /** somebody waits to hear of it; null: that was not looked up yet */
  isAwaited: boolean | null;
};

/**
 * Writes pages down whole, off the path of keystrokes: after so many updates, or when nobody has written for a while.
 * The same look at a page brings the tables for lists and search up to date. One page at a time.
 */
export class SnapshotKeeper {
  readonly #ports: SavePorts;
  readonly #unsaved = new Map<string, Unsaved>();
  readonly #queue = new Map<string, ((outcome: SnapshotOutcome) => void)[]>();
  readonly #turns = new Turns();
  #running: Promise<void> | null = null;
  #closing = false;
  readonly #stopListening: (() => void)[];
  readonly #sweeps: NodeJS.Timeout;
  /** set while something was written since that somebody waits to hear of, or may */
  #hurry: NodeJS.Timeout | null = null;
  #hurrying = Promise.resolve();

  constructor(given: Omit<SavePorts, "jobs"> & Partial<Pick<SavePorts, "jobs">>) {
    const ports: SavePorts = { jobs: soleLease(given.database.batch), ...given };
    const { log } = ports.database;
    this.#ports = ports;
    this.#stopListening = [
      log.onStored((entries) => this.#count(entries)),
      // How much it was that another node stored is found out when the page is read.
      log.elsewhere?.onStored((page) => this.#count([{ page, update: NOTHING }])) ?? (() => {}),
    ];
    this.#sweeps = setInterval(() => this.sweep(), SWEEP_MILLISECONDS);
    this.#sweeps.unref();
  }

  /** Looks for pages that an earlier process left without a snapshot, or in quarantine: this one may know better. */
  async catchUp(): Promise<void> {
    const pages = await this.#ports.database.db
      .selectFrom("page_state")
      .select("page")
      .where((eb) => eb.or([eb("head_seq", ">", eb.ref("projected_seq")), eb("quarantined_at", "is not", null)]))
      .execute();
    for (const { page } of pages) this.#enqueue(page);
  }

  /** Counts pages that nobody told of: another node's word of them was lost, or the node with it. */
  async countMissed(): Promise<void> {
    const pages = await this.#ports.database.db
      .selectFrom("page_state")
      .select("page")
      .where((eb) => eb("head_seq", ">", eb.ref("projected_seq")))
      .execute();
    for (const { page } of pages) if (!this.#unsaved.has(page)) this.#count([{ page, update: NOTHING }]);
  }

  /** Makes a snapshot as soon as it is the page's turn. */
  snapshot(page: string): Promise<SnapshotOutcome> {
    return new Promise((resolve) => this.#enqueue(page, resolve));
  }

  /** Takes past years out of a page, and writes it down anew. Waits for its turn; a page somebody writes in is left alone. */
  async seal(page: string): Promise<SealOutcome> {
    if (this.#unsaved.has(page)) return "moved";
    const outcome = await this.#turns.take(() => sealPage(this.#ports, page));
    if (outcome === "sealed") await this.snapshot(page);
    return outcome;
  }

  /** Takes out for good what has lain in the bin for too long. Waits for its turn, as sealing does. */
  async cut(page: string, ids: readonly string[]): Promise<CutOutcome> {
    if (this.#unsaved.has(page)) return "moved";
    const outcome = await this.#turns.take(() => cutPage(this.#ports, page, ids));
    if (outcome === "cut") await this.snapshot(page);
    return outcome;
  }

  /** Puts back what a restore made the server forget; in its turn, so that nothing is sealed meanwhile. */
  bringBack(page: string, kept: readonly Uint8Array[]): Promise<BringBackOutcome> {
    return this.#turns.take(() => bringBack(this.#ports, page, kept));
  }

  /** Gives a series other times as one more peer; in its turn, so that nothing is sealed meanwhile. */
  async editSeries(page: string, edit: SeriesEdit): Promise<EditOutcome> {
    const outcome = await this.#turns.take(() => editSeries(this.#ports, page, edit));
    if (outcome.type === "done") void this.snapshot(page); // lists and calendars had better know soon
    return outcome;
  }

  /** Writes into an artifact as one more peer; in its turn, as the rest. */
  async editArtifact(id: string, edit: ArtifactEdit): ReturnType<typeof editArtifact> {
    const outcome = await this.#turns.take(() => editArtifact(this.#ports, id, edit));
    if (outcome === "done") void this.snapshot(id);
    return outcome;
  }

  /** Writes for one of the two what they asked the server for; in its turn, as the rest. */
  async editPage(page: string, edit: PageEdit): Promise<PageEdited> {
    const outcome = await this.#turns.take(() => editPage(this.#ports, page, edit));
    if (outcome.type === "done") void this.snapshot(page);
    return outcome;
  }

  /** Queues the pages in which nobody has written for a while. */
  sweep(): void {
    if (!this.#ports.jobs.isHeld) this.#unsaved.clear(); // whoever's turn it is finds them, as this node will
    const now = this.#ports.now().getTime();
    if (this.#unsaved.size > 0) this.#hurrySoon();
    for (const [page, unsaved] of this.#unsaved) {
      unsaved.isAwaited ||= null; // somebody may have begun to wait since
      if (now - unsaved.lastAt >= IDLE_MILLISECONDS && now >= unsaved.notBefore) this.#enqueue(page);
    }
  }

  /**
   * Writes down the pages that somebody waits to hear of, after a moment of rest. Who does is looked up once for what is
   * written in one go, and now and then while that goes on; while nobody writes, not at all.
   */
  async hurry(): Promise<void> {
    const unknown = [...this.#unsaved].filter(([, { isAwaited }]) => isAwaited === null);
    const awaited = await this.#awaitedOf(unknown.map(([page]) => page));
    for (const [page, unsaved] of unknown) unsaved.isAwaited = awaited.has(page);
    const now = this.#ports.now().getTime();
    const writing: Promise<SnapshotOutcome>[] = [];
    let isMore = false;
    for (const [page, unsaved] of this.#unsaved) {
      if (unsaved.isAwaited === false) continue;
      const isDue = now - unsaved.lastAt >= AWAITED_IDLE_MILLISECONDS || now - unsaved.firstAt >= AWAITED_MILLISECONDS;
      if (isDue && now >= unsaved.notBefore && unsaved.isAwaited) writing.push(this.snapshot(page));
      else isMore = true;
    }
    if (isMore) this.#hurrySoon();
    await Promise.all(writing);
    await this.#turns.take(async () => {}); // what was being written down anyhow
  }

  async #awaitedOf(pages: readonly string[]): Promise<ReadonlySet<string>> {
    if (pages.length === 0) return new Set();
    try {
      return (await this.#ports.awaitedOf?.(pages)) ?? new Set();
    } catch (fault) {
      this.#ports.report(fault, "looking who waits to hear of a page");
      return new Set(); // they hear of it a little later
    }
  }

  #hurrySoon(): void {
    if (this.#closing || this.#ports.awaitedOf === undefined) return;
    this.#hurry ??= setTimeout(() => {
      this.#hurry = null;
      this.#hurrying = this.hurry();
    }, HURRY_MILLISECONDS).unref();
  }

  /** Ends after the page it is at. */
  async close(): Promise<void> {
    this.#closing = true;
    for (const stop of this.#stopListening) stop();
    clearInterval(this.#sweeps);
    clearTimeout(this.#hurry ?? undefined);
    await this.#hurrying;
    await this.#running;
    await this.#turns.take(async () => {}); // a sealing, too
    await this.#ports.worker.close();
  }

  #count(entries: readonly Pick<LogEntry, "page" | "update">[]): void {
    if (!this.#ports.jobs.isHeld) return;
    const now = this.#ports.now().getTime();
    for (const { page, update } of entries) {
      let unsaved = this.#unsaved.get(page);
      if (unsaved === undefined) {
        unsaved = { updates: 0, bytes: 0, firstAt: now, lastAt: now, notBefore: 0, isAwaited: null };
        this.#unsaved.set(page, unsaved); // once, not at every keystroke
        this.#hurrySoon();
      }
      unsaved.updates += 1;
      unsaved.bytes += update.length;
      unsaved.lastAt = now;
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
      const outcome = await this.#turns.take(() => this.#save(page));
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
      return await savePage(this.#ports, page);
    } catch (fault) {
      if (fault instanceof LeaseLost) return "left";
      this.#ports.report(fault, "making a snapshot");
      const now = this.#ports.now().getTime();
      const since = this.#unsaved.get(page) ??
        unsaved ?? { ...{ updates: 0, bytes: 0, firstAt: now, lastAt: now, notBefore: 0 }, isAwaited: false };
      this.#unsaved.set(page, { ...since, notBefore: now + RETRY_MILLISECONDS });
      return "failed";
    }
  }
}

function firstOf<K, V>(map: ReadonlyMap<K, V>): [K, V] | null {
  for (const entry of map) return entry;
  return null;
}
