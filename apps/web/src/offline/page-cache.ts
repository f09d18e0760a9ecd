import * as Y from "yjs";
import type { DeviceStore, OutboxRow } from "./device-store.ts";
import { restoreCopy } from "./read-copy.ts";
import type { TabEnvironment } from "./tab-environment.ts";
import type { VouchedParts } from "./vouched-parts.ts";

const QUIET_MS = 1000; // after the last change; meanwhile the outbox rows keep what was typed here
const LONGEST_MS = 10_000;
const MOST_PARTS = 3000; // some hours of typing

export type ServerPoint = { epoch: number; seq: number };

export type PageCacheParts = {
  page: string;
  session: string;
  doc: Y.Doc;
  store: DeviceStore;
  /** up to where of the server's log the document holds everything */
  point: () => ServerPoint;
  /** whether the server has a row on disk */
  isStored: (row: OutboxRow) => boolean;
  vouched: VouchedParts;
  /** there are so many parts on this device that the page should be given as one again */
  tooMany: () => void;
  /** whether something that was set aside is in it */
  isSpoilt: (update: Uint8Array) => boolean;
};

/**
 * Keeps this device's copy of a page. Of several tabs only the one that holds the page's lock writes it; that saves work
 * and is not what keeps it whole: a copy by another hand is read into the document before it is replaced.
 */
export class PageCache {
  private readonly environment: TabEnvironment;
  private readonly parts: PageCacheParts;
  private readonly abort = new AbortController();
  private isWriter = false;
  private isDirty = false;
  private stamp: string | null;
  private saves = 0;
  private dirtySince = 0;
  private stopTimer: (() => void) | null = null;
  private saving: Promise<void> | null = null;

  /** @param stamp of the copy that the document was loaded from, or that turned out not to open; null: there was none. */
  constructor(environment: TabEnvironment, parts: PageCacheParts, stamp: string | null) {
    this.environment = environment;
    this.parts = parts;
    this.stamp = stamp;
    void this.waitForLock();
  }

  /** Something changed that the copy does not have yet. */
  changed(): void {
    const now = this.environment.clock();
    if (!this.isDirty) this.dirtySince = now;
    this.isDirty = true;
    if (!this.isWriter) return;
    const wait = Math.max(0, Math.min(QUIET_MS, this.dirtySince + LONGEST_MS - now));
    this.stopTimer?.();
    this.stopTimer = this.environment.later(wait, () => {
      this.stopTimer = this.environment.whenIdle(() => void this.save());
    });
  }

  /** Saves now what is not saved yet; never rejects. */
  async save(): Promise<void> {
    await this.saving;
    if (!this.isWriter || !this.isDirty || this.abort.signal.aborted) return;
    this.stopTimer?.();
    this.isDirty = false;
    this.saving = this.write().finally(() => {
      this.saving = null;
    });
    await this.saving;
  }

  async close(): Promise<void> {
    await this.save();
    this.abandon();
  }

  /** Writes nothing more: the document is not what is to be kept. */
  abandon(): void {
    this.stopTimer?.();
    this.abort.abort();
  }

  private async waitForLock(): Promise<void> {
    const { locks } = this.environment;
    const release = locks ? await locks.hold(`candor:page:${this.parts.page}`, this.abort.signal) : () => undefined;
    if (!release) return;
    this.isWriter = true;
    this.abort.signal.addEventListener("abort", release);
    if (this.isDirty) this.changed();
  }

  private async keepVouched(): Promise<void> {
    const { page, store, vouched, tooMany } = this.parts;
    const parts = vouched.take();
    if (parts.length === 0) return;
    try {
      if ((await store.keepVouched(page, parts)) > MOST_PARTS) tooMany();
    } catch (fault) {
      vouched.takeBack(parts);
      this.environment.report(fault, "keeping what the server vouches for");
    }
  }

  private async write(): Promise<void> {
    const { page, session, doc, store, isStored, isSpoilt } = this.parts;
    await this.keepVouched();
    try {
      await store.compact(page, ({ copy, rows }) => {
        const isAnothers = copy !== null && copy.stamp !== this.stamp && !isSpoilt(copy.state);
        const isWhole = restoreCopy(this.environment, doc, { copy: isAnothers ? copy : null, rows }) !== null;
        this.saves += 1;
        this.stamp = `${session}:${this.saves}`;
        const point = newerOf(this.parts.point(), isAnothers && isWhole ? copy : null);
        const next = {
          page,
          ...point,
          state: Y.encodeStateAsUpdate(doc),
          stamp: this.stamp,
          savedAt: this.environment.instant(),
        };
        // What the document could not take stays where it is.
        return { copy: next, settled: isWhole ? rows.filter(isStored) : [] };
      });
    } catch (fault) {
      this.isDirty = true;
      this.environment.report(fault, "keeping a page on this device");
    }
  }
}

function newerOf(point: ServerPoint, copy: ServerPoint | null): ServerPoint {
  const { epoch, seq } = point;
  if (!copy || epoch > copy.epoch || (epoch === copy.epoch && seq >= copy.seq)) return { epoch, seq };
  return { epoch: copy.epoch, seq: copy.seq };
}
