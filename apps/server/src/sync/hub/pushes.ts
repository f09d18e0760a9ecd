import type { ClientMessage } from "@candor/protocol/sync/messages.ts";
import type { Statement } from "../../database/raw-sql.ts";
import { StorageUnavailable } from "../page-log.ts";
import { AccessLeases } from "./access-leases.ts";
import type { Channel, Vouched } from "./channel.ts";
import { type AcceptedPush, Committer } from "./committer.ts";
import { ElsewhereFollower } from "./follow-elsewhere.ts";
import type { FramesTogether } from "./frames-together.ts";
import { PageWriter, type SessionProgress } from "./page-writer.ts";
import type { Room } from "./room.ts";
import type { Rooms } from "./rooms.ts";
import type { StorageWatch } from "./storage-watch.ts";
import type { SyncPorts } from "./sync-ports.ts";

type ToPush = Pick<Extract<ClientMessage, { type: "push" }>, "session" | "cseq" | "update">;

const INSTANT_FOR_MS = 5;
const SLOW_APPEND_MS = 1500; // people are told within two seconds that nothing is being stored
const MAX_WAITING_PUSHES = 50_000; // while the store hangs

/** The way of a push: judged, stored, and only then acknowledged and passed on to whoever else has the page open. */
export class Pushes {
  private readonly ports: SyncPorts;
  private readonly rooms: Rooms;
  private readonly storage: StorageWatch;
  private readonly committer: Committer;
  private readonly leases: AccessLeases;
  private readonly follower: ElsewhereFollower | null;
  private instant = "";
  private instantReadAt = Number.NEGATIVE_INFINITY;

  constructor(ports: SyncPorts, rooms: Rooms, storage: StorageWatch, together: FramesTogether) {
    this.ports = ports;
    this.rooms = rooms;
    this.storage = storage;
    this.committer = new Committer(ports, {
      committed: (pushes, seqs) => together.during(() => this.committed(pushes, seqs)),
      failed: (pushes, error) => this.failed(pushes, error),
    });
    const storageFailed = () => storage.failed();
    this.leases = new AccessLeases({ ...ports, storageFailed });
    const { clock, report } = ports;
    const { elsewhere } = ports.log;
    this.follower =
      elsewhere &&
      new ElsewhereFollower({
        ...{ elsewhere, rooms: rooms.byPage, clock, report, storageFailed },
        caughtUp: (held) => this.acknowledge(held.map(({ push }) => push)),
      });
  }

  /** @param also what is noted of it in the transaction that stores it. */
  take(channel: Channel, { session, cseq, update }: ToPush, also?: readonly Statement[]): void {
    if (!channel.writes) {
      channel.refuse("read_only", session, cseq);
      return;
    }
    this.leases.during(channel, () => {
      channel.room.writer ??= this.writerOf(channel.room.page);
      channel.room.writer.push({ channel, session, cseq, update, also });
    });
  }

  /** A channel was given the page up to here. */
  opened(room: Room, seq: number): void {
    this.follower?.opened(room, seq);
  }

  tick(now: number): void {
    this.storage.observe(this.committer.appendingFor(now) > SLOW_APPEND_MS);
    void this.leases.renewWriting();
    this.follower?.tick();
  }

  /** Resolves when what was accepted is stored and acknowledged, or has failed. */
  async stop(): Promise<void> {
    await this.committer.drained();
    this.follower?.stop();
  }

  /** One for all pushes of about the same moment: writing one down takes longer than judging a push. */
  private instantOfBatch(): string {
    const now = this.ports.clock();
    if (now - this.instantReadAt > INSTANT_FOR_MS) {
      this.instant = this.ports.instant();
      this.instantReadAt = now;
    }
    return this.instant;
  }

  private writerOf(page: string): PageWriter {
    return new PageWriter(page, {
      log: this.ports.log,
      instant: () => this.instantOfBatch(),
      clock: this.ports.clock,
      accept: (push) => this.committer.add(push),
      storageIsUnavailable: () => this.storage.failing || this.committer.waiting > MAX_WAITING_PUSHES,
      storageFailed: () => this.storage.failed(),
      report: this.ports.report,
    });
  }

  private committed(pushes: readonly AcceptedPush[], seqs: readonly number[]): void {
    const told: AcceptedPush[] = [];
    let index = 0;
    for (const push of pushes) {
      const seq = seqs[index++] ?? 0;
      push.progress.writer.committed(push.progress, push.entry, seq);
      if (this.follower?.holds(push, seq)) continue;
      push.channel.room.fanOut({ seq, update: push.entry.update, voucher: this.voucherOf(push) }, push.channel);
      told.push(push);
    }
    this.acknowledge(told);
  }

  /** After every update of the batch, so that a client that hears of a seq has been sent all before it. */
  private acknowledge(pushes: readonly AcceptedPush[]): void {
    for (const last of newestOf(pushes)) {
      const { channel, progress } = last;
      const { session } = progress;
      channel.acknowledge(session, progress.stored, progress.storedSeq, this.vouchFor(last));
      for (const other of progress.writer.takeResent(progress))
        other.acknowledge(session, progress.stored, progress.storedSeq);
      this.rooms.closeIfEmpty(channel.room);
    }
  }

  /** @param last of the batch's pushes of a session, all of which are vouched for. */
  private vouchFor(last: AcceptedPush): Vouched | undefined {
    if (last.entry.cseq !== last.progress.stored) return undefined;
    if (last.before === null) return { pushes: 1, voucher: this.voucherOf(last) };
    const updates: Uint8Array[] = [];
    for (let push: AcceptedPush | null = last; push !== null; push = push.before) updates.push(push.entry.update);
    return { pushes: updates.length, voucher: this.ports.vouch(last.entry.page, updates.reverse()) };
  }

  /** The other's `update` and the author's `ack` mostly carry the same one. */
  private voucherOf(push: AcceptedPush): Uint8Array {
    push.voucher ??= this.ports.vouch(push.entry.page, [push.entry.update]);
    return push.voucher;
  }

  private failed(pushes: readonly AcceptedPush[], error: unknown): void {
    const name = error instanceof StorageUnavailable ? "storage_unavailable" : "internal";
    this.ports.report(error, "storing pushes");
    if (error instanceof StorageUnavailable) this.storage.failed();
    for (const { progress, entry } of pushes) progress.writer.failed(progress, entry, name);
    for (const { channel, entry } of pushes) {
      if (channel.state === "open") channel.refuse(name, entry.session, entry.cseq);
      this.rooms.closeIfEmpty(channel.room);
    }
  }
}

/** The last push of each session, linked to those before it: mostly each is the only one, and a list for it a waste. */
function newestOf(pushes: readonly AcceptedPush[]): AcceptedPush[] {
  const sessions: SessionProgress[] = [];
  for (const push of pushes) {
    const { progress } = push;
    if (progress.untold === null) sessions.push(progress);
    push.before = progress.untold;
    progress.untold = push;
  }
  const newest: AcceptedPush[] = [];
  for (const progress of sessions) {
    if (progress.untold !== null) newest.push(progress.untold);
    progress.untold = null;
  }
  return newest;
}
