import { isMemberId, type MemberId } from "@candor/core/person/member.ts";
import { ArrivedUpdate } from "@candor/document/edit.ts";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";

type Change = { added: number[]; updated: number[]; removed: number[] };

/**
 * Tells who of the two wrote what arrives. The server says who is behind each device that has the page open; of what a
 * device wrote that is long gone, or a program that has no page open, nobody here can know it.
 *
 * @returns `wrote` of a transaction: null where it is not known, or both did.
 */
export function followWriters(awareness: Awareness, me: MemberId) {
  const writers = new Map<number, MemberId>(); // of this document, those that left among them
  const look = (clients: Iterable<number>) => {
    for (const client of clients) {
      const member = memberOf(awareness.getStates().get(client)?.user);
      if (member) writers.set(client, member);
    }
  };
  const onChange = ({ added, updated }: Change) => look([...added, ...updated]);
  look(awareness.getStates().keys());
  awareness.on("change", onChange);
  return {
    wrote: (transaction: Y.Transaction): MemberId | null => {
      const { origin, beforeState, afterState } = transaction;
      if (transaction.local || (origin instanceof ArrivedUpdate && origin.from === "tab")) return me;
      const found = new Set<MemberId | null>();
      for (const [client, clock] of afterState)
        if ((beforeState.get(client) ?? 0) !== clock) found.add(writers.get(client) ?? null);
      const [only = null] = found;
      return found.size === 1 ? only : null;
    },
    stop: () => awareness.off("change", onChange),
  };
}

/** @param user what the server put into the state of a device. */
function memberOf(user: unknown): MemberId | null {
  if (typeof user !== "object" || user === null || !("member" in user)) return null;
  return isMemberId(user.member) ? user.member : null;
}
