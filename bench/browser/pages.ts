import { nextMeeting } from "@candor/core/meeting/next-meeting.ts";
import type { Editor } from "@candor/document/edit.ts";
import { closeMeeting } from "@candor/document/meeting/close-meeting.ts";
import { beginPage } from "@candor/document/page/begin-page.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { setTopicState, topicNotes } from "@candor/document/topic/edit-topic.ts";
import * as Y from "yjs";

const EDITOR: Editor = { member: "a", now: "2026-11-20T09:00:00Z", newId: () => crypto.randomUUID() };

/** A page with an agenda of many topics, each with a few lines of notes. */
export function fillAgenda(doc: Y.Doc, topics: number): void {
  beginPage(doc, EDITOR, {
    settings: { everyWeeks: 2, minutes: 30, medium: null, timeZone: "Europe/Berlin" },
    welcome: [paragraph("This meeting is Ben’s. Start with what is open-ended.")],
    firstStart: "2026-11-24T10:00",
  });
  const meeting = readPage(doc).meetings[0];
  if (!meeting) throw new Error("a new page has a meeting");
  for (let index = 0; index < topics; index += 1) {
    addTopic(doc, EDITOR, {
      title: `Topic ${index + 1}`,
      place: meeting.id,
      notes: [
        paragraph(`What we know about it so far, in one line: number ${index + 1}.`),
        { type: "bullet_list", content: [listItem("the first thing"), listItem("the second thing")] },
      ],
    });
  }
}

/** One meeting a week for so long, each with its topics, noted key by key, and the last of them still ahead. */
export function* meetingsUntil(now: Temporal.ZonedDateTime, plan: History): Generator<(doc: Y.Doc) => void> {
  const first = now.subtract({ weeks: plan.meetings - 1 }).with({ hour: 10, minute: 0, second: 0 });
  for (let from = 0; from < plan.meetings; from += MEETINGS_A_PUSH) {
    yield (doc) => {
      if (from === 0) begin(doc, first);
      for (let index = from; index < Math.min(from + MEETINGS_A_PUSH, plan.meetings); index += 1) {
        const isLast = index === plan.meetings - 1;
        playMeeting(doc, first.add({ weeks: index }).toInstant(), plan, isLast);
      }
    };
  }
}

export type History = { meetings: number; topicsEach: number; keysEach: number };

const MEETINGS_A_PUSH = 5; // far below what one push may hold

function begin(doc: Y.Doc, first: Temporal.ZonedDateTime): void {
  beginPage(doc, at(first.toInstant()), {
    settings: { everyWeeks: 1, minutes: 30, medium: null, timeZone: first.timeZoneId },
    welcome: [paragraph("This meeting is Ben’s. Start with what is open-ended.")],
    firstStart: first.toPlainDateTime().toString({ smallestUnit: "minute" }),
  });
}

function playMeeting(doc: Y.Doc, when: Temporal.Instant, { topicsEach, keysEach }: History, isLast: boolean): void {
  const editor = at(when);
  const meeting = nextMeeting(readPage(doc));
  if (!meeting) throw new Error("there is always a next meeting");
  for (let index = 0; index < topicsEach; index += 1) {
    const id = addTopic(doc, editor, { title: `What matters, number ${index + 1}`, place: meeting.id });
    const notes = topicNotes(doc, id);
    if (notes) typeInto(doc, notes, keysEach);
    if (!isLast) setTopicState(doc, editor, id, "discussed");
  }
  if (!isLast) closeMeeting(doc, editor, meeting.id, "held", when);
}

const SENTENCE = "We talked it through and will look at it again once the numbers of the quarter are there. ";

function typeInto(doc: Y.Doc, notes: Y.XmlFragment, keys: number): void {
  const line = new Y.XmlElement("paragraph");
  const text = new Y.XmlText();
  line.insert(0, [text]);
  notes.insert(0, [line]);
  for (let key = 0; key < keys; key += 1) {
    doc.transact(() => text.insert(key, SENTENCE[key % SENTENCE.length] ?? " "));
  }
}

function at(when: Temporal.Instant): Editor {
  return { ...EDITOR, now: when.toString() };
}

function listItem(text: string) {
  return { type: "list_item" as const, content: [paragraph(text)] };
}

function paragraph(text: string) {
  return { type: "paragraph" as const, content: [{ type: "text" as const, text }] };
}
