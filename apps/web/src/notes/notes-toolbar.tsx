import { useComputed, useSignal } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import { registerCommands } from "../commands/commands.ts";
import { type FormatCommand, formatCommands } from "./format-commands.ts";
import { FormatIcon, spokenName } from "./format-icons.tsx";
import { linkAt, readAddress, removeLink, setLink } from "./link-command.ts";
import { listAround } from "./list-commands.ts";
import type { NotesEditor } from "./mount-notes.ts";
import { texts } from "./texts.ts";

const LINK = "link";
const ONLY_IN_LISTS = new Set(["indent", "outdent", "toggle_check"]);
const NOT_SHOWN = new Set(["paragraph", "toggle_check"]); // by key and palette alone

/** The ways to format the text that is open: one stop for Tab, arrow keys within. */
export function NotesToolbar({ editor }: { editor: NotesEditor }) {
  const bar = useRef<HTMLDivElement>(null);
  const linking = useSignal(false);
  const stop = useSignal("strong");
  const active = useComputed(() => activeFormats(editor.state.value).join(" "));

  useEffect(() => offerCommands(editor, () => (linking.value = true)), [editor]);
  useEffect(() => keepAboveKeyboard(bar.current), []);

  const press = (id: string, run?: FormatCommand["run"]) => {
    stop.value = id;
    if (id === LINK) linking.value = !linking.value;
    else if (run) editor.run(run);
  };
  const shown = active.value.split(" ");
  const buttons = [
    ...formatCommands.slice(0, 4),
    { id: LINK, name: texts.link, run: undefined, isActive: true },
    ...formatCommands.slice(4),
  ].filter(({ id }) => !NOT_SHOWN.has(id) && (!ONLY_IN_LISTS.has(id) || shown.includes("in_list")));

  return (
    <div class="notes-toolbar-place">
      <div ref={bar} class="notes-toolbar">
        {linking.value && (
          <LinkField
            editor={editor}
            done={() => {
              linking.value = false;
              editor.focus();
            }}
          />
        )}
        <div
          role="toolbar"
          aria-label={texts.toolbar}
          aria-orientation="horizontal"
          class="notes-toolbar-buttons"
          onKeyDown={(event) => onToolbarKey(event, editor)}
        >
          {buttons.map(({ id, name, run, isActive }) => (
            <button
              key={id}
              type="button"
              class="notes-tool"
              data-format={id}
              aria-label={spokenName(id, name)}
              title={name}
              aria-pressed={isActive ? shown.includes(id) : undefined}
              aria-expanded={id === LINK ? linking.value : undefined}
              tabIndex={
                stop.value === id || (!buttons.some((each) => each.id === stop.value) && id === "strong") ? 0 : -1
              }
              onMouseDown={(event) => event.preventDefault()} // the selection stays in the text
              onFocus={() => (stop.value = id)}
              onClick={() => press(id, run)}
            >
              <FormatIcon format={id} />
            </button>
          ))}
        </div>
      </div>
    </div>
  );
}

function activeFormats(state: NotesEditor["state"]["value"]): string[] {
  const active = formatCommands.filter((command) => command.isActive?.(state)).map(({ id }) => id);
  if (linkAt(state)) active.push(LINK);
  if (listAround(state)) active.push("in_list");
  return active;
}

function onToolbarKey(event: KeyboardEvent & { currentTarget: HTMLElement }, editor: NotesEditor): void {
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const index = buttons.indexOf(event.target as HTMLButtonElement);
  const isRtl = getComputedStyle(event.currentTarget).direction === "rtl";
  const forward = isRtl ? "ArrowLeft" : "ArrowRight";
  const back = isRtl ? "ArrowRight" : "ArrowLeft";
  const next = { [forward]: index + 1, [back]: index - 1, Home: 0, End: -1 }[event.key];
  if (event.key === "Escape") editor.focus();
  else if (next === undefined) return;
  else buttons.at(next % buttons.length)?.focus();
  event.preventDefault();
  event.stopPropagation();
}

/** Puts every format into the registry while the text is open, so that the palette and the shortcut sheet know it. */
function offerCommands(editor: NotesEditor, openLink: () => void): () => void {
  const inList = () => listAround(editor.state.peek()) !== null;
  return registerCommands([
    ...formatCommands.map(({ id, name, shortcut, run }) => ({
      id: `notes.${id}`,
      name,
      keywords: texts.formattingKeywords,
      shortcut,
      ...(ONLY_IN_LISTS.has(id) && { when: inList }),
      run: () => editor.run(run),
    })),
    {
      id: `notes.${LINK}`,
      name: texts.link,
      keywords: texts.formattingKeywords,
      shortcut: "Mod+Shift+L",
      run: openLink,
    },
  ]);
}

function LinkField({ editor, done }: { editor: NotesEditor; done: () => void }) {
  const present = linkAt(editor.state.peek());
  const typed = useSignal(present?.href ?? "");
  const isUnsafe = useSignal(false);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => field.current?.select(), []);
  const apply = () => {
    const href = readAddress(typed.value);
    isUnsafe.value = href === null;
    if (href === null) return;
    editor.run(setLink(href));
    done();
  };
  return (
    <form
      class="notes-link"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        done();
      }}
    >
      <input
        ref={field}
        class="input"
        type="text"
        inputMode="url"
        aria-label={texts.linkAddress}
        placeholder={texts.linkPlaceholder}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        aria-invalid={isUnsafe.value}
        aria-describedby={isUnsafe.value ? id : undefined}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
          isUnsafe.value = false;
        }}
      />
      <button type="submit" class="button button-small">
        {texts.linkApply}
      </button>
      {present && (
        <button
          type="button"
          class="button button-small"
          onClick={() => {
            editor.run(removeLink);
            done();
          }}
        >
          {texts.linkRemove}
        </button>
      )}
      {isUnsafe.value && (
        <span id={id} class="notes-link-error" role="alert">
          {texts.linkUnsafe}
        </span>
      )}
    </form>
  );
}

/** On a phone the bar lies at the bottom of what the on-screen keyboard leaves free. */
function keepAboveKeyboard(bar: HTMLElement | null): (() => void) | undefined {
  const viewport = window.visualViewport;
  if (!bar || !viewport || !matchMedia("(pointer: coarse)").matches) return undefined;
  const place = () => {
    const covered = document.documentElement.clientHeight - viewport.height - viewport.offsetTop;
    bar.style.setProperty("--keyboard", `${Math.max(0, covered)}px`);
  };
  place();
  viewport.addEventListener("resize", place);
  viewport.addEventListener("scroll", place);
  return () => {
    viewport.removeEventListener("resize", place);
    viewport.removeEventListener("scroll", place);
  };
}
