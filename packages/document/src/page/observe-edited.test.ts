import { expect, test } from "vitest";
import * as Y from "yjs";
import { ArrivedUpdate } from "../edit.ts";
import { changeMeeting } from "../meeting/plan-meeting.ts";
import { writeNotes } from "../notes/write-notes.ts";
import { idOf, twoPeers } from "../testing/two-peers.ts";
import { setTopicTitle, topicNotes } from "../topic/edit-topic.ts";
import { moveTopic } from "../topic/move-topic.ts";
import { changeSettings } from "./begin-page.ts";
import { observeEdited } from "./observe-edited.ts";

test("each edit names what it touched, notes included, with the transaction that brought it", () => {
  const [ana, ben] = twoPeers(["Budget", "Hiring"]);
  const [budget, hiring] = [idOf(ana, "Budget"), idOf(ana, "Hiring")];
  const calls: { ids: string[]; local: boolean }[] = [];
  const stop = observeEdited(ana.doc, (ids, { local }) => calls.push({ ids: [...ids].sort(), local }));

  setTopicTitle(ana.doc, budget, "Budgets");
  const fragment = topicNotes(ana.doc, hiring);
  if (fragment) ana.doc.transact(() => writeNotes(fragment, [{ type: "paragraph" }]));
  changeMeeting(ana.doc, "a1", { minutes: 45 });
  changeSettings(ana.doc, { everyWeeks: 3 });
  moveTopic(ben.doc, hiring, { place: "a1" });
  Y.applyUpdate(ana.doc, Y.encodeStateAsUpdate(ben.doc), new ArrivedUpdate("server"));
  setTopicTitle(ben.doc, hiring, "Hiring plan");
  Y.applyUpdate(ana.doc, Y.encodeStateAsUpdate(ben.doc), new ArrivedUpdate("tab"));
  stop();
  setTopicTitle(ana.doc, budget, "Not seen");

  expect(calls).toEqual([
    { ids: [budget], local: true },
    { ids: [hiring], local: true },
    { ids: ["a1"], local: true },
    { ids: ["settings"], local: true },
    { ids: [hiring], local: false },
    { ids: [hiring], local: false },
  ]);
});
