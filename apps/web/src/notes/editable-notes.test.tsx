// @vitest-environment happy-dom
import { readNotes } from "@candor/document/notes/read-notes.ts";
import { signal } from "@preact/signals";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { PageHandle } from "../offline/page-handle.ts";
import { EditableNotes } from "./editable-notes.tsx";
import { texts } from "./texts.ts";

vi.mock("./load-editor.ts", () => ({
  loadedEditor: () => null,
  loadEditor: () => Promise.reject(new TypeError("Failed to fetch dynamically imported module")),
  loadEditorWhenIdle: () => undefined,
}));

let root: HTMLElement;

afterEach(() => {
  render(null, root);
  root.remove();
});

function drawn() {
  const doc = new Y.Doc();
  const fragment = doc.getXmlFragment("welcome");
  const access = signal({ type: "write" as const });
  const handle = { doc, awareness: new Awareness(doc), member: "a", access } as unknown as PageHandle;
  root = document.body.appendChild(document.createElement("div"));
  act(() =>
    render(
      <EditableNotes handle={handle} fragment={fragment} labelledBy="x" editLabel="Edit" emptyLabel="Add" />,
      root,
    ),
  );
  return fragment;
}

test("where the editor can't be loaded one writes on in plain text, and each key is on the page at once", async () => {
  const fragment = drawn();
  root.querySelector("button")?.click();
  await vi.waitFor(() => expect(root.querySelector("textarea")).not.toBeNull());
  expect(root.querySelector("[role=alert]")?.textContent).toContain(texts.trouble.cannot_load);
  const field = root.querySelector("textarea") as HTMLTextAreaElement;
  expect(document.activeElement).toBe(field);
  field.value = "Written on a train\nwithout a network";
  act(() => void field.dispatchEvent(new Event("input", { bubbles: true })));
  expect(readNotes(fragment).map(({ content }) => content?.[0]?.text)).toEqual([
    "Written on a train",
    "without a network",
  ]);
  expect(field.value).toBe("Written on a train\nwithout a network");
});
