import type { Id } from "@candor/core/id.ts";
import { signal } from "@preact/signals";

/** The part of the page that shows where there is room for one alone. */
export type PagePart = "agenda" | "hopper" | "private" | "notes";

export const shownPart = signal<PagePart>("agenda");

/** Brings a part of the page to the front, where parts hide one another. */
export function showPart(part: PagePart): void {
  shownPart.value = part;
}

/** An action that somebody goes to: of those that are done or dropped it shows beside the last ones. */
export const soughtAction = signal<Id | null>(null);
