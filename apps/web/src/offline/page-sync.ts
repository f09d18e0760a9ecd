import { TypingRescue } from "@candor/document/notes/rescue-typing.ts";
import { REFUSAL_CODES, refusalName } from "@candor/protocol/sync/codes.ts";
import * as Y from "yjs";
import { applyAll } from "./apply-all.ts";
import type { ServerState } from "./bring-back.ts";
import { ChangeCounter } from "./count-changes.ts";
import type { DeviceStore } from "./device-store.ts";
import { judgeRefusal, type RefusalVerdict } from "./judge-refusal.ts";
import { RowKeeper } from "./keep-rows.ts";
import type { Outbox, OutboxPort, RowNews } from "./outbox.ts";
import { Outboxes } from "./outboxes.ts";
import { Pace } from "./pace.ts";
import { partsThatFit } from "./parts-that-fit.ts";
import type { ChannelMessage, ChannelUser, SyncSocket } from "./sync-socket.ts";
import type { TabEnvironment } from "./tab-environment.ts";
import type { OutboxOrigin } from "./tab-link.ts";
import { type KeptPart, VouchedParts } from "./vouched-parts.ts";
import { WriteAccess } from "./write-access.ts";

const FIRST_REOPEN_MS = 150;
const LAST_REOPEN_MS = 10_000;
const STORAGE_RETRY_MS = 5000;
const GAP_MS = 1000;
const BRING_TRIES = 3;

export type PageSyncParts = {
  page: string;
  session: string;
  doc: Y.Doc;
  store: DeviceStore | null;
  socket: SyncSocket;
  /** where the copy that the document was loaded from stands */
  point: { epoch: number; seq: number };
  /** resolves when the server knows the page, with whether it was archived when this device last heard of it */
  registered: Promise<boolean>;
  events: PageSyncEvents;
  /** Gives back to a server of another epoch what it has forgotten; resolves with what it takes to go on from there. */
  bringBack: (epoch: number, fresh: readonly KeptPart[]) => Promise<BroughtBack>;
};

export type BroughtBack = { outcome: "done" | "unreachable"; code: ServerReader };

/** Loaded with the way to bring back alone: what it takes to see what a server has. */
type ServerReader = Pick<typeof import("./bring-back.ts"), "readServerState" | "rowsLeft">;

export type PageSyncEvents = {
  /** the document holds all that the server has */
  opened: () => void;
  /** the way to the server is gone */
  closed: () => void;
  awareness: (update: Uint8Array) => void;
  /** something is different about what waits, what is stored or what may be written */
  changed: () => void;
  /** the server gives nothing of this page: it does not exist, or not for this person */
  notGiven: () => void;
  /** the other tabs need to hear it */
  news: (origin: OutboxOrigin, news: RowNews) => void;
};

/** One page and the server: opens its channel, sends what was changed here, takes what was changed elsewhere. */
export class PageSync implements ChannelUser {
  channel = 0;
  readonly outboxes: Outboxes;
  readonly keeper: RowKeeper;
  readonly point: { epoch: number; seq: number };
  readonly access: WriteAccess;
  private readonly environment: TabEnvironment;
  private readonly parts: PageSyncParts;
  private readonly pace: Pace;
  private readonly rescue: TypingRescue;
  private readonly counter = new ChangeCounter();
  private readonly strikes = new Map<string, number>();
  /** what was refused for something missing before it, to be looked at beside all that the server has */
  private readonly doubted = new Set<Outbox>();
  private readonly adopting = new Set<string>();
  private isOpen = false;
  isClosed = false;
  /** whether the next time the page is opened all of it is asked for, and whether it was the last time */
  private wantsAll = false;
  private askedForAll = false;
  private wasGivenSince = true;
  /** the server was restored from a backup: what stands on the other person's words waits until they bring those back */
  private serverForgot = false;
  /** under way to a server that was restored */
  private isBringing = false;
  private bringTries = 0;
  private brought: { epoch: number; code: BroughtBack["code"] | null } | null = null;
  private serverHas: ServerState | null = null;
  /** ended tabs' sessions that have been compared with what the restored server has */
  private readonly renumbered = new Set<string>();
  readonly vouched = new VouchedParts();
  private reopens = 0;
  private stopReopen: (() => void) | null = null;
  private stopRetry: (() => void) | null = null;

  constructor(environment: TabEnvironment, parts: PageSyncParts) {
    const { page, session, doc, store, socket } = parts;
    this.environment = environment;
    this.parts = parts;
    this.point = { ...parts.point };
    this.access = new WriteAccess(doc, () => socket.schemaOfServer);
    this.pace = new Pace(environment.clock());
    this.keeper = new RowKeeper(store, (fault) => {
      environment.report(fault, "keeping changes on this device");
      parts.events.changed();
    });
    this.outboxes = new Outboxes(page, { session, clientId: doc.clientID }, this.keeper, parts.events.news);
    this.rescue = new TypingRescue(doc);
    doc.on("afterTransactionCleanup", this.onTransaction);
    // Not before: with a page that is only here there may be nobody to connect as.
    void parts.registered.then((isArchived) => {
      if (isArchived) this.access.give(false);
      if (!this.isClosed) socket.join(this);
    });
  }

  close(): void {
    this.isClosed = true;
    this.parts.doc.off("afterTransactionCleanup", this.onTransaction);
    this.parts.doc.off("update", this.onUpdate);
    this.rescue.destroy();
    this.outboxes.stop();
    this.stopReopen?.();
    this.stopRetry?.();
    this.parts.socket.leave(this);
  }

  connected(): void {
    this.open();
  }

  disconnected(): void {
    this.endChannel();
  }

  awaitsAnswer(): boolean {
    return this.isOpen && this.outboxes.all().some((outbox) => outbox.awaitsAnswer);
  }

  probe(): boolean {
    if (!this.isOpen) return false;
    const { session, clientId } = this.outboxes.own;
    this.parts.socket.send({ type: "adopt", channel: this.channel, session, clientId });
    return true;
  }

  /** Sends this tab's awareness; dropped while the page is not open, since it is announced when it is. */
  sendAwareness(update: Uint8Array): void {
    if (this.isOpen) this.parts.socket.send({ type: "awareness", channel: this.channel, update });
  }

  /** Sends on what tabs that have ended left behind, as far as the page is open. */
  adopt(): void {
    if (!this.isOpen) return;
    for (const { session, clientId, refusal } of this.outboxes.toAdopt()) {
      if (this.adopting.has(session) || refusal !== null) continue;
      this.adopting.add(session);
      this.parts.socket.send({ type: "adopt", channel: this.channel, session, clientId });
    }
  }

  /** Something that changes here did not stand on has arrived: what waited for it may go. */
  resumePaused(except?: Outbox): void {
    for (const outbox of this.outboxes.all()) {
      if (!outbox.paused || outbox === except) continue;
      outbox.paused = false;
      outbox.again();
    }
  }

  receive(message: ChannelMessage): void {
    switch (message.type) {
      case "opened":
        this.opened(message);
        break;
      case "update":
        this.updated(message);
        break;
      case "ack":
        this.acknowledged(message);
        break;
      case "adopted":
        this.adopted(message.session, message.storedCseq);
        break;
      case "awareness":
        this.parts.events.awareness(message.update);
        break;
      case "refused":
        this.refused(message);
        break;
    }
  }

  /** While somebody listens for updates, Yjs encodes every transaction again, also a page of years that has just arrived. */
  private readonly onTransaction = ({ local }: Y.Transaction): void => {
    const { doc, events } = this.parts;
    if (local) doc.on("update", this.onUpdate);
    else doc.off("update", this.onUpdate);
    if (!local) events.changed();
  };

  /** What was changed here. */
  private readonly onUpdate = (update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void => {
    const changes = this.counter.count(transaction);
    for (const [index, part] of partsThatFit(update, transaction).entries())
      this.outboxes.own.add(part, index === 0 ? changes : 0);
    this.environment.askToKeep();
    this.parts.events.changed();
  };

  private open(): void {
    const { socket, page, session, doc } = this.parts;
    if (this.isClosed || this.channel !== 0 || this.isBringing) return;
    if (!socket.openChannel(this)) return;
    this.askedForAll = this.wantsAll || this.point.seq === 0;
    this.wantsAll = false;
    const { epoch, seq: haveSeq } = this.askedForAll ? { epoch: 0, seq: 0 } : this.point;
    socket.send({ type: "open", channel: this.channel, page, session, clientId: doc.clientID, epoch, haveSeq });
  }

  private opened(message: Extract<ChannelMessage, { type: "opened" }>): void {
    const isRestored = this.point.epoch !== 0 && this.point.epoch !== message.epoch;
    if (isRestored && message.access === "write" && this.brought?.epoch !== message.epoch) {
      void this.bringBack(message.epoch);
      return;
    }
    const given = [message.snapshot, ...message.updates].filter(({ length }) => length > 0);
    if (!this.take(given, message.storedCseq)) return;
    const kind = isRestored || this.askedForAll || message.snapshot.length > 0 ? "all" : "more";
    const { epoch, seq, voucher } = message;
    this.vouched.add({ epoch, seq, kind, updates: given, voucher });
    if (isRestored) this.beginAnew(given);
    this.point.epoch = message.epoch;
    this.point.seq = message.seq;
    this.isOpen = true;
    this.wasGivenSince = true;
    this.access.give(message.access === "write");
    if (message.access === "write") this.outboxes.thaw();
    this.trimDoubted(message);
    const { own } = this.outboxes;
    if (this.serverHas && isRestored) this.renumber(own, message.storedCseq);
    else if (message.storedCseq < own.storedCseq) own.start(this.port(), message.storedCseq);
    else own.stored(message.storedCseq);
    this.parts.events.opened();
    this.adopt();
    // What was typed here may stand on what an ended tab left behind, so that goes first.
    this.startOwn();
    this.parts.events.changed();
  }

  private async bringBack(epoch: number): Promise<void> {
    this.parts.socket.closeChannel(this);
    this.endChannel();
    this.isBringing = true;
    const { outcome, code } = await this.parts.bringBack(epoch, this.vouched.all()).catch((fault: unknown) => {
      this.environment.report(fault, "bringing back what the server has forgotten");
      return { outcome: "unreachable", code: null } as const;
    });
    this.isBringing = false;
    this.bringTries += 1;
    // What it takes from nobody else, it may still take from who wrote it.
    if (outcome === "done" || this.bringTries >= BRING_TRIES) this.brought = { epoch, code };
    if (!this.isClosed) this.reopen({ all: true });
  }

  /** The server is at another point than it was: what it has stored of which session has to be heard anew. */
  private beginAnew(given: readonly Uint8Array[]): void {
    this.serverForgot = true;
    this.bringTries = 0;
    const { code } = this.brought ?? { code: null };
    if (!code) return;
    this.serverHas = code.readServerState(given);
    this.renumbered.clear();
    for (const outbox of this.outboxes.all())
      if (outbox !== this.outboxes.own) outbox.take({ cseq: 0, rows: outbox.known() });
  }

  private renumber(outbox: Outbox, storedCseq: number): void {
    const { code } = this.brought ?? { code: null };
    if (code && this.serverHas) outbox.renumber(storedCseq, code.rowsLeft(outbox.known(), this.serverHas));
  }

  /** So much is kept on this device that the page is to be given whole again, the next time. */
  askForAll(): void {
    this.wantsAll = true;
  }

  /** What an earlier life of a tab had merged otherwise may be stored in part; the rest of it still has to go. */
  private trimDoubted({ snapshot, updates }: Extract<ChannelMessage, { type: "opened" }>): void {
    if (this.doubted.size === 0 || !this.askedForAll) return;
    const all = new Y.Doc({ gc: false });
    applyAll(all, [snapshot, ...updates], "server");
    const stateVector = Y.encodeStateVector(all);
    all.destroy();
    for (const outbox of this.doubted) outbox.trimFirst(stateVector);
    this.doubted.clear();
  }

  private updated({ seq, update, voucher }: Extract<ChannelMessage, { type: "update" }>): void {
    if (!this.take([update])) return;
    this.vouched.add({ epoch: this.point.epoch, seq, kind: "more", updates: [update], voucher });
    this.reopens = 0;
    this.point.seq = Math.max(this.point.seq, seq);
    this.access.look();
  }

  private startOwn(): void {
    const { own } = this.outboxes;
    if (this.isOpen && this.adopting.size === 0 && !own.isStarted) own.start(this.port(), own.storedCseq);
  }

  private adopted(session: string, storedCseq: number): void {
    const outbox = this.outboxes.of(session);
    if (!outbox || outbox === this.outboxes.own || !this.adopting.delete(session)) return;
    // Its numbers may join what the server has of it while its words have come back already by another way.
    if (!this.renumbered.has(session)) this.renumber(outbox, storedCseq);
    this.renumbered.add(session);
    outbox.start(this.port(), storedCseq);
    this.startOwn();
    this.parts.events.changed();
  }

  private acknowledged(message: Extract<ChannelMessage, { type: "ack" }>): void {
    const { session, cseq, seq, vouched, voucher } = message;
    const outbox = this.outboxes.of(session);
    const own = (outbox?.all() ?? []).filter((row) => row.cseq <= cseq && row.cseq > cseq - vouched);
    const updates = own.length === vouched ? own.map(({ update }) => update) : [];
    this.vouched.add({ epoch: this.point.epoch, seq, kind: "own", updates, voucher });
    // Whoever hears of a number has been sent everything before it.
    this.point.seq = Math.max(this.point.seq, seq);
    if (!outbox?.stored(cseq)) return;
    this.reopens = 0;
    this.parts.socket.storage.value = "ok";
    this.resumePaused(outbox);
    this.parts.events.changed();
  }

  private port(): OutboxPort {
    return {
      push: ({ session, cseq, update }) =>
        this.parts.socket.send({ type: "push", channel: this.channel, session, cseq, update }),
      pace: () => this.pace.take(this.environment.clock()),
      later: this.environment.later,
    };
  }

  /**
   * @param storedCseq how far the server has this tab's own changes.
   * @returns false where the document could not take it, so that all of it is asked for anew.
   */
  private take(updates: readonly Uint8Array[], storedCseq = this.outboxes.own.storedCseq): boolean {
    const { own } = this.outboxes;
    const mine = own.all().filter(({ cseq }) => cseq > storedCseq);
    const inherited = this.outboxes.toAdopt().flatMap((outbox) => outbox.all());
    const pending = [...inherited, ...mine].map(({ update }) => update);
    try {
      this.rescue.take(updates, pending, () => applyAll(this.parts.doc, updates, "server"));
    } catch (fault) {
      this.environment.report(fault, "taking what the server sent");
      this.reopen({ all: true });
      return false;
    }
    // With all of the server's there, what is still missing is not the server's to give.
    if (this.parts.doc.store.pendingStructs === null || this.askedForAll) return true;
    this.reopen({ all: true });
    return false;
  }

  private refused({ session, cseq, code }: Extract<ChannelMessage, { type: "refused" }>): void {
    const outbox = this.outboxes.of(session);
    const key = `${session}:${cseq}:${code}`;
    const strikes = this.strikes.get(key) ?? 0;
    const name = refusalName(code);
    if (name === null || REFUSAL_CODES[name].closes === "page") this.endChannel();
    const isPush = outbox !== undefined && cseq > 0;
    const mayStandOnOthers = outbox !== undefined && (this.serverForgot || this.standsOnOthers(outbox));
    const { wasGivenSince } = this;
    const verdict = judgeRefusal({ code, isPush, strikes, mayStandOnOthers, wasGivenSince });
    if (verdict.type === "load_anew") this.strikes.set(key, strikes + 1);
    this.obey(verdict, outbox ?? this.outboxes.own, code);
    if (name === "access_ended") this.wasGivenSince = false;
    this.parts.events.changed();
  }

  private obey(verdict: RefusalVerdict, outbox: Outbox, code: number): void {
    switch (verdict.type) {
      case "access_ended":
        this.access.end();
        this.parts.events.notGiven();
        break;
      case "wait_for_storage":
        this.waitForStorage();
        break;
      case "wait_for_others":
        outbox.paused = true;
        this.environment.later(GAP_MS, () => this.resumePaused());
        this.reopen({ all: false });
        break;
      case "load_anew":
        if (verdict.doubt) this.doubted.add(outbox);
        this.reopen({ all: true });
        break;
      case "reopen":
        this.reopen({ all: false });
        break;
      case "read_only":
        this.access.give(false);
        this.giveUp(outbox, code);
        break;
      case "give_up":
        this.giveUp(outbox, code);
        break;
    }
  }

  private waitForStorage(): void {
    this.parts.socket.storage.value = "unavailable";
    this.outboxes.stop();
    this.stopRetry?.();
    // The server says when it can store again; where that word is lost, trying tells.
    this.stopRetry = this.environment.later(STORAGE_RETRY_MS, () => this.storageMayBeBack());
    if (this.channel === 0) this.reopen({ all: false });
  }

  /** Sends again what was not stored, if the page is open. */
  storageMayBeBack(): void {
    this.stopRetry?.();
    this.stopRetry = null;
    this.adopting.clear();
    this.adopt();
    this.startOwn();
  }

  private standsOnOthers(outbox: Outbox): boolean {
    return this.outboxes.all().some((other) => other !== outbox && other.waiting > 0 && other.refusal === null);
  }

  /** What is refused for good stays in the outbox and on this device, and is named to the person. */
  private giveUp(outbox: Outbox, code: number): void {
    outbox.refusal = code;
    outbox.stop();
    this.adopting.delete(outbox.session);
    if (this.channel === 0) this.reopen({ all: false });
    else this.startOwn();
  }

  private endChannel(): void {
    const wasOpen = this.isOpen;
    this.isOpen = false;
    this.adopting.clear();
    this.outboxes.stop();
    this.stopReopen?.();
    this.stopReopen = null;
    this.parts.socket.dropChannel(this);
    if (wasOpen) this.parts.events.closed();
    this.parts.events.changed();
  }

  private reopen({ all }: { all: boolean }): void {
    if (this.channel !== 0) {
      this.parts.socket.closeChannel(this);
      this.endChannel();
    }
    this.wantsAll ||= all;
    const wait = Math.min(LAST_REOPEN_MS, FIRST_REOPEN_MS * 2 ** this.reopens);
    this.reopens += 1;
    this.stopReopen?.();
    this.stopReopen = this.environment.later(wait, () => this.open());
  }
}
