import { type NoteNode, plainText } from "@candor/core/notes/note-node.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { nameBefore } from "../transfer/preview-markdown.ts";
import { namesIn, type TableMapping } from "./map-table.ts";

export type NamedPerson = {
  /** as it is written most often */
  name: string;
  count: number;
  /** whose it seems to be; null: nobody's, for all one can tell */
  guess: MemberId | null;
};

const MOST = 12;
const LABEL = /^(?:action|actions|note|notes|todo|to do|update|status|question|q|a|re|fyi|ps|nb|idea|goal|next|done)$/i;

/** The names that stand before a colon in the lines of a document, most frequent first. */
export function peopleInBlocks(blocks: readonly NoteNode[], names: Readonly<Record<MemberId, string>>): NamedPerson[] {
  const counts = new Map<string, number>();
  const look = (nodes: readonly NoteNode[]) => {
    for (const node of nodes) {
      if (node.type === "paragraph" || node.type === "heading") {
        const named = nameBefore(plainText([node]).split("\n")[0] ?? "");
        if (named && !LABEL.test(named.name)) counts.set(named.name, (counts.get(named.name) ?? 0) + 1);
      } else if (node.content) look(node.content);
    }
  };
  look(blocks);
  return listed(counts, names).filter(({ count, guess }) => guess !== null || count > 2);
}

export function peopleInTable(
  rows: readonly (readonly string[])[],
  mapping: TableMapping,
  names: Readonly<Record<MemberId, string>>,
): NamedPerson[] {
  const counts = new Map<string, number>();
  for (const column of [mapping.author, mapping.owner]) {
    if (column === undefined) continue;
    for (const row of rows) {
      for (const name of namesIn(row[column] ?? "")) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return listed(counts, names);
}

function listed(counts: ReadonlyMap<string, number>, names: Readonly<Record<MemberId, string>>): NamedPerson[] {
  return [...counts]
    .map(([name, count]) => ({ name, count, guess: guessOf(name, names) }))
    .sort((left, right) => Number(right.guess !== null) - Number(left.guess !== null) || right.count - left.count)
    .slice(0, MOST);
}

/** By the name, the first name, initials, or the mail address that begins with one. */
function guessOf(written: string, names: Readonly<Record<MemberId, string>>): MemberId | null {
  const fold = (text: string) => text.toLowerCase().trim();
  const is = fold(written).replace(/@.*$/, "");
  const fits = (name: string) => {
    const parts = fold(name).split(/\s+/).filter(Boolean);
    const initials = parts.map((part) => part[0]).join("");
    const forms = [fold(name), parts[0], parts.join("."), parts.length > 1 ? initials : undefined];
    return parts.length > 0 && (forms.includes(is) || is.split(/[\s.]+/)[0] === parts[0]);
  };
  const [a, b] = [fits(names.a), fits(names.b)];
  return a === b ? null : a ? "a" : "b";
}
