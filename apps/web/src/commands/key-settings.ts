import { signal } from "@preact/signals";

const STORED_AS = "candor.single-keys";

/** Whether single-character shortcuts act (WCAG 2.1.4); kept on this device. */
export const singleKeys = signal(readStored() !== "off");

export function setSingleKeys(on: boolean): void {
  singleKeys.value = on;
  try {
    localStorage.setItem(STORED_AS, on ? "on" : "off");
  } catch {
    // a browser that keeps nothing still obeys until it is closed
  }
}

function readStored(): string | null {
  try {
    return localStorage.getItem(STORED_AS);
  } catch {
    return null;
  }
}
