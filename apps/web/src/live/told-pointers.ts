import { readToldPointer, type ToldPointer } from "@candor/core/meeting/live-pointer.ts";
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Awareness } from "y-protocols/awareness";
import type { PageHandle } from "../offline/page-handle.ts";

const known = new WeakMap<Awareness, ReadonlySignal<readonly ToldPointer[]>>();

/** Where every other device with this page says that its meeting is; the other tabs of my own among them. */
export function toldPointers({ awareness }: PageHandle): ReadonlySignal<readonly ToldPointer[]> {
  const present = known.get(awareness);
  if (present) return present;
  const told = signal<readonly ToldPointer[]>([]);
  const read = () => {
    const next = readAll(awareness);
    // A caret that moves changes nothing of this.
    if (JSON.stringify(next) !== JSON.stringify(told.peek())) told.value = next;
  };
  awareness.on("change", read); // for as long as the page is open: both go together
  known.set(awareness, told);
  read();
  return told;
}

function readAll(awareness: Awareness): ToldPointer[] {
  return [...awareness.getStates()].flatMap(([client, state]) => {
    const told = client === awareness.clientID ? null : readToldPointer(state);
    return told ? [told] : [];
  });
}
