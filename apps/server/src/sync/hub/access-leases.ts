import type { AskedAccess } from "../page-access.ts";
import { StorageUnavailable } from "../page-log.ts";
import type { Channel } from "./channel.ts";
import type { SyncPorts } from "./sync-ports.ts";

// For so long, at most, is something accepted after access ended, though every notice of the end were lost: a change in
// the rows is enough. With the commit that follows, on a busy disk, it stays below a second (R20).
export const LEASE_MS = 600;

const MOST_AT_ONCE = 250; // commits go on between one question and the next

type LeasePorts = Pick<SyncPorts, "access" | "clock" | "report"> & { storageFailed: () => void };

/** How long what is known of a channel's access may be believed before it is asked for again. */
export class AccessLeases {
  private readonly ports: LeasePorts;
  private readonly written = new Set<Channel>();
  private renewing = false;
  private readonly due = new Set<Channel>();
  private asking = false;

  constructor(ports: LeasePorts) {
    this.ports = ports;
  }

  /** Does what a channel asks for while its lease lasts, and otherwise when access has been asked for; in order. */
  during(channel: Channel, act: () => void): void {
    this.written.add(channel);
    if (channel.waiting) channel.waiting.push(act);
    else if (this.ports.clock() - channel.leasedAt <= LEASE_MS) act();
    else {
      channel.waiting = [act];
      this.due.add(channel);
      if (!this.asking) void this.askForDue();
    }
  }

  /** Asks again for those who wrote lately, and for whoever would read of it; many in one question. */
  async renewWriting(): Promise<void> {
    if (this.renewing || this.written.size === 0) return;
    const channels = [...new Set([...this.written].flatMap(({ room }) => room.channels.filter(isOpen)))];
    this.written.clear();
    this.renewing = true;
    for (let from = 0; from < channels.length; from += MOST_AT_ONCE) {
      // Where that fails the leases run out, and with them what may be written.
      await this.renew(channels.slice(from, from + MOST_AT_ONCE)).catch((fault: unknown) =>
        this.failed(fault, "asking again who may write"),
      );
    }
    this.renewing = false;
  }

  /** One question at a time: on a busy server, where leases run out, a question for each would keep it so. */
  private async askForDue(): Promise<void> {
    this.asking = true;
    while (this.due.size > 0) {
      const channels = [...this.due].slice(0, MOST_AT_ONCE);
      for (const channel of channels) this.due.delete(channel);
      await this.renewFirst(channels);
    }
    this.asking = false;
  }

  private async renewFirst(channels: readonly Channel[]): Promise<void> {
    let known = true;
    try {
      await this.renew(channels);
    } catch (fault) {
      this.failed(fault, "asking who may write");
      known = fault instanceof StorageUnavailable; // then all of it is refused as what cannot be stored
    }
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

  private async renew(channels: readonly Channel[]): Promise<void> {
    const askedAt = this.ports.clock();
    const asked = channels.map(askedOf);
    const found = await this.ports.access.accessToAll(asked);
    for (const [index, channel] of channels.entries()) {
      const access = found[index];
      const holds = access?.member === channel.user.member && (access.write || !channel.writes);
      if (holds) channel.leasedAt = askedAt;
      else if (isOpen(channel)) channel.refuse("access_ended");
    }
  }
}

/** What decides on a channel: the seat of whoever opened it, and the session they did so with. */
export function askedOf({ room, connection }: Channel): AskedAccess {
  const { userId, session } = connection;
  return { page: room.page, userId, ...(session !== null && { session }) };
}

function isOpen({ state }: Channel): boolean {
  return state === "open";
}
