import { REFUSAL_CODES } from "@candor/protocol/sync/codes.ts";
import type { OutboxRow } from "./device-store.ts";
import type { RowKeeper } from "./keep-rows.ts";
import { Outbox, type RowNews } from "./outbox.ts";
import type { KnownOutbox, OutboxOrigin } from "./tab-link.ts";

/**
 * Every outbox whose changes show on a page in this tab: its own, those of tabs that live, and those of tabs that have
 * ended, which this one may send on.
 */
export class Outboxes {
  readonly own: Outbox;
  private readonly page: string;
  private readonly others = new Map<string, Outbox>();
  private readonly ended = new Set<string>();
  private readonly keeper: RowKeeper;
  private readonly tell: (origin: OutboxOrigin, news: RowNews) => void;

  constructor(page: string, own: OutboxOrigin, keeper: RowKeeper, tell: (origin: OutboxOrigin, news: RowNews) => void) {
    this.page = page;
    this.keeper = keeper;
    this.tell = tell;
    this.own = this.create(own);
  }

  /** how many changes wait, as a person counts them; 0 only where nothing at all does */
  get changes(): number {
    return this.all().reduce((sum, outbox) => sum + outbox.changes, 0);
  }

  get refusal(): number | null {
    return this.all().find((outbox) => outbox.refusal !== null && outbox.waiting > 0)?.refusal ?? null;
  }

  all(): Outbox[] {
    return [this.own, ...this.others.values()];
  }

  /** Those of tabs that have ended, with something left to send. */
  toAdopt(): Outbox[] {
    return [...this.others.values()].filter((outbox) => this.ended.has(outbox.session) && outbox.waiting > 0);
  }

  /** Those of ended tabs of which the server has everything. */
  inheritedAndSaved(): string[] {
    return [...this.ended].filter((session) => (this.others.get(session)?.waiting ?? 0) === 0);
  }

  /** What this tab can tell another: how far each session is stored, and what of its own is not. */
  told(): KnownOutbox[] {
    return this.all().map((outbox) => {
      const { session, clientId, storedCseq } = outbox;
      return { session, clientId, storedCseq, rows: outbox === this.own ? outbox.all() : null };
    });
  }

  of(session: string): Outbox | undefined {
    return session === this.own.session ? this.own : this.others.get(session);
  }

  /** @returns the outbox of another session, and whether it was unknown until now. */
  meet(origin: OutboxOrigin): { outbox: Outbox; isNew: boolean } {
    const known = this.of(origin.session);
    if (known) return { outbox: known, isNew: false };
    const outbox = this.create(origin);
    this.others.set(origin.session, outbox);
    return { outbox, isNew: true };
  }

  /**
   * The tab of this session has ended: what it left behind is ours to send.
   *
   * @param rows what this device has of it now; null: that can't be read.
   */
  inherit(session: string, rows: readonly OutboxRow[] | null): void {
    this.ended.add(session);
    if (rows) this.others.get(session)?.learn(rows, { from: null, isAll: true });
  }

  isStored(row: OutboxRow): boolean {
    return row.cseq <= (this.of(row.session)?.storedCseq ?? 0);
  }

  /** The page may be written again: what was refused for that may go. */
  thaw(): void {
    for (const outbox of this.all()) if (outbox.refusal === REFUSAL_CODES.read_only.code) outbox.refusal = null;
  }

  stop(): void {
    for (const outbox of this.all()) outbox.stop();
  }

  private create(origin: OutboxOrigin): Outbox {
    return new Outbox({ page: this.page, ...origin }, this.keeper, (news) => this.tell(origin, news));
  }
}
