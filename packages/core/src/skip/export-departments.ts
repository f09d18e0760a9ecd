import { escapeLine } from "../escape-line.ts";
import type { BoardWords, boardParts } from "../theme/export-board.ts";
import type { DepartmentBoard } from "./department-board.ts";

/** The words around what the author typed. */
export type DepartmentWords = BoardWords & { noDepartment: string };

/** The board as Markdown: a department, and under it what is told of it. What is left out is not in it in any form. */
export function exportDepartments(
  board: DepartmentBoard,
  { day, words, partsOf }: { day: string; words: DepartmentWords; partsOf: typeof boardParts },
): string {
  const parts = board.flatMap(({ department, entries }) => {
    const told = partsOf(entries, words, "###");
    return told.length === 0 ? [] : [`## ${escapeLine(department || words.noDepartment)}`, ...told];
  });
  return `${[`# ${words.title}`, day, ...(parts.length === 0 ? [words.nothing] : parts)].join("\n\n")}\n`;
}
