import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { DocumentMember } from "../page-access.ts";

/** Who somebody is, as the server knows it; put into every awareness state in place of what the client said. */
export type PresentUser = { member: DocumentMember; name: string };

export type ReadAwareness =
  /** `state` null: the client leaves */
  | { type: "state"; state: Record<string, unknown> | null }
  /** nothing in it is about the channel's own clientId */
  | { type: "foreign" }
  | { type: "malformed" };

/**
 * Reads an awareness update as y-protocols writes it (count, then clientID, clock and JSON of each state) and keeps
 * only what a client says of itself.
 */
export function readAwareness(update: Uint8Array, clientId: number): ReadAwareness {
  try {
    const from = decoding.createDecoder(update);
    let own: ReadAwareness = { type: "foreign" };
    for (let left = decoding.readVarUint(from); left > 0; left -= 1) {
      const client = decoding.readVarUint(from);
      decoding.readVarUint(from);
      const state: unknown = JSON.parse(decoding.readVarString(from));
      if (client === clientId && isState(state)) own = { type: "state", state };
    }
    return decoding.hasContent(from) ? { type: "malformed" } : own;
  } catch {
    return { type: "malformed" };
  }
}

function isState(state: unknown): state is Record<string, unknown> | null {
  return state === null || (typeof state === "object" && !Array.isArray(state));
}

/**
 * @param clock the server's own, rising with every update: a clientID that went and came back is then newer than its
 *   departure, which by the client's clock it might not be.
 */
export function writeAwareness(
  clientId: number,
  clock: number,
  state: Record<string, unknown> | null,
  user: PresentUser,
): Uint8Array {
  const { __proto__: _, ...rest } = state ?? {};
  const stamped = state === null ? null : { ...rest, user };
  return encoding.encode((to) => {
    encoding.writeVarUint(to, 1);
    encoding.writeVarUint(to, clientId);
    encoding.writeVarUint(to, clock);
    encoding.writeVarString(to, JSON.stringify(stamped));
  });
}
