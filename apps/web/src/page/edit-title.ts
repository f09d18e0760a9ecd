import type { Id } from "@candor/core/id.ts";
import { signal } from "@preact/signals";

/** The topic whose title is to go under edit, by key or from its menu; its title takes it from here. */
export const titleEdits = signal<Id | null>(null);

export function editTitle(id: Id): void {
  titleEdits.value = id;
}
