import { safeHref } from "@candor/core/notes/note-node.ts";
import { InputRule } from "prosemirror-inputrules";
import { type EditorState, Plugin, type Transaction } from "prosemirror-state";
import { ySyncPluginKey } from "y-prosemirror";
import { notesSchema } from "./notes-schema.ts";

const { link } = notesSchema.marks;
const MAX_LENGTH = 2000; // characters of an address; no more of a long line is looked at
const ADDRESS = /(?:^|[\s<([{"'\ufffc])((?:https?:\/\/|www\.)[^\s<>"'\ufffc]+)$/i;

/** @returns where an address that was typed out leads; null where it is none, or must not be linked. */
export function hrefOf(address: string): string | null {
  if (!/^(?:https?:\/\/|www\.|mailto:)\S+$/i.test(address)) return null;
  return safeHref(/^www\./i.test(address) ? `https://${address}` : address);
}

/** An address becomes a link at the space after it, and at the bracket that closes one around it; both are typed as ever. */
export const bareLinkRule = new InputRule(
  /\S[\s>)\]}]$/,
  (state, [whole], start, end) => {
    const sign = whole.at(-1) ?? "";
    const to = start + whole.length - 1; // the sign is not in the document yet
    return linkBefore(state, to, sign)?.insertText(sign, to, end) ?? null;
  },
  { inCodeMark: false },
);

/** An address that somebody has just typed becomes a link at Enter and when they leave the notes, too. */
export function typedLinks(): Plugin {
  let isTyped = false; // what the caret stands behind: a link that was taken away is left alone
  let isTyping = false;
  return new Plugin({
    state: {
      init: () => null,
      apply: (transaction) => {
        const isMine = !transaction.getMeta("appendedTransaction") && !transaction.getMeta(ySyncPluginKey);
        if (isMine && (transaction.docChanged || transaction.selectionSet)) {
          isTyped = isTyping && transaction.docChanged;
          isTyping = false;
        }
        return null;
      },
    },
    props: {
      handleTextInput: () => {
        isTyping = true;
        return false;
      },
      handleKeyDown: (view, event) => event.key === "Enter" && finish(view),
      handleDOMEvents: {
        // Whoever goes to another window, for the rest of the address perhaps, has not left the notes.
        blur: (view) => document.activeElement !== view.dom && finish(view),
      },
    },
  });

  function finish(view: { state: EditorState; dispatch: (transaction: Transaction) => void }): false {
    const { from, empty } = view.state.selection;
    const linked = isTyped && empty ? linkBefore(view.state, from) : null;
    if (linked) view.dispatch(linked);
    return false;
  }
}

/**
 * @param next what is about to be typed there
 * @returns null where no address ends there, or it is a link already.
 */
function linkBefore(state: EditorState, end: number, next = ""): Transaction | null {
  const $end = state.doc.resolve(end);
  if ($end.parent.type.spec.code) return null;
  const at = $end.parentOffset;
  const typed = ADDRESS.exec($end.parent.textBetween(Math.max(0, at - MAX_LENGTH), at, null, "\ufffc"))?.[1];
  if (typed === undefined || withoutEnd(typed + next.trim()).length > typed.length) return null;
  const address = withoutEnd(typed);
  const href = hrefOf(address);
  const from = end - typed.length;
  const to = from + address.length;
  const isTaken = state.doc.rangeHasMark(from, to, link) || state.doc.rangeHasMark(from, to, notesSchema.marks.code);
  return href === null || isTaken ? null : state.tr.addMark(from, to, link.create({ href })).removeStoredMark(link);
}

const OPENING: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** Leaves the stops of the sentence around an address, and the brackets around it; those within are part of it. */
function withoutEnd(typed: string): string {
  for (let address = typed; ; address = address.slice(0, -1)) {
    const last = address.at(-1) ?? "";
    const opening = OPENING[last];
    const isOfSentence = opening
      ? address.split(opening).length < address.split(last).length
      : last !== "" && ".,;:!?".includes(last);
    if (!isOfSentence) return address;
  }
}
