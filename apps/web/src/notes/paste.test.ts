// @vitest-environment happy-dom
import type { NoteNode } from "@candor/core/notes/note-node.ts";
import { beforeAll, describe, expect, test } from "vitest";
import { loadMarkdownParser } from "./markdown-parser.ts";
import { caretAfter, linesOf, notesOf, paragraph, select, type Writer, writer } from "./testing/writer.ts";

beforeAll(async () => {
  await loadMarkdownParser();
});

function paste(who: Writer, data: { text?: string; html?: string }): void {
  const content: Record<string, string> = { "text/plain": data.text ?? "", "text/html": data.html ?? "" };
  const clipboardData = { getData: (type: string) => content[type] ?? "", files: [], types: Object.keys(content) };
  who.editor.view.dom.dispatchEvent(Object.assign(new Event("paste", { cancelable: true }), { clipboardData }));
}

function pasted(data: { text?: string; html?: string }): NoteNode[] {
  const ana = writer("a", []);
  paste(ana, data);
  return notesOf(ana);
}

const marked = (text: string, ...marks: string[]) => ({ type: "text", text, marks: marks.map((type) => ({ type })) });

describe("text", () => {
  test("that is Markdown becomes what it means", () => {
    expect(pasted({ text: "# Plan\n\n- [x] call **Lee**\n- [ ] write\n" })).toEqual([
      { type: "heading", attrs: { level: 1 }, content: [{ type: "text", text: "Plan" }] },
      {
        type: "check_list",
        content: [
          {
            type: "check_item",
            attrs: { checked: true },
            content: [{ type: "paragraph", content: [{ type: "text", text: "call " }, marked("Lee", "strong")] }],
          },
          { type: "check_item", attrs: { checked: false }, content: [paragraph("write")] },
        ],
      },
    ]);
  });

  test("that is plain stays plain, a line a paragraph", () => {
    expect(pasted({ text: "2 * 3 = 6\nsnake_case and more_snakes" })).toEqual([
      paragraph("2 * 3 = 6"),
      paragraph("snake_case and more_snakes"),
    ]);
  });

  test("in the midst of a line joins it", () => {
    const ana = writer("a", [paragraph("one two")]);
    caretAfter(ana, "one ");
    paste(ana, { text: "and **a half** " });
    expect(linesOf(ana)).toEqual(["one and a half two"]);
  });

  test("in code stays as it is", () => {
    const ana = writer("a", [{ type: "code_block", content: [{ type: "text", text: "x" }] }]);
    caretAfter(ana, "x");
    paste(ana, { text: "\n# not a heading\n- nor a list" });
    expect(notesOf(ana)[0]?.content?.[0]?.text).toBe("x\n# not a heading\n- nor a list");
  });

  test("that is an address links what is selected, or stands as a link", () => {
    const ana = writer("a", [paragraph("see the plan")]);
    select(ana, "the plan");
    paste(ana, { text: "https://example.org/plan" });
    expect(notesOf(ana)[0]?.content?.[1]).toEqual({
      type: "text",
      text: "the plan",
      marks: [{ type: "link", attrs: { href: "https://example.org/plan" } }],
    });
    caretAfter(ana, "");
    paste(ana, { text: "https://example.org" });
    expect(linesOf(ana)).toEqual(["see the planhttps://example.org"]);
  });

  test("from a code editor is only text, however it is styled", () => {
    const html = "<div style='color:#ccc'><div><span># Plan</span></div></div>";
    expect(pasted({ text: "# Plan", html })[0]?.type).toBe("heading");
  });

  test("pasted with Shift held stays plain", () => {
    const ana = writer("a", []);
    ana.editor.view.dom.dispatchEvent(new KeyboardEvent("keydown", { key: "V", ctrlKey: true, shiftKey: true }));
    paste(ana, { text: "# Plan" });
    expect(notesOf(ana)).toEqual([paragraph("# Plan")]);
  });

  test("longer than any notes is refused with a word", () => {
    const ana = writer("a", [paragraph("one")]);
    paste(ana, { text: "x ".repeat(150_000) });
    expect(linesOf(ana)).toEqual(["one"]);
    expect(ana.refusedPastes).toBe(1);
  });
});

describe("a page from elsewhere", () => {
  test("keeps what notes can hold, and its text where they can't", () => {
    expect(
      pasted({
        html: "<h2>Growth</h2><p style='color:red'>a <b>bold</b> <i>word</i></p><table><tr><td>cell</td></tr></table>",
      }),
    ).toEqual([
      { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "Growth" }] },
      {
        type: "paragraph",
        content: [
          { type: "text", text: "a " },
          marked("bold", "strong"),
          { type: "text", text: " " },
          marked("word", "em"),
        ],
      },
      paragraph("cell"),
    ]);
  });

  test.each([
    ["<p><a href='javascript:alert(1)'>x</a></p>"],
    ["<p><a href=' java\nscript:alert(1)'>x</a></p>"],
    ["<p><a href='data:text/html,<script>1</script>'>x</a></p>"],
    ["<p><img src=x onerror=alert(1)>x</p><script>alert(1)</script>"],
    ["<p onclick=alert(1)>x</p><object data=x></object>"],
  ])("brings nothing that could run: %j", (html) => {
    expect(pasted({ html })).toEqual([paragraph("x")]);
  });

  test("brings its check-boxes along", () => {
    const html = "<ul><li><input type=checkbox checked> done</li><li><p><input type=checkbox> open</p></li></ul>";
    expect(pasted({ html })[0]?.content?.map((item) => [item.type, item.attrs?.checked])).toEqual([
      ["check_item", true],
      ["check_item", false],
    ]);
  });
});

test("a link that arrived from the other with a harmful address shows as text", () => {
  const ana = writer("a", [
    {
      type: "paragraph",
      content: [{ type: "text", text: "x", marks: [{ type: "link", attrs: { href: "javascript:1" } }] }],
    },
  ]);
  expect(ana.editor.view.dom.querySelector("a")).toBeNull();
  expect(ana.editor.view.dom.textContent).toContain("x");
});

test("what is copied is Markdown where it has a form, and plain where it has none", () => {
  const ana = writer("a", [
    { type: "check_list", content: [{ type: "check_item", attrs: { checked: true }, content: [paragraph("call")] }] },
    paragraph("after"),
  ]);
  const { view } = ana.editor;
  expect(view.serializeForClipboard(view.state.doc.slice(0, view.state.doc.content.size)).text).toBe(
    "- [x] call\n\nafter",
  );
  const { dom } = view.serializeForClipboard(view.state.doc.slice(0, view.state.doc.content.size));
  expect(dom.querySelector("input")?.hasAttribute("checked")).toBe(true);
  select(ana, "after");
  expect(view.serializeForClipboard(view.state.selection.content()).text).toBe("after");
});
