import type { PairingThing } from "./pairing.ts";

/** What lies in the bin, and since when it says so: by itself, or with the session that it stands in. */
export function binnedPairing(things: readonly PairingThing[]): { id: string; since: string }[] {
  const sessions = new Map(things.flatMap((thing) => (thing.what === "session" ? [[thing.id, thing.binnedAt]] : [])));
  return things.flatMap((thing) => {
    // One whose session is gone went with it: whoever wrote it did not know yet.
    const around = thing.what === "session" ? null : sessions.has(thing.session) ? sessions.get(thing.session) : "";
    const since = thing.binnedAt ?? around ?? null;
    return since === null ? [] : [{ id: thing.id, since }];
  });
}
