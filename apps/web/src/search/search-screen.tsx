import type { Search, SearchHit } from "@candor/protocol/http/search.ts";
import { batch, useComputed, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { CommandWorld } from "../commands/command-world.ts";
import { currentPage } from "../commands/current-page.ts";
import { type PrivateHit, usePrivateSearch } from "../commands/private-search.ts";
import { thisTab } from "../offline/this-tab.ts";
import { callApi } from "../people/api-client.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { KEPT_TO_ITSELF } from "../ui/kept-to-itself.ts";
import { sayDate } from "../ui/say-day.ts";
import { Screen } from "../ui/screen.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { addressOfSearch, readSought } from "./address-of-search.ts";
import { indexPages, searchEntries } from "./device-index.ts";
import { type Found, mergeFound, type SearchFilter } from "./found.ts";
import { searchTexts as texts } from "./search-texts.ts";
import { spanOf, type Time } from "./span-of.ts";
import "./search.css";

const ASK_AFTER_MILLISECONDS = 120;
const MOST_SHOWN = 50;

type Kind = SearchFilter["kind"];
type Asked = {
  key: string;
  hits: readonly SearchHit[];
  isReached: boolean /** what it says is of what was typed before */;
  isWaiting: boolean;
};

/** One box over all my pages and artifacts, and on this device over private notes. */
export function SearchScreen({ world }: { world: CommandWorld }) {
  const first = useMemo(() => readSought(location), []);
  const query = useSignal(first.words);
  const person = useSignal(first.person);
  const kind = useSignal(first.kind);
  const time = useSignal(first.time);
  const isIndexed = useSignal(false);
  const people = world.people.value;
  useEffect(() => {
    void indexPages(people, currentPage.peek(), world.readStored).then(() => {
      isIndexed.value = true;
    });
  }, [people]);
  const span = useComputed(() => spanOf(time.value, today.value, deviceTimeZone));
  const filter = useComputed(
    (): SearchFilter => ({ person: person.value === "" ? null : person.value, kind: kind.value, ...span.value }),
  );
  const asked = useAsked(query.value, filter.value);
  // With what it shows, not a frame after: whoever goes on at once comes back to what they last saw.
  useLayoutEffect(() => {
    const sought = { words: query.value, person: person.value, kind: kind.value, time: time.value };
    history.replaceState(history.state, "", addressOfSearch(sought));
  }, [query.value, person.value, kind.value, time.value]);
  useEffect(() => {
    const follow = () => {
      if (location.pathname !== "/search") return;
      const sought = readSought(location);
      batch(() => {
        query.value = sought.words;
        person.value = sought.person;
        kind.value = sought.kind;
        time.value = sought.time;
      });
    };
    addEventListener("popstate", follow); // another bookmark, or Back to another search: the screen stays
    return () => removeEventListener("popstate", follow);
  }, []);
  const isPrivate = kind.value === "all" || kind.value === "private";
  const secret = usePrivateSearch();
  const notes = isPrivate && secret ? secret.find(query.value).filter((note) => fitsNote(note, filter.value)) : [];
  const names = new Map(people.map(({ pairId, name }) => [pairId, name]));
  const found =
    query.value.trim() === ""
      ? []
      : mergeFound(query.value, searchEntries(), asked.hits, {
          ...{ filter: filter.value, names, most: MOST_SHOWN + 1, isWaiting: asked.isWaiting },
        });
  const shown = found.slice(0, MOST_SHOWN);
  // The page of an address may be over, or somebody else's.
  const isUnknown = person.value !== "" && people.length > 0 && !names.has(person.value);
  const isNarrowed = person.value !== "" || kind.value !== "all" || time.value !== "any";
  const clear = () => {
    person.value = "";
    kind.value = "all";
    time.value = "any";
  };
  const list = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => box.current?.focus(), []);
  return (
    <Screen back={{ to: "/", label: texts.back }} title={texts.title} intro={texts.lead}>
      <search class="stack search-form">
        <input
          class="input"
          type="search"
          aria-label={texts.field}
          placeholder={texts.field}
          ref={box}
          value={query.value}
          {...KEPT_TO_ITSELF}
          onInput={(event) => {
            query.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => stepThrough(event, list.current)}
        />
        <div class="search-filters">
          <SelectField
            label={texts.person}
            value={person.value}
            choices={[
              { value: "", label: texts.anybody },
              ...people.map(({ pairId, name }) => ({ value: pairId, label: name })),
              ...(isUnknown ? [{ value: person.value, label: texts.unknown }] : []),
            ]}
            onValue={(value) => {
              person.value = value;
            }}
          />
          <SelectField<Kind>
            label={texts.kind}
            value={kind.value}
            choices={(Object.keys(texts.kinds) as Kind[]).map((value) => ({ value, label: texts.kinds[value] }))}
            onValue={(value) => {
              kind.value = value;
            }}
          />
          <SelectField<Time>
            label={texts.time}
            value={time.value}
            choices={(Object.keys(texts.times) as Time[]).map((value) => ({ value, label: texts.times[value] }))}
            onValue={(value) => {
              time.value = value;
            }}
          />
        </div>
      </search>
      {query.value.trim() !== "" && (
        <div class="stack-tight">
          <p class="meta" role="status">
            {isIndexed.value && !(asked.isWaiting && found.length + notes.length === 0)
              ? texts.count(shown.length + notes.length, found.length <= MOST_SHOWN)
              : texts.looking}
            {isNarrowed && ` ${texts.narrowed}`}
          </p>
          {isNarrowed && (
            <div>
              <Button small onClick={clear}>
                {texts.clear}
              </Button>
            </div>
          )}
          {!asked.isReached && <p class="meta">{texts.unreachable}</p>}
          {isPrivate && secret?.isLocked() && (
            <p class="meta">
              {texts.locked} <a href="/themes#find">{texts.unlock}</a>
            </p>
          )}
        </div>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows only go between its links */}
      <div ref={list} onKeyDown={(event) => stepThrough(event, list.current)}>
        {notes.length > 0 && (
          <ul class="search-found search-private" aria-label={texts.onlyYou}>
            {notes.map((note) => (
              <li key={note.id}>
                <a href={note.address}>{note.excerpt}</a>
                <p class="meta">
                  <span class="chip">{texts.onlyYou}</span> {texts.about(note.name)}
                </p>
              </li>
            ))}
          </ul>
        )}
        {shown.length > 0 && (
          <ul class="search-found" aria-label={texts.results}>
            {shown.map((each) => (
              <Row key={each.id} found={each} />
            ))}
          </ul>
        )}
      </div>
    </Screen>
  );
}

function Row({
  found: { kind, title, titleRanges, excerpt, excerptRanges, person, volume, at, address },
}: {
  found: Found;
}) {
  const where = [
    kind === "artifact" ? texts.where.artifact() : texts.where[kind](person ?? ""),
    at !== null && at !== "" && sayDate(dayOf(at), today.value),
    volume !== null && texts.ofYear(volume),
  ].filter((part) => typeof part === "string");
  return (
    <li data-kind={kind}>
      <a href={address}>{kind === "welcome" ? texts.welcome : marked(title, titleRanges)}</a>
      {excerpt !== "" && <p class="search-excerpt">{marked(excerpt, excerptRanges)}</p>}
      <p class="meta">{where.join(" · ")}</p>
    </li>
  );
}

function marked(text: string, ranges: Found["titleRanges"]): ComponentChildren[] {
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const { start, end } of ranges) {
    if (start < at) continue;
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  return [...parts, text.slice(at)];
}

function dayOf(at: string): string {
  try {
    return Temporal.Instant.from(at).toZonedDateTimeISO(deviceTimeZone).toPlainDate().toString();
  } catch {
    return at.slice(0, 10); // somebody's clock wrote what is no instant
  }
}

function fitsNote({ pair, at }: PrivateHit, { person, from, to }: SearchFilter): boolean {
  return (person === null || pair === person) && (from === null || at >= from) && (to === null || at < to);
}

/** What the server finds, once it has been typed; what is at hand does not wait for it. */
function useAsked(query: string, { person, kind, from, to }: SearchFilter): Asked {
  const [asked, setAsked] = useState<Asked>({ key: "", hits: [], isReached: true, isWaiting: true });
  const wanted = query.trim();
  const isOurs = kind === "private" || wanted === "";
  const body: Search = {
    words: wanted.slice(0, 200),
    ...(kind === "all" || kind === "private" ? {} : { kind }),
    ...(person === null ? {} : { page: person }),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to }),
  };
  const key = JSON.stringify(body);
  useEffect(() => {
    if (isOurs) return;
    let isWanted = true;
    const timer = setTimeout(async () => {
      const result = await callApi<SearchHit[]>(thisTab().fetch, { method: "POST", path: "/api/search", body });
      const isReached = result.type === "ok";
      if (isWanted) setAsked({ key, hits: isReached ? result.value : [], isReached, isWaiting: false });
    }, ASK_AFTER_MILLISECONDS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [key, isOurs]);
  if (isOurs) return { key, hits: [], isReached: true, isWaiting: false };
  return asked.key === key ? asked : { ...asked, isWaiting: true };
}

/** Arrows go from the box to what was found, and through it; Enter in the box opens the first. */
function stepThrough(event: KeyboardEvent, list: HTMLElement | null): void {
  const links = [...(list?.querySelectorAll("a") ?? [])];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  if (event.key === "Enter" && at < 0) {
    event.preventDefault();
    links[0]?.click();
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const next = links[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next && event.key === "ArrowDown") return;
  event.preventDefault();
  event.stopPropagation();
  if (next) next.focus();
  else document.querySelector<HTMLInputElement>("input[type=search]")?.focus();
}
