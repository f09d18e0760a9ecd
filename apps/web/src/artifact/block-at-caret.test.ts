// @vitest-environment happy-dom
import { baseKeymap } from "prosemirror-commands";
import { expect, test } from "vitest";
import { writer } from "../notes/testing/writer.ts";
import { imageView } from "./artifact-images.ts";
import { tableKeys } from "./artifact-tables.ts";
import { blockAtCaret } from "./block-at-caret.ts";

test("a line is laid out from the moment in which it is begun", () => {
  const line = { type: "paragraph" as const, content: [{ type: "text" as const, text: "One" }] };
  const plugins = [blockAtCaret()];
  const long = { keys: tableKeys, nodeViews: { image: imageView }, onImages: () => {}, plugins, caret: false };
  const { editor } = writer("a", [line, line], 0, long);
  const named = () => [...editor.view.dom.children].map((block) => block.classList.contains("at-caret"));
  editor.focus({ type: "start" });
  expect(named()).toEqual([true, false]);
  editor.focus({ type: "end" });
  editor.run(baseKeymap.Enter as never);
  expect(named()).toEqual([false, false, true]);
});
