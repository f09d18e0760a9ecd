import type { ResolvedPos } from "prosemirror-model";
import { type Command, type EditorState, TextSelection, type Transaction } from "prosemirror-state";
import { notesSchema } from "../notes/notes-schema.ts";

const { table, table_row, table_cell, paragraph } = notesSchema.nodes;
const FIRST_ROWS = 3;
const FIRST_COLUMNS = 3;

/** A table after the block where the caret is, with a head. */
export const insertTable: Command = (state, dispatch) => {
  if (cellAround(state)) return false;
  const cells = (head: boolean) => Array.from({ length: FIRST_COLUMNS }, () => table_cell.create({ head }));
  const rows = Array.from({ length: FIRST_ROWS }, (_, index) => table_row.create(null, cells(index === 0)));
  const { $from } = state.selection;
  const at = $from.depth === 0 ? $from.pos : $from.after(1);
  const transaction = state.tr.insert(at, [table.create(null, rows), paragraph.create()]);
  dispatch?.(transaction.setSelection(TextSelection.create(transaction.doc, at + 3)).scrollIntoView());
  return true;
};

type Around = { $cell: ResolvedPos; depth: number };

/** Where the caret is in a table; null: in none. */
export function cellAround(state: EditorState): Around | null {
  const { $head } = state.selection;
  for (let depth = $head.depth; depth > 1; depth -= 1)
    if ($head.node(depth).type === table_cell) return { $cell: $head, depth };
  return null;
}

function inTable(change: (state: EditorState, around: Around) => Transaction): Command {
  return (state, dispatch) => {
    const around = cellAround(state);
    if (!around) return false;
    dispatch?.(change(state, around).scrollIntoView());
    return true;
  };
}

export const addRow: Command = inTable((state, { $cell, depth }) => {
  const width = $cell.node(depth - 1).childCount;
  const at = $cell.after(depth - 1);
  const row = table_row.create(
    null,
    Array.from({ length: width }, () => table_cell.create()),
  );
  const transaction = state.tr.insert(at, row);
  return transaction.setSelection(TextSelection.create(transaction.doc, at + 2));
});

export const addColumn: Command = inTable((state, { $cell, depth }) => {
  const column = $cell.index(depth - 1);
  const transaction = state.tr;
  eachRow($cell, depth, (row, start) => {
    const before = Math.min(column + 1, row.childCount);
    let at = start + 1;
    for (let index = 0; index < before; index += 1) at += row.child(index).nodeSize;
    const head = row.firstChild?.attrs.head === true && row.childCount > 0 && row.child(before - 1).attrs.head === true;
    transaction.insert(transaction.mapping.map(at), table_cell.create({ head }));
  });
  return transaction;
});

export const removeRow: Command = inTable((state, { $cell, depth }) => {
  if ($cell.node(depth - 2).childCount === 1) return state.tr.delete($cell.before(depth - 2), $cell.after(depth - 2));
  return state.tr.delete($cell.before(depth - 1), $cell.after(depth - 1));
});

export const removeColumn: Command = inTable((state, { $cell, depth }) => {
  const column = $cell.index(depth - 1);
  const transaction = state.tr;
  const rows: [number, number][] = [];
  let isLast = true;
  eachRow($cell, depth, (row, start) => {
    if (row.childCount > 1) isLast = false;
    if (column >= row.childCount || row.childCount === 1) return;
    let at = start + 1;
    for (let index = 0; index < column; index += 1) at += row.child(index).nodeSize;
    rows.push([at, at + row.child(column).nodeSize]);
  });
  if (isLast) return transaction.delete($cell.before(depth - 2), $cell.after(depth - 2));
  for (const [from, to] of rows) transaction.delete(transaction.mapping.map(from), transaction.mapping.map(to));
  return transaction;
});

export const removeTable: Command = inTable((state, { $cell, depth }) =>
  state.tr.delete($cell.before(depth - 2), $cell.after(depth - 2)),
);

function eachRow(
  $cell: ResolvedPos,
  depth: number,
  visit: (row: ReturnType<ResolvedPos["node"]>, start: number) => void,
) {
  const start = $cell.start(depth - 2);
  $cell.node(depth - 2).forEach((row, offset) => {
    visit(row, start + offset);
  });
}

/** To the next cell, or the one before; past the last one begins a new row. */
function step(direction: 1 | -1): Command {
  return (state, dispatch) => {
    const around = cellAround(state);
    if (!around) return false;
    const { $cell, depth } = around;
    const edge = direction === 1 ? $cell.after(depth) : $cell.before(depth);
    const $edge = state.doc.resolve(edge);
    const beside = direction === 1 ? $edge.nodeAfter : $edge.nodeBefore;
    let at = beside ? edge + direction : null;
    if (at === null) {
      const rowEdge = direction === 1 ? $cell.after(depth - 1) : $cell.before(depth - 1);
      const $row = state.doc.resolve(rowEdge);
      const row = direction === 1 ? $row.nodeAfter : $row.nodeBefore;
      if (row) at = rowEdge + 2 * direction;
      else if (direction === 1) return addRow(state, dispatch);
    }
    if (at !== null)
      dispatch?.(state.tr.setSelection(TextSelection.near(state.doc.resolve(at), direction)).scrollIntoView());
    return true;
  };
}

/** Enter goes down a row, for a cell is one line or a few by Shift+Enter. */
const down: Command = (state, dispatch) => {
  const around = cellAround(state);
  if (!around) return false;
  const { $cell, depth } = around;
  const $below = state.doc.resolve($cell.after(depth - 1));
  const row = $below.nodeAfter;
  if (!row) return addRow(state, dispatch);
  let at = $below.pos + 1;
  const column = Math.min($cell.index(depth - 1), row.childCount - 1);
  for (let index = 0; index < column; index += 1) at += row.child(index).nodeSize;
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, at + 1)).scrollIntoView());
  return true;
};

export const tableKeys: Record<string, Command> = { Tab: step(1), "Shift-Tab": step(-1), Enter: down };
