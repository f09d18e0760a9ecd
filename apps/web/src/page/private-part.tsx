import type { Id } from "@candor/core/id.ts";
import { signal } from "@preact/signals";
import type { ComponentType } from "preact";

/** Where private notes may stand: beside a topic, in a meeting, before the next one, or beside the person; and dialogs. */
export type PrivatePlace =
  | { type: "person" | "dialogs" }
  | { type: "topic" | "meeting" | "before" | "kickoff"; id: Id };

/** What draws them, once it is here: it comes when the page is at rest, and pages do without. */
export const privateParts = signal<ComponentType<{ place: PrivatePlace }> | null>(null);

export function PrivatePart({ place }: { place: PrivatePlace }) {
  const Part = privateParts.value;
  return Part && <Part place={place} />;
}
