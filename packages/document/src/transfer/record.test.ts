import { expect, test } from "vitest";
import * as Y from "yjs";
import { addAction } from "../action/add-action.ts";
import { setActionState } from "../action/edit-action.ts";
import { closeMeeting } from "../meeting/close-meeting.ts";
import { changeMeeting, moveMeeting } from "../meeting/plan-meeting.ts";
import { setIceBreaker, setThanks, startMeeting } from "../meeting/run-meeting.ts";
import { readContents } from "../page/read-contents.ts";
import { find } from "../roots.ts";
import { type Peer, twoPeers } from "../testing/two-peers.ts";
import { addTopic } from "../topic/add-topic.ts";
import {
  answerTopic,
  keepTopic,
  setTopicState,
  setTopicTitle,
  setTopicTraits,
  snoozeTopic,
} from "../topic/edit-topic.ts";
import { exportHtml } from "./export-html.ts";
import { exportJson } from "./export-json.ts";
import { exportMarkdown } from "./export-markdown.ts";
import { importJson } from "./import-json.ts";
import { importMarkdown } from "./import-markdown.ts";
import { previewMarkdown } from "./preview-markdown.ts";
import { readPageFile } from "./read-page-file.ts";
import { ENGLISH } from "./transfer-words.ts";

const NOW = Temporal.Instant.from("2026-11-24T10:30:00Z");
const MEMBERS = [
  { id: "a", name: "Ana" },
  { id: "b", name: "Ben" },
] as const;

/** A page on which every field of meetings, topics and actions says something somewhere. */
function fullPage(): Peer {
  const [ana, ben] = twoPeers();
  const { doc, editor } = ana;
  const topic = addTopic(doc, editor, { title: "Why so slow?", place: "a1", altitude: "big_picture", question: "q-1" });
  setTopicTraits(doc, topic, { kind: "first", theme: "tools", minutes: 8 });
  answerTopic(doc, topic, { line: "A new *machine* is ordered", link: "https://example.org/machine?a=1&b=2" });
  const waiting = addTopic(doc, editor, { title: "Conference", place: "a1" });
  moveMeeting(doc, "a1", "2026-11-25T09:00", true);
  changeMeeting(doc, "a1", { medium: "walk" });
  startMeeting(doc, editor, "a1");
  setIceBreaker(doc, "a1", { type: "question", id: "ice-1" }, 2);
  setThanks(doc, "a1", "a", "For being <frank>");
  setThanks(doc, "a1", "b", "For the walk");
  setTopicState(doc, editor, topic, "discussed");
  const action = addAction(doc, editor, {
    ...{ text: "Ask Lee", owner: "b", due: "2026-12-01", fromTopic: topic, fromMeeting: "a1" },
  });
  setActionState(doc, editor, action, "dropped", "solved itself");
  closeMeeting(doc, editor, "a1", "held", Temporal.Instant.from("2026-11-25T09:30:00Z"));
  keepTopic(doc, editor, waiting);
  snoozeTopic(doc, waiting, "2027-01-01");
  closeMeeting(doc, editor, "a1.2", "cancelled", NOW, { reason: "other", why: "all hands" });
  setTopicTitle(doc, waiting, "Conference in May");
  find(doc, "topics", waiting)?.set("importedBy", "b");
  ben.doc.destroy();
  return ana;
}

const fieldsOf = (things: readonly object[]) =>
  [...Map.groupBy(things.flatMap(Object.entries), ([field]) => field as string)]
    .filter(([, values]) => values.every(([, value]) => value === null || value === 0 || isEmptyList(value)))
    .map(([field]) => field);
const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0;

test("JSON keeps every field that meetings, topics and actions have", () => {
  const before = readContents(fullPage().doc);
  // Were a field added and left at nothing here, this test would prove nothing for it.
  expect(fieldsOf(before.meetings)).toEqual([]);
  expect(fieldsOf(before.topics)).toEqual(["notes"]);
  expect(fieldsOf(before.actions)).toEqual([]);
  const read = readPageFile(exportJson(fullPage().doc, MEMBERS));
  if (read.type !== "page") throw new Error(read.type);
  const fresh = new Y.Doc();
  importJson(fresh, read.file, { replaceWelcome: false });
  expect(readContents(fresh)).toEqual(before);
});

test("Markdown tells what came of a topic, why a meeting fell out, where it was moved from, and the thanks", () => {
  const markdown = exportMarkdown(fullPage().doc, MEMBERS, [], {
    ...ENGLISH,
    question: (id) => (id === "ice-1" ? "What made you laugh?" : null),
  });
  expect(markdown).toContain(`## 2026-11-25 09:00 · on a walk

_moved from 2026-11-24 10:00_

_warmed up with: What made you laugh?_

_thanks from Ana: For being \\<frank>_

_thanks from Ben: For the walk_

### ✓ Why so slow?

_raised by Ana_

→ answered: A new \\*machine\\* is ordered`);
  expect(markdown).toContain("https://example.org/machine?a=1&b=2");
  expect(markdown).toContain("· cancelled (other)\n\n_because: all hands_");
  expect(markdown).toContain("- [x] Ask Lee (Ben, by 2026-12-01, dropped: solved itself)");
});

test("HTML tells the same, as text", () => {
  const html = exportHtml(fullPage().doc, MEMBERS, { lang: "en" });
  expect(html).toContain(
    '<p class="answer">→ answered: A new *machine* is ordered <a href="https://example.org/machine?a=1&amp;b=2">',
  );
  expect(html).toContain("cancelled (other)");
  for (const line of ["because: all hands", "moved from 2026-11-24 10:00", "thanks from Ana: For being &lt;frank&gt;"])
    expect(html).toContain(line);
});

test("what exported Markdown tells of an answer and of thanks is not lost when it is read in again", () => {
  const preview = previewMarkdown(exportMarkdown(fullPage().doc, MEMBERS), {
    ...{ today: Temporal.PlainDate.from("2026-12-24"), order: "day_month", members: MEMBERS },
  });
  const [other] = twoPeers();
  importMarkdown(other.doc, other.editor, preview, { today: "2026-12-24" });
  const words = JSON.stringify(readContents(other.doc));
  for (const line of ["machine", "https://example.org/machine?a=1&b=2", "For being <frank>", "all hands"])
    expect(words).toContain(line);
  expect(readContents(other.doc).actions.map(({ text }) => text)).toEqual([expect.stringContaining("Ask Lee")]);
});
