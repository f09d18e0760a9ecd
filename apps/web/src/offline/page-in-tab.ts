import { idFromRandom } from "@candor/core/id.ts";
import type { CoWriterId, MemberId } from "@candor/core/person/member.ts";
import type { Editor } from "@candor/document/edit.ts";
import { observePage } from "@candor/document/page/observe-page.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { readSchemaVersion } from "@candor/document/page/read-settings.ts";
import { shown } from "@candor/document/page/shown.ts";
import { ownUndo } from "@candor/document/undo.ts";
import { REFUSAL_CODES } from "@candor/protocol/sync/codes.ts";
import type { StorageState } from "@candor/protocol/sync/messages.ts";
import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { Fetch } from "../people/api-client.ts";
import type { DeviceStore, OutboxRow, SetAside } from "./device-store.ts";
import { PageCache } from "./page-cache.ts";
import type { LogPoint, PageAccessState, PageHandle, Presence, SyncState } from "./page-handle.ts";
import { PagePresence } from "./page-presence.ts";
import { PageSessions } from "./page-sessions.ts";
import { PageSync } from "./page-sync.ts";
import { type FoundPage, readAsides, readCopy, restoreCopy, wholeParts } from "./read-copy.ts";
import { SessionLocks } from "./session-locks.ts";
import { holdsAside, setAside } from "./set-aside.ts";
import type { Link, SyncSocket } from "./sync-socket.ts";
import { syncState } from "./sync-state.ts";
import type { TabEnvironment } from "./tab-environment.ts";
import { TabLink } from "./tab-link.ts";

/** `refusal`: why the server will not speak to this tab, as a close code; null: it would */
export type WayToServer = { link: Link; refusal: number | null; storage: StorageState };

export type PageInTabParts = {
  pairId: string;
  store: Promise<DeviceStore | null>;
  fetch: Fetch;
  socket: SyncSocket;
  /** my seat in the pair, or who I am in an artifact; null while it is not known */
  seat: ReadonlySignal<MemberId | CoWriterId | null>;
  way: ReadonlySignal<WayToServer>;
  /** resolves when the server knows the pair, with whether it was archived when this device last heard of it */
  registered: Promise<boolean>;
  /** what was set aside in this tab, where this device may not keep it */
  asides: readonly SetAside[];
  /** after every change of the document that was made in this tab, or in one that ended and left it in the outbox */
  editedHere: (page: PageHandle, transaction: Y.Transaction) => Promise<void> | undefined;
  /** another tab has set something aside: the page is to be opened anew */
  startOver: () => void;
};

const { access_ended, internal } = REFUSAL_CODES;
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
  readonly isStuck: ReadonlySignal<boolean>;
  readonly asides = signal<readonly SetAside[]>([]);
  readonly successor = signal<PageHandle | null>(null);
  readonly isCurrent = signal(false);
  /** resolves once this device's copy has been read, whether or not there is one */
  readonly loaded: Promise<void>;
  readonly ownKept: Promise<void>;
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
  private sessions: PageSessions | null = null;
  private readonly ends: (() => void)[] = [];
  private isClosed = false;
  private isCopied = false;
  private foundKept: Promise<void> | undefined;

  constructor(environment: TabEnvironment, parts: PageInTabParts) {
    this.environment = environment;
    this.parts = parts;
    this.pairId = parts.pairId;
    this.session = environment.newUuid();
    this.locks = new SessionLocks(environment);
    this.page = computed(() => {
      this.version.value;
      return shown(readPage(this.doc));
    });
    this.sync = computed(() => this.readSync());
    this.access = computed(() => this.syncing.value?.access.state.value ?? MAY_WRITE);
    this.presence = computed(() => this.presences.value?.others.value ?? []);
    this.state = computed(() => {
      if (this.holds.value === "not given") return "missing";
      return this.holds.value === "something" && parts.seat.value !== null ? "ready" : "loading";
    });
    this.asides.value = parts.asides;
    this.isStuck = computed(() => this.readStuck());
    this.loaded = this.load();
    this.ownKept = this.loaded.then(() => this.foundKept);
    void parts.registered.then(() => parts.socket.connect()); // beside reading this device, so that neither waits
  }

  get member(): MemberId {
    return (this.parts.seat.value ?? "a") as MemberId; // whoever opens an artifact knows that it is no seat
  }

  get point(): LogPoint | null {
    return this.syncing.peek()?.point ?? null;
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

  /**
   * Takes what the server refused for good, and what came after it, out of what is sent, and keeps it aside. The document
   * is no good from then on, since it is made of that, too: the page is to be opened anew.
   *
   * @returns all that is aside now; null where there was nothing to set aside, or this device could not write it.
   */
  async setAside(): Promise<readonly SetAside[] | null> {
    const sync = this.syncing.peek();
    const store = await this.parts.store;
    await sync?.keeper.idle();
    if (!sync || this.isClosed || (store && !sync.keeper.keeps)) return null;
    const { environment, doc, pairId } = this;
    // Where nothing is kept, whatever waits would be gone with the document.
    const chosen = sync.outboxes.all().filter(({ refusal, waiting }) => waiting > 0 && (refusal !== null || !store));
    const kept = { at: environment.instant(), isKept: store !== null };
    const asides = chosen.map((outbox) => setAside(outbox, doc, kept));
    if (!asides.some(({ code }) => code > 0)) return null;
    try {
      await store?.setAside(pairId, asides);
    } catch (fault) {
      environment.report(fault, "setting something aside");
      return null;
    }
    this.cache?.abandon();
    this.tabs?.startOver();
    return [...this.asides.peek(), ...asides];
  }

  async throwAway(aside: SetAside): Promise<void> {
    this.asides.value = this.asides.peek().filter(({ session }) => session !== aside.session);
    await this.writeAside((store) => store.throwAway(aside));
  }

  /** Takes back that something was thrown away. */
  async keepAside(aside: SetAside): Promise<void> {
    this.asides.value = [...this.asides.peek(), aside];
    await this.writeAside((store) => store.keepAside(aside));
  }

  private async writeAside(write: (store: DeviceStore) => Promise<void>): Promise<void> {
    const store = await this.parts.store;
    if (store) await write(store).catch((fault) => this.environment.report(fault, "keeping what was set aside"));
  }

  /** Before it is opened anew: nothing more of this document is kept, but for what waits to be sent. */
  async abandon(): Promise<boolean> {
    const keeper = this.syncing.peek()?.keeper;
    if (!(await this.parts.store) || !keeper) return false;
    this.cache?.abandon();
    await keeper.idle();
    return keeper.keeps;
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
    const found = await readCopy(this.environment, store, this.pairId);
    const asides = await readAsides(this.environment, store, this.pairId);
    if (this.isClosed) return;
    if (asides.length > 0) this.asides.value = asides;
    // Another tab may have written its copy a moment after something in it was set aside.
    let opened = found.copy && this.isSpoilt(found.copy.state) ? { ...found, copy: null } : found;
    let restored = restoreCopy(this.environment, this.doc, opened);
    if (!restored) {
      opened = wholeParts(opened);
      this.startOver(); // nobody has been given the document yet
      restored = restoreCopy(this.environment, this.doc, opened);
    }
    // What was changed here alone is no page: without its beginning it would show as an empty one.
    if (readSchemaVersion(this.doc) > 0) this.holds.value = "something";
    this.isCopied = opened.copy !== null;
    this.begin(store, opened, found.copy?.stamp ?? null);
    if (restored?.fromRows) this.foundKept = this.parts.editedHere(this, restored.fromRows);
  }

  private startOver(): void {
    this.awareness.destroy();
    this.undo.destroy();
    this.doc.destroy();
    this.doc = new Y.Doc();
    this.awareness = new Awareness(this.doc);
    this.undo = ownUndo(this.doc);
  }

  private begin(store: DeviceStore | null, { copy, rows }: FoundPage, stamp: string | null): void {
    const { environment, pairId: page, session, doc } = this;
    const sync = new PageSync(environment, {
      page,
      session,
      doc,
      store,
      socket: this.parts.socket,
      point: copy ?? { epoch: 0, seq: 0 },
      registered: this.parts.registered,
      bringBack: async (epoch, fresh) => {
        const { bringBack, readServerState, rowsLeft } = await import("./bring-back.ts");
        const { fetch } = this.parts;
        return { code: { readServerState, rowsLeft }, outcome: await bringBack({ fetch, store, page, fresh, epoch }) };
      },
      events: {
        opened: () => this.onOpened(),
        closed: () => {
          this.isCurrent.value = false;
          this.presences.peek()?.forgetOthers();
        },
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
    const changed = () => this.onChanged();
    const sessions = new PageSessions(environment, { page, store, sync, locks: this.locks, changed });
    this.sessions = sessions;
    this.tabs = new TabLink(environment, page, {
      doc,
      own: { session, clientId: doc.clientID },
      outboxes: () => sync.outboxes.told(),
      events: {
        met: (outbox) => sessions.hear(outbox),
        news: (origin, news) => sessions.hearNews(origin, news),
        startOver: () => this.parts.startOver(),
      },
      isSpoilt: this.isSpoilt,
    });
    if (store) {
      const isStored = (row: OutboxRow) => sync.outboxes.isStored(row);
      const { isSpoilt } = this;
      const point = () => sync.point;
      const { vouched } = sync;
      const tooMany = () => sync.askForAll();
      const cached = { page, session, doc, store, point, isStored, isSpoilt, vouched, tooMany };
      this.cache = new PageCache(environment, cached, stamp);
    }
    this.ends.push(
      () => sync.close(),
      () => presence.close(),
      () => this.tabs?.close(),
      observePage(doc, () => {
        this.version.value += 1;
      }),
      environment.onLeave(() => {
        sync.keeper.flush();
        void this.keep();
      }),
      this.whenEditedHere(doc),
      this.whenStorageIsBack(sync),
    );
    this.syncing.value = sync;
    this.presences.value = presence;
    this.version.value += 1;
    sessions.find(rows);
  }

  private readonly isSpoilt = (update: Uint8Array): boolean => holdsAside(update, this.asides.peek());

  private whenEditedHere(doc: Y.Doc): () => void {
    const edited = (transaction: Y.Transaction) => {
      if (transaction.local && transaction.changed.size > 0) this.parts.editedHere(this, transaction);
    };
    doc.on("afterTransaction", edited);
    return () => doc.off("afterTransaction", edited);
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
    this.isCurrent.value = true;
    // Soon, for the server may be gone in a moment, and yet not before it can be written in.
    if (!this.isCopied) this.ends.push(this.environment.whenIdle(() => void this.keep()));
    this.isCopied = true;
    this.presences.peek()?.announce();
  }

  private onChanged(): void {
    this.sessions?.leaveSaved();
    this.waitingVersion.value += 1;
    this.cache?.changed();
  }

  private readStuck(): boolean {
    this.waitingVersion.value;
    const { link, refusal } = this.parts.way.value;
    // Only while the server is there: from it comes the page in its place.
    return link === "up" && refusal === null && (this.syncing.value?.outboxes.refusal ?? null) !== null;
  }

  /** With a page that is not given any more the way to the server stands, and yet nothing goes over it. */
  private readEnded({ access }: PageSync): number | null {
    const { value } = access.state;
    return value.type === "read" && value.why === "access_ended" ? access_ended.code : null;
  }

  private readSync(): SyncState {
    this.waitingVersion.value;
    const sync = this.syncing.value;
    if (!sync) return NOTHING_KNOWN;
    const { link, refusal, storage } = this.parts.way.value;
    return syncState({
      waiting: sync.outboxes.changes,
      link,
      storage,
      refusal: refusal ?? this.readEnded(sync) ?? sync.outboxes.refusal ?? (sync.isRebuffed ? internal.code : null),
      onDevice: sync.keeper.keeps,
    });
  }
}
