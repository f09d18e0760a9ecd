import type { Action } from "@candor/core/action/action.ts";
import type { Id } from "@candor/core/id.ts";
import { type Meeting, PLAIN_MEETING } from "@candor/core/meeting/meeting.ts";
import { type NoteNode, plainText } from "@candor/core/notes/note-node.ts";
import type { Page, PageSettings } from "@candor/core/page/page.ts";
import { byRank, ranksFor } from "@candor/core/topic/rank.ts";
import { PLAIN_TOPIC } from "@candor/core/topic/topic.ts";
import type * as Y from "yjs";
import type { Editor } from "../edit.ts";
import { hashText } from "../hash-text.ts";
import { readNotes } from "../notes/read-notes.ts";
import type { PageContents, TopicWithNotes } from "../page/read-contents.ts";
import { readPage } from "../page/read-page.ts";
import { isTimeZone } from "../page/read-settings.ts";
import { welcomeFragment } from "../roots.ts";
import { type Imported, importContents } from "./import-contents.ts";
import type { ImportedAction, ImportedMeeting, ImportedTopic, ImportPreview } from "./preview-markdown.ts";
import { ENGLISH } from "./transfer-words.ts";

const USUAL_TIME = "10:00"; // where a document names only the day
const NOON = "T12:00:00Z"; // nobody wrote down when

export type PreviewImportOptions = {
  /** YYYY-MM-DD in the pair's zone */
  today: string;
  /** the file's, for people */
  name?: string;
  /** where whoever brings it in is: said of a page that nobody has begun */
  timeZone?: string | undefined;
  /** what lies in the page's year volumes */
  sealed?: readonly PageContents[];
  /** of the Hopper topic that takes what stood above everything else */
  openingTitle?: string;
};

/**
 * Puts what a preview shows on the page: past meetings as held, later ones as planned, the rest into the Hopper. A
 * meeting that the page has on that day already takes the topics in. What is there already, by the words of its place or
 * since the same was imported before, is left as it is. One step for undo.
 */
export function importMarkdown(
  doc: Y.Doc,
  editor: Editor,
  preview: ImportPreview,
  { today, name = "", timeZone, sealed = [], openingTitle = ENGLISH.notes }: PreviewImportOptions,
): Imported {
  const page = readPage(doc);
  const { settings } =
    page.schemaVersion > 0 || !isTimeZone(timeZone) ? page : { settings: { ...page.settings, timeZone } };
  const known = knownWords([page, ...sealed]);
  const meetings: Meeting[] = [];
  const topics: TopicWithNotes[] = [];
  const actions: Action[] = [];
  const newId = stableIds();
  let kept = 0;

  const last = new Map(page.topics.toSorted(byRank).map(({ place, id, rank }) => [place, { id, rank }]));
  const addTopics = (day: string, place: Id, imported: readonly ImportedTopic[]) => {
    const fresh = imported
      .map((topic) => ({ topic, id: newId("t", day, topic.title) }))
      .filter(({ topic }) => !known.take("topic", day, topic.title));
    kept += imported.length - fresh.length;
    const ranks = ranksAfter(last.get(place), fresh.length);
    for (const [index, { topic, id }] of fresh.entries()) {
      const rank = ranks[index] as string;
      topics.push(topicFrom(topic, editor, { id, place, rank, writtenAt: writtenAt(day) }));
      last.set(place, { id, rank });
    }
  };
  const actionRanks = ranksAfter(
    page.actions.at(-1),
    preview.actions.length + preview.meetings.reduce((count, meeting) => count + meeting.actions.length, 0),
  );
  const addActions = (day: string, imported: readonly ImportedAction[], fromMeeting: Id | null) => {
    for (const each of imported) {
      const id = newId("a", day, each.text);
      if (known.take("action", "", each.text)) kept += 1;
      else {
        const rank = actionRanks[actions.length] as string;
        actions.push(actionFrom(each, editor, { id, rank, fromMeeting, writtenAt: writtenAt(day) }));
      }
    }
  };

  // What stood under a day was said on it: so it is found by when that was, and is no older or newer than its meeting.
  const writtenAt = (day: string) => (day !== "" && day < today ? `${day}${NOON}` : editor.now);

  const byDay = new Map<string, Meeting>();
  for (const meeting of page.meetings) {
    const day = meeting.start?.slice(0, 10);
    if (day !== undefined && !byDay.has(day)) byDay.set(day, meeting);
  }
  for (const imported of preview.meetings) {
    const { day } = imported;
    const sameDay = byDay.get(day);
    const meeting = sameDay ?? meetingFrom(imported, `im${hashText(day)}`, settings, today);
    byDay.set(day, meeting);
    const before = topics.length + actions.length;
    addTopics(day, meeting.id, imported.topics);
    addActions(day, imported.actions, meeting.id);
    const isSealed = known.days.has(day) && topics.length + actions.length === before;
    if (isSealed) kept += 1;
    else if (!sameDay) meetings.push(meeting);
  }
  const isWelcome = isWelcomeOf(doc, preview.opening);
  if (isWelcome) kept += 1;
  const opening: ImportedTopic[] =
    isWelcome || preview.opening.length === 0
      ? []
      : [{ title: openingTitle, notes: preview.opening, author: null, state: "open" }];
  addTopics("", "hopper", [...opening, ...preview.hopper]);
  addActions("", preview.actions, null);
  const imported = importContents(doc, { meetings, topics, actions }, { mark: { editor, name, timeZone }, sealed });
  return { ...imported, kept: imported.kept + kept };
}

/** Our own export begins with the welcome, which the page it came from has already. */
function isWelcomeOf(doc: Y.Doc, opening: readonly NoteNode[]): boolean {
  const said = plainText(opening);
  return said !== "" && said === plainText(readNotes(welcomeFragment(doc)));
}

/** Ids that the same words at the same place have each time they are read: what was imported once is known again. */
function stableIds(): (kind: "t" | "a", day: string, words: string) => Id {
  const seen = new Map<string, number>();
  return (kind, day, words) => {
    const what = `${kind}\n${day}\n${words.trim()}`;
    const count = (seen.get(what) ?? 0) + 1;
    seen.set(what, count);
    return `i${kind}${hashText(`${what}\n${count}`)}`;
  };
}

/** How often the page says the same already. */
function knownWords(parts: readonly Pick<Page, "meetings" | "topics" | "actions">[]) {
  const counts = new Map<string, number>();
  const days = new Set<string>();
  const keyOf = (kind: string, day: string, words: string) => `${kind}\n${day}\n${words.trim()}`;
  const add = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const [index, { meetings, topics, actions }] of parts.entries()) {
    const dayOf = new Map(meetings.map(({ id, start }) => [id, start?.slice(0, 10) ?? ""]));
    if (index > 0) for (const day of dayOf.values()) days.add(day);
    for (const topic of topics) {
      if (topic.state !== "binned") add(keyOf("topic", dayOf.get(topic.place) ?? "", topic.title));
    }
    for (const action of actions) if (action.state !== "binned") add(keyOf("action", "", action.text));
  }
  const take = (kind: "topic" | "action", day: string, words: string) => {
    const left = counts.get(keyOf(kind, day, words)) ?? 0;
    if (left > 0) counts.set(keyOf(kind, day, words), left - 1);
    return left > 0;
  };
  return { take, days };
}

function ranksAfter(last: { id: string; rank: string } | undefined, count: number): string[] {
  const others = last ? [{ id: last.id, rank: last.rank }] : [];
  const ranks: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const id = `new${index}`;
    const rank = ranksFor(id, "last", others).get(id) as string;
    others.splice(0, others.length, { id, rank });
    ranks.push(rank);
  }
  return ranks;
}

function meetingFrom(imported: ImportedMeeting, id: Id, settings: PageSettings, today: string): Meeting {
  const start = `${imported.day}T${imported.time ?? USUAL_TIME}`;
  const isPast = imported.day < today;
  return {
    ...PLAIN_MEETING,
    id,
    start,
    timeZone: settings.timeZone,
    minutes: settings.minutes,
    state: isPast ? "held" : "planned",
    medium: isPast ? null : settings.medium,
    closedAt: isPast ? `${imported.day}${NOON}` : null, // nobody wrote down when it ended
  };
}

type Standing = { id: Id; place: Id; rank: string /** ISO instant */; writtenAt: string };

function topicFrom(
  { title, notes, author, state }: ImportedTopic,
  editor: Editor,
  { writtenAt, ...standing }: Standing,
): TopicWithNotes {
  return {
    ...PLAIN_TOPIC,
    ...standing,
    title,
    notes,
    author: author ?? editor.member,
    // Whose words they are is what the file and whoever read it say.
    importedBy: author === null || author === editor.member ? null : editor.member,
    state,
    createdAt: writtenAt,
    stateAt: state === "open" ? null : writtenAt,
  };
}

type ActionStanding = Omit<Standing, "place"> & { fromMeeting: Id | null };

function actionFrom(imported: ImportedAction, editor: Editor, { writtenAt, ...standing }: ActionStanding): Action {
  return {
    ...standing,
    text: imported.text,
    owner: imported.owner ?? editor.member,
    due: imported.due,
    state: imported.done ? "done" : "open",
    why: null,
    fromTopic: null,
    createdAt: writtenAt,
    stateAt: imported.done ? writtenAt : null,
  };
}
