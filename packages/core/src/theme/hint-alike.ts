import type { Id } from "../id.ts";
import type { PairNote } from "../notebook/note.ts";
import type { LikeNote } from "./like-notes.ts";
import { standFor } from "./stand-for.ts";
import type { Theme } from "./theme.ts";

/** That others raised what a note is about. */
export type AlikeHint = {
  /** each of them once, with their note that is most alike */
  others: readonly LikeNote[];
  /** the theme that most of them carry, in use, and not on this note yet */
  theme: Theme | null;
};

/** @returns null where nobody else did. */
export function hintAlike(
  like: readonly LikeNote[],
  { notes, themes, carried }: { notes: readonly PairNote[]; themes: readonly Theme[]; carried: readonly Id[] },
): AlikeHint | null {
  const others = like.filter(({ person }, at) => like.findIndex((each) => each.person === person) === at);
  if (others.length === 0) return null;
  const stands = standFor(themes);
  const mine = new Set(carried.map((id) => stands.get(id)?.id));
  const votes = new Map<Theme, Set<string>>();
  for (const { id, person } of like) {
    for (const carriedBy of notes.find((note) => note.id === id)?.themes ?? []) {
      const theme = stands.get(carriedBy);
      if (!theme || theme.archivedAt !== null || mine.has(theme.id)) continue;
      votes.set(theme, (votes.get(theme) ?? new Set()).add(person));
    }
  }
  const [first] = [...votes].sort(([left, by], [right, than]) => than.size - by.size || (left.id < right.id ? -1 : 1));
  return { others, theme: first?.[0] ?? null };
}
