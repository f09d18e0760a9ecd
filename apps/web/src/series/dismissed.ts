import { signal } from "@preact/signals";

/** What a person does not want to be offered again on this device, and until when (ISO instant). Nothing of it is sent. */
const STORED_AS = "candor.dismissed";
const all = signal<Readonly<Record<string, string>>>(readStored());

/** @param now ISO instant. */
export function isDismissed(what: string, now: string): boolean {
  const until = all.value[what];
  return until !== undefined && until > now;
}

/** @param until ISO instant. */
export function dismiss(what: string, { now, until }: { now: string; until: string }): void {
  const still = Object.entries({ ...readStored(), ...all.peek() }).filter(([, end]) => end > now);
  all.value = { ...Object.fromEntries(still), [what]: until };
  try {
    localStorage.setItem(STORED_AS, JSON.stringify(all.value));
  } catch {
    // a browser that keeps nothing still obeys until it is closed
  }
}

function readStored(): Record<string, string> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED_AS) ?? "null");
    if (typeof stored !== "object" || stored === null) return {};
    return Object.fromEntries(
      Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  } catch {
    return {};
  }
}
