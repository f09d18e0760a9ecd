import type { PairNote } from "@candor/core/notebook/note.ts";
import { standFor } from "@candor/core/theme/stand-for.ts";
import { useSignal } from "@preact/signals";
import { useId, useRef } from "preact/hooks";
import type { Notebook } from "../notebook/notebook.ts";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { Icon } from "../ui/icons.tsx";
import { KEPT_TO_ITSELF } from "../ui/kept-to-itself.ts";
import { hintTexts as texts } from "./hint-texts.ts";
import { MAX_NAME_LENGTH, takeThemeOff, themeNamed } from "./theme-edits.ts";
import { themesTexts } from "./themes-texts.ts";
import "./themes.css";

/** The themes of a note: take one off, choose one by its name or begin a new one. */
export function ThemePicker({ notebook, note }: { notebook: Notebook; note: PairNote }) {
  const listId = useId();
  const typed = useSignal("");
  const isAdding = useSignal(false);
  const frame = useRef<HTMLFormElement>(null);
  const { themes } = notebook.index.value;
  const stands = standFor(themes);
  const carried = [...new Set(note.themes.flatMap((id) => stands.get(id) ?? []))];
  const offered = themes.filter(
    (theme) => stands.get(theme.id) === theme && theme.archivedAt === null && !carried.includes(theme),
  );
  const add = () => {
    const name = typed.peek().trim();
    if (name === "") return;
    const id = themeNamed(notebook, name);
    if (id === null) return;
    if (!carried.some((theme) => theme.id === id)) notebook.setNoteThemes(note.id, [...note.themes, id]);
    close();
  };
  const close = () => {
    typed.value = "";
    isAdding.value = false;
    queueMicrotask(() => frame.current?.querySelector<HTMLElement>("[data-add-theme]")?.focus());
  };
  return (
    <form
      ref={frame}
      class="themes-picker"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      {carried.length > 0 && (
        <ul class="themes-chips" aria-label={texts.themes}>
          {carried.map((theme) => (
            <li key={theme.id} class="chip themes-chip">
              {themesTexts.named(theme.name)}
              <IconButton
                icon="close"
                label={texts.remove(themesTexts.named(theme.name))}
                onClick={() => takeThemeOff(notebook, note, theme)}
              />
            </li>
          ))}
        </ul>
      )}
      {isAdding.value ? (
        <>
          <input
            class="input input-small themes-add"
            list={listId}
            value={typed.value}
            maxLength={MAX_NAME_LENGTH}
            placeholder={texts.addPlaceholder}
            aria-label={texts.add}
            // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed
            autoFocus
            onKeyDown={(event) => {
              if (event.key !== "Escape") return;
              event.preventDefault();
              event.stopPropagation();
              close();
            }}
            {...KEPT_TO_ITSELF}
            onInput={(event) => {
              typed.value = event.currentTarget.value;
            }}
          />
          <datalist id={listId}>
            {offered.map((theme) => (
              <option key={theme.id} value={theme.name} />
            ))}
          </datalist>
          <Button type="submit" small disabled={typed.value.trim() === ""}>
            {themesTexts.add}
          </Button>
        </>
      ) : (
        <Button
          small
          look="quiet"
          data-add-theme
          onClick={() => {
            isAdding.value = true;
          }}
        >
          <Icon name="tag" />
          {texts.add}
        </Button>
      )}
    </form>
  );
}
