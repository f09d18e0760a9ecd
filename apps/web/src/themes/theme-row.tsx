import type { CountedTheme } from "@candor/core/theme/count-themes.ts";
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useLocation } from "preact-iso";
import { beginFrom } from "../artifact/begin-from.ts";
import type { Notebook } from "../notebook/notebook.ts";
import { Button } from "../ui/button.tsx";
import { now } from "../ui/clock.ts";
import { KEPT_TO_ITSELF } from "../ui/kept-to-itself.ts";
import { MenuButton, type MenuItem } from "../ui/menu.tsx";
import { archiveTheme, MAX_NAME_LENGTH, renameTheme, splitTheme } from "./theme-edits.ts";
import { ThemeNotes } from "./theme-notes.tsx";
import { themesTexts as texts } from "./themes-texts.ts";
import { TrendLine } from "./trend-line.tsx";

type ThemeRowProps = {
  notebook: Notebook;
  counted: CountedTheme;
  nameOf: (pair: string) => string;
  /** left out where there is no other theme to merge it into */
  onMerge?: (() => void) | undefined;
};

/** One theme: how many raised it, whether more do of late, and the notes under it. */
export function ThemeRow({ notebook, counted, nameOf, onMerge }: ThemeRowProps) {
  const { theme, people, notes, merged, trend } = counted;
  const { route } = useLocation();
  const isRenaming = useSignal(false);
  const row = useRef<HTMLLIElement>(null);
  const name = texts.named(theme.name);
  const isArchived = theme.archivedAt !== null;
  const items = (): MenuItem[] => [
    {
      type: "item",
      id: "rename",
      label: texts.menu.rename,
      icon: "pencil",
      run: () => {
        isRenaming.value = true;
      },
    },
    { type: "item", id: "merge", label: texts.menu.merge, icon: "copy", disabled: !onMerge, run: () => onMerge?.() },
    {
      type: "item",
      id: "write-down",
      label: texts.menu.writeDown,
      run: () => {
        beginFrom.value = { title: theme.name, question: null };
        route("/artifacts");
      },
    },
    {
      type: "item",
      id: "archive",
      label: isArchived ? texts.menu.back : texts.menu.archive,
      icon: isArchived ? "restore" : "bin",
      run: () => {
        const next = besideRow(row.current);
        archiveTheme(notebook, theme, isArchived ? null : now.peek().toString());
        setTimeout(() => next?.focus()); // the row is in another list now
      },
    },
  ];
  return (
    <li ref={row} class="themes-row" data-theme-id={theme.id}>
      <div class="themes-head">
        {isRenaming.value ? (
          <RenameField
            name={theme.name}
            onDone={(next, byKey) => {
              isRenaming.value = false;
              if (next !== null) renameTheme(notebook, theme, next);
              // Whoever went elsewhere by pointer or Tab is left there.
              if (byKey) setTimeout(() => row.current?.querySelector<HTMLElement>("[aria-haspopup]")?.focus());
            }}
          />
        ) : (
          <h2 class="themes-name">{name}</h2>
        )}
        <span class="themes-figures">
          <span class="themes-count" data-people={people.length}>
            <span
              class="themes-bar"
              aria-hidden="true"
              style={{ inlineSize: `${Math.min(people.length, 12) * 0.5}rem` }}
            />
            {texts.people(people.length)}
          </span>
          <TrendLine trend={trend} />
        </span>
        <MenuButton icon="more" label={texts.more(theme.name)} items={items} />
      </div>
      <p class="meta">{texts.trendWhy(trend)}</p>
      {merged.length > 0 && (
        <div class="row">
          <span class="meta grow">{texts.merged(merged.map((each) => each.name))}</span>
          {merged
            .filter(({ mergedInto }) => mergedInto === theme.id)
            .map((each) => (
              <Button key={each.id} small look="quiet" onClick={() => splitTheme(notebook, each)}>
                {texts.split(each.name)}
              </Button>
            ))}
        </div>
      )}
      <details class="folded">
        <summary>
          {texts.notes(notes.length)} <span class="visually-hidden">{texts.under(theme.name)}</span>
        </summary>
        {notes.length === 0 ? (
          <p class="meta">{texts.noNotes}</p>
        ) : (
          <ThemeNotes notebook={notebook} theme={theme} notes={notes} nameOf={nameOf} />
        )}
      </details>
    </li>
  );
}

/** What takes the focus where a row goes: the menu of the next one or of the one before, else the heading of all. */
function besideRow(row: HTMLElement | null): HTMLElement | null {
  const beside = row?.nextElementSibling ?? row?.previousElementSibling;
  return beside?.querySelector<HTMLElement>("[aria-haspopup]") ?? document.getElementById("themes-heading");
}

type RenameFieldProps = { name: string; onDone: (name: string | null, byKey: boolean) => void };

function RenameField({ name, onDone }: RenameFieldProps) {
  const field = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  const finish = (value: string | null, byKey: boolean) => {
    if (isOver.current) return;
    isOver.current = true;
    onDone(value, byKey);
  };
  useEffect(() => {
    const select = setTimeout(() => field.current?.select()); // the menu gives the focus back to its button first
    return () => clearTimeout(select);
  }, []);
  return (
    <input
      ref={field}
      class="input grow"
      aria-label={texts.rename}
      defaultValue={name}
      maxLength={MAX_NAME_LENGTH}
      {...KEPT_TO_ITSELF}
      onBlur={(event) => finish(event.currentTarget.value, false)}
      onKeyDown={(event) => {
        if (event.key === "Enter") finish(event.currentTarget.value, true);
        if (event.key === "Escape") finish(null, true);
      }}
    />
  );
}
