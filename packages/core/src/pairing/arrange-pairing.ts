import type { Id } from "../id.ts";
import { joinStarts } from "./join-starts.ts";
import type { Friction, Pairing, PairingEntry, PairingSession, PairingThing } from "./pairing.ts";

/** What shows of all that was written: without the bin, and without what stands in a session that lies there. */
export function arrangePairing(things: readonly PairingThing[]): Pairing {
  const shown = things.filter(({ binnedAt }) => binnedAt === null).sort(byTime);
  const sessions = joinStarts(shown.filter((thing): thing is PairingSession => thing.what === "session"));
  const known = new Map<Id, Id>(sessions.flatMap(({ id, members }) => members.map((each) => [each.id, id] as const)));
  const within = <Thing extends PairingEntry | Friction>(thing: Thing): Thing[] => {
    const session = known.get(thing.session);
    return session === undefined ? [] : [session === thing.session ? thing : { ...thing, session }];
  };
  return {
    sessions: sessions.toReversed(),
    entries: shown.flatMap((thing) => (thing.what === "entry" ? within(thing) : [])),
    frictions: shown.flatMap((thing) => (thing.what === "friction" ? within(thing) : [])),
  };
}

/** By when it was written, on whatever device; the id as tie-break, so that both see one order. */
export function byTime(left: PairingThing, right: PairingThing): number {
  if (left.at !== right.at) return left.at < right.at ? -1 : 1;
  return left.id < right.id ? -1 : 1;
}
