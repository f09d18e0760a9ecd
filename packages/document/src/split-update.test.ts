import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { splitUpdate } from "./split-update.ts";

function updateOf(change: (doc: Y.Doc) => void, doc = new Y.Doc()): Uint8Array {
  let made: Uint8Array = new Uint8Array();
  doc.once("update", (update: Uint8Array) => {
    made = update;
  });
  doc.transact(() => change(doc));
  return made;
}

function textAfter(updates: Uint8Array[]): string {
  const doc = new Y.Doc();
  for (const update of updates) {
    Y.applyUpdate(doc, update);
    expect(doc.store.pendingStructs).toBeNull();
  }
  return doc.getText("t").toJSON();
}

test("a paste of a million characters arrives whole, in pieces the server takes", () => {
  const pasted = "Ana & Ben 🙂 — ".repeat(70_000);
  const parts = splitUpdate(
    updateOf((doc) => doc.getText("t").insert(0, pasted)),
    { bytes: 200_000, clockSteps: 50_000 },
  );
  expect(parts.length).toBeGreaterThan(4);
  expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(200_000);
  expect(textAfter(parts)).toBe(pasted);
});

test("what replaces a selection is split too, and the selection goes", () => {
  const doc = new Y.Doc();
  const before = updateOf((each) => each.getText("t").insert(0, "old words here"), doc);
  const paste = updateOf((each) => {
    each.getText("t").delete(4, 5);
    each.getText("t").insert(4, "new ".repeat(100));
  }, doc);
  const parts = splitUpdate(paste, { bytes: 250, clockSteps: 100 });
  expect(textAfter([before, ...parts])).toBe(doc.getText("t").toJSON());
});

test("any text, cut anywhere, reads the same", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", minLength: 1 }), fc.integer({ min: 2, max: 40 }), (text, steps) => {
      const update = updateOf((doc) => {
        doc.getText("t").insert(0, text);
        doc.getMap("m").set("k", new Y.Text(text));
      });
      expect(textAfter(splitUpdate(update, { bytes: 200, clockSteps: steps }))).toBe(text);
    }),
  );
});
