// @vitest-environment happy-dom
import type { NoteNode } from "@candor/core/notes/note-node.ts";
import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, expect, test } from "vitest";
import { NotesView } from "../notes/notes-view.tsx";
import { drawLong } from "./draw-long.tsx";

const root = document.body.appendChild(document.createElement("div"));
afterEach(() => render(null, root));

const draw = (nodes: NoteNode[]) => act(() => render(<NotesView nodes={nodes} long={drawLong} />, root));
const text = (words: string): NoteNode => ({ type: "text", text: words });
const cell = (words: string, head: boolean): NoteNode => ({
  type: "table_cell",
  attrs: { head },
  content: [text(words)],
});

test("an earlier version shows its tables as tables", () => {
  draw([
    {
      type: "table",
      content: [
        { type: "table_row", content: [cell("Who", true), cell("What", true)] },
        { type: "table_row", content: [cell("shops", false), cell("shelves", false)] },
      ],
    },
  ]);
  const rows = [...root.querySelectorAll("table tr")].map((row) => [...row.children].map((each) => each.outerHTML));
  expect(rows).toEqual([
    ["<th>Who</th>", "<th>What</th>"],
    ["<td>shops</td>", "<td>shelves</td>"],
  ]);
});

test("an earlier version shows its own images, and fetches none from elsewhere", () => {
  const id = "0b9d5c62-7f5d-4a0e-9c3f-0d9a8a1f3b11";
  const src = `/api/artifacts/${id}/images/${id}`;
  draw([
    { type: "image", attrs: { src, alt: "A shelf" } },
    { type: "image", attrs: { src: "https://example.org/seen.png", alt: "A trace" } },
  ]);
  const images = [...root.querySelectorAll("img")];
  expect(images.map((image) => [image.getAttribute("src"), image.alt])).toEqual([[src, "A shelf"]]);
  expect(root.textContent).toBe("A trace");
});
