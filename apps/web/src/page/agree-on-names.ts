import type { Member, MemberId } from "@candor/core/person/member.ts";
import { effect, type ReadonlySignal } from "@preact/signals";
import type { Awareness } from "y-protocols/awareness";

type Change = { added: number[]; updated: number[]; removed: number[] };

/**
 * Tells the other what this device calls the two of us, and where the other calls us otherwise has the server asked who
 * is right: else a new name would show here only when the page is opened again.
 *
 * @param refresh asks the server for the people anew.
 * @returns stops it.
 */
export function agreeOnNames({
  awareness,
  people,
  refresh,
}: {
  awareness: Awareness;
  people: ReadonlySignal<Record<MemberId, Member>>;
  refresh: () => void;
}): () => void {
  let asked: unknown = null;
  const tell = (names: string) => {
    if (names !== "\n") awareness.setLocalStateField("names", names);
  };
  const stopTelling = effect(() => tell(namesOf(people.value)));
  const onChange = ({ added, updated }: Change) => {
    if (added.includes(awareness.clientID)) tell(namesOf(people.peek())); // hidden until now
    for (const client of [...added, ...updated]) {
      const theirs: unknown = awareness.getStates().get(client)?.names;
      // Once for each name: a caret that moves tells the same again.
      if (typeof theirs !== "string" || theirs === asked || theirs === namesOf(people.peek())) continue;
      asked = theirs;
      refresh();
    }
  };
  awareness.on("change", onChange);
  return () => {
    stopTelling();
    awareness.off("change", onChange);
  };
}

function namesOf({ a, b }: Record<MemberId, Member>): string {
  return `${a.name}\n${b.name}`;
}
