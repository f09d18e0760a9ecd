import type { PairNote } from "@candor/core/notebook/note.ts";
import { type AlikeHint, hintAlike } from "@candor/core/theme/hint-alike.ts";
import { useComputed, useSignal } from "@preact/signals";
import { useId, useRef } from "preact/hooks";
import type { Notebook } from "../notebook/notebook.ts";
import { Button } from "../ui/button.tsx";
import { KEPT_TO_ITSELF } from "../ui/kept-to-itself.ts";
import { showToast } from "../ui/toasts.ts";
import { hintTexts as texts } from "./hint-texts.ts";
import { likenessBy } from "./likeness-of.ts";
import { nameOf } from "./name-of.ts";
import { personOf } from "./person-of.ts";
import { MAX_NAME_LENGTH, themeNamed } from "./theme-edits.ts";
import { themesTexts } from "./themes-texts.ts";
import "./themes.css";

const MOST_LIKE = 20; // notes; who raised it often counts once anyway
const likenessOf = likenessBy(personOf);
const MOST_SHOWN = 3; // pairs of words for each

/**
 * Says that others raised what a note is about, by which words, and offers a theme for it.
 *
 * @param isBeingWritten that alone is said: what can be pressed would be gone with the field that loses the focus.
 */
export function LikeNotesHint(props: { notebook: Notebook; note: PairNote; isBeingWritten?: boolean }) {
  const { notebook, note, isBeingWritten = false } = props;
  const isNaming = useSignal(false);
  const frame = useRef<HTMLDivElement>(null);
  const hint = useComputed((): AlikeHint | null => {
    const notes = notebook.notes.value;
    const current = notes.find(({ id }) => id === note.id);
    if (!current || current.text.trim() === "") return null;
    const like = likenessOf(notebook, notes).like(
      { id: current.id, person: personOf(current.pair), text: current.text },
      MOST_LIKE,
    );
    return hintAlike(like, { notes, themes: notebook.index.value.themes, carried: current.themes });
  }).value;
  if (!hint) return null;
  const { others, theme } = hint;
  if (isBeingWritten) {
    return (
      <p class="themes-hint-line" role="status">
        {texts.raised(others.length)}
      </p>
    );
  }
  const notes = new Map(notebook.notes.value.map((each) => [each.id, each]));
  return (
    <div ref={frame} class="themes-hint">
      <details>
        <summary>{texts.raised(others.length)}</summary>
        <ul class="stack-list themes-notes">
          {others.map(({ id, shared }) => (
            <li key={id} class="themes-note">
              <a href={`/p/${notes.get(id)?.pair}`}>{nameOf(notes.get(id)?.pair ?? "")}</a>
              <p class="themes-note-text">{notes.get(id)?.text}</p>
              <p class="meta">
                {texts.why}{" "}
                {shared
                  .slice(0, MOST_SHOWN)
                  .map(({ here, there }) => texts.pair(here, there))
                  .join("; ")}
              </p>
            </li>
          ))}
        </ul>
        <p class="meta">{texts.onDevice}</p>
      </details>
      {theme ? (
        <Button small onClick={() => notebook.setNoteThemes(note.id, [...note.themes, theme.id])}>
          {texts.addTheme(themesTexts.named(theme.name))}
        </Button>
      ) : isNaming.value ? (
        <NameTheme
          suggested={others[0]?.shared[0]?.here ?? ""}
          onDone={(name) => {
            // What was pressed is gone; the themes of the note stand above.
            frame.current?.closest(".note")?.querySelector<HTMLElement>("[data-add-theme]")?.focus();
            isNaming.value = false;
            if (name !== null) giveAll(notebook, name, [note.id, ...others.map(({ id }) => id)]);
          }}
        />
      ) : (
        note.themes.length === 0 && (
          <Button
            small
            onClick={() => {
              isNaming.value = true;
            }}
          >
            {texts.newTheme}
          </Button>
        )
      )}
    </div>
  );
}

function NameTheme({ suggested, onDone }: { suggested: string; onDone: (name: string | null) => void }) {
  const id = useId();
  const name = useSignal(suggested);
  return (
    <form
      class="row"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (name.peek().trim() !== "") onDone(name.peek());
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onDone(null);
      }}
    >
      <label class="field-label" for={id}>
        {texts.themeName}
      </label>
      <input
        class="input input-small themes-add"
        id={id}
        // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that was pressed
        autoFocus
        value={name.value}
        maxLength={MAX_NAME_LENGTH}
        {...KEPT_TO_ITSELF}
        onInput={(event) => {
          name.value = event.currentTarget.value;
        }}
      />
      <Button type="submit" small look="primary">
        {texts.create}
      </Button>
      <Button small look="quiet" onClick={() => onDone(null)}>
        {texts.cancel}
      </Button>
    </form>
  );
}

/** Gives each of these notes the theme of a name, and a way to take it off all of them again. */
function giveAll(notebook: Notebook, name: string, ids: readonly string[]): void {
  const theme = themeNamed(notebook, name);
  if (theme === null) return;
  const before = notebook.notes.peek().filter(({ id, themes }) => ids.includes(id) && !themes.includes(theme));
  for (const { id, themes } of before) notebook.setNoteThemes(id, [...themes, theme]);
  showToast(texts.made(name.trim(), ids.length), () => {
    for (const { id, themes } of before) notebook.setNoteThemes(id, themes);
  });
}
