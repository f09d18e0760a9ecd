import type { NoteNode } from "@candor/core/notes/note-node.ts";
import * as Y from "yjs";
import { align, SAME } from "./align.ts";
import { readNode } from "./read-notes.ts";
import { spliceText } from "./splice-text.ts";
import { LINES, sharedNodes } from "./write-notes.ts";

/**
 * Makes shared rich text read as `nodes` by changing only what is otherwise: blocks that are the same stay, one that reads
 * otherwise is changed within, down to its words. So what the other person types meanwhile stays in its paragraph.
 */
export function replaceNotes(fragment: Y.XmlFragment, nodes: readonly NoteNode[]): void {
  const wanted = partsOf(nodes, LINES.has(nameOf(fragment)));
  const held = fragment.toArray().map((child): Held => partOf(nameOf(child), readNode(child), child));
  const steps = align(held.length, wanted.length, (left, right) => likenessOf(held[left], wanted[right]));
  // From behind, so that what comes before stays where it was counted.
  for (const [index, { left, right }] of [...steps.entries()].reverse()) {
    const [old, next] = [held[left], wanted[right]];
    if (old && next && old.reads !== next.reads) changeWithin(old.child, next.nodes);
    const before = steps[index - 1] ?? { left: -1, right: -1 };
    const added = wanted.slice(before.right + 1, right).flatMap((part) => part.nodes);
    if (added.length > 0) fragment.insert(left, sharedNodes(added));
    for (let place = left - 1; place > before.left; place -= 1)
      if (!isEmptyText(held[place]?.child)) fragment.delete(place, 1);
  }
}

/** An element, or a run of text with its marks, as it is shared in one piece. */
type Part = { name: string; nodes: readonly NoteNode[]; reads: string; words: ReadonlySet<string> };
type Held = Part & { child: unknown };

function partsOf(nodes: readonly NoteNode[], isLine: boolean): Part[] {
  const parts: NoteNode[][] = [];
  for (const node of nodes) {
    const before = parts.at(-1);
    if (node.type === "text" && before?.[0]?.type === "text") before.push(node);
    else parts.push([node]);
  }
  if (isLine && nodes.length === 0) parts.push([]); // it holds its text all the same
  return parts.map((part) => partOf(part[0]?.type ?? "text", part, null));
}

function partOf(name: string, nodes: readonly NoteNode[], child: unknown): Held {
  const reads = JSON.stringify(nodes);
  return { name, nodes, reads, words: new Set(reads.match(/[\p{L}\p{N}]+/gu)), child };
}

function nameOf(child: unknown): string {
  return child instanceof Y.XmlElement ? child.nodeName : "text";
}

/** Only what is of one kind can be made to read as another; the more words they have in common, the better. */
function likenessOf(old: Part | undefined, next: Part | undefined): number {
  if (!old || !next || old.name !== next.name) return 0;
  if (old.reads === next.reads) return SAME;
  return 0.1 + [...old.words].filter((word) => next.words.has(word)).length / (1 + old.words.size + next.words.size);
}

function changeWithin(child: unknown, nodes: readonly NoteNode[]): void {
  if (child instanceof Y.XmlText) spliceText(child, nodes);
  const [node] = nodes;
  if (!(child instanceof Y.XmlElement) || !node) return;
  const attributes: Record<string, unknown> = child.getAttributes();
  for (const name of Object.keys(attributes)) if ((node.attrs?.[name] ?? null) === null) child.removeAttribute(name);
  // Yjs types attributes as strings, and keeps numbers and booleans as they are
  for (const [name, value] of Object.entries(node.attrs ?? {}))
    if (value !== null && attributes[name] !== value) child.setAttribute(name, value as string);
  replaceNotes(child, node.content ?? []);
}

/** Shows nothing, and somebody may just begin to write in it. */
function isEmptyText(child: unknown): boolean {
  return child instanceof Y.XmlText && child.length === 0;
}
