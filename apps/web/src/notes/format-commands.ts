import { lift, setBlockType, toggleMark, wrapIn } from "prosemirror-commands";
import type { MarkType, NodeType } from "prosemirror-model";
import type { Command, EditorState } from "prosemirror-state";
import { indentItem, type ListType, listAround, outdentItem, toggleCheck, toggleList } from "./list-commands.ts";
import { notesSchema } from "./notes-schema.ts";
import { texts } from "./texts.ts";

export type FormatCommand = {
  id: string;
  name: string;
  /** in the form of the command registry, such as "Mod+Alt+1" */
  shortcut: string | null;
  run: Command;
  /** whether the selection has this format already; left out where that makes no sense */
  isActive?: (state: EditorState) => boolean;
};

const { nodes, marks } = notesSchema;

/** Every way of formatting, in the order of the toolbar. Links are apart, since they need an address. */
export const formatCommands: readonly FormatCommand[] = [
  mark("strong", texts.strong, "Mod+B"),
  mark("em", texts.em, "Mod+I"),
  mark("strike", texts.strike, "Mod+Shift+X"),
  mark("code", texts.code, "Mod+E"),
  block("paragraph", nodes.paragraph, null, texts.paragraph, "Mod+Alt+0"),
  ...[1, 2, 3].map((level) =>
    block(`heading_${level}`, nodes.heading, { level }, texts.heading(level), `Mod+Alt+${level}`),
  ),
  list("bullet_list", texts.bulletList, "Mod+Shift+8"),
  list("ordered_list", texts.orderedList, "Mod+Shift+7"),
  list("check_list", texts.checkList, "Mod+Shift+9"),
  {
    id: "blockquote",
    name: texts.blockquote,
    shortcut: "Mod+Shift+.",
    run: (state, dispatch) =>
      isInside(state, nodes.blockquote) ? lift(state, dispatch) : wrapIn(nodes.blockquote)(state, dispatch),
    isActive: (state) => isInside(state, nodes.blockquote),
  },
  block("code_block", nodes.code_block, null, texts.codeBlock, "Mod+Alt+C"),
  {
    id: "horizontal_rule",
    name: texts.horizontalRule,
    shortcut: null,
    run: (state, dispatch) => {
      dispatch?.(state.tr.replaceSelectionWith(nodes.horizontal_rule.create()).scrollIntoView());
      return true;
    },
  },
  { id: "indent", name: texts.indent, shortcut: null, run: indentItem },
  { id: "outdent", name: texts.outdent, shortcut: null, run: outdentItem },
  { id: "toggle_check", name: texts.toggleCheck, shortcut: "Mod+Shift+Enter", run: toggleCheck },
];

function mark(name: "strong" | "em" | "strike" | "code", text: string, shortcut: string): FormatCommand {
  const type = marks[name];
  return {
    id: name,
    name: text,
    shortcut,
    run: toggleMark(type),
    isActive: (state) => hasMark(state, type),
  };
}

export function hasMark(state: EditorState, type: MarkType): boolean {
  const { from, to, $from, empty } = state.selection;
  if (empty) return type.isInSet(state.storedMarks ?? $from.marks()) !== undefined;
  return state.doc.rangeHasMark(from, to, type);
}

/** Toggles: what is a heading already becomes plain text again. */
function block(
  id: string,
  type: NodeType,
  attrs: { level: number } | null,
  name: string,
  shortcut: string,
): FormatCommand {
  const isActive = (state: EditorState) => {
    const { $from, to } = state.selection;
    return to <= $from.end() && $from.parent.hasMarkup(type, attrs);
  };
  return {
    id,
    name,
    shortcut,
    run: (state, dispatch) =>
      isActive(state) ? setBlockType(nodes.paragraph)(state, dispatch) : setBlockType(type, attrs)(state, dispatch),
    isActive,
  };
}

function list(type: ListType, name: string, shortcut: string): FormatCommand {
  return { id: type, name, shortcut, run: toggleList(type), isActive: (state) => listAround(state)?.type === type };
}

function isInside(state: EditorState, type: NodeType): boolean {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type === type) return true;
  return false;
}
