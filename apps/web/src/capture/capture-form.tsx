import {
  type Capture,
  type CapturePerson,
  parseCapture,
  peopleMatching,
  wordsLeftIn,
} from "@candor/core/capture/parse-capture.ts";
import { idFromRandom } from "@candor/core/id.ts";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { MailInboxList } from "../connections/mail-inbox.tsx";
import { loadNotebook, notebookParts } from "../notebook/load-notebook.ts";
import { isHidden, isKnownHere } from "../notebook/standing.ts";
import { Button } from "../ui/button.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { sayDay } from "../ui/say-day.ts";
import { showToast } from "../ui/toasts.ts";
import { useDraft } from "../ui/use-draft.ts";
import type { Captured, CaptureKind } from "./captured.ts";
import { deliver, type OpenPage, takeBack } from "./deliver.ts";
import { forgetCaptured, inbox, inboxIsKept, keepCaptured, readInbox } from "./inbox.ts";
import { captureTexts as texts } from "./texts.ts";
import "./capture.css";

export type CaptureFormProps = {
  /** whom one meets; the id is the pair's */
  people: readonly CapturePerson[];
  openPage: OpenPage;
  /** the pair whose page shows: whom it is for unless somebody is named */
  here: string | null;
  /** what another app shared */
  shared?: { text: string; link: string | null };
  isOnline: boolean;
  /** called once it is kept */
  done: () => void;
};

/** One line that says for whom, what, by when and about what; its meaning stands below while one types. */
export function CaptureForm({ people, openPage, here, shared, isOnline, done }: CaptureFormProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  // Where there are private notes it may become one, and what another app shared can be shared again.
  const draft = useDraft(shared || isKnownHere() ? null : "capture", shared?.text);
  const line = draft.value;
  const setLine = (words: string) => {
    draft.value = words;
  };
  const [chosen, setChosen] = useState<CaptureKind | "private" | null>(null);
  const notebook = useOpenNotebook();
  const MailInbox = useMailInbox();
  const [link, setLink] = useState(shared?.link ?? null);
  const now = Temporal.Now.instant();
  const timeZone = Temporal.Now.timeZoneId();
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate().toString();
  const capture = parseCapture(line, { people, now, timeZone });
  const person = capture.person ?? people.find((each) => each.id === here) ?? null;
  // Locked meanwhile, it is none of these: a thought that was meant to be private goes nowhere by itself.
  const isPrivate = chosen === "private";
  const kind = isPrivate ? "hopper" : (chosen ?? (capture.due === null ? "hopper" : "action"));
  const isEmpty = capture.text === "" && link === null;
  const suggested = suggestedPeople(line, capture, people);

  useLayoutEffect(() => field.current?.focus(), []);
  useEffect(() => void readInbox(), []);

  const complete = (name: string) => {
    setLine(line.replace(UNFINISHED_NAME, (_, before: string) => `${before}@${name} `));
    field.current?.focus();
  };

  const clear = () => {
    setLine("");
    setLink(null); // what was shared is added once
    setChosen(null);
  };

  const keepPrivately = () => {
    if (!notebook || person === null) return;
    const text = [capture.text, link].filter(Boolean).join("\n");
    const note = notebook.addNote(person.id, { text, about: { type: "person" } });
    if (note === null) return;
    showToast(texts.keptPrivately(person.name), () => notebook.binNote(note));
    clear();
    done();
  };

  const add = async () => {
    if (isEmpty) return;
    if (isPrivate) {
      keepPrivately();
      return;
    }
    const captured: Captured = {
      topicId: newId(),
      actionId: newId(),
      pairId: person?.id ?? null,
      kind,
      text: capture.text,
      due: capture.due,
      theme: capture.theme,
      link,
      at: now.toString(),
    };
    const kept = await keepCaptured(captured);
    const delivered = await deliver(captured, openPage);
    const isLost = !kept && !delivered;
    const message = person === null ? texts.addedToInbox : texts.waiting(person.name);
    showToast(
      delivered && person ? texts.addedTo(person.name, texts.kinds[kind]) : isLost ? texts.notKept : message,
      Object.assign(() => void takeBack(captured, openPage), delivered?.isSpent && { isSpent: delivered.isSpent }),
    );
    clear();
    if (!isLost) done();
  };

  return (
    <form
      class="capture"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <div class="field">
        <label class="field-label" for={`${id}line`}>
          {texts.field}
        </label>
        <input
          ref={field}
          id={`${id}line`}
          class="input"
          value={line}
          placeholder={texts.placeholder}
          aria-describedby={`${id}hint ${id}preview`}
          autocomplete="off"
          spellcheck={!isPrivate}
          enterkeyhint="done"
          onInput={(event) => setLine(event.currentTarget.value)}
        />
        <span id={`${id}hint`} class="field-hint">
          {texts.hint}
        </span>
      </div>
      {suggested.length > 0 && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a frame around what is one line of choices
        <div class="row" role="group" aria-label={texts.suggestions}>
          {suggested.map((each) => (
            <Button key={each.id} small onClick={() => complete(each.name)}>
              @{each.name}
            </Button>
          ))}
        </div>
      )}
      <output id={`${id}preview`} class="capture-preview" aria-label={texts.preview}>
        {isEmpty
          ? texts.empty
          : isPrivate
            ? privateText(person, notebook !== null)
            : previewText({ capture, kind, person, link, today })}
      </output>
      <fieldset class="capture-kinds">
        <legend class="visually-hidden">{texts.where}</legend>
        {KINDS.map((each) => (
          <label key={each} class="capture-kind">
            <input
              type="radio"
              name={`${id}kind`}
              value={each}
              checked={!isPrivate && kind === each}
              onChange={() => setChosen(each)}
            />
            {texts.kinds[each]}
          </label>
        ))}
        {(notebook !== null || isPrivate) && (
          <label class="capture-kind">
            <input
              type="radio"
              name={`${id}kind`}
              value="private"
              checked={isPrivate}
              onChange={() => setChosen("private")}
            />
            {texts.private}
          </label>
        )}
      </fieldset>
      <Button type="submit" look="primary" disabled={isEmpty || (isPrivate && (person === null || notebook === null))}>
        {texts.add}
      </Button>
      {!isOnline && <p class="meta">{texts.offline}</p>}
      {people.length === 0 && <p class="meta">{texts.noPeople}</p>}
      {!inboxIsKept.value && <p class="meta">{texts.notKept}</p>}
      <InboxList people={people} openPage={openPage} />
      {MailInbox && isOnline && <MailInbox people={people} />}
    </form>
  );
}

/** The notebook of this browser while it is open and not hidden; null else. */
function useOpenNotebook() {
  useEffect(() => {
    if (isKnownHere()) loadNotebook().catch(() => undefined);
  }, []);
  const notebook = notebookParts.value?.thisNotebook();
  return notebook?.state.value.type === "open" && !isHidden.value ? notebook : null;
}

function privateText(person: CapturePerson | null, isOpen: boolean): string {
  if (!isOpen) return texts.privateLocked;
  return person === null ? texts.privateFor : texts.privateAbout(person.name);
}

const KINDS: readonly CaptureKind[] = ["hopper", "next", "action"];
const UNFINISHED_NAME = /(^|\s)@(\S*)$/;
const MOST_SUGGESTED = 5;

function suggestedPeople(line: string, capture: Capture, people: readonly CapturePerson[]): CapturePerson[] {
  const word = UNFINISHED_NAME.exec(line)?.[2];
  if (word === undefined || capture.person !== null) return [];
  return peopleMatching(word, people).slice(0, MOST_SUGGESTED);
}

type Meaning = {
  capture: Capture;
  kind: CaptureKind;
  person: CapturePerson | null;
  link: string | null;
  today: string;
};

function previewText({ capture, kind, person, link, today }: Meaning): string {
  const day = capture.due === null ? null : sayDay(capture.due, today, "short");
  const facts = [person === null ? texts.inboxOnDevice : texts.forPerson(person.name)];
  if (kind === "action") facts.push(day === null ? texts.yourAction : `${texts.yourAction}, ${texts.due(day)}`);
  else facts.push(day === null ? texts.kinds[kind] : `${texts.kinds[kind]} ${texts.alsoAction(day)}`);
  if (capture.theme !== null) facts.push(texts.theme(capture.theme));
  if (link !== null) facts.push(texts.linkAttached);
  const left = wordsLeftIn(capture.text);
  if (left.length > 0) facts.push(texts.staysText(left));
  return facts.join(" · ");
}

/** What came by mail lies on the server, as its code does. @returns null: until that is here */
function useMailInbox() {
  const [inbox, setInbox] = useState<{ List: typeof MailInboxList } | null>(null);
  useEffect(() => {
    import("../connections/mail-inbox.tsx").then(
      ({ MailInboxList: List }) => setInbox({ List }),
      () => undefined, // without it one writes things down all the same
    );
  }, []);
  return inbox?.List ?? null;
}

function newId(): string {
  return idFromRandom(crypto.getRandomValues(new Uint8Array(12)));
}

/** What waits on this device for somebody to be named. */
export function InboxList({ people, openPage }: Pick<CaptureFormProps, "people" | "openPage">) {
  const waiting = inbox.value.filter((captured) => captured.pairId === null);
  if (waiting.length === 0) return null;
  const choose = async (captured: Captured, pairId: string) => {
    const addressed = { ...captured, pairId };
    await keepCaptured(addressed);
    const name = people.find((person) => person.id === pairId)?.name ?? "";
    const delivered = await deliver(addressed, openPage);
    showToast(delivered ? texts.addedTo(name, texts.kinds[captured.kind]) : texts.waiting(name));
  };
  return (
    <section class="capture-inbox" aria-label={texts.inboxTitle}>
      <h2>{texts.inboxTitle}</h2>
      <ul class="capture-waiting">
        {waiting.map((captured) => (
          <li key={captured.topicId}>
            <span class="grow">{captured.text || captured.link}</span>
            <select
              class="input"
              aria-label={texts.chooseFor(captured.text || (captured.link ?? ""))}
              onChange={(event) => event.currentTarget.value && void choose(captured, event.currentTarget.value)}
            >
              <option value="">{texts.choose}</option>
              {people.map((person) => (
                <option key={person.id} value={person.id}>
                  {person.name}
                </option>
              ))}
            </select>
            <IconButton
              icon="bin"
              label={texts.throwAway(captured.text || (captured.link ?? ""))}
              onClick={() => {
                void forgetCaptured(captured);
                showToast(texts.thrownAway, () => void keepCaptured(captured));
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
