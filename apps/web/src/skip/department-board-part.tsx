import { type DepartmentBoard, readDepartmentBoard } from "@candor/core/skip/department-board.ts";
import { exportDepartments } from "@candor/core/skip/export-departments.ts";
import { readDepartmentLines } from "@candor/notebook/note/department-lines.ts";
import type { SkipLevels } from "@candor/protocol/http/skip.ts";
import { useComputed } from "@preact/signals";
import type { Notebook } from "../notebook/notebook.ts";
import { pairs } from "../people/my-people.ts";
import { peopleOf } from "../people/people-of.ts";
import type { ThemesParts } from "../themes/themes-parts.ts";
import { download } from "../transfer/download.ts";
import { Button } from "../ui/button.tsx";
import { today } from "../ui/clock.ts";
import { sayDate } from "../ui/say-day.ts";
import { AddLine } from "./add-line.tsx";
import { DepartmentCard } from "./department-card.tsx";
import { skipTexts } from "./skip-texts.ts";

const texts = skipTexts.board;

type DepartmentBoardPartProps = {
  notebook: Notebook;
  themes: ThemesParts;
  /** null: the chart is not known */
  levels: SkipLevels | null;
  onPrint: (board: DepartmentBoard) => void;
};

/** The lines of an open notebook by department, and what is given out of them. */
export function DepartmentBoardPart({ notebook, themes, levels, onPrint }: DepartmentBoardPartProps) {
  const board = useComputed(() => boardNow(notebook, themes, levels));
  const told = countTold(board.value);
  const why = told === 0 ? texts.nothingTold : undefined;
  const departments = [...new Set(levels?.people.map(({ department }) => department) ?? [])].sort();
  return (
    <>
      {board.value.length === 0 && <p class="empty">{texts.empty}</p>}
      {board.value.map(({ department, entries }) => (
        <section key={department} class="stack-tight" aria-label={department || texts.noDepartment}>
          <h2>{department || texts.noDepartment}</h2>
          <ul class="stack-list">
            {entries.map((entry) => (
              <DepartmentCard key={entry.subject} notebook={notebook} themes={themes} entry={entry} />
            ))}
          </ul>
        </section>
      ))}
      <AddLine notebook={notebook} findByName={themes.findByName} departments={departments} board={board.value} />
      {board.value.length > 0 && (
        <div class="row">
          <Button
            look="primary"
            disabled={told === 0}
            title={why}
            onClick={() =>
              download(
                `${texts.file} ${today.peek()}.md`,
                "text/markdown",
                // Read anew: a field that loses its focus to this button has only just written what stood in it.
                exportDepartments(boardNow(notebook, themes, levels), {
                  day: sayDate(today.peek(), ""),
                  words: { ...texts.markdown, answer: "", noDepartment: texts.noDepartment },
                  partsOf: themes.boardParts,
                }),
              )
            }
          >
            {texts.exportMarkdown}
          </Button>
          <Button
            id="skip-board-print"
            disabled={told === 0}
            title={why}
            onClick={() => onPrint(boardNow(notebook, themes, levels))}
          >
            {texts.print}
          </Button>
          {why && <span class="meta">{why}</span>}
        </div>
      )}
      {board.value.length > 0 && <p class="meta">{texts.limits}</p>}
    </>
  );
}

function countTold(board: DepartmentBoard): number {
  return board.flatMap(({ entries }) => entries).filter(({ leftOut }) => leftOut === null).length;
}

/** Counted on this device, from notes about those whom one meets as their manager's manager. */
function boardNow(notebook: Notebook, parts: ThemesParts, levels: SkipLevels | null): DepartmentBoard {
  const { themes } = notebook.index.value;
  const people = levels?.people ?? [];
  const known = new Map(people.map(({ person, department }) => [person, department]));
  const mine = new Set(
    pairs.value.filter((pair) => peopleOf(pair)[pair.me].role === "skip_manager").map(({ id }) => id),
  );
  const { personOf, dayOf, nameOf } = parts;
  const facts = {
    themes,
    notes: notebook.notes.value,
    lines: notebook.editIndex(readDepartmentLines) ?? [],
    departmentOf: (pair: string) => (mine.has(pair) ? (known.get(personOf(pair)) ?? null) : null),
    names: [
      ...pairs.value.map(({ id }) => nameOf(id)),
      ...people.flatMap(({ name, between }) => [name, ...between.map((each) => each.name)]),
    ].filter((name) => name !== ""),
    ...{ personOf, dayOf, today: today.value },
  };
  return readDepartmentBoard(facts, parts);
}
