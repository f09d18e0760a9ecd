import type { Id } from "../id.ts";
import type { Friction, Pairing, PairingEntry, PairingSession, PairingThing } from "./pairing.ts";

/** What shows of all that was written: without the bin, and without what stands in a session that lies there. */
export function arrangePairing(things: readonly PairingThing[]): Pairing {
  const shown = things.filter(({ binnedAt }) => binnedAt === null).sort(byTime);
  const sessions = shown.filter((thing): thing is PairingSession => thing.what === "session");
  const known = new Set<Id>(sessions.map(({ id }) => id));
  return {
    sessions: sessions.toReversed(),
    entries: shown.filter((thing): thing is PairingEntry => thing.what === "entry" && known.has(thing.session)),
    frictions: shown.filter((thing): thing is Friction => thing.what === "friction" && known.has(thing.session)),
  };
}

/** By when it was written, on whatever device; the id as tie-break, so that both see one order. */
function byTime(left: PairingThing, right: PairingThing): number {
  if (left.at !== right.at) return left.at < right.at ? -1 : 1;
  return left.id < right.id ? -1 : 1;
}
