import { useEffect, useState } from "preact/hooks";
import { loadNotebook } from "../notebook/load-notebook.ts";
import { isHidden, isKnownHere } from "../notebook/standing.ts";

/** A private note that was found. */
export type PrivateHit = {
  id: string;
  pair: string;
  /** ISO instant at which it was written */
  at: string;
  name: string;
  excerpt: string;
  address: string;
};

export type PrivateSearch = {
  /** whether there are private notes here that cannot be looked at just now */
  isLocked: () => boolean;
  find: (query: string) => readonly PrivateHit[];
};

const MOST_FOUND = 8;
const BEFORE_HIT = 30; // letters
const EXCERPT = 90;

/** What searches private notes, on this device alone. @returns null while nothing of them is to show. */
export function usePrivateSearch(): PrivateSearch | null {
  const [search, setSearch] = useState<PrivateSearch | null>(null);
  useEffect(() => {
    let isWanted = true;
    if (isKnownHere() && !isHidden.peek()) {
      void openSearch().then(
        (found) => isWanted && setSearch(found),
        () => undefined, // without its code, pages are searched all the same
      );
    }
    return () => {
      isWanted = false;
    };
  }, []);
  return search;
}

async function openSearch(): Promise<PrivateSearch> {
  const [{ thisNotebook }, { parts }] = await Promise.all([loadNotebook(), import("../themes/themes-parts.ts")]);
  const notebook = thisNotebook();
  await notebook.loaded;
  const { searchNotesOf, addressOfNote, nameOf } = parts;
  return {
    isLocked: () => notebook.state.peek().type === "locked",
    find: (query) =>
      notebook.state.peek().type !== "open" || query.trim() === ""
        ? []
        : searchNotesOf(notebook, query, MOST_FOUND).map(({ note, ranges }) => ({
            id: note.id,
            pair: note.pair,
            at: note.writtenAt,
            name: nameOf(note.pair),
            excerpt: excerptOf(note.text, ranges[0]?.start ?? 0),
            address: addressOfNote(note),
          })),
  };
}

function excerptOf(text: string, at: number): string {
  const start = at <= BEFORE_HIT ? 0 : at - BEFORE_HIT;
  const piece = text
    .slice(start, start + EXCERPT)
    .replace(/\s+/g, " ")
    .trim();
  return `${start > 0 ? "…" : ""}${piece}${start + EXCERPT < text.length ? "…" : ""}`;
}
