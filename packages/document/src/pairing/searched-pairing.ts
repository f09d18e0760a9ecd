import type { Pairing } from "@candor/core/pairing/pairing.ts";
import { PAIRING_WORDS } from "./words-of-pairing.ts";

/** What is found by words of what two wrote down side by side: each session by all that was written in it, each friction. */
export type PairingText = { id: string; title: string; body: string; at: string };

/** @param pairing as it shows, the bin left out. */
export function searchedPairing({ sessions, entries, frictions }: Pairing): PairingText[] {
  return [
    ...sessions.map(({ id, text, kind, at }) => ({
      ...{ id, at, title: text.trim() || PAIRING_WORDS.kinds[kind] },
      body: entries.flatMap((entry) => (entry.session === id ? entry.text : [])).join("\n"),
    })),
    ...frictions.map(({ id, text, severity, at }) => ({ id, at, title: text, body: severity })),
  ];
}
