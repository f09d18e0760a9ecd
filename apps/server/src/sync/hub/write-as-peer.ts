import type { RefusalName } from "@candor/protocol/sync/codes.ts";
import type { ServerMessage } from "@candor/protocol/sync/messages.ts";
import type { Statement } from "../../database/raw-sql.ts";
import { StorageUnavailable } from "../page-log.ts";
import { Channel, type ChannelEnd } from "./channel.ts";
import type { Pushes } from "./pushes.ts";
import type { Rooms } from "./rooms.ts";
import type { SyncPorts } from "./sync-ports.ts";

/** An update that the server made of what somebody asked for by other ways than a screen. */
export type PeerWrite = {
  page: string;
  /** for whom; it is theirs, as if they had typed it */
  userId: string;
  session: string;
  clientId: number;
  /** the number of the first part */
  cseq: number;
  /** one update, in as many parts as the gate wants it: they are stored together */
  parts: readonly Uint8Array[];
  /** what it was made from: everything of the log up to here */
  seq: number;
  /** asked last, right before it is handed in */
  isWanted: () => Promise<boolean>;
  /** what is noted of it, in the transaction that stores it; none of these may ever fail */
  also: readonly Statement[];
};

export type PeerWritten =
  | { type: "stored" }
  /** `name` is "unknown_page" where the page is not theirs to see, "read_only" where it is not to be written */
  | { type: "refused"; name: RefusalName }
  | { type: "not_wanted" };

type Parts = { rooms: Rooms; pushes: Pushes; storageFailed: (error: StorageUnavailable) => void };

/**
 * One more peer, for the length of one update: it is let in as a socket is, judged by the same gate, stored by the same
 * commit, and passed on to whoever has the page open.
 *
 * @returns once it is on disk, or is not going to be.
 */
export async function writeAsPeer(write: PeerWrite, ports: SyncPorts, parts: Parts): Promise<PeerWritten> {
  const { page, userId, session, clientId } = write;
  const room = parts.rooms.of(page);
  const answer = Promise.withResolvers<PeerWritten>();
  const last = write.cseq + write.parts.length - 1;
  const end = new ServerEnd(userId, ports, last, (written) => answer.resolve(written));
  const channel = new Channel(end, room, { channel: 1, session, clientId });
  channel.enter();
  try {
    const refused = await letIn(channel, write, ports);
    if (refused) return refused;
    channel.opened(write.seq);
    // Of one turn, so that they share a commit, and with the last what is noted.
    for (const [index, update] of write.parts.entries()) {
      const cseq = write.cseq + index;
      parts.pushes.take(channel, { session, cseq, update }, cseq === last ? write.also : undefined);
    }
    return await answer.promise;
  } catch (error) {
    if (!(error instanceof StorageUnavailable)) throw error;
    parts.storageFailed(error);
    return { type: "refused", name: "storage_unavailable" };
  } finally {
    channel.close();
    parts.rooms.closeIfEmpty(room);
  }
}

async function letIn(channel: Channel, write: PeerWrite, ports: SyncPorts): Promise<PeerWritten | null> {
  const { page, userId, session, clientId } = write;
  const askedAt = ports.clock();
  const [access = null] = await ports.access.accessToAll([{ page, userId }]);
  if (!access) return { type: "refused", name: "unknown_page" };
  if (!access.write) return { type: "refused", name: "read_only" };
  const bound = await ports.log.bindClient({ page, clientId, session, userId });
  if (bound !== "bound") return { type: "refused", name: "session_taken" };
  channel.bound = true;
  if (!(await write.isWanted())) return { type: "not_wanted" };
  if (channel.state !== "opening") return { type: "refused", name: "access_ended" };
  channel.user = { member: access.member, name: access.name };
  channel.writes = true;
  channel.leasedAt = askedAt;
  return null;
}

/** Stands where a socket would: what the hub says to it is the answer, or goes nowhere. */
class ServerEnd implements ChannelEnd {
  readonly userId: string;
  readonly session = null;
  channels: readonly Channel[] = [];
  readonly schemaVersion: number;
  readonly #ports: SyncPorts;
  readonly #last: number;
  readonly #answer: (written: PeerWritten) => void;

  constructor(userId: string, ports: SyncPorts, last: number, answer: (written: PeerWritten) => void) {
    this.userId = userId;
    this.schemaVersion = ports.schemaVersion;
    this.#ports = ports;
    this.#last = last;
    this.#answer = answer;
  }

  send(message: ServerMessage): void {
    if (message.type === "ack" && message.cseq >= this.#last) this.#answer({ type: "stored" });
  }

  sendFrame(): void {}

  sendLarge(): void {}

  refused(name: RefusalName): void {
    this.#ports.refused?.(name);
    this.#answer({ type: "refused", name });
  }

  close(name: RefusalName): void {
    this.refused(name);
    for (const channel of this.channels) channel.close();
  }
}
