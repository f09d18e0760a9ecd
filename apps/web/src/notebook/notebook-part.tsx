import type { Id } from "@candor/core/id.ts";
import type { NoteAbout, PairNote } from "@candor/core/notebook/note.ts";
import { notesForMeeting } from "@candor/core/notebook/notes-for-meeting.ts";
import { meetingTime } from "../page/meeting-time.ts";
import type { PageModel } from "../page/page-model.ts";
import type { PrivatePlace } from "../page/private-part.tsx";
import { texts as pageTexts } from "../page/texts.ts";
import { Button } from "../ui/button.tsx";
import { deviceTimeZone } from "../ui/clock.ts";
import { Alarms } from "./alarms.tsx";
import { lockNow } from "./lock-now.tsx";
import { sayAbout, sayWritten } from "./note-line.tsx";
import { NoteList } from "./note-list.tsx";
import type { Notebook } from "./notebook.ts";
import { openNotebookDialog } from "./notebook-dialog.ts";
import { NotebookDialogs } from "./notebook-dialogs.tsx";
import { placeKey } from "./place-key.ts";
import { SavedLine } from "./saved-line.tsx";
import { isHidden, setHidden } from "./standing.ts";
import { texts } from "./texts.ts";
import { thisNotebook } from "./this-notebook.ts";

type NotebookPartProps = { model: PageModel; place: PrivatePlace };

/** Private notes where they stand on a page. */
export function NotebookPart({ model, place }: NotebookPartProps) {
  const notebook = thisNotebook();
  if (place.type === "dialogs") return <NotebookDialogs />;
  if (isHidden.value) return null; // an onlooker is not to learn that there are any
  const state = notebook.state.value.type;
  if (state !== "open")
    return place.type === "person" && state !== "reading" ? (
      <ShutCard state={state} isLockedByHand={notebook.isLockedByHand.value} />
    ) : null;
  if (place.type === "person") return <PersonCard model={model} notebook={notebook} />;
  if (place.type === "before") return <BeforeMeeting model={model} notebook={notebook} />;
  return "id" in place ? <Beside model={model} notebook={notebook} place={place} /> : null;
}

function ShutCard({ state, isLockedByHand }: { state: "none" | "locked" | "unreadable"; isLockedByHand: boolean }) {
  const open = () => openNotebookDialog({ type: "open", onOpen: () => setTimeout(focusAdding) });
  return (
    <section class="card private" aria-labelledby="private-heading">
      <Head />
      <p class="meta">
        {state === "none"
          ? texts.promise
          : state === "unreadable"
            ? texts.unreadable.text
            : isLockedByHand
              ? texts.lockedByHand
              : texts.locked}
      </p>
      <div>
        <Button data-unlock onClick={open}>
          {state === "none" ? texts.begin : texts.unlock}
        </Button>
      </div>
    </section>
  );
}

/** The button that opened the notes is gone. */
function focusAdding(): void {
  document.querySelector<HTMLElement>("#part-private [data-add-note]")?.focus();
}

function Head() {
  return (
    <div class="private-head">
      <h2 id="private-heading">{texts.heading}</h2>
      <span class="private-label">{texts.onlyYou}</span>
    </div>
  );
}

const SHOWN_AT_ONCE = 8;

/** All that is about the person, and the newest of what stands elsewhere. */
function PersonCard({ model, notebook }: { model: PageModel; notebook: ReturnType<typeof thisNotebook> }) {
  const pair = model.handle.pairId;
  const notes = livingOf(notebook, pair).filter((note) => note.about.type === "person");
  const name = model.people.value[model.other].name || pageTexts.otherMissing;
  const shown = notes.slice(-SHOWN_AT_ONCE);
  const aged = notebook.notes.value.filter((note) => note.pair === pair && note.isAged).length;
  const others = livingOf(notebook, pair).length - shown.length;
  return (
    <section class="card private" aria-labelledby="private-heading">
      <Head />
      <Alarms notebook={notebook} />
      {shown.length === 0 && <p class="meta">{texts.empty(name)}</p>}
      <NoteList
        notebook={notebook}
        pair={pair}
        place={{ type: "person" }}
        about={{ type: "person" }}
        notes={shown}
        label={texts.heading}
        add={texts.add}
      />
      <p class="meta">
        <a href={`/p/${encodeURIComponent(pair)}/private`}>{others > 0 ? texts.older(others) : texts.all}</a>
        {" · "}
        <a href="/themes">{texts.themes}</a>
        {" · "}
        <a href="/themes#find">{texts.findAll}</a>
        {aged > 0 && ` · ${texts.agedBin(aged)}`}
      </p>
      {notes.length === 0 && <p class="meta">{texts.law}</p>}
      <div class="private-foot">
        <SavedLine notebook={notebook} />
        <span class="row">
          <Button small look="quiet" title={texts.hideLabel} onClick={() => setHidden(true)}>
            {texts.hide}
          </Button>
          <Button small look="quiet" title={texts.lockLabel} onClick={lockNow}>
            {texts.lockNow}
          </Button>
        </span>
      </div>
    </section>
  );
}

type BesideProps = {
  model: PageModel;
  notebook: Notebook;
  place: Extract<PrivatePlace, { id: Id }>;
};

/** Notes beside a topic or on a meeting; where there are none, nothing shows until one is wanted. */
function Beside({ model, notebook, place }: BesideProps) {
  const about = aboutOf(model, place);
  if (!about) return null;
  const pair = model.handle.pairId;
  const key = placeKey(about);
  const isKickoff = about.type === "meeting" && about.isKickoff === true;
  const notes = livingOf(notebook, pair).filter(
    (note) => placeKey(note.about) === key && (!isKickoff || (note.about.type === "meeting" && note.about.isKickoff)),
  );
  const name = model.people.value[model.other].name || pageTexts.otherMissing;
  const isTopic = place.type === "topic";
  const add = isKickoff ? texts.addKickoff(name) : isTopic ? null : texts.addToMeeting;
  return (
    <div class={isTopic ? "private-beside is-quiet" : "private-beside"}>
      <NoteList
        notebook={notebook}
        pair={pair}
        place={place}
        about={about}
        notes={notes}
        label={`${texts.heading}, ${texts.onlyYou.toLowerCase()}`}
        add={add}
        saysAbout={!isTopic}
      />
    </div>
  );
}

function aboutOf(model: PageModel, place: Extract<PrivatePlace, { id: Id }>): NoteAbout | null {
  if (place.type === "topic") {
    const topic = model.topic(place.id).value;
    return topic && { type: "topic", topic: topic.id, title: topic.title };
  }
  const meeting = model.meeting(place.id).value;
  if (!meeting) return null;
  const day = meetingTime(meeting, deviceTimeZone)?.day ?? "";
  return { type: "meeting", meeting: meeting.id, day, ...(place.type === "kickoff" && { isKickoff: true as const }) };
}

/** What one wrote since the last meeting, and learnt before it: read before one goes in. */
function BeforeMeeting({ model, notebook }: { model: PageModel; notebook: Notebook }) {
  const notes = livingOf(notebook, model.handle.pairId);
  const { since, learnt } = notesForMeeting(notes, model.handle.page.value);
  if (since.length + learnt.length === 0) return null;
  const hasMet = model.handle.page.value.meetings.some(({ state }) => state === "held");
  return (
    <details class="private private-before">
      <summary>
        {texts.before(since.length + learnt.length)} <span class="private-label">{texts.onlyYou}</span>
      </summary>
      <Recalled heading={hasMet ? texts.beforeSince : texts.beforeFirst} notes={since} />
      <Recalled heading={texts.beforeLearnt} notes={learnt} />
    </details>
  );
}

function Recalled({ heading, notes }: { heading: string; notes: readonly PairNote[] }) {
  if (notes.length === 0) return null;
  return (
    <>
      <h3>{heading}</h3>
      <ul class="stack-list">
        {notes.map((note) => (
          <li key={note.id}>
            <span class="note-text">{note.text}</span>
            <span class="note-when">{[sayWritten(note), sayAbout(note)].filter(Boolean).join(" · ")}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function livingOf(notebook: Notebook, pair: Id): PairNote[] {
  return notebook.notes.value.filter((note) => note.pair === pair && note.binnedAt === null);
}
