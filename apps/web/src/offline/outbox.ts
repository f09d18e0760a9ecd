import * as Y from "yjs";
import type { OutboxRow } from "./device-store.ts";
import type { RowKeeper } from "./keep-rows.ts";
import { changesIn, mergeHeld } from "./merge-held.ts";

export type OutboxPort = {
  push: (row: OutboxRow) => void;
  /** @returns 0 if a push may go now, else the milliseconds until one may. */
  pace: () => number;
  later: (milliseconds: number, run: () => void) => () => void;
};

/** What became of rows, for the other tabs of this browser. `from`: these rows stand in place of all from there on. */
export type RowNews =
  | { type: "rows"; from: number | null; rows: OutboxRow[] }
  | { type: "stored"; cseq: number }
  /** the server was restored from a backup: the numbers begin anew after `cseq` */
  | { type: "renumbered"; cseq: number; rows: OutboxRow[] };

const MOST_RECENT_BYTES = 524_288; // some 10,000 keystrokes

/**
 * What one session of a page has yet to see stored, oldest first: this tab's own, or that of a tab which has ended.
 *
 * A row goes out as it is made where that is possible, and is then written to this device at the same time. A row that
 * can't go at once is *held*: certainly unsent, it may still be merged with its neighbours, and is on this device in its
 * merged form before it is first sent. Under its number the server may have a row for good, so nothing that may have
 * been sent ever changes.
 */
export class Outbox {
  readonly page: string;
  readonly session: string;
  readonly clientId: number;
  /** the newest push of this session that the server has on disk */
  storedCseq = 0;
  /** why the server will not take the oldest row, however often it is sent; null: it may */
  refusal: number | null = null;
  /** waits for what it stands on to be stored by another session */
  paused = false;
  private rows: OutboxRow[] = [];
  private readonly expected = new Set<number>();
  private recent: OutboxRow[] = [];
  private recentBytes = 0;
  private sentCseq = 0;
  private fence = false;
  private port: OutboxPort | null = null;
  private merging = false;
  private stopWaiting: (() => void) | null = null;
  private readonly keeper: RowKeeper;
  private readonly tell: (news: RowNews) => void;

  constructor(
    id: { page: string; session: string; clientId: number },
    keeper: RowKeeper,
    tell: (news: RowNews) => void = () => undefined,
  ) {
    this.page = id.page;
    this.session = id.session;
    this.clientId = id.clientId;
    this.keeper = keeper;
    this.tell = tell;
  }

  /** how many rows wait */
  get waiting(): number {
    return this.rows.length;
  }

  /** how many changes wait, as a person counts them */
  get changes(): number {
    // The rest of a change of which the server has the beginning waits, too.
    return this.rows.length === 0 ? 0 : Math.max(1, changesIn(this.rows));
  }

  get isStarted(): boolean {
    return this.port !== null;
  }

  /** whether something has been sent that is not answered yet */
  get awaitsAnswer(): boolean {
    const [first] = this.rows;
    return this.port !== null && first !== undefined && first.cseq <= this.sentCseq;
  }

  all(): readonly OutboxRow[] {
    return this.rows;
  }

  /** Takes rows found on this device while their tab may still live, which may have merged them by now. */
  expect(rows: readonly OutboxRow[]): void {
    for (const row of this.insert(rows)) this.expected.add(row.cseq);
  }

  /**
   * Takes rows as their own tab tells them, or as this device has them when that has ended.
   *
   * @param from these stand in place of all rows from there on; null: they come beside those that are known.
   * @param isAll whether they are all that the session has waiting, so that what was only expected is not.
   */
  learn(rows: readonly OutboxRow[], { from, isAll }: { from: number | null; isAll: boolean }): void {
    const news = new Set(rows.map((row) => row.cseq));
    this.rows = this.rows.filter(({ cseq }) => {
      if (from !== null && cseq >= from) return false;
      return !this.expected.has(cseq) || (!isAll && !news.has(cseq));
    });
    if (isAll) this.expected.clear();
    this.insert(rows);
  }

  /**
   * Adds a change of this tab, sends it if that is possible now, and writes it to this device.
   *
   * @param changes how many begin in it, as a person counts them.
   */
  add(update: Uint8Array, changes = 1): void {
    const cseq = (this.rows.at(-1)?.cseq ?? this.storedCseq) + 1;
    const { page, session, clientId } = this;
    const isNext = this.sentCseq === cseq - 1 && !this.merging && this.maySend;
    const goesNow = isNext && this.port?.pace() === 0;
    const held = !goesNow && !this.merging;
    const row = { page, session, cseq, clientId, update, held, fenced: this.fence, changes };
    this.fence = false;
    this.rows.push(row);
    if (goesNow) {
      this.port?.push(row);
      this.sentCseq = cseq;
    }
    void this.keeper.write({ page, session, from: null, rows: [row] });
    this.tell({ type: "rows", from: null, rows: [row] });
    if (!goesNow) this.pump();
  }

  /** From now on changes stand on something that another tab has not saved. */
  raiseFence(): void {
    this.fence = true;
  }

  /** Begins to send, from the first row that the server does not have. */
  start(port: OutboxPort, storedCseq: number): void {
    this.stop();
    this.port = port;
    if (storedCseq < this.storedCseq) this.rewind(storedCseq);
    this.stored(storedCseq);
    this.sentCseq = this.storedCseq;
    this.pump();
  }

  /** Sends all that is unanswered once more, on the channel that is open. */
  again(): void {
    if (this.port) this.start(this.port, this.storedCseq);
  }

  /**
   * Takes out of the first row what the server has already, under whatever number it came by it. Only for a row that has
   * been refused: nothing else is certain not to be stored as it is.
   */
  trimFirst(stateVector: Uint8Array): void {
    const [first] = this.rows;
    if (!first) return;
    const trimmed = { ...first, update: Y.diffUpdate(first.update, stateVector) };
    this.rows[0] = trimmed;
    void this.keeper.write({ page: this.page, session: this.session, from: null, rows: [trimmed] });
  }

  stop(): void {
    this.port = null;
    this.stopWaiting?.();
    this.stopWaiting = null;
  }

  /** @returns whether anything new was stored. */
  stored(cseq: number): boolean {
    if (cseq <= this.storedCseq) return false;
    this.storedCseq = cseq;
    this.sentCseq = Math.max(this.sentCseq, cseq);
    const left = this.rows.findIndex((row) => row.cseq > cseq);
    this.remember(this.rows.splice(0, left < 0 ? this.rows.length : left));
    this.tell({ type: "stored", cseq });
    return true;
  }

  /** @returns those that were not known. */
  private insert(rows: readonly OutboxRow[]): OutboxRow[] {
    const known = new Set(this.rows.map((row) => row.cseq));
    const added = rows.filter((row) => row.cseq > this.storedCseq && !known.has(row.cseq));
    this.rows.push(...added);
    this.rows.sort((left, right) => left.cseq - right.cseq);
    return added;
  }

  private get maySend(): boolean {
    return this.port !== null && this.refusal === null && !this.paused;
  }

  private pump(): void {
    const { port } = this;
    if (!port || !this.maySend || this.merging || this.stopWaiting) return;
    for (let row = this.nextRow(); row; row = this.nextRow()) {
      if (row.held) {
        this.merge();
        return;
      }
      const wait = port.pace();
      if (wait > 0) {
        this.waitFor(port, wait);
        return;
      }
      port.push(row);
      this.sentCseq = row.cseq;
    }
  }

  private nextRow(): OutboxRow | undefined {
    const first = this.rows[0];
    return first && this.rows[Math.max(0, this.sentCseq - first.cseq + 1)];
  }

  /** All that this tab still has of the session: what the server acknowledged lately, and what it has yet to. */
  known(): OutboxRow[] {
    return [...this.recent, ...this.rows];
  }

  /**
   * After a restore of the server: begins anew behind what the server has of the session now.
   *
   * @param left what it does not have, in its order; under the new numbers nothing was ever sent.
   */
  renumber(storedCseq: number, left: readonly OutboxRow[]): void {
    this.take({
      cseq: storedCseq,
      rows: left.map((row, index) => ({ ...row, cseq: storedCseq + 1 + index, held: true })),
    });
    this.tell({ type: "renumbered", cseq: storedCseq, rows: this.rows });
    void this.keeper.write({ page: this.page, session: this.session, from: 1, rows: this.rows });
  }

  /** Takes numbers that another tab has made anew; or none, until that has been heard of. */
  take({ cseq, rows }: { cseq: number; rows: readonly OutboxRow[] }): void {
    this.stop();
    this.storedCseq = cseq;
    this.sentCseq = cseq;
    this.recent = [];
    this.recentBytes = 0;
    this.expected.clear();
    this.rows = [...rows];
  }

  /** A server that was restored from a backup has forgotten what it acknowledged: it is sent once more. */
  private rewind(storedCseq: number): void {
    this.storedCseq = storedCseq;
    this.rows = [...this.recent.filter((row) => row.cseq > storedCseq), ...this.rows];
    this.recent = [];
    this.recentBytes = 0;
  }

  private remember(stored: readonly OutboxRow[]): void {
    for (const row of stored) {
      this.recent.push(row);
      this.recentBytes += row.update.length;
    }
    while (this.recentBytes > MOST_RECENT_BYTES) this.recentBytes -= this.recent.shift()?.update.length ?? 0;
  }

  private waitFor(port: OutboxPort, milliseconds: number): void {
    this.stopWaiting = port.later(milliseconds, () => {
      this.stopWaiting = null;
      this.pump();
    });
  }

  private merge(): void {
    const { page, session } = this;
    const held = this.rows.filter((row) => row.held);
    const from = held[0]?.cseq ?? 0;
    const merged = mergeHeld(held);
    this.rows = [...this.rows.filter((row) => !row.held), ...merged];
    this.merging = true;
    this.tell({ type: "rows", from, rows: merged });
    void this.keeper.write({ page, session, from, rows: merged }).then(() => {
      this.merging = false;
      this.pump();
    });
  }
}
