import { splitUpdate } from "@candor/document/split-update.ts";
import { PART_LIMITS } from "@candor/protocol/sync/limits.ts";
import type * as Y from "yjs";

/** The update of a transaction of one's own, in as many parts as the server wants it. */
export function partsThatFit(update: Uint8Array, { doc, beforeState, afterState }: Y.Transaction): Uint8Array[] {
  const steps = (afterState.get(doc.clientID) ?? 0) - (beforeState.get(doc.clientID) ?? 0);
  const fits = update.length <= PART_LIMITS.bytes && steps <= PART_LIMITS.clockSteps;
  return fits ? [update] : splitUpdate(update, PART_LIMITS);
}
