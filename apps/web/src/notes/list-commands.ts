import { chainCommands } from "prosemirror-commands";
import type { NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { type Command, type EditorState, TextSelection, type Transaction } from "prosemirror-state";
import { notesSchema } from "./notes-schema.ts";

const { bullet_list, ordered_list, check_list, list_item, check_item } = notesSchema.nodes;

export type ListType = "bullet_list" | "ordered_list" | "check_list";

const ITEM_OF: Readonly<Record<ListType, NodeType>> = {
  bullet_list: list_item,
  ordered_list: list_item,
  check_list: check_item,
};

/** The innermost list around the start of the selection. */
export function listAround(state: EditorState): { type: ListType; depth: number } | null {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const { type } = $from.node(depth);
    if (type === bullet_list || type === ordered_list || type === check_list) {
      return { type: type.name as ListType, depth };
    }
  }
  return null;
}

/** Makes the selected blocks a list, takes them out of it where they are one, or turns one kind into the other. */
export function toggleList(type: ListType): Command {
  return (state, dispatch) => {
    const around = listAround(state);
    if (!around) return wrapInList(notesSchema.nodes[type])(state, dispatch);
    if (around.type === type) return liftListItem(ITEM_OF[type])(state, dispatch);
    if (dispatch) dispatch(turnList(state, around.depth, type));
    return true;
  };
}

function turnList(state: EditorState, depth: number, type: ListType): Transaction {
  const { $from } = state.selection;
  const list = $from.node(depth);
  const items = list.content.content.map((item) => ITEM_OF[type].create(null, item.content));
  const at = $from.before(depth);
  const turned = state.tr.replaceWith(at, at + list.nodeSize, notesSchema.nodes[type].create(null, items));
  // The new list has the size of the old one, so that positions in it stay what they were.
  const { anchor, head } = state.selection;
  return turned.setSelection(TextSelection.between(turned.doc.resolve(anchor), turned.doc.resolve(head)));
}

const ITEMS = [list_item, check_item];

/** Enter inside a list: the next item, never ticked. */
export const splitItem: Command = chainCommands(
  splitListItem(check_item, { checked: false }),
  splitListItem(list_item),
);

/** Indents; inside a list it keeps the key even where nothing can move, so that Tab does not leave by surprise. */
export const indentItem: Command = (state, dispatch) =>
  listAround(state) !== null && (sinkListItem(ITEMS)(state, dispatch) || true);

export const outdentItem: Command = (state, dispatch) =>
  listAround(state) !== null && (liftListItem(ITEMS)(state, dispatch) || true);

/** Ticks or unticks every check-box that the selection touches, as its first one says. */
export const toggleCheck: Command = (state, dispatch) => {
  const items = checkItemsIn(state);
  const [first] = items;
  if (first === undefined) return false;
  if (dispatch) {
    const checked = state.doc.nodeAt(first)?.attrs.checked !== true;
    const transaction = state.tr;
    for (const at of items) transaction.setNodeAttribute(at, "checked", checked);
    dispatch(transaction);
  }
  return true;
};

function checkItemsIn(state: EditorState): number[] {
  const { from, to, $from } = state.selection;
  const items: number[] = [];
  state.doc.nodesBetween(from, to, (node, at) => {
    // An item around the whole selection counts only where it is the innermost one.
    if (node.type === check_item && (at >= from || at === innermostItem($from))) items.push(at);
  });
  return items;
}

function innermostItem($from: EditorState["selection"]["$from"]): number | null {
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type === check_item) return $from.before(depth);
  }
  return null;
}
