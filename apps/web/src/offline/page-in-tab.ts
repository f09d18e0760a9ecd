import { idFromRandom } from "@candor/core/id.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type { Editor } from "@candor/document/edit.ts";
import { observePage } from "@candor/document/page/observe-page.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { ownUndo } from "@candor/document/undo.ts";
import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { applyAll } from "./apply-all.ts";
import type { DeviceStore, OutboxRow, PageCopy } from "./device-store.ts";
import type { Outbox } from "./outbox.ts";
import { PageCache } from "./page-cache.ts";
import type { PageAccessState, PageHandle, Presence, SyncState } from "./page-handle.ts";
import { PagePresence } from "./page-presence.ts";
import { PageSync } from "./page-sync.ts";
import { SessionLocks } from "./session-locks.ts";
import type { SyncSocket } from "./sync-socket.ts";
import { syncState } from "./sync-state.ts";
import type { TabEnvironment } from "./tab-environment.ts";
import { type OutboxOrigin, TabLink } from "./tab-link.ts";

export type PageInTabParts = {
  pairId: string;
  store: Promise<DeviceStore | null>;
  socket: SyncSocket;
  /** my seat in the pair; null while it is not known */
  seat: ReadonlySignal<MemberId | null>;
  /** resolves when the server knows the pair */
  registered: Promise<void>;
};

const MAY_WRITE: PageAccessState = { type: "write" };
const NOTHING_KNOWN: SyncState = { type: "saving", waiting: 0 };

/** A page while it is open in this tab: its document, and everything that keeps it whole and up to date. */
export class PageInTab implements PageHandle {
  readonly pairId: string;
  doc = new Y.Doc();
  awareness = new Awareness(this.doc);
  undo = ownUndo(this.doc);
  readonly page: PageHandle["page"];
  readonly sync: ReadonlySignal<SyncState>;
  readonly access: ReadonlySignal<PageAccessState>;
  readonly presence: ReadonlySignal<Presence[]>;
  readonly state: PageHandle["state"];
  /** resolves once this device's copy has been read, whether or not there is one */
  readonly loaded: Promise<void>;
  private readonly environment: TabEnvironment;
  private readonly parts: PageInTabParts;
  private readonly session: string;
  private readonly locks: SessionLocks;
  private readonly version = signal(0);
  private readonly syncing = signal<PageSync | null>(null);
  private readonly presences = signal<PagePresence | null>(null);
  private readonly waitingVersion = signal(0);
  private readonly holds = signal<"nothing" | "something" | "not given">("nothing");
  private cache: PageCache | null = null;
  private tabs: TabLink | null = null;
  private readonly ends: (() => void)[] = [];
  private isClosed = false;

  constructor(environment: TabEnvironment, parts: PageInTabParts) {
    this.environment = environment;
    this.parts = parts;
    this.pairId = parts.pairId;
    this.session = environment.newUuid();
    this.locks = new SessionLocks(environment);
    this.page = computed(() => {
      this.version.value;
      return readPage(this.doc);
    });
    this.sync = computed(() => this.readSync());
    this.access = computed(() => this.syncing.value?.access.value ?? MAY_WRITE);
    this.presence = computed(() => this.presences.value?.others.value ?? []);
    this.state = computed(() => {
      if (this.holds.value === "not given") return "missing";
      return this.holds.value === "something" && parts.seat.value !== null ? "ready" : "loading";
    });
    this.loaded = this.load();
  }

  get member(): MemberId {
    return this.parts.seat.value ?? "a";
  }

  readonly editor = (): Editor => ({
    member: this.member,
    now: this.environment.instant(),
    newId: () => idFromRandom(this.environment.random(16)),
  });

  /** Something has been put into the document here and now: there is a page, whatever the server says. */
  begun(): void {
    this.holds.value = "something";
  }

  /** whether everything made here is on the server and on this device */
  get isSettled(): boolean {
    return (this.syncing.peek()?.outboxes.own.waiting ?? 0) === 0;
  }

  /** Resolves once what was changed here until now is on this device, or can't be kept there. */
  async kept(): Promise<void> {
    await this.syncing.peek()?.keeper.idle();
  }

  /** Writes what this device does not have yet; never rejects. */
  async keep(): Promise<void> {
    await this.cache?.save();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.loaded;
    await this.cache?.close();
    for (const end of this.ends.reverse()) end();
    this.locks.close();
    this.awareness.destroy();
    this.undo.destroy();
    this.doc.destroy();
  }

  private async load(): Promise<void> {
    const [store] = await Promise.all([this.parts.store, this.locks.live(this.session)]);
    const { copy, rows } = await this.read(store);
    if (this.isClosed) return;
    this.restore(copy, rows);
    this.begin(store, copy, rows);
  }

  private async read(store: DeviceStore | null): Promise<{ copy: PageCopy | null; rows: OutboxRow[] }> {
    try {
      return (await store?.readPage(this.pairId)) ?? { copy: null, rows: [] };
    } catch (fault) {
      this.environment.report(fault, "reading a page from this device");
      return { copy: null, rows: [] };
    }
  }

  private restore(copy: PageCopy | null, rows: readonly OutboxRow[]): void {
    const updates = [...(copy ? [copy.state] : []), ...rows.map((row) => row.update)];
    if (updates.length === 0) return;
    try {
      applyAll(this.doc, updates, "store");
    } catch (fault) {
      this.environment.report(fault, "opening this device's copy of a page");
      // A document that threw half-way may be half changed; nobody has been given it yet.
      this.startOver();
      for (const update of updates) this.applyIfWhole(update);
    }
    this.holds.value = "something";
  }

  private startOver(): void {
    this.awareness.destroy();
    this.undo.destroy();
    this.doc.destroy();
    this.doc = new Y.Doc();
    this.awareness = new Awareness(this.doc);
    this.undo = ownUndo(this.doc);
  }

  /** Tries each on a document of its own first, so that one broken record does not take the others along. */
  private applyIfWhole(update: Uint8Array): void {
    const trial = new Y.Doc();
    try {
      Y.applyUpdate(trial, update);
      applyAll(this.doc, [update], "store");
    } catch {
      // Reported above with the whole; the record itself stays on this device.
    } finally {
      trial.destroy();
    }
  }

  private begin(store: DeviceStore | null, copy: PageCopy | null, rows: readonly OutboxRow[]): void {
    const { environment, pairId: page, session, doc } = this;
    const sync = new PageSync(environment, {
      page,
      session,
      doc,
      store,
      socket: this.parts.socket,
      point: copy ?? { epoch: 0, seq: 0 },
      registered: this.parts.registered,
      events: {
        opened: () => this.onOpened(),
        closed: () => this.presences.peek()?.forgetOthers(),
        awareness: (update) => this.presences.peek()?.receive(update),
        changed: () => this.onChanged(),
        notGiven: () => {
          if (this.holds.peek() === "nothing") this.holds.value = "not given";
        },
        news: (origin, news) => this.tabs?.tell(origin, news),
      },
    });
    const presence = new PagePresence(environment, {
      awareness: this.awareness,
      me: () => this.parts.seat.peek(),
      send: (update) => sync.sendAwareness(update),
    });
    this.tabs = new TabLink(environment, page, {
      doc,
      own: { session, clientId: doc.clientID },
      outboxes: () => sync.outboxes.told(),
      events: {
        met: ({ session, clientId, storedCseq, rows: unsaved }) => {
          const outbox = this.meet(sync, store, { session, clientId });
          if (unsaved) outbox.learn(unsaved, { from: null, isAll: true });
          if (outbox.stored(storedCseq)) sync.resumePaused(outbox);
          if (unsaved?.length) sync.outboxes.own.raiseFence();
          this.onChanged();
        },
        news: (origin, news) => {
          const outbox = this.meet(sync, store, origin);
          if (news.type === "stored") {
            if (outbox.stored(news.cseq)) sync.resumePaused(outbox);
          } else if (outbox !== sync.outboxes.own) {
            outbox.learn(news.rows, { from: news.from, isAll: false });
            sync.outboxes.own.raiseFence();
          }
          this.onChanged();
        },
      },
    });
    if (store) {
      const isStored = (row: OutboxRow) => sync.outboxes.isStored(row);
      this.cache = new PageCache(environment, { page, session, doc, store, point: () => sync.point, isStored }, copy);
    }
    this.ends.push(
      () => sync.close(),
      () => presence.close(),
      () => this.tabs?.close(),
      observePage(doc, () => {
        this.version.value += 1;
      }),
      environment.onLeave(() => void this.keep()),
      this.whenStorageIsBack(sync),
    );
    this.syncing.value = sync;
    this.presences.value = presence;
    this.version.value += 1;
    for (const [key, left] of Map.groupBy(rows, (row) => row.session)) {
      const clientId = left[0]?.clientId ?? 0;
      this.meet(sync, store, { session: key, clientId }).expect(left);
    }
  }

  /** Learns of another session of this page; once its tab has ended, sends on what it left. */
  private meet(sync: PageSync, store: DeviceStore | null, origin: OutboxOrigin): Outbox {
    const { outbox, isNew } = sync.outboxes.meet(origin);
    if (isNew) void this.waitForEnd(sync, store, origin.session);
    return outbox;
  }

  private async waitForEnd(sync: PageSync, store: DeviceStore | null, session: string): Promise<void> {
    if (!(await this.locks.outlive(session)) || this.isClosed) return;
    let rows: OutboxRow[] | null = null;
    try {
      rows = (await store?.readSession(this.pairId, session)) ?? null;
    } catch (fault) {
      this.environment.report(fault, "reading what an ended tab left");
    }
    sync.outboxes.inherit(session, rows);
    sync.adopt();
    this.onChanged();
    this.leaveSaved(sync);
  }

  private whenStorageIsBack(sync: PageSync): () => void {
    const { storage } = this.parts.socket;
    let last = storage.peek();
    return effect(() => {
      const now = storage.value;
      if (now === "ok" && last === "unavailable") sync.storageMayBeBack();
      last = now;
    });
  }

  private onOpened(): void {
    this.holds.value = "something";
    this.presences.peek()?.announce();
  }

  /** What an ended tab left is saved: whoever else waits for it may see for themselves. */
  private leaveSaved(sync: PageSync): void {
    for (const session of sync.outboxes.inheritedAndSaved()) this.locks.leave(session);
  }

  private onChanged(): void {
    const sync = this.syncing.peek();
    if (sync) this.leaveSaved(sync);
    this.waitingVersion.value += 1;
    this.cache?.changed();
  }

  private readSync(): SyncState {
    this.waitingVersion.value;
    const sync = this.syncing.value;
    if (!sync) return NOTHING_KNOWN;
    const { link, storage, refusal } = this.parts.socket;
    return syncState({
      waiting: sync.outboxes.waiting,
      link: link.value,
      storage: storage.value,
      refusal: refusal.value ?? sync.outboxes.refusal,
      onDevice: sync.keeper.keeps,
    });
  }
}
