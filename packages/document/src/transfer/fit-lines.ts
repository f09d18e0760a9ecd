import type { NoteNode } from "@candor/core/notes/note-node.ts";
import { cutText, MAX_LINE_LENGTH, MAX_STRING_LENGTH } from "../text.ts";

const ADDRESSES: ReadonlySet<string> = new Set(["answerLink", "link", "issue"]);

/**
 * Cuts what things out of a file say to what a page may hold. What a topic's title has no room for begins its notes; an
 * address that is cut would lead elsewhere, and goes.
 *
 * @returns `cut`: how many of them said too much.
 */
export function fitLines<T extends object>(things: readonly T[]): { fitted: readonly T[]; cut: number } {
  const fitted = things.map(fitThing);
  return { fitted, cut: fitted.filter((each, index) => each !== things[index]).length };
}

function fitThing<T extends object>(thing: T): T {
  const long = Object.entries(thing).filter(([key, value]) => typeof value === "string" && value.length > mostOf(key));
  if (long.length === 0) return thing;
  const cut = long.map(([key, value]) => [key, ADDRESSES.has(key) ? null : cutText(value, mostOf(key))]);
  const fitted = { ...thing, ...Object.fromEntries(cut) };
  if (!("title" in thing && "notes" in thing)) return fitted;
  const { title } = thing as { title: string };
  const rest = title.slice(cutText(title, MAX_LINE_LENGTH).length);
  return { ...fitted, notes: [...paragraphs(rest), ...(thing.notes as NoteNode[])] };
}

function mostOf(key: string): number {
  return key === "title" || key === "text" ? MAX_LINE_LENGTH : MAX_STRING_LENGTH;
}

function paragraphs(words: string): NoteNode[] {
  const parts: NoteNode[] = [];
  for (let left = words; left !== ""; left = left.slice((parts.at(-1)?.content?.[0]?.text ?? left).length))
    parts.push({ type: "paragraph", content: [{ type: "text", text: cutText(left, MAX_LINE_LENGTH) }] });
  return parts;
}
