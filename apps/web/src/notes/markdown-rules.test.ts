// @vitest-environment happy-dom
import type { NoteNode } from "@candor/core/notes/note-node.ts";
import { expect, test } from "vitest";
import { caretAfter, notesOf, paragraph, press, type, type Writer, writer } from "./testing/writer.ts";

function typed(text: string): NoteNode[] {
  const ana = writer("a", []);
  for (const line of text.split("\n").entries()) {
    if (line[0] > 0) press(ana, "Enter");
    type(ana, line[1]);
  }
  return notesOf(ana);
}

function listOf(type: "bullet_list" | "ordered_list", ...items: NoteNode[][]): NoteNode {
  return { type, content: items.map((content) => ({ type: "list_item", content })) };
}

test.each([
  ["# Growth", [{ type: "heading", attrs: { level: 1 }, content: [{ type: "text", text: "Growth" }] }]],
  ["### Small", [{ type: "heading", attrs: { level: 3 }, content: [{ type: "text", text: "Small" }] }]],
  ["> wise words", [{ type: "blockquote", content: [paragraph("wise words")] }]],
  ["- one\ntwo", [listOf("bullet_list", [paragraph("one")], [paragraph("two")])]],
  ["3. third", [{ ...listOf("ordered_list", [paragraph("third")]), attrs: { start: 3 } }]],
  ["``` let", [{ type: "code_block", content: [{ type: "text", text: "let" }] }]],
  ["```sql select", [{ type: "code_block", attrs: { language: "sql" }, content: [{ type: "text", text: "select" }] }]],
  ["```\nlet", [{ type: "code_block", content: [{ type: "text", text: "let" }] }]],
  ["```sql\nselect", [{ type: "code_block", attrs: { language: "sql" }, content: [{ type: "text", text: "select" }] }]],
  ["say ```\nnext", [paragraph("say ```"), paragraph("next")]],
  ["---after", [{ type: "horizontal_rule" }, paragraph("after")]],
])("%j becomes what Markdown means by it", (text, notes) => {
  expect(typed(text)).toEqual(notes);
});

test.each(["[] ", "[ ] ", "- [ ] ", "* [] "])("%j starts check-boxes, and Enter the next one", (signs) => {
  expect(typed(`${signs}one\ntwo`)).toEqual([
    {
      type: "check_list",
      content: ["one", "two"].map((text) => ({
        type: "check_item",
        attrs: { checked: false },
        content: [paragraph(text)],
      })),
    },
  ]);
});

test("a ticked check-box is typed with an x, and the one after it is not ticked", () => {
  expect(typed("[x] done\nnext")[0]?.content?.map((item) => item.attrs?.checked)).toEqual([true, false]);
});

test("signs typed before the text of a check-box tick it, or take the tick away", () => {
  const [list] = typed("[] one\n[x] two\n[ ] three");
  expect(list?.content?.map((item) => item.attrs?.checked)).toEqual([false, true, false]);
  expect(list?.content?.map((item) => item.content)).toEqual([
    [paragraph("one")],
    [paragraph("two")],
    [paragraph("three")],
  ]);
});

test("a check-box typed into a list takes only its own item out", () => {
  expect(typed("- one\n[ ] two").map((node) => node.type)).toEqual(["bullet_list", "check_list"]);
});

test.each([
  ["a **bold** word", "bold", [{ type: "strong" }]],
  ["a __bold__ word", "bold", [{ type: "strong" }]],
  ["an *em* word", "em", [{ type: "em" }]],
  ["an _em_ word", "em", [{ type: "em" }]],
  ["a ~~gone~~ word", "gone", [{ type: "strike" }]],
  ["some `code` here", "code", [{ type: "code" }]],
  ["see [this](https://example.org/x) now", "this", [{ type: "link", attrs: { href: "https://example.org/x" } }]],
  [
    "see https://example.org/x now",
    "https://example.org/x",
    [{ type: "link", attrs: { href: "https://example.org/x" } }],
  ],
  ["see www.example.org now", "www.example.org", [{ type: "link", attrs: { href: "https://www.example.org" } }]],
])("%j formats what it encloses", (text, enclosed, marks) => {
  const [line] = typed(text);
  expect(line?.content?.find((node) => node.marks)).toEqual({ type: "text", text: enclosed, marks });
  expect(line?.content?.at(-1)?.marks).toBeUndefined();
});

test.each(["2 * 3 * 4", "snake_case_name", "a ** b ** c", "[x](javascript:alert(1)) ", "`a * b * c`d"])(
  "%j stays what it is",
  (text) => {
    const marks = (typed(text)[0]?.content ?? []).flatMap((node) => node.marks ?? []);
    expect(marks.filter((mark) => mark.type !== "code")).toEqual([]);
  },
);

test("Backspace right after gives the signs back", () => {
  const ana = writer("a", []);
  type(ana, "- ");
  expect(notesOf(ana)[0]?.type).toBe("bullet_list");
  press(ana, "Backspace");
  expect(notesOf(ana)).toEqual([paragraph("- ")]);
});

test("Enter on an empty item ends the list", () => {
  expect(typed("- one\n\nafter")).toEqual([listOf("bullet_list", [paragraph("one")]), paragraph("after")]);
});

test("Tab indents a list item, Shift-Tab takes it back, and neither does anything outside of lists", () => {
  const ana = writer("a", []);
  expect(press(ana, "Tab")).toBe(false);
  type(ana, "- one");
  press(ana, "Enter");
  type(ana, "two");
  const flat = notesOf(ana);
  expect(press(ana, "Tab")).toBe(true);
  expect(notesOf(ana)).toEqual([listOf("bullet_list", [paragraph("one"), listOf("bullet_list", [paragraph("two")])])]);
  expect(press(ana, "Tab", { shiftKey: true })).toBe(true);
  expect(notesOf(ana)).toEqual(flat);
});

test("Backspace at the start of a heading makes it plain text", () => {
  const ana = writer("a", []);
  type(ana, "## Title");
  caretAt(ana, 1);
  press(ana, "Backspace");
  expect(notesOf(ana)).toEqual([paragraph("Title")]);
});

test("Escape leaves, whatever is selected", () => {
  const ana = writer("a", [paragraph("one")]);
  caretAfter(ana, "one");
  expect(press(ana, "Escape")).toBe(true);
  expect(ana.escapes).toBe(1);
});

function caretAt(who: Writer, at: number): void {
  who.editor.focus({ type: "start" });
  const { view } = who.editor;
  expect(view.state.selection.from).toBe(at);
}
