import type { Statement } from "../../database/raw-sql.ts";
import type { LogEntry } from "../page-log.ts";
import type { Channel } from "./channel.ts";
import { CommitGap } from "./commit-gap.ts";
import type { SessionProgress } from "./page-writer.ts";
import type { SyncPorts } from "./sync-ports.ts";

/** A push the gate let pass, on its way to the store. */
export type AcceptedPush = {
  entry: LogEntry;
  channel: Channel;
  progress: SessionProgress;
  /** the server's word for it alone, once it is on disk; null: not asked for yet */
  voucher: Uint8Array | null;
  /** what is noted of it in the transaction that stores it; left out: nothing */
  also?: readonly Statement[] | undefined;
  /** what its session pushed before it in the batch that was stored; set when that is gone through */
  before: AcceptedPush | null;
};

export type CommitterEvents = {
  /** in the order of the log; nothing of them has been told to anybody yet */
  committed: (pushes: readonly AcceptedPush[], seqs: readonly number[]) => void;
  /** nothing of them is known to be stored, nor of what was accepted after them */
  failed: (pushes: readonly AcceptedPush[], error: unknown) => void;
};

type CommitterPorts = Pick<SyncPorts, "log" | "clock" | "report">;

const MAX_BATCH = 2048;
const AT_ONCE_MS = 0.2;
const NOTHING: readonly Statement[] = [];

/**
 * Hands accepted pushes to the log, those of one turn of the event loop together and one batch at a time: a push that
 * builds on another can then never be stored without it.
 */
export class Committer {
  private queue: AcceptedPush[] = [];
  private scheduled = false;
  private timer: NodeJS.Timeout | null = null;
  private appendingSince: number | null = null;
  private readonly gap = new CommitGap();
  private idle: (() => void)[] = [];
  private readonly ports: CommitterPorts;
  private readonly events: CommitterEvents;

  constructor(ports: CommitterPorts, events: CommitterEvents) {
    this.ports = ports;
    this.events = events;
  }

  add(push: AcceptedPush): void {
    this.queue.push(push);
    this.schedule();
  }

  /** @returns for how long the store has been at one batch, in milliseconds. */
  appendingFor(now: number): number {
    return this.appendingSince === null ? 0 : now - this.appendingSince;
  }

  get waiting(): number {
    return this.queue.length;
  }

  /** @returns when everything accepted so far has been stored or has failed. */
  drained(): Promise<void> {
    if (this.queue.length === 0 && this.appendingSince === null) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  private schedule(): void {
    if (this.scheduled || this.appendingSince !== null) return;
    const wait = this.gap.wait(performance.now());
    if (wait <= AT_ONCE_MS) {
      this.scheduled = true;
      setImmediate(() => this.begin());
    } else this.timer ??= setTimeout(() => this.askAgain(), Math.ceil(wait));
  }

  /** Mostly the next push says sooner that it is time. A timer counts whole milliseconds and may be early by a part. */
  private askAgain(): void {
    this.timer = null;
    this.schedule();
  }

  private begin(): void {
    this.scheduled = false;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.gap.begin(Math.min(this.queue.length, MAX_BATCH), performance.now());
    this.append(this.queue.splice(0, MAX_BATCH));
  }

  private append(batch: readonly AcceptedPush[]): void {
    const entries = batch.map((push) => push.entry);
    const also = batch.flatMap((push) => push.also ?? NOTHING);
    let seqs: number[] | null;
    try {
      seqs = this.ports.log.appendNow(entries, also);
    } catch (error) {
      this.failed(batch, error);
      return;
    }
    if (seqs !== null) this.committed(batch, seqs);
    else void this.appendSoon(batch, entries, also);
  }

  private async appendSoon(
    batch: readonly AcceptedPush[],
    entries: readonly LogEntry[],
    also: readonly Statement[],
  ): Promise<void> {
    this.appendingSince = this.ports.clock();
    const outcome = await this.ports.log.append(entries, also).then(
      (seqs) => ({ seqs }),
      (error: unknown) => ({ error }),
    );
    this.appendingSince = null;
    if ("seqs" in outcome) this.committed(batch, outcome.seqs);
    else this.failed(batch, outcome.error);
  }

  private committed(batch: readonly AcceptedPush[], seqs: readonly number[]): void {
    this.tell(() => this.events.committed(batch, seqs));
  }

  private failed(batch: readonly AcceptedPush[], error: unknown): void {
    this.tell(() => this.events.failed([...batch, ...this.queue.splice(0)], error));
  }

  private tell(tell: () => void): void {
    try {
      tell();
    } catch (fault) {
      this.ports.report(fault, "telling what was stored");
    }
    if (this.queue.length > 0) this.schedule();
    else for (const resolve of this.idle.splice(0)) resolve();
  }
}
