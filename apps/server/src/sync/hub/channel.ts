import { REFUSAL_CODES, type RefusalName } from "@candor/protocol/sync/codes.ts";
import { PUSH_BURST, PUSHES_PER_SECOND } from "@candor/protocol/sync/limits.ts";
import type { Connection } from "./connection.ts";
import type { SessionProgress } from "./page-writer.ts";
import type { Room } from "./room.ts";
import { serverFrame } from "./server-frame.ts";
import type { PresentUser } from "./stamp-awareness.ts";
import { TokenBucket } from "./token-bucket.ts";

/** What stands behind a channel: a socket, or the server itself writing for somebody. */
export type ChannelEnd = Pick<
  Connection,
  "userId" | "session" | "channels" | "schemaVersion" | "send" | "sendFrame" | "sendLarge" | "close" | "refused"
>;

export type Committed = { seq: number; update: Uint8Array; voucher: Uint8Array };

/** The server's word for the newest pushes of a session. */
export type Vouched = { pushes: number; voucher: Uint8Array };

/** One page on one socket. There are as many as open pages, so it holds little. */
export class Channel {
  readonly connection: ChannelEnd;
  readonly room: Room;
  readonly number: number;
  readonly session: string;
  readonly clientId: number;
  /** from its first push on, for most only read */
  private quota: TokenBucket | null = null;
  state: "opening" | "open" | "closed" = "opening";
  user: PresentUser = NOBODY;
  writes = false;
  /** when it was last asked whether this access still holds, and the answer was yes */
  leasedAt = Number.NEGATIVE_INFINITY;
  /** what `changeMark` was then; null: it was not read before */
  leasedAtMark: number | null = null;
  /** ISO instant up to which the answer holds at the most; null: there is none */
  leasedUntil: string | null = null;
  /** what is to be done once that has been asked again */
  waiting: (() => void)[] | null = null;
  /** whether the log has bound the clientID to the session */
  bound = false;
  /** how far its own session has come, while somebody's writer knows */
  progress: SessionProgress | null = null;
  /** dead tabs' sessions whose outbox this one sends on, with their clientIDs */
  adopted: Map<string, number> | null = null;
  /** the last state this client announced, stamped; for those who open later */
  awareness: Uint8Array | null = null;
  /** by which it was stamped */
  awarenessClock = 0;
  /** The same tab has come back by another node: when this channel ends, its client has not left. */
  isElsewhere = false;
  /** the client has been sent everything of the log up to here */
  private sentSeq = 0;
  private missed: Committed[] | null = null;

  constructor(connection: ChannelEnd, room: Room, open: { channel: number; session: string; clientId: number }) {
    this.connection = connection;
    this.room = room;
    this.number = open.channel;
    this.session = open.session;
    this.clientId = open.clientId;
  }

  /** Puts it where both its ends find it. */
  enter(): void {
    const { connection, room } = this;
    connection.channels = connection.channels.concat(this); // takes no more room than it needs
    room.channels = room.channels.concat(this);
  }

  /** @returns 0, or the milliseconds until it may push again. */
  waitToPush(now: number): number {
    this.quota ??= new TokenBucket(PUSHES_PER_SECOND, PUSH_BURST, now);
    return this.quota.take(now);
  }

  /** Makes it live: what was committed while it opened follows. */
  opened(seq: number): void {
    this.state = "open";
    this.sentSeq = seq;
    if (this.room.seq === null) this.room.reached(seq);
    const missed = this.missed ?? [];
    this.missed = null;
    for (const committed of missed) this.deliver(committed, updateFrame(this.number, committed));
  }

  /** @param frame the update as encoded for this channel's number. */
  deliver(committed: Committed, frame: Uint8Array): void {
    if (this.state === "opening") {
      this.missed ??= [];
      this.missed.push(committed);
    } else if (this.state === "open" && committed.seq > this.sentSeq) {
      this.sentSeq = committed.seq;
      this.connection.sendFrame(frame);
    }
  }

  /** @param seq null where it is not known which row was the last of the session: then one the client has already. */
  acknowledge(session: string, cseq: number, seq: number | null, { pushes, voucher }: Vouched = NOT_VOUCHED): void {
    if (this.state !== "open") return;
    // While older rows of others are still to come, only what was sent counts.
    if (seq !== null && seq > this.sentSeq && !this.room.isBehind) this.sentSeq = seq;
    const to = Math.min(seq ?? this.sentSeq, this.sentSeq);
    this.connection.send({ type: "ack", channel: this.number, session, cseq, seq: to, vouched: pushes, voucher });
  }

  /**
   * Refuses one push and goes on; or, where the code says so, ends the channel or the socket.
   *
   * @param cseq 0 where it is no push: the channel itself, or the adoption of another session.
   */
  refuse(name: RefusalName, session = this.session, cseq = 0): void {
    const { code, closes } = REFUSAL_CODES[name];
    if (closes === "socket") {
      this.connection.close(name);
      return;
    }
    this.connection.refused(name);
    this.connection.send({ type: "refused", channel: this.number, session, cseq, code });
    if (closes === "page" || (cseq === 0 && session === this.session)) this.close();
  }

  close(): void {
    if (this.state === "closed") return;
    this.state = "closed";
    this.missed = null;
    this.connection.channels = this.connection.channels.filter((other) => other !== this);
    this.room.leave(this);
  }

  /** Whether this channel may push for a session, and under which clientID. */
  clientIdOf(session: string): number | null {
    return session === this.session ? this.clientId : (this.adopted?.get(session) ?? null);
  }
}

export function updateFrame(channel: number, { seq, update, voucher }: Committed): Uint8Array {
  return serverFrame({ type: "update", channel, seq, update, voucher });
}

const NOT_VOUCHED: Vouched = { pushes: 0, voucher: new Uint8Array() };

const NOBODY: PresentUser = { member: "a", name: "" };
