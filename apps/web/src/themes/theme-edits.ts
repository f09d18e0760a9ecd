import type { Id } from "@candor/core/id.ts";
import type { PairNote } from "@candor/core/notebook/note.ts";
import { standFor } from "@candor/core/theme/stand-for.ts";
import type { Theme } from "@candor/core/theme/theme.ts";
import { addTheme, setThemeTraits } from "@candor/notebook/note/edit-index.ts";
import type { Notebook } from "../notebook/notebook.ts";
import { showToast } from "../ui/toasts.ts";
import { themesTexts as texts } from "./themes-texts.ts";

export const MAX_NAME_LENGTH = 80; // letters

/** @returns the theme in use that has this name, whatever the case. */
export function findByName(themes: readonly Theme[], name: string): Theme | null {
  const wanted = name.trim().toLowerCase();
  const stands = standFor(themes);
  return themes.find((theme) => stands.get(theme.id) === theme && theme.name.trim().toLowerCase() === wanted) ?? null;
}

/** The theme of a name, made where there is none; an archived one is used again. @returns null where it is locked. */
export function themeNamed(notebook: Notebook, name: string): Id | null {
  const known = findByName(notebook.index.peek().themes, name);
  if (!known) return notebook.editIndex((index, editor) => addTheme(index, editor, name.trim()));
  if (known.archivedAt !== null) notebook.editIndex((index) => setThemeTraits(index, known.id, { archivedAt: null }));
  return known.id;
}

export function renameTheme(notebook: Notebook, theme: Theme, name: string): void {
  const wanted = name.trim();
  if (wanted === "" || wanted === theme.name) return;
  notebook.editIndex((index) => setThemeTraits(index, theme.id, { name: wanted }));
  showToast(texts.toast.renamed(wanted), () =>
    notebook.editIndex((index) => setThemeTraits(index, theme.id, { name: theme.name })),
  );
}

export function mergeTheme(notebook: Notebook, theme: Theme, into: Theme): void {
  notebook.editIndex((index) => setThemeTraits(index, theme.id, { mergedInto: into.id }));
  showToast(texts.toast.merged(theme.name, into.name), () =>
    notebook.editIndex((index) => setThemeTraits(index, theme.id, { mergedInto: theme.mergedInto })),
  );
}

/** Takes a merge back, whenever it was. */
export function splitTheme(notebook: Notebook, theme: Theme): void {
  notebook.editIndex((index) => setThemeTraits(index, theme.id, { mergedInto: null }));
  showToast(texts.toast.split(theme.name), () =>
    notebook.editIndex((index) => setThemeTraits(index, theme.id, { mergedInto: theme.mergedInto })),
  );
}

/** @param at ISO instant; null: in use again. */
export function archiveTheme(notebook: Notebook, theme: Theme, at: string | null): void {
  notebook.editIndex((index) => setThemeTraits(index, theme.id, { archivedAt: at }));
  showToast(at === null ? texts.toast.back(theme.name) : texts.toast.archived(theme.name), () =>
    notebook.editIndex((index) => setThemeTraits(index, theme.id, { archivedAt: theme.archivedAt })),
  );
}

/** Takes a theme off a note, whichever of the merged ones the note carries. */
export function takeThemeOff(notebook: Notebook, note: PairNote, theme: Theme): void {
  const stands = standFor(notebook.index.peek().themes);
  notebook.setNoteThemes(
    note.id,
    note.themes.filter((id) => stands.get(id)?.id !== theme.id),
  );
  showToast(texts.toast.takenOff(theme.name), () => notebook.setNoteThemes(note.id, note.themes));
}
