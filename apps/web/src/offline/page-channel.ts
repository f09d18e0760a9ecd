import { type ChannelUser, REBUFFS_TOLD, STEADY_MS, type SyncSocket } from "./sync-socket.ts";
import type { TabEnvironment } from "./tab-environment.ts";

const FIRST_REOPEN_MS = 150;
const LAST_REOPEN_MS = 10_000;

export type PageChannelParts = {
  page: string;
  session: string;
  clientId: number;
  socket: SyncSocket;
  /** how far this device has the page; follows what arrives */
  point: { epoch: number; seq: number };
  /** whether something else has to be done before the page may be opened */
  isHeldBack: () => boolean;
  /** the channel is gone. @param wasOpen whether the page had been given on it. */
  ended: (wasOpen: boolean) => void;
  /** it has been open for a while, and the server has not gone back on it */
  steady: () => void;
};

/** Has one page open on the socket: whole or from where this device stands, and again after a while where that fails. */
export class PageChannel {
  /** whether the server has given the page */
  isOpen = false;
  /** whether all of the page was asked for, the last time it was opened */
  askedForAll = false;
  private readonly user: ChannelUser;
  private readonly environment: TabEnvironment;
  private readonly parts: PageChannelParts;
  private wantsAll = false;
  private reopens = 0;
  /** how often in a row the server went back on the page once it was open */
  private rebuffs = 0;
  private stopTimer: (() => void) | null = null;

  constructor(user: ChannelUser, environment: TabEnvironment, parts: PageChannelParts) {
    this.user = user;
    this.environment = environment;
    this.parts = parts;
  }

  get isRebuffed(): boolean {
    return this.rebuffs >= REBUFFS_TOLD;
  }

  open(): void {
    const { user, parts } = this;
    const { socket, page, session, clientId, point } = parts;
    if (user.channel !== 0 || parts.isHeldBack() || !socket.openChannel(user)) return;
    this.askedForAll = this.wantsAll || point.seq === 0;
    this.wantsAll = false;
    const { epoch, seq: haveSeq } = this.askedForAll ? { epoch: 0, seq: 0 } : point;
    socket.send({ type: "open", channel: user.channel, page, session, clientId, epoch, haveSeq });
  }

  /** The server has given it. */
  given(): void {
    this.isOpen = true;
    this.stop();
    this.stopTimer = this.environment.later(STEADY_MS, () => {
      if (this.user.awaitsAnswer()) return; // that answer tells
      this.rebuffs = 0;
      this.parts.steady();
    });
  }

  /** The server or the socket has closed it. */
  end(): void {
    const wasOpen = this.isOpen;
    this.isOpen = false;
    this.stop();
    this.parts.socket.dropChannel(this.user);
    this.parts.ended(wasOpen);
  }

  close(): void {
    this.parts.socket.closeChannel(this.user);
    this.end();
  }

  /** Closes it and opens it again, the later the more often nothing came of it. */
  reopen({ all }: { all: boolean }): void {
    if (this.user.channel !== 0) this.close();
    this.wantsAll ||= all;
    const wait = Math.min(LAST_REOPEN_MS, FIRST_REOPEN_MS * 2 ** Math.max(this.reopens, this.rebuffs));
    this.reopens += 1;
    this.stop();
    this.stopTimer = this.environment.later(wait, () => this.open());
  }

  /** The server has refused something of it that it may take another time. */
  rebuffed({ all }: { all: boolean }): void {
    this.reopen({ all });
    this.rebuffs += 1;
  }

  /** The next time the page is opened all of it is asked for. */
  askForAll(): void {
    this.wantsAll = true;
  }

  /** Something came of having it open. */
  succeeded(): void {
    this.reopens = 0;
  }

  /** The server has taken what was sent. */
  accepted(): void {
    this.rebuffs = 0;
    this.succeeded();
  }

  /** Gives up opening it again. */
  stop(): void {
    this.stopTimer?.();
    this.stopTimer = null;
  }
}
