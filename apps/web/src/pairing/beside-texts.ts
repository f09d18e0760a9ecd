import { PAIRING_WORDS } from "@candor/document/pairing/words-of-pairing.ts";

/** Apart from the rest, which comes with the screen. */
export const besideTexts = {
  region: "Side by side",
  kinds: PAIRING_WORDS.kinds,
  started: (name: string) => `${name} has started pairing.`,
  open: (what: string, time: string, day: string) => `Going on side by side: ${what}, since ${time}, ${day}`,
  go: "Go there",
  goTo: (what: string) => `Go there: ${what}`,
  someone: "The other",
};
