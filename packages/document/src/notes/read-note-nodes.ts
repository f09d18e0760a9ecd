import {
  NOTE_MARK_TYPES,
  NOTE_NODE_TYPES,
  type NoteMark,
  type NoteNode,
  type NoteNodeType,
  safeHref,
} from "@candor/core/notes/note-node.ts";
import { readAttributes } from "./read-attributes.ts";
import { MAX_NOTES_DEPTH } from "./read-notes.ts";

/** Rich text out of JSON that anybody may have written: unknown nodes and marks, and unsafe links, are left out. */
export function readNoteNodes(value: unknown, depth = 0): NoteNode[] {
  if (!Array.isArray(value) || depth > MAX_NOTES_DEPTH) return [];
  return value.flatMap((each) => readNoteNode(each, depth));
}

function readNoteNode(value: unknown, depth: number): NoteNode[] {
  if (typeof value !== "object" || value === null) return [];
  const { type: name, attrs, content, text, marks } = value as Record<string, unknown>;
  const type = NOTE_NODE_TYPES.find((each) => each === name);
  if (type === undefined) return [];
  if (type === "text") {
    const read = readMarks(marks);
    return typeof text === "string" && text !== "" ? [{ type, text, ...(read.length > 0 && { marks: read }) }] : [];
  }
  return [readElement(type, attrs, readNoteNodes(content, depth + 1))];
}

function readElement(type: NoteNodeType, attrs: unknown, content: NoteNode[]): NoteNode {
  const given: Record<string, unknown> = typeof attrs === "object" && attrs !== null ? { ...attrs } : {};
  const read = readAttributes(type, (name) => (Object.hasOwn(given, name) ? given[name] : undefined));
  return { type, ...(read && { attrs: read }), ...(content.length > 0 && { content }) };
}

function readMarks(value: unknown): NoteMark[] {
  const marks: unknown[] = Array.isArray(value) ? value : [];
  return NOTE_MARK_TYPES.flatMap((type): NoteMark[] => {
    const found = marks.find((mark) => (mark as { type?: unknown } | null)?.type === type);
    if (found === undefined) return [];
    if (type !== "link") return [{ type }];
    const href = safeHref((found as { attrs?: { href?: unknown } | null }).attrs?.href);
    return href === null ? [] : [{ type, attrs: { href } }];
  });
}
