import { safeHref } from "@candor/core/notes/note-node.ts";
import type { Command, EditorState } from "prosemirror-state";
import { notesSchema } from "./notes-schema.ts";

const { link } = notesSchema.marks;

/** The link around the caret or at the start of the selection. */
export function linkAt(state: EditorState): { href: string; from: number; to: number } | null {
  const { $from, from, to, empty } = state.selection;
  const mark = link.isInSet($from.marksAcross($from) ?? []) ?? link.isInSet($from.nodeAfter?.marks ?? []);
  if (!mark) return null;
  if (!empty) return { href: String(mark.attrs.href), from, to };
  const around = { href: String(mark.attrs.href), from, to };
  $from.parent.forEach((node, offset) => {
    const start = $from.start() + offset;
    const touches = start <= from && start + node.nodeSize >= from;
    if (touches && mark.isInSet(node.marks)) {
      around.from = Math.min(around.from, start);
      around.to = Math.max(around.to, start + node.nodeSize);
    }
  });
  return around;
}

/** @returns the address as it is kept, with its scheme; null where it must not be linked. */
export function readAddress(typed: string): string | null {
  const address = typed.trim();
  if (address === "" || /\s/.test(address)) return null;
  if (/^[a-z][a-z0-9+.-]*:/i.test(address) && !/^[^:/]+:\d/.test(address)) return safeHref(address);
  return safeHref(address.includes("@") && !address.includes("/") ? `mailto:${address}` : `https://${address}`);
}

/** Links the selection, the link around the caret, or where there is neither the address itself. */
export function setLink(href: string): Command {
  return (state, dispatch) => {
    const { from, to, empty } = state.selection;
    const present = linkAt(state);
    const mark = link.create({ href });
    const transaction = state.tr;
    if (!empty) transaction.addMark(from, to, mark);
    else if (present) transaction.addMark(present.from, present.to, mark);
    else transaction.insert(from, notesSchema.text(href.replace(/^mailto:/, ""), [mark]));
    dispatch?.(transaction.removeStoredMark(link));
    return true;
  };
}

export const removeLink: Command = (state, dispatch) => {
  const present = linkAt(state);
  if (!present) return false;
  dispatch?.(state.tr.removeMark(present.from, present.to, link));
  return true;
};
