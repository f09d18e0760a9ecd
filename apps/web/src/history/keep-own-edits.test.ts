import "fake-indexeddb/auto";
import { changesBetween } from "@candor/document/page/changes-between.ts";
import { fingerprintPage } from "@candor/document/page/fingerprint-page.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { idOf, twoPeers } from "@candor/document/testing/two-peers.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { setTopicTitle } from "@candor/document/topic/edit-topic.ts";
import { computed, signal } from "@preact/signals";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { keepOwnEdit, keepOwnEditsNow } from "./keep-own-edits.ts";
import { changeVisit, keepVisit, lastVisit } from "./visits.ts";

const AT = "2026-11-20T09:00:00.000Z";

function opened(pairId: string, doc: Y.Doc) {
  const version = signal(0);
  const read = computed(() => {
    version.value;
    return readPage(doc);
  });
  const page = { pairId, doc, page: read };
  const kept: Promise<void>[] = [];
  doc.on("afterTransaction", (transaction: Y.Transaction) => {
    version.value += 1;
    if (transaction.local) kept.push(keepOwnEdit(page, transaction));
  });
  return { ...page, kept: () => Promise.all(kept) };
}

test("what I did myself is no news at the next visit, and what the other did is", async () => {
  const [ana, ben] = twoPeers(["Budget", "Hiring", "Launch"]);
  const page = opened("pair-1", ana.doc);
  await keepVisit({ pairId: "pair-1", at: AT, fingerprint: fingerprintPage(ana.doc) });

  setTopicTitle(ana.doc, idOf(ana, "Budget"), "Budgets");
  addTopic(ana.doc, ana.editor, { title: "Holidays", place: "hopper" });
  setTopicTitle(ben.doc, idOf(ben, "Hiring"), "Hiring plan");
  Y.applyUpdate(ana.doc, Y.encodeStateAsUpdate(ben.doc));
  await page.kept();

  const visit = await lastVisit("pair-1");
  if (!visit) throw new Error("the visit is gone");
  expect(visit.at).toBe(AT);
  expect(changesBetween(visit.fingerprint, ana.doc)).toMatchObject([{ type: "topic_edited", title: "Hiring plan" }]);
});

test("what the other changes after me is news, in the same topic, too", async () => {
  const [ana, ben] = twoPeers(["Budget"]);
  const page = opened("pair-2", ana.doc);
  await keepVisit({ pairId: "pair-2", at: AT, fingerprint: fingerprintPage(ana.doc) });
  setTopicTitle(ana.doc, idOf(ana, "Budget"), "Budgets");
  await page.kept();
  Y.applyUpdate(ben.doc, Y.encodeStateAsUpdate(ana.doc));
  setTopicTitle(ben.doc, idOf(ben, "Budgets"), "Two budgets");
  Y.applyUpdate(ana.doc, Y.encodeStateAsUpdate(ben.doc));
  const visit = await lastVisit("pair-2");
  expect(visit && changesBetween(visit.fingerprint, ana.doc)).toMatchObject([{ type: "topic_edited" }]);
});

test("what I did a moment before the tab ends is kept with the rest", async () => {
  const [ana] = twoPeers(["Budget", "Hiring"]);
  const page = opened("pair-4", ana.doc);
  await keepVisit({ pairId: "pair-4", at: AT, fingerprint: fingerprintPage(ana.doc) });
  setTopicTitle(ana.doc, idOf(ana, "Budget"), "Budgets");
  setTopicTitle(ana.doc, idOf(ana, "Hiring"), "Hiring plan");
  keepOwnEditsNow();
  const visit = await lastVisit("pair-4"); // asked before anything else of this tab goes on
  expect(visit && changesBetween(visit.fingerprint, ana.doc)).toEqual([]);
  await page.kept();
});

test("a visit that ends while an edit is being noted is not taken back", async () => {
  const [ana] = twoPeers(["Budget"]);
  const begun = { pairId: "pair-5", at: AT, fingerprint: fingerprintPage(ana.doc) };
  await keepVisit(begun);
  addTopic(ana.doc, ana.editor, { title: "Holidays", place: "hopper" });
  const noting = changeVisit("pair-5", (visit) => ({ ...visit }));
  await null; // it has begun to read
  await null;
  await keepVisit({ ...begun, fingerprint: fingerprintPage(ana.doc) });
  await noting;
  const visit = await lastVisit("pair-5");
  expect(visit && changesBetween(visit.fingerprint, ana.doc)).toEqual([]);
});

test("on a first visit there is nothing to keep it in", async () => {
  const [ana] = twoPeers(["Budget"]);
  const page = opened("pair-3", ana.doc);
  setTopicTitle(ana.doc, idOf(ana, "Budget"), "Budgets");
  await page.kept();
  expect(await lastVisit("pair-3")).toBeNull();
});
