import { expect, test } from "vitest";
import { lineOf } from "../roots.ts";
import { idOf, sync, twoPeers } from "../testing/two-peers.ts";
import { setTopicTitle, setTopicTraits } from "../topic/edit-topic.ts";
import { exportJson } from "../transfer/export-json.ts";
import { changesBetween } from "./changes-between.ts";
import { checkPage } from "./check-page.ts";
import { fingerprintAgain, fingerprintPage } from "./fingerprint-page.ts";
import { mendPage } from "./mend-page.ts";
import { readPage } from "./read-page.ts";
import { shown } from "./shown.ts";

test("what is as long as a field takes is shown whole", () => {
  const [ana] = twoPeers([`${"word ".repeat(399)}word!`]);
  const page = readPage(ana.doc);
  expect(shown(page)).toBe(page);
});

test("of a title as long as a page its beginning is shown, with how much more there is", () => {
  const [ana, ben] = twoPeers(["Budget", "Hiring"]);
  setTopicTitle(ana.doc, idOf(ana, "Budget"), "é".repeat(800_000));
  sync(ana, ben);
  const page = readPage(ben.doc);
  const [budget, hiring] = shown(page).topics;
  expect(budget?.title).toBe(`${"é".repeat(1_960)}… (798,040 more characters)`);
  expect(shown(shown(page))).toEqual(shown(page));
  expect(hiring).toBe(page.topics[1]); // the same object as long as it is the same: its row is not drawn anew
});

test("no other words of a page are shown longer than that either", () => {
  const [ana] = twoPeers(["Budget"]);
  const budget = idOf(ana, "Budget");
  setTopicTraits(ana.doc, budget, { theme: "x".repeat(250_000) });
  ana.doc.getMap("meetings").set("a1:thanksOfB", "y".repeat(250_000));
  expect(JSON.stringify(shown(readPage(ana.doc))).length).toBeLessThan(10_000);
});

test("a character of two halves is never shown as one of them", () => {
  const [ana] = twoPeers([`x${"🙂".repeat(1_200)}`]);
  expect(shown(readPage(ana.doc)).topics[0]?.title).toBe(`x${"🙂".repeat(979)}… (442 more characters)`);
});

test("to have written it oneself is no news, whether all of it is read or what is shown", () => {
  const [ana] = twoPeers(["Budget"]);
  const budget = idOf(ana, "Budget");
  const before = fingerprintPage(ana.doc);
  setTopicTitle(ana.doc, budget, "z".repeat(15_000));
  const kept = fingerprintAgain(before, ana.doc, shown(readPage(ana.doc)), new Set([budget]));
  expect(changesBetween(kept, ana.doc)).toEqual([]);
});

test("what is not shown of it is in the export all the same", () => {
  const title = "z".repeat(800_000);
  const [ana] = twoPeers([title]);
  expect(exportJson(ana.doc, []).includes(title)).toBe(true);
});

test("to change a title that is too long for any is to change what a line may hold of it", () => {
  const [ana] = twoPeers(["Budget"]);
  const budget = idOf(ana, "Budget");
  setTopicTitle(ana.doc, budget, "z".repeat(800_000));
  const read = lineOf(ana.doc, "topics", budget);
  expect(read).toHaveLength(20_000);
  setTopicTitle(ana.doc, budget, `Budget ${read.slice(7)}`);
  expect(checkPage(ana.doc)).toEqual({ type: "sound" });
  expect(lineOf(ana.doc, "topics", budget)).toMatch(/^Budget z+$/);
});

test("the server brings it back to what a line may hold, for both", () => {
  const [ana, ben] = twoPeers([`${"z".repeat(19_999)}🙂${"z".repeat(800_000)}`]);
  expect(checkPage(ana.doc)).toEqual({ type: "violation", what: "topics: title is too long" });
  mendPage(ana.doc);
  sync(ana, ben);
  expect(readPage(ben.doc).topics[0]?.title).toBe("z".repeat(19_999));
});
