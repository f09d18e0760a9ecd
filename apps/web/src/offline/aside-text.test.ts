import type { Editor } from "@candor/document/edit.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { asideText } from "./aside-text.ts";
import type { SetAside } from "./device-store.ts";

const EDITOR: Editor = {
  member: "a",
  now: "2026-01-05T09:00:00.000Z",
  newId: () => `${"T".repeat(21)}${Math.floor(Math.random() * 9)}`,
};

/** A page with one topic on the server, and what was done to it here since. */
function aside(change: (doc: Y.Doc) => void): SetAside {
  const server = new Y.Doc();
  addTopic(server, { ...EDITOR, newId: () => `${"S".repeat(22)}` }, { title: "On the server", place: "hopper" });
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(server));
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  change(doc);
  const at = EDITOR.now;
  const state = Y.encodeStateAsUpdate(doc);
  return {
    page: "p",
    session: "s",
    clientId: doc.clientID,
    code: 4428,
    at,
    updates,
    fromClock: 0,
    state,
    isKept: true,
  };
}

test("a topic that was set aside can be read whole, and what the server has is not in it", () => {
  const notes = [{ type: "paragraph" as const, content: [{ type: "text" as const, text: "in three parts" }] }];
  const text = asideText(
    aside((doc) => addTopic(doc, EDITOR, { title: "Budget", place: "hopper", notes })),
    "Welcome",
  );
  expect(text).toBe("## Budget\n\nin three parts\n");
});

test("what fits into no page keeps its words", () => {
  expect(
    asideText(
      aside((doc) => doc.getText("nonsense").insert(0, "my words")),
      "Welcome",
    ),
  ).toBe("my words");
});
