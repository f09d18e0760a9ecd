import type { PairNote } from "@candor/core/notebook/note.ts";
import type { Range } from "@candor/notebook/search/search-notes.ts";
import { useComputed, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import type { Notebook } from "../notebook/notebook.ts";
import { today } from "../ui/clock.ts";
import { KEPT_TO_ITSELF } from "../ui/kept-to-itself.ts";
import { sayDate } from "../ui/say-day.ts";
import { nameOf } from "./name-of.ts";
import { addressOfNote, searchNotesOf } from "./search-notes-of.ts";
import { dayOf, sayAbout } from "./theme-notes.tsx";
import { themesTexts } from "./themes-texts.ts";

const texts = themesTexts.find;
const MOST_SHOWN = 20;
const BEFORE_HIT = 60; // letters
const EXCERPT = 240;

/** Finds words in all private notes, whomever they are about, on this device alone. */
export function FindNotes({ notebook }: { notebook: Notebook }) {
  const id = useId();
  const query = useSignal("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const look = () => location.hash === "#find" && field.current?.focus();
    look();
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);
  const found = useComputed(() => {
    if (query.value.trim() === "") return null;
    return searchNotesOf(notebook, query.value, MOST_SHOWN + 1);
  }).value;
  return (
    <search class="stack-tight">
      <label class="field-label" for={id}>
        {texts.label}
      </label>
      <input
        class="input themes-new"
        id={id}
        ref={field}
        type="search"
        value={query.value}
        {...KEPT_TO_ITSELF}
        onInput={(event) => {
          query.value = event.currentTarget.value;
        }}
      />
      <p class="meta" role="status">
        {found && texts.count(Math.min(found.length, MOST_SHOWN), found.length > MOST_SHOWN)}
      </p>
      {found && found.length > 0 && (
        <ul class="stack-list themes-notes" aria-label={texts.results}>
          {found.slice(0, MOST_SHOWN).map(({ note, ranges }) => (
            <li key={note.id} class="themes-note">
              <p class="meta">
                <a href={addressOfNote(note)}>{nameOf(note.pair)}</a>
                {sayWhere(note)}
              </p>
              <p class="themes-note-text">{marked(note.text, ranges)}</p>
            </li>
          ))}
        </ul>
      )}
    </search>
  );
}

function sayWhere(note: PairNote): string {
  const day = dayOf(note.writtenAt);
  return [sayAbout(note), day && sayDate(day, today.value)]
    .filter(Boolean)
    .map((part) => ` · ${part}`)
    .join("");
}

/** The part of a text around its first hit, with all hits in it marked. */
function marked(text: string, ranges: readonly Range[]): ComponentChildren[] {
  const first = ranges[0]?.start ?? 0;
  const start = first <= BEFORE_HIT ? 0 : text.indexOf(" ", first - BEFORE_HIT) + 1 || first;
  const end = text.length - start <= EXCERPT ? text.length : start + EXCERPT;
  const parts: ComponentChildren[] = [start > 0 ? "…" : ""];
  let at = start;
  for (const range of ranges) {
    if (range.start < at || range.end > end) continue;
    parts.push(text.slice(at, range.start), <mark key={range.start}>{text.slice(range.start, range.end)}</mark>);
    at = range.end;
  }
  parts.push(text.slice(at, end), end < text.length ? "…" : "");
  return parts;
}
