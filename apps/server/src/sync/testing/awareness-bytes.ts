import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

/** An awareness update as y-protocols writes it, with whatever somebody claims. */
export function awareness(states: readonly (readonly [clientId: number, clock: number, state: unknown])[]): Uint8Array {
  return encoding.encode((to) => {
    encoding.writeVarUint(to, states.length);
    for (const [clientId, clock, state] of states) {
      encoding.writeVarUint(to, clientId);
      encoding.writeVarUint(to, clock);
      encoding.writeVarString(to, typeof state === "string" ? state : JSON.stringify(state));
    }
  });
}

/** The one state of an update. */
export function readAwareness(update: Uint8Array): { clientId: number; clock: number; state: unknown } {
  const from = decoding.createDecoder(update);
  if (decoding.readVarUint(from) !== 1) throw new Error("more than one state");
  return {
    clientId: decoding.readVarUint(from),
    clock: decoding.readVarUint(from),
    state: JSON.parse(decoding.readVarString(from)),
  };
}
