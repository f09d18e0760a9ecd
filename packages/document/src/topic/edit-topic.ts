import { type Id, isId } from "@candor/core/id.ts";
import type { Altitude, TopicKind, TopicState } from "@candor/core/topic/topic.ts";
import * as Y from "yjs";
import { type Editor, edit } from "../edit.ts";
import { find, setChanged } from "../roots.ts";
import { setText } from "../text.ts";
import { readTopic } from "./read-topic.ts";

/** Where it was talked about, though the other person may move it elsewhere in the same moment. */
export const DISCUSSED_AT = "discussedAt";

export const MAX_ANSWER_LENGTH = 1_000;

export function setTopicTitle(doc: Y.Doc, id: Id, title: string): void {
  edit(doc, "edit title", () => {
    const text = find(doc, "topics", id)?.get("title");
    if (text instanceof Y.Text) setText(text, title);
  });
}

export function setTopicTraits(
  doc: Y.Doc,
  id: Id,
  traits: { altitude?: Altitude; kind?: TopicKind; theme?: string | null; minutes?: number | null },
): void {
  edit(doc, "change topic", () => {
    const map = find(doc, "topics", id);
    if (map) setChanged(map, traits);
  });
}

/** What came of it, for the ledger; an empty line takes the answer back. */
export function answerTopic(doc: Y.Doc, id: Id, { line, link }: { line: string; link: string | null }): void {
  edit(doc, "answer topic", () => {
    const map = find(doc, "topics", id);
    const answer = line.trim().slice(0, MAX_ANSWER_LENGTH);
    if (map) setChanged(map, { answer: answer === "" ? null : answer, answerLink: link });
  });
}

/** Discussed, let go, into the bin, or open again. Nothing is removed: the bin keeps it, undo and history find it. */
export function setTopicState(doc: Y.Doc, editor: Editor, id: Id, state: TopicState): void {
  edit(doc, state === "binned" ? "bin topic" : "mark topic", () => {
    const map = find(doc, "topics", id);
    if (!map) return;
    const place = map.get("place");
    const isAtMeeting = state === "discussed" && place !== "hopper" && isId(place);
    setChanged(map, { state, stateAt: editor.now, ...(isAtMeeting && { [DISCUSSED_AT]: place }) });
  });
}

/** @param until YYYY-MM-DD, the first day on which it may ask again; null wakes it. */
export function snoozeTopic(doc: Y.Doc, id: Id, until: string | null): void {
  edit(doc, "snooze topic", () => {
    const map = find(doc, "topics", id);
    if (map) setChanged(map, { snoozedUntil: until });
  });
}

/** *Still matters*: it stays, and its age is counted from now. */
export function keepTopic(doc: Y.Doc, editor: Editor, id: Id): void {
  edit(doc, "keep topic", () => {
    const map = find(doc, "topics", id);
    if (!map) return;
    const keptCarries = readTopic(id, map).carriedFrom.length;
    setChanged(map, { keptAt: editor.now, keptCarries, snoozedUntil: null });
  });
}

/** The topic's rich text, for an editor to bind to; null where the topic is gone. */
export function topicNotes(doc: Y.Doc, id: Id): Y.XmlFragment | null {
  const notes = find(doc, "topics", id)?.get("notes");
  return notes instanceof Y.XmlFragment ? notes : null;
}
