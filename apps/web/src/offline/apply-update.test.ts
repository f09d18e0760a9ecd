import { anySteps, take } from "@candor/document/testing/any-edits.ts";
import { sync, twoPeers } from "@candor/document/testing/two-peers.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { applyUpdate } from "./apply-update.ts";

test("whatever two people wrote is read as Yjs reads it", () => {
  fc.assert(
    fc.property(anySteps(30), (steps) => {
      const [ana, ben] = twoPeers(["Budget", "Grüße 👋🏽 an alle"]);
      for (const step of steps) take(step, step.who === "ana" ? ana : ben);
      sync(ana, ben);
      const update = Y.encodeStateAsUpdate(ana.doc);
      expect(Y.encodeStateAsUpdate(read(update, applyUpdate))).toEqual(
        Y.encodeStateAsUpdate(read(update, Y.applyUpdate)),
      );
    }),
    { seed: 31, numRuns: 60 },
  );
});

test("so are strings of any length and any characters, as text, as value and as key", () => {
  const anyText = fc.oneof(fc.string(), fc.string({ unit: "grapheme" }), fc.string({ minLength: 120, maxLength: 140 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(anyText, anyText), { maxLength: 12 }), (pairs) => {
      const doc = new Y.Doc();
      for (const [key, value] of pairs) {
        doc.getMap("values").set(key, value);
        doc.getMap("texts").set(key, new Y.Text(value));
        doc.getArray("all").push([{ [key]: value }, value, key.length, null]);
      }
      expect(read(Y.encodeStateAsUpdate(doc), applyUpdate).toJSON()).toEqual(
        read(Y.encodeStateAsUpdate(doc), Y.applyUpdate).toJSON(),
      );
    }),
    { seed: 32, numRuns: 200 },
  );
});

test("what is cut off or made up is refused where Yjs refuses it, and leaves the same", () => {
  const doc = new Y.Doc();
  doc.getMap("values").set("name", "plain words");
  doc.getText("text").insert(0, "more of them, and Grüße");
  const whole = Y.encodeStateAsUpdate(doc);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), (at, byte, isCut) => {
      const update = isCut ? whole.slice(0, at) : whole.with(at, byte);
      expect(outcome(update, applyUpdate)).toEqual(outcome(update, Y.applyUpdate));
    }),
    { seed: 33, numRuns: 500 },
  );
});

type Apply = (doc: Y.Doc, update: Uint8Array) => void;

function read(update: Uint8Array, apply: Apply): Y.Doc {
  const doc = new Y.Doc();
  apply(doc, update);
  for (const map of ["values", "texts"]) doc.getMap(map);
  doc.getArray("all");
  return doc;
}

function outcome(update: Uint8Array, apply: Apply) {
  const doc = new Y.Doc();
  try {
    apply(doc, update);
    return { isTaken: true, values: doc.getMap("values").toJSON(), text: doc.getText("text").toJSON() };
  } catch {
    return { isTaken: false };
  }
}
