import { BANK } from "@candor/core/question/bank.ts";
import { expect, test } from "vitest";
import { closeMeeting } from "../meeting/close-meeting.ts";
import { writeNotes } from "../notes/write-notes.ts";
import { readContents } from "../page/read-contents.ts";
import { readPage } from "../page/read-page.ts";
import { FIRST_START, type Peer, twoPeers } from "../testing/two-peers.ts";
import { addTopic } from "../topic/add-topic.ts";
import { setTopicState, setTopicTitle, topicNotes } from "../topic/edit-topic.ts";
import { sealYears } from "../volume/seal-years.ts";
import { addToVolume, readVolume } from "../volume/year-volume.ts";
import { portraitAnswers } from "./portrait-answers.ts";

const NOW = Temporal.Instant.from("2026-11-24T10:30:00Z");

function ask(by: Peer, question: string, answer: string): string {
  const meeting = readPage(by.doc).meetings.find(({ state }) => state === "planned")?.id ?? "hopper";
  const id = addTopic(by.doc, by.editor, { title: `About ${question}`, place: meeting, question });
  const notes = topicNotes(by.doc, id);
  if (notes && answer !== "") writeNotes(notes, [{ type: "paragraph", content: [{ type: "text", text: answer }] }]);
  return id;
}

const read = (from: Peer) => portraitAnswers(readContents(from.doc), BANK);

test("what was written under a question of the portrait is an answer, with its day", () => {
  const [ana] = twoPeers();
  ask(ana, "first-excites", "Untangling old code.");
  expect(read(ana)).toEqual([
    {
      part: "excites",
      question: "first-excites",
      asked: "About first-excites",
      notes: [expect.objectContaining({ type: "paragraph" })],
      day: FIRST_START.slice(0, 10),
    },
  ]);
});

test("a question without an answer, one in the bin and one that is no part of a portrait say nothing", () => {
  const [ana] = twoPeers();
  ask(ana, "first-drains", "");
  setTopicState(ana.doc, ana.editor, ask(ana, "first-energy", "Allotment"), "binned");
  ask(ana, "first-hours", "Till four");
  ask(ana, "somebodys-own", "Yes");
  addTopic(ana.doc, ana.editor, { title: "Laptop", place: "hopper" });
  expect(read(ana)).toEqual([]);
});

test("a question put in other words is still that question", () => {
  const [ana] = twoPeers();
  setTopicTitle(ana.doc, ask(ana, "first-excites", "Untangling"), "What do you love here?");
  expect(read(ana)[0]).toMatchObject({ part: "excites", asked: "What do you love here?" });
});

test("the latest answer comes first, one that waits in the Hopper last", () => {
  const [ana] = twoPeers();
  const hopper = addTopic(ana.doc, ana.editor, { title: "Worries?", place: "hopper", question: "first-concerns" });
  writeNotes(topicNotes(ana.doc, hopper) as never, [{ type: "paragraph", content: [{ type: "text", text: "None." }] }]);
  setTopicState(ana.doc, ana.editor, ask(ana, "first-excites", "Old code"), "discussed");
  closeMeeting(ana.doc, ana.editor, readPage(ana.doc).meetings[0]?.id ?? "", "held", NOW);
  ask(ana, "first-learn-1-year", "To lead");
  expect(read(ana).map(({ part }) => part)).toEqual(["learn", "excites", "concerns"]);
});

test("an answer that went into a year's volume is still an answer", () => {
  const [ana] = twoPeers();
  setTopicState(ana.doc, ana.editor, ask(ana, "first-excites", "Old code"), "discussed");
  const meeting = readPage(ana.doc).meetings[0]?.id ?? "";
  closeMeeting(ana.doc, ana.editor, meeting, "held", NOW);
  const before = read(ana);
  const sealing = sealYears(ana.doc, Temporal.Instant.from("2029-06-01T00:00:00Z"));
  const volume = addToVolume(null, sealing?.parts[0]?.part as Uint8Array);
  expect(read(ana)).toEqual([]);
  expect(portraitAnswers(readVolume(volume), BANK)).toEqual(before);
});
