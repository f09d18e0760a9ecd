import { edit } from "@candor/document/edit.ts";
import { rootMap } from "@candor/document/roots.ts";
import { ownUndo } from "@candor/document/undo.ts";
import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import * as Y from "yjs";
import type { MyPage } from "./my-pages.ts";
import { followSteps } from "./undo-commands.ts";

function page(): { page: MyPage; write: (value: string) => void; read: () => unknown } {
  const doc = new Y.Doc();
  const undo = ownUndo(doc);
  const map = rootMap(doc, "actions") as Y.Map<unknown>;
  return {
    page: { pairId: "p", model: { handle: { doc, undo } } } as unknown as MyPage,
    write: (value) => edit(doc, `write ${value}`, () => map.set("x", value)),
    read: () => map.get("x"),
  };
}

test("undo takes back what was done last, whichever page it was on, and redo does it again", () => {
  const [sam, mia] = [page(), page()];
  const steps = followSteps({ pages: signal([sam.page, mia.page]) });
  sam.write("one");
  mia.write("two");
  sam.write("three");
  expect(steps.step("undo")).toBe("write three");
  expect(steps.step("undo")).toBe("write two");
  expect([sam.read(), mia.read()]).toEqual(["one", undefined]);
  expect(steps.step("redo")).toBe("write two");
  expect(mia.read()).toBe("two");
  expect(steps.step("undo")).toBe("write two");
  expect(steps.step("undo")).toBe("write one");
  expect(steps.step("undo")).toBeNull();
  steps.stop();
});

test("what was done on a page before the list showed is not taken back from the list", () => {
  const sam = page();
  sam.write("before");
  const steps = followSteps({ pages: signal([sam.page]) });
  expect(steps.step("undo")).toBeNull();
  expect(sam.read()).toBe("before");
});
