import { ROOT_TYPES } from "@candor/document/schema-version.ts";
import type { RefusalName } from "@candor/protocol/sync/codes.ts";
import { MAX_CLOCK_STEPS, MAX_UPDATE_BYTES } from "@candor/protocol/sync/limits.ts";
import { Nesting } from "./nesting.ts";
import { isSafeKey, readContent } from "./read-content.ts";
import { GateFault, UpdateCursor } from "./update-cursor.ts";

/** Next clock of each clientID, as a Yjs state vector has it. */
export type Clocks = Map<number, number>;

export type GateVerdict =
  /** `advance`: clock steps by which the update moves its clientID on; 0 where it only deletes */
  { type: "accepted"; advance: number } | { type: "refused"; name: RefusalName };

/**
 * Judges an update (Yjs, version 1) by its structure alone, with no document in memory: whoever applies it to the state
 * that `known` describes can apply it whole, at once and as its author's own.
 *
 * What it cannot see is what the items mean: the snapshot worker applies them to a scratch document for that.
 *
 * @param known clocks of everything stored or on its way to the store; not changed.
 * @param clientId of the session that pushes: new items are its own or nobody's.
 */
export function checkUpdate(update: Uint8Array, known: Clocks, clientId: number): GateVerdict {
  if (update.length > MAX_UPDATE_BYTES) return { type: "refused", name: "update_too_large" };
  try {
    const from = new UpdateCursor(update);
    const start = known.get(clientId) ?? 0;
    const end = readItems(from, known, clientId, start);
    readDeletions(from, known, clientId, end);
    if (from.at !== update.length) throw new GateFault("malformed_update");
    return { type: "accepted", advance: end - start };
  } catch (fault) {
    if (fault instanceof GateFault) return { type: "refused", name: fault.refusal };
    throw fault;
  }
}

const KIND_BITS = 31;
const GC = 0;
const SKIP = 10;
const HAS_ORIGIN = 128;
const HAS_RIGHT_ORIGIN = 64;
const HAS_PARENT_KEY = 32;

/** @returns the clock after the last item. */
function readItems(from: UpdateCursor, known: Clocks, clientId: number, start: number): number {
  const sections = from.number();
  if (sections === 0) return start;
  const items = from.number();
  if (from.number() !== clientId) throw new GateFault("foreign_client");
  if (from.number() !== start) throw new GateFault("causal_gap");
  if (items === 0) throw new GateFault("malformed_update");
  let clock = start;
  const nesting = new Nesting(start);
  for (let left = items; left > 0; left -= 1) {
    const steps = readItem(from, known, clientId, clock, nesting);
    if (steps === 0) throw new GateFault("malformed_update"); // two items at one clock
    clock += steps;
    if (clock - start > MAX_CLOCK_STEPS) throw new GateFault("update_too_large");
  }
  // A peer keeps only the last section of a client, and one of another client is never its own.
  if (sections > 1) {
    from.number();
    throw new GateFault(from.number() === clientId ? "malformed_update" : "foreign_client");
  }
  return clock;
}

function readItem(from: UpdateCursor, known: Clocks, clientId: number, clock: number, nesting: Nesting): number {
  const info = from.byte();
  const kind = info & KIND_BITS;
  if (kind === SKIP) throw new GateFault("causal_gap");
  if (kind === GC) {
    // An item that was made and collected within one transaction: honest clients send these for their own clocks.
    if (info !== GC) throw new GateFault("malformed_update");
    return from.number();
  }
  const origin = info & HAS_ORIGIN ? readKnownId(from, known, clientId, clock) : OTHERS;
  const rightOrigin = info & HAS_RIGHT_ORIGIN ? readKnownId(from, known, clientId, clock) : OTHERS;
  if ((info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN)) !== 0) nesting.beside(info & HAS_ORIGIN ? origin : rightOrigin, clock);
  else {
    if (from.number() === 1) {
      readRootName(from);
      nesting.beside(OTHERS, clock);
    } else nesting.within(readKnownId(from, known, clientId, clock), clock);
    if (info & HAS_PARENT_KEY && !isSafeKey(from.text())) throw new GateFault("schema_violation");
  }
  return readContent(from, kind, true);
}

const OTHERS = -1;

/** @returns its clock if it is the pusher's own, else `OTHERS`. */
function readKnownId(from: UpdateCursor, known: Clocks, clientId: number, clock: number): number {
  const client = from.number();
  const at = from.number();
  if (at >= (client === clientId ? clock : (known.get(client) ?? 0))) throw new GateFault("causal_gap");
  return client === clientId ? at : OTHERS;
}

function readRootName(from: UpdateCursor): void {
  if (!Object.hasOwn(ROOT_TYPES, from.text())) throw new GateFault("schema_violation");
}

function readDeletions(from: UpdateCursor, known: Clocks, clientId: number, end: number): void {
  for (let clients = from.number(); clients > 0; clients -= 1) {
    const client = from.number();
    const limit = client === clientId ? end : (known.get(client) ?? 0);
    for (let ranges = from.number(); ranges > 0; ranges -= 1) {
      const start = from.number();
      const length = from.number();
      if (length === 0) throw new GateFault("malformed_update");
      if (start + length > limit) throw new GateFault("causal_gap");
    }
  }
}
