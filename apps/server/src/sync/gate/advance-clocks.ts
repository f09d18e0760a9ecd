import * as Y from "yjs";
import type { Clocks } from "./check-update.ts";
import { readContent } from "./read-content.ts";
import { GateFault, UpdateCursor } from "./update-cursor.ts";

/** Moves `clocks` on by an update out of the log, which was judged when it came in. */
export function advanceClocks(clocks: Clocks, update: Uint8Array): void {
  for (const [client, clock] of endClocks(update)) if (clock > (clocks.get(client) ?? 0)) clocks.set(client, clock);
}

/** The clocks of a state as Yjs encodes its vector. */
export function clocksOf(stateVector: Uint8Array): Clocks {
  return Y.decodeStateVector(stateVector);
}

function endClocks(update: Uint8Array): Clocks {
  try {
    return readEndClocks(new UpdateCursor(update));
  } catch (fault) {
    // Stored before a rule of this reader was made: Yjs itself knows.
    if (fault instanceof GateFault) return Y.parseUpdateMeta(update).to;
    throw fault;
  }
}

function readEndClocks(from: UpdateCursor): Clocks {
  const clocks: Clocks = new Map();
  for (let sections = from.number(); sections > 0; sections -= 1) {
    let items = from.number();
    const client = from.number();
    let clock = from.number();
    for (; items > 0; items -= 1) clock += skipItem(from);
    clocks.set(client, clock);
  }
  return clocks;
}

function skipItem(from: UpdateCursor): number {
  const info = from.byte();
  const kind = info & 31;
  if (kind === 0 || kind === 10) return from.number();
  if (info & 128) skipId(from);
  if (info & 64) skipId(from);
  if ((info & 192) === 0) {
    if (from.number() === 1) from.skipText();
    else skipId(from);
    if (info & 32) from.skipText();
  }
  return readContent(from, kind, false);
}

function skipId(from: UpdateCursor): void {
  from.number();
  from.number();
}
