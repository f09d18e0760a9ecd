import type { PortraitPart } from "../question/question.ts";

/** What somebody tells about themselves, part by part: those of the first-1:1 questions, and how they like to hear things. */
export const PARTS = [
  "excites",
  "drains",
  "learn",
  "energy",
  "concerns",
  "company",
  "feedback",
  "recognition",
] as const satisfies readonly (PortraitPart | "feedback" | "recognition")[];

export type Part = (typeof PARTS)[number];

export function isPart(text: string): text is Part {
  return PARTS.some((part) => part === text);
}

export type PortraitEntry = {
  part: Part;
  text: string;
  /** ISO instants; `until` null: it is what they say now */
  at: string;
  until: string | null;
};

/** What somebody says of each part now, without those that are empty. */
export function saidNow(entries: readonly PortraitEntry[]): PortraitEntry[] {
  return PARTS.flatMap((part) =>
    entries.filter((entry) => entry.part === part && entry.until === null && entry.text !== ""),
  );
}

/** What they said before, the newest first. */
export function saidBefore(entries: readonly PortraitEntry[], part: Part): PortraitEntry[] {
  return entries
    .filter((entry) => entry.part === part && entry.until !== null && entry.text !== "")
    .sort((one, other) => (one.at > other.at ? -1 : 1));
}
