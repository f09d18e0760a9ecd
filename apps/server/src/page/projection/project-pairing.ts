import { binnedPairing } from "@candor/core/pairing/binned-pairing.ts";
import { instantOf } from "@candor/core/pairing/finish-time.ts";
import type { PairingThing } from "@candor/core/pairing/pairing.ts";
import { ownerValue, readPairingThings } from "@candor/document/pairing/read-pairing.ts";
import type * as Y from "yjs";
import type { PairingThingTable } from "../../database/tables/projection-tables.ts";
import { storable, storableOrNull } from "./storable.ts";

type Row = Omit<PairingThingTable, "page" | "volume">;

/** What two wrote down while pairing, as rows; what stands in a session that lies in the bin lies there, too. */
export function projectPairing(doc: Y.Doc): Row[] {
  const things = readPairingThings(doc);
  const binned = new Map(binnedPairing(things).map(({ id, since }) => [id, since]));
  return things.map((thing) => {
    const row = rowOf(thing);
    const since = binned.get(thing.id);
    return since === undefined ? row : { ...row, text: "", severity: "", state: "binned", state_at: storable(since) };
  });
}

function rowOf(thing: PairingThing): Row {
  const { id, what } = thing;
  const at = instantOf(thing.at)?.toString() ?? "";
  const plain = { ...{ id, what, at, text: "", severity: "", owner: null }, ...{ check_on: null, came_back: 0 } };
  if (what === "session") {
    const { kind, finishedAt } = thing;
    return { ...plain, session: id, kind, state: finishedAt === null ? "open" : "finished", state_at: null };
  }
  if (what === "entry") return { ...plain, session: thing.session, kind: "", state: "open", state_at: null };
  const { session, kind, text, severity, owner, state, stateAt, checkOn, cameBack } = thing;
  return {
    ...{ ...plain, session, kind, text: storable(text), severity: storable(severity) },
    ...{ owner: storableOrNull(ownerValue(owner)), state, state_at: storableOrNull(stateAt) },
    ...{ check_on: checkOn, came_back: cameBack.length },
  };
}
