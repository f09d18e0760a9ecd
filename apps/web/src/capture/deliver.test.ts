import type { Editor } from "@candor/document/edit.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { ownUndo } from "@candor/document/undo.ts";
import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import * as Y from "yjs";
import type { PageHandle } from "../offline/page-handle.ts";
import type { Captured } from "./captured.ts";
import { deliver } from "./deliver.ts";

const THOUGHT: Captured = {
  ...{ topicId: "t1", actionId: "a1", pairId: "p1", kind: "hopper", text: "growth plan", due: "2026-11-27" },
  ...{ theme: null, link: null, at: "2026-11-22T10:00:00Z" },
};

function openPage() {
  const doc = new Y.Doc();
  const undo = ownUndo(doc);
  const editor = (): Editor => ({ member: "a", now: THOUGHT.at, newId: () => "x" });
  const state = signal("ready" as const);
  const access = signal({ type: "write" as const });
  const sync = signal({ type: "saved" as const });
  return { doc, undo, open: () => ({ handle: { doc, undo, editor, state, access, sync } as PageHandle, close() {} }) };
}

test("what was captured is known to be taken back by key once nothing of it is left on the page", async () => {
  const { doc, undo, open } = openPage();
  const delivered = await deliver(THOUGHT, open);
  expect(delivered?.isSpent?.value).toBe(false);
  for (let step = 0; step < 2; step += 1) undo.undo();
  await Promise.resolve();
  expect(delivered?.isSpent?.value).toBe(true);
  expect(readPage(doc).topics.map(({ state }) => state)).toEqual(["binned"]);
});

test("what is for nobody yet waits in the inbox", async () => {
  expect(await deliver({ ...THOUGHT, pairId: null }, openPage().open)).toBeNull();
});
