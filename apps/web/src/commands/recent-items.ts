import { signal } from "@preact/signals";

const STORED_AS = "candor.recent-commands";
const MOST_KEPT = 12;

/** Ids of palette items chosen before, newest first; kept on this device. */
export const recentItems = signal<readonly string[]>(readStored());

export function rememberItem(id: string): void {
  recentItems.value = [id, ...recentItems.value.filter((each) => each !== id)].slice(0, MOST_KEPT);
  try {
    localStorage.setItem(STORED_AS, JSON.stringify(recentItems.value));
  } catch {
    // without storage it is remembered until the tab is closed
  }
}

function readStored(): string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED_AS) ?? "[]");
    return Array.isArray(stored) ? stored.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}
