import {
  NOTE_MARK_TYPES,
  NOTE_NODE_TYPES,
  type NoteMark,
  type NoteMarkType,
  type NoteNode,
  type NoteNodeType,
  safeHref,
} from "@candor/core/notes/note-node.ts";
import * as Y from "yjs";
import { MAX_VALUE_LENGTH, readAttributes } from "./read-attributes.ts";

const NODE_TYPES: ReadonlySet<string> = new Set(NOTE_NODE_TYPES);
const MARK_TYPES: ReadonlySet<string> = new Set(NOTE_MARK_TYPES);
const INLINE_TYPES: ReadonlySet<string> = new Set(["hard_break", "mention"]);
export const MAX_NOTES_DEPTH = 40; // deeper nesting is nobody's notes

/**
 * Reads a shared fragment into plain rich text. Unknown nodes and marks, and unsafe links, are left out; a block that
 * is nested deeper than anybody writes becomes its paragraphs.
 */
export function readNotes(fragment: Y.XmlFragment): NoteNode[] {
  return fragment.toArray().flatMap(readNode);
}

/** One child of a fragment: an element is one node, a text a node for each run of equal marks. */
export function readNode(child: unknown): NoteNode[] {
  return child instanceof Y.XmlElement && nests(child, MAX_NOTES_DEPTH) ? readFlat(child) : readWhole(child);
}

function nests(element: Y.XmlElement, levels: number): boolean {
  if (levels === 0) return true;
  return element.toArray().some((child) => child instanceof Y.XmlElement && nests(child, levels - 1));
}

function readWhole(child: unknown): NoteNode[] {
  if (child instanceof Y.XmlText) return readText(child);
  if (!(child instanceof Y.XmlElement) || !isKnown(child)) return [];
  const content = child.toArray().flatMap(readWhole);
  return [{ ...readElement(child), ...(content.length > 0 && { content }) }];
}

function isKnown({ nodeName }: Y.XmlElement): boolean {
  return NODE_TYPES.has(nodeName) && nodeName !== "text";
}

/** Without what it holds. */
function readElement(element: Y.XmlElement): NoteNode {
  const type = element.nodeName as NoteNodeType;
  const attrs = readAttributes(type, (name) => element.getAttribute(name));
  return { type, ...(attrs && { attrs }) };
}

/** Its words, a paragraph for each block. By a list of what is still to be read: it may be too deep for calls. */
function readFlat(block: Y.XmlElement): NoteNode[] {
  const paragraphs: NoteNode[] = [];
  let line: NoteNode[] = [];
  const endLine = () => {
    if (line.length > 0) paragraphs.push({ type: "paragraph", content: line });
    line = [];
  };
  const left: unknown[] = [block];
  while (left.length > 0) {
    const next = left.pop();
    if (next instanceof Y.XmlText) line.push(...readText(next));
    else if (next instanceof Y.XmlElement && isKnown(next)) {
      const isInline = INLINE_TYPES.has(next.nodeName) && next.length === 0;
      if (isInline) line.push(readElement(next));
      else left.push(null, ...next.toArray().reverse(), null);
    } else endLine();
  }
  endLine();
  return paragraphs;
}

function readText(text: Y.XmlText): NoteNode[] {
  const delta = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[];
  return delta.flatMap(({ insert, attributes }): NoteNode[] => {
    if (typeof insert !== "string" || insert === "") return [];
    const marks = readMarks(attributes ?? {});
    return [{ type: "text", text: insert, ...(marks.length > 0 && { marks }) }];
  });
}

/** In the order of `NOTE_MARK_TYPES`, each type once. */
export function readMarks(attributes: Record<string, unknown>): NoteMark[] {
  const byType = new Map<string, NoteMark>();
  for (const [key, value] of Object.entries(attributes).sort(byKey)) {
    const type = markTypeOf(key);
    if (!MARK_TYPES.has(type) || byType.has(type) || typeof value !== "object" || value === null) continue;
    const href = type === "link" ? safeHref((value as { href?: unknown }).href) : null;
    if (type !== "link") byType.set(type, { type: type as NoteMarkType });
    else if (href !== null && href.length <= MAX_VALUE_LENGTH) byType.set(type, { type, attrs: { href } });
  }
  return NOTE_MARK_TYPES.flatMap((type) => byType.get(type) ?? []);
}

function byKey(left: [string, unknown], right: [string, unknown]): number {
  return left[0] < right[0] ? -1 : 1;
}

/** y-prosemirror appends a hash to the key of a mark where marks of one type may overlap. */
export function markTypeOf(key: string): string {
  return key.split("--")[0] ?? "";
}
