import type { Outbox, OutboxPort } from "./outbox.ts";
import type { Outboxes } from "./outboxes.ts";
import { Pace } from "./pace.ts";
import type { PageChannel } from "./page-channel.ts";
import type { RestoredServer } from "./restored-server.ts";
import type { ChannelUser, SyncSocket } from "./sync-socket.ts";
import type { TabEnvironment } from "./tab-environment.ts";

const STORAGE_RETRY_MS = 5000;
const GAP_MS = 1000;

export type SendInTurnParts = {
  user: ChannelUser;
  socket: SyncSocket;
  channel: PageChannel;
  outboxes: Outboxes;
  restored: RestoredServer;
};

/** Sends what waits in the outboxes of a page: what ended tabs left behind first, for this tab's own may stand on it. */
export class SendInTurn {
  private readonly environment: TabEnvironment;
  private readonly parts: SendInTurnParts;
  private readonly pace: Pace;
  private readonly adopting = new Set<string>();
  private stopRetry: (() => void) | null = null;

  constructor(environment: TabEnvironment, parts: SendInTurnParts) {
    this.environment = environment;
    this.parts = parts;
    this.pace = new Pace(environment.clock());
  }

  /** The page is open, with everything that the server has. @param isRestored for the first time since it was restored. */
  begin(storedCseq: number, isRestored: boolean): void {
    const { outboxes, restored } = this.parts;
    const { own } = outboxes;
    const isRenumbered = isRestored && restored.renumberOwn(own, storedCseq);
    if (!isRenumbered && storedCseq < own.storedCseq) own.start(this.port(), storedCseq);
    else if (!isRenumbered) own.stored(storedCseq);
  }

  /** Goes on with whatever has not begun yet. */
  goOn(): void {
    this.adopt();
    this.startOwn();
  }

  /** Sends on what tabs that have ended left behind, as far as the page is open. */
  adopt(): void {
    const { user, socket, channel, outboxes } = this.parts;
    if (!channel.isOpen) return;
    for (const { session, clientId, refusal } of outboxes.toAdopt()) {
      if (this.adopting.has(session) || refusal !== null) continue;
      this.adopting.add(session);
      socket.send({ type: "adopt", channel: user.channel, session, clientId });
    }
  }

  /** @returns whether that was asked for. */
  adopted(session: string, storedCseq: number): boolean {
    const { outboxes, restored } = this.parts;
    const outbox = outboxes.of(session);
    if (!outbox || outbox === outboxes.own || !this.adopting.delete(session)) return false;
    restored.renumberEnded(outbox, storedCseq);
    outbox.start(this.port(), storedCseq);
    this.startOwn();
    return true;
  }

  /** What it stands on is not stored yet. */
  pause(outbox: Outbox): void {
    outbox.paused = true;
    this.environment.later(GAP_MS, () => this.resumePaused());
  }

  /** Something that changes here did not stand on has arrived: what waited for it may go. */
  resumePaused(except?: Outbox): void {
    for (const outbox of this.parts.outboxes.all()) {
      if (!outbox.paused || outbox === except) continue;
      outbox.paused = false;
      outbox.again();
    }
  }

  /** What is refused for good stays in the outbox and on this device, and is named to the person. */
  giveUp(outbox: Outbox, code: number): void {
    outbox.refusal = code;
    outbox.stop();
    this.adopting.delete(outbox.session);
    if (this.parts.user.channel === 0) this.parts.channel.reopen({ all: false });
    else this.startOwn();
  }

  waitForStorage(): void {
    const { user, socket, channel, outboxes } = this.parts;
    socket.storage.value = "unavailable";
    outboxes.stop();
    this.stopRetry?.();
    // The server says when it can store again; where that word is lost, trying tells.
    this.stopRetry = this.environment.later(STORAGE_RETRY_MS, () => this.storageMayBeBack());
    if (user.channel === 0) channel.reopen({ all: false });
  }

  /** Sends again what was not stored, if the page is open. */
  storageMayBeBack(): void {
    this.stopRetry?.();
    this.stopRetry = null;
    this.adopting.clear();
    this.goOn();
  }

  /** The page is not open any more; it begins anew when it is. */
  pageEnded(): void {
    this.adopting.clear();
    this.parts.outboxes.stop();
  }

  close(): void {
    this.parts.outboxes.stop();
    this.stopRetry?.();
  }

  private startOwn(): void {
    const { own } = this.parts.outboxes;
    if (this.parts.channel.isOpen && this.adopting.size === 0 && !own.isStarted) own.start(this.port(), own.storedCseq);
  }

  private port(): OutboxPort {
    const { user, socket } = this.parts;
    return {
      push: ({ session, cseq, update }) => socket.send({ type: "push", channel: user.channel, session, cseq, update }),
      pace: () => this.pace.take(this.environment.clock()),
      later: this.environment.later,
    };
  }
}
