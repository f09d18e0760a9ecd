import type { Action } from "@candor/core/action/action.ts";
import type { Id } from "@candor/core/id.ts";
import type { Meeting } from "@candor/core/meeting/meeting.ts";
import * as Y from "yjs";
import { edit, layGroundwork } from "../edit.ts";
import { readMeeting, readMeetings } from "../meeting/read-meeting.ts";
import { writeMeeting } from "../meeting/write-meeting.ts";
import { writeNotes } from "../notes/write-notes.ts";
import type { PageContents, TopicWithNotes } from "../page/read-contents.ts";
import { find, rootMap } from "../roots.ts";
import { wellFormed } from "../text.ts";
import { CARRIED } from "../topic/read-topic.ts";

export type Imported = {
  added: { meetings: number; topics: number; actions: number };
  /** what was on the page already, under the same id, and stayed as it was */
  kept: number;
};

/**
 * Puts meetings, topics and actions on the page with the ids and fields they have. One step for undo, which bins topics
 * and actions and takes the meetings off again. A planned meeting joins the one that is planned for the same time.
 *
 * @param also further changes that belong to the same step.
 */
export function importContents(doc: Y.Doc, contents: PageContents, also: () => void = () => {}): Imported {
  const unknown = contents.meetings.filter(({ id }) => readMeeting(doc, id) === null);
  const joined = joinedMeetings(doc, unknown);
  const meetings = unknown.filter(({ id }) => !joined.has(id));
  const topics = contents.topics
    .filter(({ id }) => !find(doc, "topics", id))
    .map((topic) => ({ ...topic, place: joined.get(topic.place) ?? topic.place }));
  const actions = contents.actions
    .filter(({ id }) => !find(doc, "actions", id))
    .map((action) => ({
      ...action,
      fromMeeting: action.fromMeeting && (joined.get(action.fromMeeting) ?? action.fromMeeting),
    }));
  layGroundwork(doc, () => {
    for (const topic of topics) createTopic(doc, topic);
    for (const action of actions) createAction(doc, action);
  });
  edit(doc, "import", () => {
    for (const meeting of meetings) writeMeeting(doc, meeting);
    for (const { id, state } of topics) if (state !== "binned") find(doc, "topics", id)?.set("state", state);
    for (const { id, state } of actions) if (state !== "binned") find(doc, "actions", id)?.set("state", state);
    also();
  });
  const added = { meetings: meetings.length, topics: topics.length, actions: actions.length };
  const all = contents.meetings.length + contents.topics.length + contents.actions.length;
  return { added, kept: all - added.meetings - added.topics - added.actions };
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
