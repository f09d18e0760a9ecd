import { byRank } from "../topic/rank.ts";

/** What is spoken of before everybody: a theme of somebody's notes as they tell it, what was announced, an open question. */
export const AGENDA_KINDS = ["announcement", "theme", "question", "other"] as const;
export type AgendaKind = (typeof AGENDA_KINDS)[number];

/** @property addedOn YYYY-MM-DD */
type Gathered = { id: string; kind: AgendaKind; carried: number; addedOn: string };

/**
 * The order in which what waits on the board comes onto an agenda: what was put off first, then by kind, then by age in days.
 * Within a day it is any, though always the same: who stood between whom would tell when somebody asked who gave no name.
 */
export function inGatheringOrder<Item extends Gathered>(items: readonly Item[]): Item[] {
  return [...items].sort(
    (one, other) =>
      other.carried - one.carried ||
      AGENDA_KINDS.indexOf(one.kind) - AGENDA_KINDS.indexOf(other.kind) ||
      (one.addedOn < other.addedOn ? -1 : one.addedOn > other.addedOn ? 1 : one.id < other.id ? -1 : 1),
  );
}

/** @returns the items in their order, each with the minutes after the beginning at which it comes. */
export function runningOrder<Item extends { id: string; rank: string; minutes: number }>(
  items: readonly Item[],
): { item: Item; begins: number }[] {
  let begins = 0;
  return [...items].sort(byRank).map((item) => {
    const placed = { item, begins };
    begins += item.minutes;
    return placed;
  });
}
