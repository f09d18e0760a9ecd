import { countThemes } from "@candor/core/theme/count-themes.ts";
import type { Signal } from "@preact/signals";
import { beforeEach, expect, test } from "vitest";
import type { NotebookState } from "../notebook/notebook.ts";
import { memoryNotebook } from "../notebook/testing/memory-notebook.ts";
import { toasts } from "../ui/toasts.ts";
import { likenessBy } from "./likeness-of.ts";
import { archiveTheme, mergeTheme, renameTheme, splitTheme, takeThemeOff, themeNamed } from "./theme-edits.ts";

const likenessOf = likenessBy((pair) => pair.slice(0, 3));
const AT = "2026-11-25T09:00:00.000Z";

beforeEach(() => {
  toasts.value = [];
});

test("a theme is found again by its name, whatever the case, also when it was archived", () => {
  const { notebook, themeOf } = world();
  const id = themeNamed(notebook, "On-call ");
  expect(themeNamed(notebook, "on-CALL")).toBe(id);
  archiveTheme(notebook, themeOf(id), AT);
  expect(themeNamed(notebook, "On-call")).toBe(id);
  expect(themeOf(id).archivedAt).toBeNull();
});

test("renaming, merging and archiving are each taken back by their toast", () => {
  const { notebook, themeOf } = world();
  const [nights, pager] = [themeNamed(notebook, "Nights"), themeNamed(notebook, "Pager")];
  const before = notebook.index.value.themes;
  renameTheme(notebook, themeOf(nights), "Sleep");
  mergeTheme(notebook, themeOf(nights), themeOf(pager));
  archiveTheme(notebook, themeOf(pager), AT);
  expect(notebook.index.value.themes).not.toEqual(before);
  for (const { undo } of toasts.value.toReversed()) undo?.();
  expect(notebook.index.value.themes).toEqual(before);
});

test("an old merge can be taken apart, and each theme has its own notes again", () => {
  const { notebook, themeOf, peopleOf } = world();
  const [nights, pager] = [themeNamed(notebook, "Nights") ?? "", themeNamed(notebook, "Pager") ?? ""];
  notebook.addNote("sam", { text: "Tired", about: { type: "person" }, themes: [nights] });
  notebook.addNote("mia", { text: "Paged", about: { type: "person" }, themes: [pager] });
  mergeTheme(notebook, themeOf(nights), themeOf(pager));
  expect(peopleOf(pager)).toEqual(["mia", "sam"]);
  splitTheme(notebook, themeOf(nights));
  expect(peopleOf(pager)).toEqual(["mia"]);
  expect(peopleOf(nights)).toEqual(["sam"]);
});

test("a note that carries a merged theme loses it, and gets it back", () => {
  const { notebook, themeOf, peopleOf } = world();
  const [nights, pager] = [themeNamed(notebook, "Nights") ?? "", themeNamed(notebook, "Pager") ?? ""];
  notebook.addNote("sam", { text: "Tired", about: { type: "person" }, themes: [nights] });
  mergeTheme(notebook, themeOf(nights), themeOf(pager));
  takeThemeOff(notebook, notebook.notes.value[0]!, themeOf(pager));
  expect(peopleOf(pager)).toEqual([]);
  toasts.value.at(-1)?.undo?.();
  expect(peopleOf(pager)).toEqual(["sam"]);
});

test("likeness follows what the notes say now, and forgets what goes into the bin", () => {
  const { notebook } = world();
  const note = notebook.addNote("sam", { text: "The pager went off", about: { type: "person" } }) ?? "";
  const like = () =>
    likenessOf(notebook, notebook.notes.value).like({ id: "", person: "mia", text: "Paged again" }).length;
  expect(like()).toBe(1);
  notebook.setNoteText(note, "Moved to Leipzig");
  expect(like()).toBe(0);
  notebook.setNoteText(note, "On call this week");
  expect(like()).toBe(1);
  notebook.binNote(note);
  expect(like()).toBe(0);
  notebook.takeNoteBack(note);
  expect(like()).toBe(1);
});

test("what I noted about the same person on another page is no other's note", () => {
  const { notebook } = world();
  notebook.addNote("sam as mentor", { text: "The pager went off", about: { type: "person" } });
  const like = likenessOf(notebook, notebook.notes.value).like({ id: "", person: "sam", text: "Paged again" });
  expect(like).toEqual([]);
});

test("nothing that was made ready for comparison outlives the lock", () => {
  const { notebook } = world();
  notebook.addNote("sam", { text: "The pager went off", about: { type: "person" } });
  const before = likenessOf(notebook, notebook.notes.value);
  expect(likenessOf(notebook, notebook.notes.value)).toBe(before);
  (notebook.state as Signal<NotebookState>).value = { type: "locked" };
  expect(likenessOf(notebook, [])).not.toBe(before);
});

function world() {
  const notebook = memoryNotebook(() => AT);
  const themeOf = (id: string | null) => notebook.index.value.themes.find((theme) => theme.id === id)!;
  const peopleOf = (id: string) =>
    countThemes(notebook.index.value.themes, notebook.notes.value, {
      today: "2026-11-25",
      dayOf: (at) => at.slice(0, 10),
    })
      .find(({ theme }) => theme.id === id)
      ?.people.toSorted();
  return { notebook, themeOf, peopleOf };
}
