import { type ReadonlySignal, signal } from "@preact/signals";

const KNOWN_HERE = "candor.notebook"; // says that this browser keeps one, and nothing of it
const HIDDEN = "candor.notebook.hidden";

const hiddenState = signal(read(() => localStorage, HIDDEN));

// Whoever shares a screen goes from tab to tab. Other tabs hear of it; null: all that is kept was cleared.
globalThis.addEventListener?.("storage", (event) => {
  const { key } = event as StorageEvent;
  if (key === HIDDEN || key === null) hiddenState.value = read(() => localStorage, HIDDEN);
});

/** Whether private notes, and that there are any, show nowhere in this browser: a screen may be shared just now. */
export const isHidden: ReadonlySignal<boolean> = hiddenState;

/** Holds in all tabs until it is taken back, over a restart too: nothing comes to light by itself. */
export function setHidden(hidden: boolean): void {
  hiddenState.value = hidden;
  write(() => localStorage, HIDDEN, hidden);
}

/** Whether a notebook was opened in this browser before, so that its code is wanted. */
export function isKnownHere(): boolean {
  return read(() => localStorage, KNOWN_HERE);
}

export function setKnownHere(known: boolean): void {
  write(() => localStorage, KNOWN_HERE, known);
}

function read(storage: () => Storage, key: string): boolean {
  try {
    return storage().getItem(key) !== null;
  } catch {
    return false;
  }
}

function write(storage: () => Storage, key: string, on: boolean): void {
  try {
    if (on) storage().setItem(key, "1");
    else storage().removeItem(key);
  } catch {
    // a browser that keeps nothing
  }
}
