import type { Id } from "@candor/core/id.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type * as Y from "yjs";
import { layAction } from "../action/add-action.ts";
import { type Editor, edit } from "../edit.ts";
import { readNotes } from "../notes/read-notes.ts";
import { sharedNodes } from "../notes/write-notes.ts";
import { readPage } from "../page/read-page.ts";
import { find, type Root, setChanged } from "../roots.ts";
import { layTopic } from "../topic/add-topic.ts";
import { topicNotes } from "../topic/edit-topic.ts";
import { CARRIED } from "../topic/read-topic.ts";
import { setMeetingFields } from "./plan-meeting.ts";

/** What somebody wrote down after a walk. New things bring their ids along, so that the same capture counts once. */
export type WalkCapture = {
  /** a line for a topic of the agenda */
  lines: readonly { topic: Id; line: string }[];
  /** what else was talked about */
  also: readonly { id: Id; title: string }[];
  actions: readonly { id: Id; text: string; owner: MemberId; due: string | null }[];
};

/**
 * Writes down what a walk brought: a line goes below a topic's notes and the topic is discussed, what else was talked
 * about becomes discussed topics, and the meeting was a walk. One step; done once more, it changes nothing.
 */
export function captureWalk(doc: Y.Doc, editor: Editor, id: Id, capture: WalkCapture): void {
  const { topics, actions } = readPage(doc);
  const also = capture.also.filter((each) => topics.every((topic) => topic.id !== each.id));
  const agreed = capture.actions.filter((each) => actions.every((action) => action.id !== each.id));
  for (const each of also) layTopic(doc, { ...editor, newId: () => each.id }, { title: each.title, place: id });
  for (const { id: own, ...action } of agreed) {
    layAction(doc, { ...editor, newId: () => own }, { ...action, fromMeeting: id });
  }
  edit(doc, "capture walk", () => {
    for (const { topic, line } of capture.lines) {
      append(doc, topic, line);
      bringBack(doc, topic, id);
      mark(doc, editor, topic, "discussed");
    }
    // Those that were laid just now, and those that undo had put back into the bin.
    for (const each of capture.also) if (isBinned(doc, "topics", each.id)) mark(doc, editor, each.id, "discussed");
    for (const each of capture.actions) {
      if (isBinned(doc, "actions", each.id)) find(doc, "actions", each.id)?.set("state", "open");
    }
    setMeetingFields(doc, id, { medium: "walk" });
  });
}

/** What was talked about was reached after all, where the other had ended the meeting before this was written down. */
function bringBack(doc: Y.Doc, topic: Id, meeting: Id): void {
  const map = find(doc, "topics", topic);
  if (map?.get(CARRIED + meeting) === true) setChanged(map, { place: meeting, [CARRIED + meeting]: false });
}

function isBinned(doc: Y.Doc, root: Root, id: Id): boolean {
  return find(doc, root, id)?.get("state") === "binned";
}

function mark(doc: Y.Doc, editor: Editor, topic: Id, state: "discussed"): void {
  const map = find(doc, "topics", topic);
  if (map && map.get("state") !== state) setChanged(map, { state, stateAt: editor.now });
}

function append(doc: Y.Doc, topic: Id, line: string): void {
  const notes = topicNotes(doc, topic);
  const paragraph = { type: "paragraph" as const, content: [{ type: "text" as const, text: line }] };
  if (!notes || line === "") return;
  if (readNotes(notes).some((node) => JSON.stringify(node) === JSON.stringify(paragraph))) return; // it is there already
  notes.insert(notes.length, sharedNodes([paragraph]));
}
