import { foldText } from "@candor/core/fold-text.ts";
import type { NoteAbout, PairNote } from "@candor/core/notebook/note.ts";
import { otherMember } from "@candor/core/person/member.ts";
import { type Signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { texts as pageTexts } from "../page/texts.ts";
import { pairs, peopleLoaded } from "../people/my-people.ts";
import { peopleOf } from "../people/people-of.ts";
import { TextField } from "../ui/text-field.tsx";
import { WayBack } from "../ui/way-back.tsx";
import { Alarms } from "./alarms.tsx";
import { BinList } from "./bin-list.tsx";
import { ExportButtons } from "./export-buttons.tsx";
import { HiddenNotice } from "./hidden-notice.tsx";
import { NoteList } from "./note-list.tsx";
import type { Notebook } from "./notebook.ts";
import { SavedLine } from "./saved-line.tsx";
import { ShutNotice } from "./shut-notice.tsx";
import { isHidden } from "./standing.ts";
import { texts } from "./texts.ts";
import { thisNotebook } from "./this-notebook.ts";

const say = texts.screen;
const PERSON: NoteAbout = { type: "person" };

/** Everything that one keeps about one person. */
export function PersonScreen({ pairId }: { pairId: string }) {
  const notebook = thisNotebook();
  const query = useSignal("");
  useEffect(() => void peopleLoaded(), []);
  const pair = pairs.value.find(({ id }) => id === pairId) ?? null;
  const name = (pair && peopleOf(pair)[otherMember(pair.me)].name) || pageTexts.otherMissing;
  useEffect(() => {
    document.title = isHidden.value ? "Candor" : `${texts.heading} · Candor`; // names nobody: titles show in lists of tabs
  }, [isHidden.value]);
  useEffect(() => {
    const show = () => showNote(query);
    addEventListener("hashchange", show);
    return () => removeEventListener("hashchange", show);
  }, []);
  const isOpen = notebook.state.value.type === "open" && !isHidden.value;
  useEffect(() => {
    if (isOpen) showNote(query);
  }, [isOpen]);
  const mine = isOpen ? notebook.notes.value.filter((note) => note.pair === pairId) : [];
  const found = mine.filter((note) => note.binnedAt === null && holds(note, query.value));
  const of = (type: NoteAbout["type"]) => found.filter((note) => note.about.type === type);
  return (
    <div class="start">
      <header class="start-top">
        <WayBack to={`/p/${encodeURIComponent(pairId)}`} label={say.back} />
      </header>
      <main class="start-main notebook-main">
        {isHidden.value ? (
          <HiddenNotice />
        ) : (
          <div>
            <h1>{isOpen ? say.title(name) : texts.heading}</h1>
            <p class="row">
              <span class="private-label">{texts.onlyYou}</span>
              {isOpen && <SavedLine notebook={notebook} />}
            </p>
          </div>
        )}
        {!isOpen ? (
          !isHidden.value && <ShutNotice notebook={notebook} />
        ) : (
          <>
            <Alarms notebook={notebook} />
            {mine.length > 3 && (
              <TextField
                label={say.find}
                value={query.value}
                autoComplete="off"
                onValue={(value) => {
                  query.value = value;
                }}
              />
            )}
            <p class="meta">
              <a href="/themes#find">{texts.findAll}</a>
            </p>
            <section class="card private" aria-labelledby="about-person">
              <h2 id="about-person">{say.aboutPerson}</h2>
              {of("person").length === 0 && <p class="meta">{query.value === "" ? texts.empty(name) : say.none}</p>}
              <NoteList
                notebook={notebook}
                pair={pairId}
                place={{ type: "person" }}
                about={PERSON}
                notes={of("person")}
                label={say.aboutPerson}
                add={texts.add}
              />
            </section>
            <Elsewhere
              notebook={notebook}
              pair={pairId}
              notes={of("topic")}
              heading={say.aboutTopics}
              id="about-topics"
            />
            <Elsewhere
              notebook={notebook}
              pair={pairId}
              notes={of("meeting")}
              heading={say.aboutMeetings}
              id="about-meetings"
            />
            <BinList notebook={notebook} notes={mine.filter((note) => note.binnedAt !== null)} />
            <section class="stack-tight" aria-labelledby="export-heading">
              <h2 id="export-heading">{texts.settings.exportHeading}</h2>
              <p class="meta">{texts.law}</p>
              <p class="meta">{texts.settings.exportText}</p>
              <ExportButtons notebook={notebook} pair={pairId} />
            </section>
          </>
        )}
      </main>
    </div>
  );
}

type ElsewhereProps = { notebook: Notebook; pair: string; notes: readonly PairNote[]; heading: string; id: string };

function Elsewhere({ notebook, pair, notes, heading, id }: ElsewhereProps) {
  if (notes.length === 0) return null;
  return (
    <section class="card private" aria-labelledby={id}>
      <h2 id={id}>{heading}</h2>
      <NoteList
        notebook={notebook}
        pair={pair}
        place={{ type: "dialogs" }}
        about={PERSON}
        notes={notes}
        label={heading}
        add={null}
        saysAbout
      />
    </section>
  );
}

/** Puts the caret into the note that the address names. */
function showNote(query: Signal<string>): void {
  const id = /^#note-(.+)$/.exec(location.hash)?.[1];
  if (id === undefined) return;
  query.value = "";
  setTimeout(() => document.querySelector<HTMLElement>(`[data-note="${CSS.escape(id)}"] textarea`)?.focus());
}

function holds(note: PairNote, query: string): boolean {
  const words = foldText(query).split(/\s+/).filter(Boolean);
  const text = foldText(`${note.text} ${note.about.type === "topic" ? note.about.title : ""}`);
  return words.every((word) => text.includes(word));
}
