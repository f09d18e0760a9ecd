import type { Id } from "@candor/core/id.ts";
import type { NoteNode } from "@candor/core/notes/note-node.ts";
import { type Anchor, ranksFor } from "@candor/core/topic/rank.ts";
import type { Altitude, Place, TopicKind } from "@candor/core/topic/topic.ts";
import * as Y from "yjs";
import { type Editor, edit, layGroundwork } from "../edit.ts";
import { writeNotes } from "../notes/write-notes.ts";
import { find, rootMap } from "../roots.ts";
import { wellFormed } from "../text.ts";
import { applyRanks } from "./apply-ranks.ts";
import { rankedTopics } from "./ranked-topics.ts";

export type NewTopic = {
  title: string;
  place: Place;
  at?: Anchor;
  altitude?: Altitude;
  kind?: TopicKind;
  theme?: string | null;
  notes?: readonly NoteNode[];
  /** the question it comes from */
  question?: Id | null;
};

/** @returns the new topic's id. */
export function addTopic(doc: Y.Doc, editor: Editor, topic: NewTopic): Id {
  const id = layTopic(doc, editor, topic);
  edit(doc, "add topic", () => find(doc, "topics", id)?.set("state", "open"));
  return id;
}

/** Puts a topic into the bin, for an edit of more than this topic to take out of it. @returns its id. */
export function layTopic(doc: Y.Doc, editor: Editor, topic: NewTopic): Id {
  const id = editor.newId();
  layGroundwork(doc, () => {
    const ranks = ranksFor(id, topic.at ?? "last", rankedTopics(doc, topic.place, id));
    // Title and notes come into being with the topic, in one step: two peers that each create a nested type under one
    // key keep only one of them.
    const map = new Y.Map<unknown>();
    const notes = new Y.XmlFragment();
    map.set("title", new Y.Text(wellFormed(topic.title)));
    map.set("notes", notes);
    map.set("place", topic.place);
    map.set("rank", ranks.get(id));
    map.set("altitude", topic.altitude ?? "detail");
    map.set("kind", topic.kind ?? "topic");
    map.set("author", editor.member);
    map.set("state", "binned");
    map.set("createdAt", editor.now);
    if (topic.theme) map.set("theme", topic.theme);
    if (topic.question) map.set("question", topic.question);
    rootMap(doc, "topics").set(id, map);
    if (topic.notes) writeNotes(notes, topic.notes);
    applyRanks(doc, "topics", ranks);
  });
  return id;
}
