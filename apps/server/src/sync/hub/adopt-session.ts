import type { ClientMessage } from "@candor/protocol/sync/messages.ts";
import { type ClientBinding, type PageLog, StorageUnavailable } from "../page-log.ts";
import type { Channel } from "./channel.ts";
import type { SyncPorts } from "./sync-ports.ts";

const MAX_ADOPTED = 100; // dead tabs of one browser

/** Lets a channel send on the outbox of a tab that is gone, if that tab was the same user's. */
export async function adoptSession(
  channel: Channel,
  { session, clientId }: Extract<ClientMessage, { type: "adopt" }>,
  ports: SyncPorts,
  storageFailed: () => void,
): Promise<void> {
  const { page } = channel.room;
  try {
    const isMine = await claims(channel, { page, clientId, session, userId: channel.connection.userId }, ports.log);
    if (channel.state !== "open") return;
    const adopted = channel.adopted ?? new Map<string, number>();
    if (!isMine || adopted.size >= MAX_ADOPTED) {
      channel.refuse("session_taken", session);
      return;
    }
    channel.adopted = adopted.set(session, clientId);
    const storedCseq = channel.room.writer?.storedCseq(session) ?? (await ports.log.storedCseq(page, session));
    channel.connection.send({ type: "adopted", channel: channel.number, session, storedCseq });
  } catch (error) {
    if (error instanceof StorageUnavailable) storageFailed();
    else ports.report(error, "adopting a session");
    channel.refuse(error instanceof StorageUnavailable ? "storage_unavailable" : "internal", session);
  }
}

async function claims(channel: Channel, binding: ClientBinding, log: PageLog): Promise<boolean> {
  if (channel.writes) return (await log.bindClient(binding)) === "bound";
  const owner = await log.readBinding(binding.page, binding.clientId);
  return owner?.session === binding.session && owner.userId === binding.userId;
}
