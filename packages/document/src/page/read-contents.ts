import type { Action } from "@candor/core/action/action.ts";
import type { Meeting } from "@candor/core/meeting/meeting.ts";
import type { NoteNode } from "@candor/core/notes/note-node.ts";
import type { Topic } from "@candor/core/topic/topic.ts";
import type * as Y from "yjs";
import { readNotes } from "../notes/read-notes.ts";
import { topicNotes } from "../topic/edit-topic.ts";
import { readPage } from "./read-page.ts";

export type TopicWithNotes = Topic & { notes: readonly NoteNode[] };

/** Meetings, topics and actions whole, notes included: for export, and for what is sealed into a year's volume. */
export type PageContents = {
  /** oldest start first; those without a start last */
  meetings: readonly Meeting[];
  topics: readonly TopicWithNotes[];
  actions: readonly Action[];
};

export const NO_CONTENTS: PageContents = { meetings: [], topics: [], actions: [] };

export function readContents(doc: Y.Doc): PageContents {
  const { meetings, topics, actions } = readPage(doc);
  return { meetings, actions, topics: topics.map((topic) => ({ ...topic, notes: notesOf(doc, topic) })) };
}

function notesOf(doc: Y.Doc, topic: Topic): NoteNode[] {
  const fragment = topicNotes(doc, topic.id);
  return fragment === null ? [] : readNotes(fragment);
}
