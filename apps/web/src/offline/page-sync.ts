import { TypingRescue } from "@candor/document/notes/rescue-typing.ts";
import { REFUSAL_CODES, refusalName } from "@candor/protocol/sync/codes.ts";
import type * as Y from "yjs";
import { applyAll } from "./apply-all.ts";
import { ChangeCounter } from "./count-changes.ts";
import type { DeviceStore } from "./device-store.ts";
import type { RefusalVerdict } from "./judge-refusal.ts";
import { RowKeeper } from "./keep-rows.ts";
import type { Outbox, RowNews } from "./outbox.ts";
import { Outboxes } from "./outboxes.ts";
import { PageChannel } from "./page-channel.ts";
import { partsThatFit } from "./parts-that-fit.ts";
import { RefusedPushes } from "./refused-pushes.ts";
import { type BringBack, RestoredServer } from "./restored-server.ts";
import { SendInTurn } from "./send-in-turn.ts";
import type { ChannelMessage, ChannelUser, SyncSocket } from "./sync-socket.ts";
import type { TabEnvironment } from "./tab-environment.ts";
import type { OutboxOrigin } from "./tab-link.ts";
import { VouchedParts } from "./vouched-parts.ts";
import { WriteAccess } from "./write-access.ts";

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
  bringBack: BringBack;
};

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

/** One page and the server: hears what arrives on its channel, and keeps the document, the outboxes and the point in step. */
export class PageSync implements ChannelUser {
  channel = 0;
  readonly outboxes: Outboxes;
  readonly keeper: RowKeeper;
  readonly point: { epoch: number; seq: number };
  readonly access: WriteAccess;
  private readonly environment: TabEnvironment;
  private readonly parts: PageSyncParts;
  private readonly way: PageChannel;
  private readonly restored: RestoredServer;
  private readonly sending: SendInTurn;
  private readonly refusals = new RefusedPushes();
  private readonly rescue: TypingRescue;
  private readonly counter = new ChangeCounter();
  isClosed = false;
  readonly vouched = new VouchedParts();

  constructor(environment: TabEnvironment, parts: PageSyncParts) {
    const { page, session, doc, store, socket, point } = parts;
    this.environment = environment;
    this.parts = parts;
    this.point = { epoch: point.epoch, seq: point.seq }; // no more of the copy that stands there: visits keep it
    this.access = new WriteAccess(doc, () => socket.schemaOfServer);
    this.keeper = new RowKeeper(store, (fault) => {
      environment.report(fault, "keeping changes on this device");
      parts.events.changed();
    });
    this.outboxes = new Outboxes(page, { session, clientId: doc.clientID }, this.keeper, parts.events.news);
    this.restored = new RestoredServer(parts.bringBack, environment.report);
    this.way = new PageChannel(this, environment, {
      ...{ page, session, clientId: doc.clientID, socket, point: this.point },
      isHeldBack: () => this.isClosed || this.restored.isBringing,
      ended: (wasOpen) => this.ended(wasOpen),
      steady: parts.events.changed,
    });
    const { way, outboxes, restored } = this;
    this.sending = new SendInTurn(environment, { user: this, socket, channel: way, outboxes, restored });
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
    this.sending.close();
    this.way.stop();
    this.parts.socket.leave(this);
  }

  /** whether the server gives the page and then goes back on it, time and again */
  get isRebuffed(): boolean {
    return this.way.isRebuffed;
  }

  connected(): void {
    this.way.open();
  }

  disconnected(): void {
    this.way.end();
  }

  awaitsAnswer(): boolean {
    return this.way.isOpen && this.outboxes.all().some((outbox) => outbox.awaitsAnswer);
  }

  probe(): boolean {
    if (!this.way.isOpen) return false;
    const { session, clientId } = this.outboxes.own;
    this.parts.socket.send({ type: "adopt", channel: this.channel, session, clientId });
    return true;
  }

  /** Sends this tab's awareness; dropped while the page is not open, since it is announced when it is. */
  sendAwareness(update: Uint8Array): void {
    if (this.way.isOpen) this.parts.socket.send({ type: "awareness", channel: this.channel, update });
  }

  /** Sends on what tabs that have ended left behind, as far as the page is open. */
  adopt(): void {
    this.sending.adopt();
  }

  /** Something that changes here did not stand on has arrived: what waited for it may go. */
  resumePaused(except?: Outbox): void {
    this.sending.resumePaused(except);
  }

  /** Sends again what was not stored, if the page is open. */
  storageMayBeBack(): void {
    this.sending.storageMayBeBack();
  }

  /** So much is kept on this device that the page is to be given whole again, the next time. */
  askForAll(): void {
    this.way.askForAll();
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
        if (this.sending.adopted(message.session, message.storedCseq)) this.parts.events.changed();
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

  private opened(message: Extract<ChannelMessage, { type: "opened" }>): void {
    const isRestored = this.point.epoch !== 0 && this.point.epoch !== message.epoch;
    if (isRestored && message.access === "write" && this.restored.isOwed(message.epoch)) {
      void this.giveBack(message.epoch);
      return;
    }
    const given = [message.snapshot, ...message.updates].filter(({ length }) => length > 0);
    if (!this.take(given, message.storedCseq)) return;
    const kind = isRestored || this.way.askedForAll || message.snapshot.length > 0 ? "all" : "more";
    const { epoch, seq, voucher } = message;
    this.vouched.add({ epoch, seq, kind, updates: given, voucher });
    if (isRestored) this.restored.beginAnew(given, this.outboxes);
    this.point.epoch = message.epoch;
    this.point.seq = message.seq;
    this.way.given();
    this.refusals.given();
    this.access.give(message.access === "write");
    if (message.access === "write") this.outboxes.thaw();
    if (this.way.askedForAll) this.refusals.trimDoubted(message);
    this.sending.begin(message.storedCseq, isRestored);
    this.parts.events.opened();
    this.sending.goOn();
    this.parts.events.changed();
  }

  private async giveBack(epoch: number): Promise<void> {
    this.way.close();
    await this.restored.giveBack(epoch, this.vouched.all());
    if (!this.isClosed) this.way.reopen({ all: true });
  }

  private updated({ seq, update, voucher }: Extract<ChannelMessage, { type: "update" }>): void {
    if (!this.take([update])) return;
    this.vouched.add({ epoch: this.point.epoch, seq, kind: "more", updates: [update], voucher });
    this.way.succeeded();
    this.point.seq = Math.max(this.point.seq, seq);
    this.access.look();
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
    this.way.accepted();
    this.parts.socket.storage.value = "ok";
    this.sending.resumePaused(outbox);
    this.parts.events.changed();
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
      this.way.reopen({ all: true });
      return false;
    }
    // With all of the server's there, what is still missing is not the server's to give.
    if (this.parts.doc.store.pendingStructs === null || this.way.askedForAll) return true;
    this.way.reopen({ all: true });
    return false;
  }

  private refused(message: Extract<ChannelMessage, { type: "refused" }>): void {
    const { session, code } = message;
    const outbox = this.outboxes.of(session);
    const name = refusalName(code);
    if (name === null || REFUSAL_CODES[name].closes === "page") this.way.end();
    const mayStandOnOthers = outbox !== undefined && (this.restored.hasForgotten || this.standsOnOthers(outbox));
    const verdict = this.refusals.judge(message, outbox, mayStandOnOthers);
    this.obey(verdict, outbox ?? this.outboxes.own, code);
    this.parts.events.changed();
  }

  private obey(verdict: RefusalVerdict, outbox: Outbox, code: number): void {
    switch (verdict.type) {
      case "access_ended":
        this.access.end();
        this.parts.events.notGiven();
        break;
      case "wait_for_storage":
        this.sending.waitForStorage();
        break;
      case "wait_for_others":
        this.sending.pause(outbox);
        this.way.reopen({ all: false });
        break;
      case "load_anew":
        if (verdict.doubt) this.refusals.doubt(outbox);
        this.way.rebuffed({ all: true });
        break;
      case "reopen":
        this.way.rebuffed({ all: false });
        break;
      case "read_only":
        this.access.give(false);
        this.sending.giveUp(outbox, code);
        break;
      case "give_up":
        this.sending.giveUp(outbox, code);
        break;
    }
  }

  private standsOnOthers(outbox: Outbox): boolean {
    return this.outboxes.all().some((other) => other !== outbox && other.waiting > 0 && other.refusal === null);
  }

  private ended(wasOpen: boolean): void {
    this.sending.pageEnded();
    if (wasOpen) this.parts.events.closed();
    this.parts.events.changed();
  }
}
