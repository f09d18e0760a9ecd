import type { ChannelUser, SyncSocket } from "./sync-socket.ts";
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
  private stopReopen: (() => void) | null = null;

  constructor(user: ChannelUser, environment: TabEnvironment, parts: PageChannelParts) {
    this.user = user;
    this.environment = environment;
    this.parts = parts;
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
    const wait = Math.min(LAST_REOPEN_MS, FIRST_REOPEN_MS * 2 ** this.reopens);
    this.reopens += 1;
    this.stop();
    this.stopReopen = this.environment.later(wait, () => this.open());
  }

  /** The next time the page is opened all of it is asked for. */
  askForAll(): void {
    this.wantsAll = true;
  }

  /** Something came of having it open. */
  succeeded(): void {
    this.reopens = 0;
  }

  /** Gives up opening it again. */
  stop(): void {
    this.stopReopen?.();
    this.stopReopen = null;
  }
}
