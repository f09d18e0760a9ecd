import { countLedger, ledger } from "@candor/core/ledger/ledger.ts";
import { expect, test } from "vitest";
import { addAction } from "../action/add-action.ts";
import { closeMeeting } from "../meeting/close-meeting.ts";
import { setThanks } from "../meeting/run-meeting.ts";
import { readPage } from "../page/read-page.ts";
import { reopened, twoPeers } from "../testing/two-peers.ts";
import { addTopic } from "../topic/add-topic.ts";
import { answerTopic, setTopicState } from "../topic/edit-topic.ts";
import { sealYears } from "./seal-years.ts";
import { addToVolume, readVolume } from "./year-volume.ts";

test("what was raised keeps what came of it when its year is put away, an action that is still open included", () => {
  const [, ben] = twoPeers();
  const [answered, open, silent] = ["Billing", "On-call", "Holiday"].map((title) => {
    const id = addTopic(ben.doc, ben.editor, { title, place: "a1" });
    setTopicState(ben.doc, ben.editor, id, "discussed");
    return id;
  }) as [string, string, string];
  answerTopic(ben.doc, answered, { line: "We move", link: "https://example.org/why" });
  addAction(ben.doc, ben.editor, { text: "New rotation", owner: "a", due: null, fromTopic: open, fromMeeting: "a1" });
  setThanks(ben.doc, "a1", "b", "For listening");
  closeMeeting(ben.doc, ben.editor, "a1", "held", Temporal.Instant.from("2026-11-24T11:00:00Z"));

  const page = reopened(ben);
  const sealing = sealYears(page, Temporal.Instant.from("2028-06-01T00:00:00Z"));
  const [part] = sealing?.parts ?? [];
  if (!part) throw new Error("nothing was sealed");
  expect(readPage(page).topics).toEqual([]);
  const year = readVolume(addToVolume(null, part.part));
  expect(year.meetings).toMatchObject([{ id: "a1", thanksOfB: "For listening" }]);

  const entries = ledger({ ...year, actions: [...year.actions, ...readPage(page).actions] }, "b");
  expect(new Map(entries.map(({ topic, verdict }) => [topic.id, verdict]))).toEqual(
    new Map([
      [answered, "answered"],
      [open, "under_way"],
      [silent, "nothing_recorded"],
    ]),
  );
  expect(countLedger(entries)).toEqual({ raised: 3, answered: 1, waiting: 2, letGo: 0 });
});
