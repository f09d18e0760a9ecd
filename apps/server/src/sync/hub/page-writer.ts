import type { RefusalName } from "@candor/protocol/sync/codes.ts";
import { MAX_PAGE_BYTES } from "@candor/protocol/sync/limits.ts";
import type { Statement } from "../../database/raw-sql.ts";
import { advanceClocks, clocksOf } from "../gate/advance-clocks.ts";
import { type Clocks, checkUpdate } from "../gate/check-update.ts";
import type { ElsewhereRow, LogEntry, PageLog, SessionNote } from "../page-log.ts";
import { StorageUnavailable } from "../page-log.ts";
import type { Channel } from "./channel.ts";
import type { AcceptedPush } from "./committer.ts";

export type Push = {
  channel: Channel;
  session: string;
  cseq: number;
  update: Uint8Array;
  /** the log was read for its sake: what it builds on is there, or is nowhere */
  isCaughtUp?: boolean;
  /** what is noted of it in the transaction that stores it */
  also?: readonly Statement[] | undefined;
};

/** How far the pushes of a session have come. */
export type SessionProgress = {
  writer: PageWriter;
  session: string;
  clientId: number;
  /** the newest that is on its way to the store or in it; null: the log must be asked */
  accepted: number | null;
  stored: number;
  /** where the newest stored lies; null: stored before this writer began */
  storedSeq: number | null;
  /** why a push was refused without ending the channel: those sent behind it are refused alike, until it comes again */
  blocked: RefusalName | null;
  /** goes with each entry, for the log to keep what it knows of the session */
  note: SessionNote;
  /** channels that sent again what is still on its way to the store */
  resent: { channel: Channel; cseq: number }[];
  /** the newest of a batch, while that is gone through; else null */
  untold: AcceptedPush | null;
};

export type WriterPorts = {
  log: PageLog;
  instant: () => string;
  clock: () => number;
  accept: (push: AcceptedPush) => void;
  storageIsUnavailable: () => boolean;
  storageFailed: (error: StorageUnavailable) => void;
  report: (fault: unknown, doing: string) => void;
};

const RECOUNT_AFTER_MS = 5000;
const NOBODY: readonly Channel[] = [];

/**
 * Judges the pushes to one page while people write in it, in the order in which they came. What it needs to know of
 * the page is read from the log at the first push and forgotten when nobody writes.
 */
export class PageWriter {
  usedAt: number;
  private readonly page: string;
  private readonly ports: WriterPorts;
  private known: Clocks | null = null;
  private bytes = 0;
  /** when `bytes` was read from the log; since then it only adds up, while a snapshot makes a page smaller */
  private countedAt = 0;
  private mustCount = false;
  private countedFull = false;
  private readonly sessions = new Map<string, SessionProgress>();
  private waiting: Push[] = [];
  private preparing = false;
  private isOutdated = false;
  private onTheWay = 0;
  private bytesOnTheWay = 0;

  constructor(page: string, ports: WriterPorts) {
    this.page = page;
    this.ports = ports;
    this.usedAt = ports.clock();
  }

  get isBusy(): boolean {
    return this.onTheWay > 0 || this.preparing;
  }

  push(push: Push): void {
    this.usedAt = this.ports.clock();
    const progress = this.progressOf(push);
    if (!progress) {
      push.channel.refuse("session_taken", push.session, push.cseq);
      return;
    }
    if (!this.preparing && this.isReadyFor(push, progress)) this.judge(push, progress);
    else {
      this.waiting.push(push);
      if (!this.preparing) void this.prepare();
    }
  }

  /** @returns how far a session is stored; only where this writer knows it. */
  storedCseq(session: string): number | null {
    const progress = this.sessions.get(session);
    return progress && progress.accepted !== null ? progress.stored : null;
  }

  committed(progress: SessionProgress, { cseq, update }: LogEntry, seq: number): void {
    this.leftTheWay(update);
    progress.stored = cseq;
    progress.storedSeq = seq;
  }

  /** @returns who sent again what is stored now, and waits to hear of it. */
  takeResent(progress: SessionProgress): readonly Channel[] {
    if (progress.resent.length === 0) return NOBODY;
    const due = progress.resent.filter(({ cseq }) => cseq <= progress.stored);
    progress.resent = progress.resent.filter(({ cseq }) => cseq > progress.stored);
    return due.map(({ channel }) => channel);
  }

  /** Takes note of a row that another node stored. */
  learn({ session, cseq, seq, update }: ElsewhereRow): void {
    const progress = this.sessions.get(session);
    const isOwn = progress !== undefined && progress.accepted !== null && cseq <= progress.accepted;
    if (progress !== undefined && progress.accepted !== null && !isOwn) {
      progress.accepted = cseq;
      progress.stored = cseq;
      progress.storedSeq = seq;
    }
    if (this.known === null || isOwn) return;
    advanceClocks(this.known, update);
    this.bytes += update.length;
  }

  /** Asks the log again how far a session has come, at its next push; not while pushes of it are on their way. */
  forgetIdle(session: string): void {
    const progress = this.sessions.get(session);
    if (progress && this.ports.log.elsewhere && progress.accepted === progress.stored) progress.accepted = null;
  }

  /** After a failed append it is not known what is stored: everything is read anew before the next push is judged. */
  failed(progress: SessionProgress, { update }: LogEntry, name: RefusalName): void {
    this.leftTheWay(update);
    this.known = null;
    for (const each of this.sessions.values()) each.accepted = null;
    progress.blocked = name;
    for (const { channel, cseq } of progress.resent.splice(0)) channel.refuse(name, progress.session, cseq);
  }

  /** The server itself has written into the page: what is known of it is read from the log again, once all is in it. */
  readAnew(): void {
    if (this.onTheWay === 0) this.known = null;
    else this.isOutdated = true;
  }

  private leftTheWay(update: Uint8Array): void {
    this.onTheWay -= 1;
    this.bytesOnTheWay -= update.length;
    if (this.onTheWay > 0 || !this.isOutdated) return;
    this.known = null;
    this.isOutdated = false;
  }

  private progressOf({ channel, session }: Push): SessionProgress | null {
    const own = channel.progress;
    if (own?.writer === this && own.session === session) return own;
    const clientId = channel.clientIdOf(session);
    if (clientId === null) return null;
    const progress = this.sessions.get(session) ?? this.newProgress(session, clientId);
    // A look-up by a string that has just been decoded costs as much as judging a keystroke.
    if (session === channel.session) channel.progress = progress;
    return progress;
  }

  private newProgress(session: string, clientId: number): SessionProgress {
    const progress: SessionProgress = {
      writer: this,
      session,
      clientId,
      accepted: null,
      stored: 0,
      storedSeq: null,
      blocked: null,
      resent: [],
      untold: null,
      note: { known: null },
    };
    this.sessions.set(session, progress);
    return progress;
  }

  private isReadyFor({ channel, session }: Push, progress: SessionProgress): boolean {
    if (this.ports.storageIsUnavailable()) return true; // judged without a look at the log
    return (
      this.known !== null &&
      !this.mustCount &&
      progress.accepted !== null &&
      (channel.bound || session !== channel.session)
    );
  }

  /** Reads what is missing, then judges what has come meanwhile, oldest first. */
  private async prepare(): Promise<void> {
    this.preparing = true;
    try {
      for (let push = this.waiting[0]; push; push = this.waiting[0]) {
        const progress = push.channel.state === "open" ? this.progressOf(push) : null;
        if (progress && !this.isReadyFor(push, progress)) {
          await this.read(push, progress);
          continue;
        }
        this.waiting.shift();
        if (progress) this.judge(push, progress);
      }
    } catch (error) {
      this.giveUp(error);
    }
    this.preparing = false;
  }

  private async read({ channel, session }: Push, progress: SessionProgress): Promise<void> {
    if (this.known === null) this.known = await this.readKnown();
    // What is on the way is known already and not in the log yet.
    else if (this.mustCount) mergeClocks(this.known, await this.readKnown());
    if (session === channel.session && !channel.bound) await this.bind(channel);
    if (progress.accepted === null) {
      progress.stored = await this.ports.log.storedCseq(this.page, session);
      progress.accepted = progress.stored;
    }
  }

  private async bind(channel: Channel): Promise<void> {
    const { session, clientId } = channel;
    const { userId } = channel.connection;
    const bound = await this.ports.log.bindClient({ page: this.page, clientId, session, userId });
    channel.bound = true;
    if (bound === "taken") {
      this.waiting = this.waiting.filter((push) => push.channel !== channel);
      channel.refuse("session_taken");
    }
  }

  private async readKnown(): Promise<Clocks> {
    const snapshot = await this.ports.log.readSnapshot(this.page);
    const tail = await this.ports.log.readTail(this.page, snapshot?.seq ?? 0);
    const known: Clocks = snapshot ? clocksOf(snapshot.stateVector) : new Map();
    this.bytes = this.bytesOnTheWay + (snapshot?.state.length ?? 0);
    for (const { update } of tail) {
      advanceClocks(known, update);
      this.bytes += update.length;
    }
    this.countedAt = this.ports.clock();
    this.mustCount = false;
    return known;
  }

  private giveUp(error: unknown): void {
    const name = error instanceof StorageUnavailable ? "storage_unavailable" : "internal";
    if (error instanceof StorageUnavailable) this.ports.storageFailed(error);
    else this.ports.report(error, "reading a page before a push");
    for (const push of this.waiting.splice(0)) this.refuse(push, this.sessions.get(push.session), name);
  }

  private judge(push: Push, progress: SessionProgress): void {
    const { accepted } = progress;
    if (push.channel.state !== "open") return;
    if (accepted !== null && push.cseq <= accepted) this.acknowledgeAgain(push, progress);
    else if (this.ports.storageIsUnavailable()) this.refuse(push, progress, "storage_unavailable");
    else if (push.cseq !== (accepted ?? 0) + 1) this.refuse(push, progress, progress.blocked ?? "push_gap");
    else this.judgeNext(push, progress);
  }

  private judgeNext(push: Push, progress: SessionProgress): void {
    const { known } = this;
    if (!known) throw new Error("a push was judged before its page was read");
    const verdict = checkUpdate(push.update, known, progress.clientId);
    if (verdict.type === "refused" && this.mayBeBehind(push, verdict.name)) this.catchUpFor(push);
    else if (verdict.type === "refused") this.refuse(push, progress, verdict.name);
    // What only deletes is always taken: it is the way back to a page that is small enough.
    else if (verdict.advance > 0 && this.bytes + push.update.length > MAX_PAGE_BYTES)
      this.refuseOrCount(push, progress);
    else {
      known.set(progress.clientId, (known.get(progress.clientId) ?? 0) + verdict.advance);
      this.accept(push, progress);
    }
  }

  /** Whether it may build on what another node has stored and this one has not heard of yet. */
  private mayBeBehind(push: Push, name: RefusalName): boolean {
    return name === "causal_gap" && this.ports.log.elsewhere !== null && !push.isCaughtUp;
  }

  private catchUpFor(push: Push): void {
    this.mustCount = true;
    this.waiting.unshift({ ...push, isCaughtUp: true });
    if (!this.preparing) void this.prepare();
  }

  private accept(push: Push, progress: SessionProgress): void {
    progress.accepted = push.cseq;
    progress.blocked = null;
    this.countedFull = false;
    this.bytes += push.update.length;
    this.onTheWay += 1;
    this.bytesOnTheWay += push.update.length;
    const { channel, also } = push;
    this.ports.accept({ entry: this.entryOf(push, progress), channel, progress, voucher: null, also, before: null });
  }

  private entryOf(push: Push, progress: SessionProgress): LogEntry {
    return {
      page: this.page,
      session: progress.session,
      cseq: push.cseq,
      clientId: progress.clientId,
      userId: push.channel.connection.userId,
      member: push.channel.user.member,
      at: this.ports.instant(),
      // A view of the socket's read buffer would hold all of that, and be copied whole to another thread.
      update: push.update.slice(),
      note: progress.note,
    };
  }

  private acknowledgeAgain({ channel, cseq }: Push, progress: SessionProgress): void {
    if (cseq <= progress.stored) channel.acknowledge(progress.session, progress.stored, progress.storedSeq);
    else progress.resent.push({ channel, cseq });
  }

  private refuse(push: Push, progress: SessionProgress | undefined, name: RefusalName): void {
    if (progress) progress.blocked = name;
    push.channel.refuse(name, push.session, push.cseq);
  }

  private refuseOrCount(push: Push, progress: SessionProgress): void {
    const countedFor = this.ports.clock() - this.countedAt;
    if (this.countedFull && countedFor < RECOUNT_AFTER_MS) {
      this.refuse(push, progress, "page_too_large");
      return;
    }
    this.countedFull = true;
    this.mustCount = true;
    this.waiting.unshift(push);
    if (!this.preparing) void this.prepare();
  }
}

function mergeClocks(clocks: Clocks, others: Clocks): void {
  for (const [client, clock] of others) if (clock > (clocks.get(client) ?? 0)) clocks.set(client, clock);
}
