import { describe, expect, test } from "vitest";
import type { PairNote } from "../notebook/note.ts";
import { readBoard } from "../theme/board.ts";
import { countThemes } from "../theme/count-themes.ts";
import { boardParts } from "../theme/export-board.ts";
import type { Theme } from "../theme/theme.ts";
import { type DepartmentLine, ownSubject, readDepartmentBoard, subjectOfTheme } from "./department-board.ts";
import { exportDepartments } from "./export-departments.ts";

const theme = (id: string, name: string, changes: Partial<Theme> = {}): Theme => ({
  ...{ id, name, mergedInto: null, archivedAt: null, madeAt: "2026-01-01T00:00:00Z" },
  ...{ wording: "Said to everybody.", doing: "", answer: null, tellsFew: false, said: [], ...changes },
});
const note = (id: string, pair: string, themes: string[], text = "canary"): PairNote =>
  ({
    ...{ id, pair, text, themes, about: { type: "person" }, writtenAt: "2026-11-20T10:00:00Z" },
    ...{ changedAt: "2026-11-20T10:00:00Z", binnedAt: null },
  }) as PairNote;
const line = (department: string, subject: string, changes: Partial<DepartmentLine> = {}): DepartmentLine => ({
  ...{ department, subject, wording: "", doing: "", tellsFew: false, people: null, isOff: false, ...changes },
});
const DEPARTMENTS: Readonly<Record<string, string>> = {
  cleo: "Support",
  dan: "Support",
  eve: "Support",
  fay: "Design",
};
const NIGHTS = theme("t1", "Nights");
const board = (notes: PairNote[], lines: DepartmentLine[] = [], themes = [NIGHTS], names: string[] = []) =>
  readDepartmentBoard(
    {
      ...{ themes, notes, lines, names, today: "2026-11-26", personOf: (pair) => pair, dayOf: (at) => at.slice(0, 10) },
      departmentOf: (pair) => DEPARTMENTS[pair] ?? null,
    },
    { countThemes, readBoard },
  );
const THREE = ["cleo", "dan", "eve"].map((pair) => note(`n-${pair}`, pair, ["t1"]));
const WORDS = {
  ...{ title: "What hurts", doing: "We do:", answer: "", nothing: "Nothing.", noDepartment: "No department" },
  people: (count: number) => `Raised by ${count}`,
};

describe("what hurts, by department", () => {
  test("counts people of the department, and nobody met otherwise", () => {
    const all = [...THREE, note("n-fay", "fay", ["t1"]), note("again", "cleo", ["t1"]), note("report", "ben", ["t1"])];
    expect(board(all).map(({ department, entries }) => [department, entries[0]?.people])).toEqual([
      ["Design", 1],
      ["Support", 3],
    ]);
  });

  test("is told only in words typed for that department, whatever is said of the theme to everybody", () => {
    const [support] = board(THREE);
    expect(support?.entries[0]).toMatchObject({ name: "Nights", wording: "", leftOut: "no_wording" });
    const [worded] = board(THREE, [line("Support", subjectOfTheme("t1"), { wording: "Nights are long." })]);
    expect(worded?.entries[0]).toMatchObject({ wording: "Nights are long.", leftOut: null, isFew: false });
  });

  test("what fewer than three raised stays out with a warning, unless its author says it all the same", () => {
    const words = { wording: "Nights are long." };
    const two = THREE.slice(0, 2);
    const subject = subjectOfTheme("t1");
    expect(board(two, [line("Support", subject, words)])[0]?.entries[0]).toMatchObject({
      ...{ people: 2, isFew: true, leftOut: "few_people" },
    });
    expect(board(two, [line("Support", subject, { ...words, tellsFew: true })])[0]?.entries[0]).toMatchObject({
      ...{ isFew: true, leftOut: null },
    });
  });

  test("what no note has is counted by the number typed, and by the notes once they have it", () => {
    const subject = subjectOfTheme("t1");
    expect(board([], [line("Support", subject, { people: 5 })])[0]?.entries[0]).toMatchObject({
      people: 5,
      counted: 0,
    });
    expect(board(THREE, [line("Support", subject, { people: 5 })])[0]?.entries[0]).toMatchObject({ people: 3 });
    expect(board([], [line("", ownSubject(" Parking "), { people: 4, wording: "Too few." })])).toMatchObject([
      { department: "", entries: [{ name: "Parking", people: 4, leftOut: null }] },
    ]);
  });

  test("a line that was taken off is gone, though notes have it, and so is an archived theme", () => {
    expect(board(THREE, [line("Support", subjectOfTheme("t1"), { isOff: true })])).toEqual([]);
    const archived = theme("t1", "Nights", { archivedAt: "2026-11-01T00:00:00Z" });
    expect(board(THREE, [line("Support", subjectOfTheme("t1"), { people: 9 })], [archived])).toEqual([]);
  });

  test("names and words of notes are pointed out before they are told", () => {
    const notes = THREE.map((each) => ({ ...each, text: "he said that the nights wear him down" }));
    const wording = "Cleo said that the nights wear him down";
    const [support] = board(notes, [line("Support", subjectOfTheme("t1"), { wording })], [NIGHTS], ["Cleo Young"]);
    expect(support?.entries[0]?.giveaways.map(({ type }) => type)).toEqual(expect.arrayContaining(["name", "quote"]));
  });

  test("as Markdown it has a heading for each department with something to tell, and nothing of what is left out", () => {
    const lines = [
      line("Support", subjectOfTheme("t1"), { wording: "# Nights\n- are long", doing: "A rota." }),
      line("Design", ownSubject("Secret"), { people: 1, wording: "Only one." }),
    ];
    const markdown = exportDepartments(board(THREE, lines), {
      day: "26 November 2026",
      words: WORDS,
      partsOf: boardParts,
    });
    expect(markdown).toBe(
      "# What hurts\n\n26 November 2026\n\n## Support\n\n### Nights\n\n\\# Nights  \n\\- are long\n\n*Raised by 3*\n\n**We do:** A rota.\n",
    );
    expect(exportDepartments([], { day: "today", words: WORDS, partsOf: boardParts })).toContain("Nothing.");
  });
});
