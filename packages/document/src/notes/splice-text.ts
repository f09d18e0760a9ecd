import type { NoteMark, NoteNode } from "@candor/core/notes/note-node.ts";
import * as Y from "yjs";
import { wellFormed } from "../text.ts";
import { align, SAME } from "./align.ts";
import { readMarks } from "./read-notes.ts";
import { toAttributes } from "./write-notes.ts";

/**
 * Makes a shared run of rich text read as `run` by changing only the words that are otherwise, so that what the other
 * person types in it stays where it is.
 */
export function spliceText(text: Y.XmlText, run: readonly NoteNode[]): void {
  const delta = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[];
  const held = delta.flatMap(({ insert, attributes = {} }) =>
    typeof insert === "string" ? tokensOf(insert, readMarks(attributes)) : [{ words: " ", marks: [], reads: "" }],
  );
  const wanted = run.flatMap((node) => tokensOf(wellFormed(node.text ?? ""), node.marks ?? []));
  const change: object[] = [];
  let [from, to] = [0, 0];
  for (const { left, right } of align(held.length, wanted.length, (l, r) =>
    held[l]?.reads === wanted[r]?.reads ? SAME : 0,
  )) {
    // Before what goes, so that what is just being typed behind it comes to stand behind what comes.
    for (const { words, marks } of wanted.slice(to, right))
      change.push({ insert: words, attributes: toAttributes(marks) });
    for (const { words } of held.slice(from, left)) change.push({ delete: words.length });
    change.push({ retain: held[left]?.words.length ?? 0 });
    [from, to] = [left + 1, right + 1];
  }
  if (from === 0) return;
  Y.transact(text.doc as Y.Doc, (transaction) => {
    text.applyDelta(change);
    dropEmptyMarks(text, transaction);
  });
}

type Token = { words: string; marks: readonly NoteMark[]; reads: string };

/** Words, spaces and whatever else stands between, none of them torn apart within a character. */
function tokensOf(text: string, marks: readonly NoteMark[]): Token[] {
  const words = text.match(/[\p{L}\p{M}\p{N}_]+|\s+|./gsu) ?? [];
  return words.map((each) => ({ words: each, marks, reads: each + JSON.stringify(marks) }));
}

/** Takes out what begins or ends a mark and changes nothing that is to be read: it would part what reads as one. */
function dropEmptyMarks(text: Y.XmlText, transaction: Y.Transaction): void {
  const marks = new Map<string, string>(); // as the character before has them
  let between = new Map<string, Y.Item>(); // the last of each since that character
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentFormat) {
      between.get(item.content.key)?.delete(transaction);
      between.set(item.content.key, item);
      continue;
    }
    for (const [key, each] of between) {
      const value = JSON.stringify((each.content as Y.ContentFormat).value);
      if (value === (marks.get(key) ?? "null")) each.delete(transaction);
      marks.set(key, value);
    }
    between = new Map();
  }
}
