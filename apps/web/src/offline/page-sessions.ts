import type { DeviceStore, OutboxRow } from "./device-store.ts";
import type { Outbox, RowNews } from "./outbox.ts";
import type { PageSync } from "./page-sync.ts";
import type { SessionLocks } from "./session-locks.ts";
import type { TabEnvironment } from "./tab-environment.ts";
import type { KnownOutbox, OutboxOrigin } from "./tab-link.ts";

export type PageSessionsParts = {
  page: string;
  store: DeviceStore | null;
  sync: PageSync;
  locks: SessionLocks;
  /** something is different about what waits */
  changed: () => void;
};

/** The other sessions of a page in this browser: what their tabs tell, and what they leave when they end. */
export class PageSessions {
  private readonly environment: TabEnvironment;
  private readonly parts: PageSessionsParts;

  constructor(environment: TabEnvironment, parts: PageSessionsParts) {
    this.environment = environment;
    this.parts = parts;
  }

  /** Takes rows that were found on this device. */
  find(rows: readonly OutboxRow[]): void {
    for (const [session, left] of Map.groupBy(rows, (row) => row.session))
      this.meet({ session, clientId: left[0]?.clientId ?? 0 }).expect(left);
  }

  /** Takes what another tab knows of a session. */
  hear({ session, clientId, storedCseq, rows }: KnownOutbox): void {
    const { outboxes } = this.parts.sync;
    const outbox = this.meet({ session, clientId });
    if (rows && outbox !== outboxes.own) outbox.learn(rows, { from: null, isAll: true });
    if (rows?.length) outboxes.own.raiseFence();
    this.stored(outbox, storedCseq);
  }

  /** Takes what has just become of a session's outbox. */
  hearNews(origin: OutboxOrigin, news: RowNews): void {
    const { outboxes } = this.parts.sync;
    const outbox = this.meet(origin);
    if (news.type === "stored") {
      this.stored(outbox, news.cseq);
    } else if (news.type === "renumbered") {
      if (outbox !== outboxes.own) outbox.take(news);
      this.parts.changed();
    } else if (outbox !== outboxes.own) {
      outbox.learn(news.rows, { from: news.from, isAll: false });
      outboxes.own.raiseFence();
      this.parts.changed();
    }
  }

  /** What an ended tab left is saved: whoever else waits for it may see for themselves. */
  leaveSaved(): void {
    for (const session of this.parts.sync.outboxes.inheritedAndSaved()) this.parts.locks.leave(session);
  }

  private stored(outbox: Outbox, cseq: number): void {
    if (outbox.stored(cseq)) this.parts.sync.resumePaused(outbox);
    this.parts.changed();
  }

  private meet(origin: OutboxOrigin): Outbox {
    const { outbox, isNew } = this.parts.sync.outboxes.meet(origin);
    if (isNew) void this.inherit(origin.session);
    return outbox;
  }

  /** Waits for a session's tab to end, then sends on what it left. */
  private async inherit(session: string): Promise<void> {
    const { page, store, sync, locks, changed } = this.parts;
    if (!(await locks.outlive(session))) return;
    let rows: OutboxRow[] | null = null;
    try {
      rows = (await store?.readSession(page, session)) ?? null;
    } catch (fault) {
      this.environment.report(fault, "reading what an ended tab left");
    }
    if (sync.isClosed) return;
    sync.outboxes.inherit(session, rows);
    sync.adopt();
    changed();
  }
}
