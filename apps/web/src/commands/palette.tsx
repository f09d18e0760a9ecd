import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import type { ElsewhereHit } from "../search/search-elsewhere.ts";
import { excerpt } from "../search/search-entry.ts";
import { today } from "../ui/clock.ts";
import { sayDay } from "../ui/say-day.ts";
import type { Command } from "./commands.ts";
import { Keys } from "./keys.tsx";
import { elsewhereGroup, type PaletteContent, type PaletteItem, paletteItems, privateGroup } from "./palette-items.ts";
import { paletteTexts } from "./palette-texts.ts";
import { isMac } from "./platform.ts";
import type { PrivateSearch } from "./private-search.ts";
import { privateTexts } from "./private-texts.ts";
import { sheetTexts } from "./sheet-texts.ts";
import { ariaKeyShortcut } from "./shortcut.ts";
import { useModal } from "./use-modal.ts";

const texts = paletteTexts;
const ANNOUNCE_AFTER_MILLISECONDS = 500; // a count at every key would talk over the typing
const PAGE_STEP = 8;
const ASK_AFTER_MILLISECONDS = 250; // the server is asked at a pause in typing, not at every key

type PaletteProps = {
  what: "all" | "text";
  content: PaletteContent;
  /** null: nothing of private notes is to show */
  searchPrivate: PrivateSearch | null;
  unlockPrivate: Command;
  /** null: every page is kept on this device */
  searchElsewhere: ((query: string) => Promise<ElsewhereHit[]>) | null;
  /** called after the palette has closed and given the focus back */
  choose: (item: PaletteItem) => void;
  closed: () => void;
};

/** One field over everything: the ARIA combobox pattern with a list box that is always shown. */
export function Palette(props: PaletteProps) {
  const { what, content, searchElsewhere, searchPrivate, unlockPrivate, choose, closed } = props;
  const id = useId();
  const { dialog, close } = useModal(closed);
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const local = useMemo(() => paletteItems(content, query, what), [content, query, what]);
  const priv = useMemo(() => privateGroup(searchPrivate, query, unlockPrivate), [searchPrivate, query]);
  const groups = [...local, ...priv, ...elsewhereGroup(useElsewhere(searchElsewhere, query))];
  const items = groups.flatMap((group) => group.items);
  const current = items[Math.min(active, items.length - 1)];
  const announced = useLate(texts.count(items.length), query);

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [current?.id]);

  const take = (item: PaletteItem | undefined) => {
    if (!item || whyNot(item) !== null) return;
    close();
    choose(item);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const last = items.length - 1;
    const steps: Record<string, () => void> = {
      ArrowDown: () => setActive(active >= last ? 0 : active + 1),
      ArrowUp: () => setActive(active <= 0 ? last : active - 1),
      PageDown: () => setActive(Math.min(last, active + PAGE_STEP)),
      PageUp: () => setActive(Math.max(0, active - PAGE_STEP)),
      Enter: () => take(current),
    };
    const pressesOpener = event.key.toLowerCase() === "k" && (isMac ? event.metaKey : event.ctrlKey);
    const step = pressesOpener ? close : steps[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  };

  return (
    <dialog
      ref={dialog}
      class="palette"
      aria-label={what === "text" ? texts.searchLabel : texts.label}
      closedby="any"
      onClose={closed}
    >
      <input
        class="palette-field"
        type="text"
        role="combobox"
        aria-label={what === "text" ? texts.searchField : texts.field}
        placeholder={what === "text" ? texts.searchField : texts.field}
        aria-autocomplete="list"
        aria-expanded={items.length > 0}
        aria-controls={`${id}list`}
        aria-activedescendant={current && optionId(id, current)}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        enterkeyhint="go"
        autofocus
        value={query}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div
        ref={list}
        id={`${id}list`}
        class="palette-list"
        role="listbox"
        aria-label={texts.label}
        hidden={items.length === 0}
      >
        {groups.map((group) => (
          // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a list box
          <div key={group.type} role="group" aria-labelledby={`${id}${group.type}`}>
            <div
              id={`${id}${group.type}`}
              class={group.type === "private" ? "palette-heading palette-private" : "palette-heading"}
              role="presentation"
            >
              {group.type === "private" ? privateTexts.group : texts.groups[group.type]}
            </div>
            {group.items.map((item) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox takes the keys for its options
              // biome-ignore lint/a11y/useFocusableInteractive: options are pointed at by aria-activedescendant
              <div
                key={item.id}
                id={optionId(id, item)}
                class="palette-option"
                role="option"
                aria-selected={item === current}
                aria-disabled={whyNot(item) !== null}
                onPointerMove={() => item !== current && setActive(items.indexOf(item))}
                onClick={() => take(item)}
              >
                <Option item={item} />
              </div>
            ))}
          </div>
        ))}
      </div>
      {items.length === 0 && (
        <p class="palette-empty">
          {query.trim() !== "" ? texts.empty : searchElsewhere ? texts.searchHintElsewhere : texts.searchHint}
        </p>
      )}
      <p class="visually-hidden" role="status">
        {announced}
      </p>
    </dialog>
  );
}

function Option({ item }: { item: PaletteItem }) {
  if (item.type === "command") {
    const { name, shortcut } = item.command;
    const why = whyNot(item);
    return (
      <>
        <span class="palette-name" aria-keyshortcuts={shortcut ? ariaKeyShortcut(shortcut, isMac) : undefined}>
          {name}
          {why !== null && <span class="palette-excerpt">{why}</span>}
        </span>
        {why !== null ? null : shortcut ? (
          <Keys shortcut={shortcut} />
        ) : (
          <span class="palette-none">{sheetTexts.none}</span>
        )}
      </>
    );
  }
  if (item.type === "person") return <span class="palette-name">{texts.person(item.person.name)}</span>;
  if (item.type === "private") {
    return (
      <>
        <span class="palette-name">{item.hit.excerpt}</span>
        <span class="palette-where">{privateTexts.about(item.hit.name)}</span>
      </>
    );
  }
  if (item.type === "elsewhere") {
    const { title, excerpt, person, kind, volume } = item.hit;
    return (
      <>
        <span class="palette-name">
          {kind === "welcome" ? texts.welcome : title}
          {excerpt !== "" && <span class="palette-excerpt">{excerpt}</span>}
        </span>
        <span class="palette-where">{texts.with(person, volume === null ? texts[kind] : texts.year(volume))}</span>
      </>
    );
  }
  const { entry, at } = item;
  const piece = excerpt(entry, at);
  return (
    <>
      <span class="palette-name">
        {entry.title}
        {piece !== "" && <span class="palette-excerpt">{piece}</span>}
      </span>
      <span class="palette-where">{texts.with(entry.person, placeName(entry.place))}</span>
    </>
  );
}

function whyNot(item: PaletteItem): string | null {
  return item.type === "command" ? (item.command.whyNot?.() ?? null) : null;
}

type EntryPlace = Extract<PaletteItem, { type: "found" }>["entry"]["place"];

function placeName(place: EntryPlace): string {
  if (place.type !== "meeting") return texts[place.type];
  return texts.meetingOf(place.start === null ? null : sayDay(place.start.slice(0, 10), today.value));
}

function optionId(id: string, item: PaletteItem): string {
  return `${id}${item.id}`;
}

/** What the server finds for a query, once it has been typed; nothing that is here already waits for it. */
function useElsewhere(search: PaletteProps["searchElsewhere"], query: string): readonly ElsewhereHit[] {
  const [found, setFound] = useState<{ query: string; hits: readonly ElsewhereHit[] }>({ query: "", hits: [] });
  useEffect(() => {
    if (!search) return;
    let isWanted = true;
    const timer = setTimeout(() => {
      void search(query).then((hits) => isWanted && setFound({ query, hits }));
    }, ASK_AFTER_MILLISECONDS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [search, query]);
  return found.query === query ? found.hits : [];
}

/** A text some time after it last changed, for a live region. */
function useLate(text: string, cause: string): string {
  const [late, setLate] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setLate(text), ANNOUNCE_AFTER_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [text, cause]);
  return late;
}
