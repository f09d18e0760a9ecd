import type { RefusalName } from "@candor/protocol/sync/codes.ts";
import { type PageLog, type PageSnapshot, StorageUnavailable } from "../page-log.ts";
import { askedOf } from "./access-leases.ts";
import type { Channel } from "./channel.ts";
import type { SyncPorts } from "./sync-ports.ts";

export type Holding = { epoch: number; haveSeq: number };

/**
 * Lets a client into a page: access first, then the clientID, then the state. What is committed meanwhile reaches the
 * channel after the state, for it has been in its room since before the log was read.
 */
export async function openPage(
  channel: Channel,
  holding: Holding,
  ports: SyncPorts,
  { storageFailed, opened }: { storageFailed: (error: StorageUnavailable) => void; opened: (seq: number) => void },
): Promise<void> {
  const { page } = channel.room;
  const askedAt = ports.clock();
  const [access = null] = await ports.access.accessToAll([askedOf(channel)]);
  if (channel.state !== "opening") return;
  if (!access) return channel.refuse("unknown_page");
  channel.user = { member: access.member, name: access.name };
  channel.writes = access.write;
  channel.leasedAt = askedAt;
  const [refusal, state, storedCseq] = await Promise.all([
    claimClient(channel, ports.log, storageFailed),
    readState(ports.log, page, holding),
    ports.log.storedCseq(page, channel.session),
  ]);
  if (channel.state !== "opening") return;
  if (refusal) return channel.refuse(refusal);
  if (state.schemaVersion > (channel.connection.schemaVersion ?? 0)) channel.writes = false;
  channel.connection.sendLarge({
    type: "opened",
    channel: channel.number,
    epoch: ports.log.epoch,
    seq: state.seq,
    storedCseq,
    access: channel.writes ? "write" : "read",
    snapshot: state.snapshot,
    updates: state.updates,
    voucher: ports.vouch(
      page,
      [state.snapshot, ...state.updates].filter(({ length }) => length > 0),
    ),
  });
  channel.opened(state.seq);
  opened(state.seq);
  ports.opened({ page, ...channel.user });
  channel.room.introduce(channel);
}

/** Gives the clientID to the session for good, before anybody else can learn of it. */
async function claimClient(
  channel: Channel,
  log: PageLog,
  storageFailed: (error: StorageUnavailable) => void,
): Promise<RefusalName | null> {
  const { session, clientId } = channel;
  const { userId } = channel.connection;
  const { page } = channel.room;
  if (channel.writes) {
    try {
      const result = await log.bindClient({ page, clientId, session, userId });
      channel.bound = result === "bound";
      return channel.bound ? null : "session_taken";
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) throw error;
      storageFailed(error); // reading goes on; the clientID is claimed with the first push that can be stored
    }
  }
  const owner = await log.readBinding(page, clientId);
  if (!owner && isOpenElsewhere(channel)) return "session_taken";
  return owner && (owner.session !== session || owner.userId !== userId) ? "session_taken" : null;
}

function isOpenElsewhere({ room, clientId, session }: Channel): boolean {
  return room.channels.filter((other) => other.clientId === clientId || other.session === session).length > 1;
}

type OpenedState = { seq: number; schemaVersion: number; snapshot: Uint8Array; updates: Uint8Array[] };

const NOTHING = new Uint8Array();

/** Only what follows, where that is whole: rows from before the snapshot may have been cleared away. */
async function readState(log: PageLog, page: string, { epoch, haveSeq }: Holding): Promise<OpenedState> {
  const snapshot = await log.readSnapshot(page);
  const snapshotSeq = snapshot?.seq ?? 0;
  const continues = epoch === log.epoch && haveSeq > 0 && haveSeq >= snapshotSeq;
  const tail = await log.readTail(page, continues ? haveSeq : snapshotSeq);
  return {
    seq: tail.at(-1)?.seq ?? (continues ? haveSeq : snapshotSeq),
    schemaVersion: snapshot?.schemaVersion ?? 0,
    snapshot: continues ? NOTHING : stateOf(snapshot),
    updates: tail.map(({ update }) => update),
  };
}

function stateOf(snapshot: PageSnapshot | null): Uint8Array {
  return snapshot?.state ?? NOTHING;
}
