import * as Y from "yjs";
import type { SetAside } from "./device-store.ts";
import type { Outbox } from "./outbox.ts";

/** Everything of a session from what was refused on: its clientID has no number for what would come after a gap. */
export function setAside(outbox: Outbox, doc: Y.Doc, { at, isKept }: Pick<SetAside, "at" | "isKept">): SetAside {
  const { page, session, clientId } = outbox;
  const updates = outbox.all().map(({ update }) => update);
  const clocks = updates.flatMap((update) => Y.parseUpdateMeta(update).from.get(clientId) ?? []);
  return {
    page,
    session,
    clientId,
    code: outbox.refusal ?? 0,
    at,
    updates,
    fromClock: clocks.length > 0 ? Math.min(...clocks) : null,
    isKept,
    state: Y.encodeStateAsUpdate(doc),
  };
}

/** Whether something that was set aside is in an update, so that it must not get into the page. */
export function holdsAside(update: Uint8Array, asides: readonly SetAside[]): boolean {
  if (asides.length === 0) return false;
  const { to } = Y.parseUpdateMeta(update);
  return asides.some(({ clientId, fromClock }) => fromClock !== null && (to.get(clientId) ?? 0) > fromClock);
}
