import { type ReadonlySignal, signal } from "@preact/signals";

/** A list of words that this device keeps; nothing of it is ever sent. */
export type KeptList = {
  all: ReadonlySignal<readonly string[]>;
  add: (word: string) => void;
  remove: (word: string) => void;
};

/** @param most older ones are forgotten. */
export function keptList(storedAs: string, most: number): KeptList {
  const all = signal(read(storedAs));
  const set = (change: (before: readonly string[]) => readonly string[]) => {
    // Read anew: another tab may have added to it.
    all.value = change([...new Set([...read(storedAs), ...all.peek()])]).slice(-most);
    try {
      localStorage.setItem(storedAs, JSON.stringify(all.value));
    } catch {
      // a browser that keeps nothing still obeys until it is closed
    }
  };
  return {
    all,
    add: (word) => set((before) => [...before.filter((each) => each !== word), word]),
    remove: (word) => set((before) => before.filter((each) => each !== word)),
  };
}

function read(storedAs: string): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storedAs) ?? "[]");
    return Array.isArray(stored) ? stored.filter((each) => typeof each === "string") : [];
  } catch {
    return [];
  }
}
