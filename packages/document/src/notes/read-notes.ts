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

const NODE_TYPES: ReadonlySet<string> = new Set(NOTE_NODE_TYPES);
const MARK_TYPES: ReadonlySet<string> = new Set(NOTE_MARK_TYPES);
export const MAX_NOTES_DEPTH = 40; // deeper nesting is nobody's notes

/** Reads a shared fragment into plain rich text. Unknown nodes and marks, and unsafe links, are left out. */
export function readNotes(fragment: Y.XmlFragment): NoteNode[] {
  return readChildren(fragment, 0);
}

function readChildren(parent: Y.XmlFragment, depth: number): NoteNode[] {
  if (depth > MAX_NOTES_DEPTH) return [];
  return parent.toArray().flatMap((child): NoteNode[] => {
    if (child instanceof Y.XmlText) return readText(child);
    if (!(child instanceof Y.XmlElement) || !NODE_TYPES.has(child.nodeName)) return [];
    const attrs = readAttributes(child.getAttributes());
    const content = readChildren(child, depth + 1);
    return [
      {
        type: child.nodeName as NoteNodeType,
        ...(attrs && { attrs }),
        ...(content.length > 0 && { content }),
      },
    ];
  });
}

function readAttributes(attributes: Record<string, unknown>): NoteNode["attrs"] | undefined {
  const entries = Object.entries(attributes).filter(
    (entry): entry is [string, string | number | boolean] =>
      entry[0] !== "__proto__" && ["string", "number", "boolean"].includes(typeof entry[1]),
  );
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function readText(text: Y.XmlText): NoteNode[] {
  const delta = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[];
  return delta.flatMap(({ insert, attributes }): NoteNode[] => {
    if (typeof insert !== "string" || insert === "") return [];
    const marks = readMarks(attributes ?? {});
    return [{ type: "text", text: insert, ...(marks.length > 0 && { marks }) }];
  });
}

function readMarks(attributes: Record<string, unknown>): NoteMark[] {
  return Object.entries(attributes).flatMap(([key, value]): NoteMark[] => {
    const type = markTypeOf(key);
    if (!MARK_TYPES.has(type) || typeof value !== "object" || value === null) return [];
    if (type !== "link") return [{ type: type as NoteMarkType }];
    const href = safeHref((value as { href?: unknown }).href);
    return href === null ? [] : [{ type: "link", attrs: { href } }];
  });
}

/** y-prosemirror appends a hash to the key of a mark where marks of one type may overlap. */
export function markTypeOf(key: string): string {
  return key.split("--")[0] ?? "";
}
