import { baseKeymap, chainCommands, exitCode, newlineInCode, setBlockType } from "prosemirror-commands";
import { undoInputRule } from "prosemirror-inputrules";
import type { Command } from "prosemirror-state";
import type * as Y from "yjs";
import { formatCommands } from "./format-commands.ts";
import { indentItem, outdentItem, splitItem } from "./list-commands.ts";
import { notesSchema } from "./notes-schema.ts";

/** What keys do in the editor; whatever is not named here goes on to the page. */
export function noteKeys({ undo, onEscape }: { undo: Y.UndoManager; onEscape: () => void }): Record<string, Command> {
  const undoMine: Command = () => {
    undo.undo();
    return true;
  };
  const redoMine: Command = () => {
    undo.redo();
    return true;
  };
  const formats = formatCommands.flatMap(({ shortcut, run }) =>
    shortcut === null
      ? []
      : [[shortcut.replaceAll("+", "-").replace(/-([A-Z])$/, (key) => key.toLowerCase()), run] as const],
  );
  return {
    ...baseKeymap,
    ...Object.fromEntries(formats),
    "Mod-z": undoMine,
    "Mod-Shift-z": redoMine,
    "Mod-y": redoMine,
    Enter: chainCommands(fenceToCode, splitItem, baseKeymap.Enter ?? newlineInCode),
    "Shift-Enter": chainCommands(exitCode, insertHardBreak),
    Backspace: chainCommands(undoInputRule, plainAtStart, baseKeymap.Backspace ?? (() => false)),
    Tab: indentItem,
    "Shift-Tab": outdentItem,
    Escape: () => {
      onEscape();
      return true;
    },
  };
}

const insertHardBreak: Command = (state, dispatch) => {
  dispatch?.(state.tr.replaceSelectionWith(notesSchema.nodes.hard_break.create()).scrollIntoView());
  return true;
};

/** Enter after a fence, "```sql", begins the code that the fence announces. */
const fenceToCode: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const { parent } = $from;
  const { paragraph, code_block } = notesSchema.nodes;
  if (!empty || parent.type !== paragraph || $from.parentOffset < parent.content.size) return false;
  const fence = /^```([\w+#-]*)$/.exec(parent.textBetween(0, parent.content.size, "", "\ufffc"));
  const index = $from.index(-1);
  if (!fence || !$from.node(-1).canReplaceWith(index, index + 1, code_block)) return false;
  dispatch?.(
    state.tr
      .delete($from.start(), $from.end())
      .setBlockType($from.start(), $from.start(), code_block, { language: fence[1] || null })
      .scrollIntoView(),
  );
  return true;
};

/** Backspace at the start of a heading or of code makes it plain text before it joins anything. */
const plainAtStart: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const { heading, code_block, paragraph } = notesSchema.nodes;
  const { type } = $from.parent;
  if (!empty || $from.parentOffset > 0 || (type !== heading && type !== code_block)) return false;
  return setBlockType(paragraph)(state, dispatch);
};
