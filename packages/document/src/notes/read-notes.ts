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
import { readAttributes } from "./read-attributes.ts";

const NODE_TYPES: ReadonlySet<string> = new Set(NOTE_NODE_TYPES);
const MARK_TYPES: ReadonlySet<string> = new Set(NOTE_MARK_TYPES);
export const MAX_NOTES_DEPTH = 40; // deeper nesting is nobody's notes

/** Reads a shared fragment into plain rich text. Unknown nodes and marks, and unsafe links, are left out. */
export function readNotes(fragment: Y.XmlFragment): NoteNode[] {
  return readChildren(fragment, 0);
}

function readChildren(parent: Y.XmlFragment, depth: number): NoteNode[] {
  if (depth > MAX_NOTES_DEPTH) return [];
  return parent.toArray().flatMap((child) => readNode(child, depth));
}

/** One child of a fragment: an element is one node, a text a node for each run of equal marks. */
export function readNode(child: unknown, depth = 0): NoteNode[] {
  if (child instanceof Y.XmlText) return readText(child);
  if (!(child instanceof Y.XmlElement) || !NODE_TYPES.has(child.nodeName) || child.nodeName === "text") return [];
  const attrs = readAttributes(child.nodeName as NoteNodeType, (name) => child.getAttribute(name));
  const content = readChildren(child, depth + 1);
  return [
    {
      type: child.nodeName as NoteNodeType,
      ...(attrs && { attrs }),
      ...(content.length > 0 && { content }),
    },
  ];
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
function readMarks(attributes: Record<string, unknown>): NoteMark[] {
  const byType = new Map<string, NoteMark>();
  for (const [key, value] of Object.entries(attributes).sort(byKey)) {
    const type = markTypeOf(key);
    if (!MARK_TYPES.has(type) || byType.has(type) || typeof value !== "object" || value === null) continue;
    const href = type === "link" ? safeHref((value as { href?: unknown }).href) : null;
    if (type !== "link") byType.set(type, { type: type as NoteMarkType });
    else if (href !== null) byType.set(type, { type, attrs: { href } });
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
