import type { Action } from "@candor/core/action/action.ts";
import type { Id } from "@candor/core/id.ts";
import type { Meeting } from "@candor/core/meeting/meeting.ts";
import * as Y from "yjs";
import { type Editor, edit, layGroundwork } from "../edit.ts";
import { isPlanned, readMeetings } from "../meeting/read-meeting.ts";
import { writeMeeting } from "../meeting/write-meeting.ts";
import { writeNotes } from "../notes/write-notes.ts";
import { beginBare } from "../page/begin-page.ts";
import type { PageContents, TopicWithNotes } from "../page/read-contents.ts";
import { find, meetingsMap, type Root, rootMap, stringOf } from "../roots.ts";
import { wellFormed } from "../text.ts";
import { CARRIED } from "../topic/read-topic.ts";
import { fitLines } from "./fit-lines.ts";
import { importOf, markMeeting, markThing, readImports, writeImport } from "./import-record.ts";

export type Imported = {
  added: { meetings: number; topics: number; actions: number };
  /** what was on the page already, under the same id or with the same words, and stayed as it was */
  kept: number;
  /** how many said more than a page may hold in one line: the rest of a title begins its notes, any other is left out */
  cut: number;
  /** by which it can be told and taken back; null: nothing was added, or it is the page itself */
  importId: Id | null;
};

export type ImportMark = {
  editor: Editor;
  /** the file's, for people */
  name: string;
  /** where whoever brings it in is: said of a page that nobody has begun */
  timeZone?: string | undefined;
};

export type ImportOptions = {
  /** who brings it in, and the name of the file; left out where the document is the page itself, read again */
  mark?: ImportMark;
  /** what lies in the page's year volumes, which is on the page as well as what is in the document */
  sealed?: readonly PageContents[];
  /** further changes that belong to the same step */
  also?: (importId: Id | null) => void;
};

/**
 * Puts meetings, topics and actions on the page with the ids and fields they have. One step for undo, which bins topics
 * and actions and takes the meetings off again. A page that nobody has begun is begun by it. A planned meeting joins the one that is planned for the same time. What
 * an import brought that was taken back since comes again.
 */
export function importContents(
  doc: Y.Doc,
  contents: PageContents,
  { mark, sealed = [], also = () => {} }: ImportOptions = {},
): Imported {
  const lies = sealedIds(sealed);
  const undone = new Set(readImports(doc).flatMap(({ id, undoneAt }) => (undoneAt === null ? [] : [id])));
  const unknown = contents.meetings.filter(({ id }) => !isPlanned(meetingsMap(doc), id) && !lies.has(id));
  const joined = joinedMeetings(doc, unknown);
  const { fitted: meetings, cut: cutMeetings } = fitLines(unknown.filter(({ id }) => !joined.has(id)));
  const wanted = <T extends { id: Id }>(root: Root, things: readonly T[]) =>
    things.filter(({ id }) => {
      const map = find(doc, root, id);
      return map ? isTakenBack(map, undone) : !lies.has(id);
    });
  const { fitted: topics, cut: cutTopics } = fitLines(
    wanted("topics", contents.topics).map((topic) => ({ ...topic, place: joined.get(topic.place) ?? topic.place })),
  );
  const { fitted: actions, cut: cutActions } = fitLines(
    wanted("actions", contents.actions).map((action) => ({
      ...action,
      fromMeeting: action.fromMeeting && (joined.get(action.fromMeeting) ?? action.fromMeeting),
    })),
  );
  const isAny = meetings.length + topics.length + actions.length > 0;
  layGroundwork(doc, () => {
    if (mark && isAny) beginBare(doc, mark.timeZone);
    // One that was taken back lies in the bin with whatever somebody wrote into it meanwhile.
    for (const topic of topics) if (!find(doc, "topics", topic.id)) createTopic(doc, topic);
    for (const action of actions) if (!find(doc, "actions", action.id)) createAction(doc, action);
  });
  const added = { meetings: meetings.length, topics: topics.length, actions: actions.length };
  const importId = mark && isAny ? mark.editor.newId() : null;
  edit(doc, "import", () => {
    for (const meeting of meetings) writeMeeting(doc, meeting);
    for (const { id, state, place } of topics) {
      const map = find(doc, "topics", id);
      if (state !== "binned") map?.set("state", state);
      if (map?.get("place") !== place) map?.set("place", place);
    }
    for (const { id, state } of actions) if (state !== "binned") find(doc, "actions", id)?.set("state", state);
    if (mark && importId !== null) {
      for (const { id } of meetings) markMeeting(doc, id, importId);
      for (const { id } of topics) markThing(doc, "topics", id, importId);
      for (const { id } of actions) markThing(doc, "actions", id, importId);
      const { member: by, now: at } = mark.editor;
      writeImport(doc, { id: importId, by, at, name: mark.name, ...added, undoneAt: null });
    }
    also(importId);
  });
  const all = contents.meetings.length + contents.topics.length + contents.actions.length;
  const cut = cutMeetings + cutTopics + cutActions;
  return { added, kept: all - added.meetings - added.topics - added.actions, cut, importId };
}

function sealedIds(sealed: readonly PageContents[]): ReadonlySet<Id> {
  return new Set(sealed.flatMap((part) => [...part.meetings, ...part.topics, ...part.actions]).map(({ id }) => id));
}

function isTakenBack(map: Y.Map<unknown>, undone: ReadonlySet<Id>): boolean {
  return stringOf(map, "state") === "binned" && undone.has(importOf(map) ?? "");
}

/**
 * The meetings to come that the page has planned for the same time already, each with the one that takes its topics:
 * nobody meets twice at once.
 */
function joinedMeetings(doc: Y.Doc, unknown: readonly Meeting[]): ReadonlyMap<Id, Id> {
  const planned = readMeetings(doc).filter(({ state, start }) => state === "planned" && start !== null);
  const joined = new Map<Id, Id>();
  for (const { id, state, start, timeZone } of unknown) {
    const same = planned.find((each) => each.start === start && each.timeZone === timeZone);
    if (state === "planned" && same) joined.set(id, same.id);
  }
  return joined;
}

function createTopic(doc: Y.Doc, topic: TopicWithNotes): void {
  const { id, title, notes: nodes, carriedFrom, state: _later, ...values } = topic;
  const map = new Y.Map<unknown>();
  const notes = new Y.XmlFragment();
  map.set("title", new Y.Text(wellFormed(title)));
  map.set("notes", notes);
  setKnown(map, values);
  for (const meeting of carriedFrom) map.set(CARRIED + meeting, true);
  map.set("state", "binned");
  rootMap(doc, "topics").set(id, map);
  if (nodes.length > 0) writeNotes(notes, nodes);
}

function createAction(doc: Y.Doc, { id, text, state: _later, ...values }: Action): void {
  const map = new Y.Map<unknown>();
  map.set("text", new Y.Text(wellFormed(text)));
  setKnown(map, values);
  map.set("state", "binned");
  rootMap(doc, "actions").set(id, map);
}

/** What is null or 0 reads so without being written. */
function setKnown(map: Y.Map<unknown>, values: Record<string, string | number | null>): void {
  for (const [key, value] of Object.entries(values)) if (value !== null && value !== 0) map.set(key, value);
}
