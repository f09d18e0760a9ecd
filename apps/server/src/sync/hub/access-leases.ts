import type { AskedAccess } from "../page-access.ts";
import { StorageUnavailable } from "../page-log.ts";
import type { Channel } from "./channel.ts";
import type { Room } from "./room.ts";
import type { SyncPorts } from "./sync-ports.ts";

// For so long, at most, is something accepted after access ended, though every notice of the end were lost: a change in
// the rows is enough. With the commit that follows, on a busy disk, it stays below a second (R20).
export const LEASE_MS = 600;

/** So often each is asked for, though nothing says that anything has changed. */
export const ASKED_EVERY_MS = 30_000;

const MOST_AT_ONCE = 250; // commits go on between one question and the next

// People come in crowds, at the full hour or after a restart, and would all be due in the same second ever after. From a
// third of that time on a few are asked for early at each turn, which draws the crowd apart.
const ASKED_EARLY_AFTER_MS = ASKED_EVERY_MS / 3;
const MOST_EARLY = 40;

type LeasePorts = Pick<SyncPorts, "access" | "clock" | "instant" | "report"> & { storageFailed: () => void };

/**
 * How long what is known of a channel's access may be believed before it is asked for again. One mark says of all of
 * them whether anything has changed; each is asked for only where it has.
 */
export class AccessLeases {
  private readonly ports: LeasePorts;
  private written: Room[] = [];
  private renewing = false;
  private readonly due = new Set<Channel>();
  private asking = false;
  /** as it was read last; null: not yet */
  private mark: number | null = null;
  /** when that was asked for */
  private markedAt = Number.NEGATIVE_INFINITY;

  constructor(ports: LeasePorts) {
    this.ports = ports;
  }

  /** Does what a channel asks for while its lease lasts, and otherwise when access has been asked for; in order. */
  during(channel: Channel, act: () => void): void {
    const { room } = channel;
    if (!room.isWritten) {
      room.isWritten = true;
      this.written.push(room);
    }
    if (channel.waiting) channel.waiting.push(act);
    else if (this.isLeased(channel)) act();
    else {
      channel.waiting = [act];
      this.due.add(channel);
      if (!this.asking) void this.askForDue();
    }
  }

  /** Asks again for those who wrote lately, and for whoever would read of it; many in one question. */
  async renewWriting(): Promise<void> {
    if (this.renewing || this.written.length === 0) return;
    const rooms = this.written;
    this.written = [];
    for (const room of rooms) room.isWritten = false;
    this.renewing = true;
    try {
      await this.readMark();
      const channels = this.unknownIn(rooms);
      for (let from = 0; from < channels.length; from += MOST_AT_ONCE) {
        // Where that fails the leases run out, and with them what may be written.
        await this.renew(channels.slice(from, from + MOST_AT_ONCE)).catch((fault: unknown) =>
          this.failed(fault, "asking again who may write"),
        );
      }
    } catch (fault) {
      this.failed(fault, "asking whether access has changed");
    }
    this.renewing = false;
  }

  /** Those who must be asked for now, and of those who soon must a few, whoever waits longest first. */
  private unknownIn(rooms: readonly Room[]): Channel[] {
    const now = this.ports.clock();
    const unknown: Channel[] = [];
    const soon: Channel[] = [];
    for (const { channels } of rooms)
      for (const channel of channels) {
        if (!isOpen(channel)) continue;
        if (!this.isKnown(channel, now, ASKED_EVERY_MS)) unknown.push(channel);
        else if (now - channel.leasedAt > ASKED_EARLY_AFTER_MS) soon.push(channel);
      }
    return unknown.concat(longestLeased(soon, MOST_EARLY));
  }

  /** One question at a time: on a busy server, where leases run out, a question for each would keep it so. */
  private async askForDue(): Promise<void> {
    this.asking = true;
    while (this.due.size > 0) {
      const fault = await this.readMark().then(
        () => null,
        (error: unknown) => ({ error }),
      );
      const channels = [...this.due].slice(0, MOST_AT_ONCE);
      for (const channel of channels) this.due.delete(channel);
      if (fault === null) await this.renewFirst(channels);
      else this.goOnWithout(channels, fault.error);
    }
    this.asking = false;
  }

  private async renewFirst(channels: readonly Channel[]): Promise<void> {
    try {
      const now = this.ports.clock();
      await this.renew(channels.filter((channel) => !this.isKnown(channel, now, ASKED_EVERY_MS)));
    } catch (error) {
      this.goOnWithout(channels, error);
      return;
    }
    for (const channel of channels) this.goOn(channel, true);
  }

  private goOnWithout(channels: readonly Channel[], error: unknown): void {
    this.failed(error, "asking who may write");
    const known = error instanceof StorageUnavailable; // then all of it is refused as what cannot be stored
    for (const channel of channels) this.goOn(channel, known);
  }

  private goOn(channel: Channel, known: boolean): void {
    const waiting = channel.waiting ?? [];
    channel.waiting = null;
    try {
      if (!isOpen(channel)) return;
      // Not knowing is no leave to write.
      if (!known) channel.refuse("internal");
      else for (const each of waiting) if (isOpen(channel)) each();
    } catch (fault) {
      this.ports.report(fault, "going on with what waited"); // the others waited, too
    }
  }

  private failed(fault: unknown, doing: string): void {
    if (fault instanceof StorageUnavailable) this.ports.storageFailed();
    else this.ports.report(fault, doing);
  }

  private isLeased(channel: Channel): boolean {
    const now = this.ports.clock();
    if (now - channel.leasedAt <= LEASE_MS) return true;
    return now - this.markedAt <= LEASE_MS && this.isKnown(channel, now, ASKED_EVERY_MS + LEASE_MS);
  }

  /** Whether the channel was asked for at the mark that stands now, not too long ago, and nothing has come due since. */
  private isKnown({ leasedAtMark, leasedAt, leasedUntil }: Channel, now: number, within: number): boolean {
    if (leasedAtMark === null || leasedAtMark !== this.mark || now - leasedAt > within) return false;
    return leasedUntil === null || this.ports.instant() < leasedUntil;
  }

  private async readMark(): Promise<void> {
    const askedAt = this.ports.clock();
    this.mark = await this.ports.access.changeMark();
    this.markedAt = askedAt;
  }

  private async renew(channels: readonly Channel[]): Promise<void> {
    if (channels.length === 0) return;
    const { mark } = this; // read before the rows are: what changes between is seen at the next
    const askedAt = this.ports.clock();
    const asked = channels.map(askedOf);
    const found = await this.ports.access.accessToAll(asked);
    for (const [index, channel] of channels.entries()) {
      const access = found[index];
      if (access?.member === channel.user.member && (access.write || !channel.writes)) {
        channel.leasedAt = askedAt;
        channel.leasedAtMark = mark;
        channel.leasedUntil = access.until ?? null;
      } else if (isOpen(channel)) channel.refuse("access_ended");
    }
  }
}

/** What decides on a channel: the seat of whoever opened it, and the session they did so with. */
export function askedOf({ room, connection }: Channel): AskedAccess {
  const { userId, session } = connection;
  return { page: room.page, userId, ...(session !== null && { session }) };
}

/** To sort a crowd itself would hold up whoever types for milliseconds. */
function longestLeased(channels: readonly Channel[], most: number): readonly Channel[] {
  if (channels.length <= most) return channels;
  const times = Float64Array.from(channels, ({ leasedAt }) => leasedAt).sort();
  const last = times[most - 1] ?? 0;
  return channels.filter(({ leasedAt }) => leasedAt <= last).slice(0, most);
}

function isOpen({ state }: Channel): boolean {
  return state === "open";
}
