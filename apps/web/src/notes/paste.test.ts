// @vitest-environment happy-dom
import type { NoteNode } from "@candor/core/notes/note-node.ts";
import { beforeAll, describe, expect, test } from "vitest";
import { loadMarkdownParser } from "./markdown-parser.ts";
import { caretAfter, linesOf, notesOf, paragraph, select, type Writer, writer } from "./testing/writer.ts";
import { setLooksAside } from "./tidy-pasted.ts";

beforeAll(async () => {
  await loadMarkdownParser();
});

type Pasted = { text?: string; html?: string; files?: File[] };

function paste(who: Writer, data: Pasted): void {
  const content: Record<string, string> = { "text/plain": data.text ?? "", "text/html": data.html ?? "" };
  const clipboardData = {
    getData: (type: string) => content[type] ?? "",
    files: data.files ?? [],
    types: Object.keys(content),
  };
  who.editor.view.dom.dispatchEvent(Object.assign(new Event("paste", { cancelable: true }), { clipboardData }));
}

function pastedInto(data: Pasted): Writer {
  const ana = writer("a", []);
  paste(ana, data);
  return ana;
}

function pasted(data: Pasted): NoteNode[] {
  return notesOf(pastedInto(data));
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

  test("that is Markdown in part keeps its lines", () => {
    const lineBreak = { type: "hard_break" };
    const text = (words: string) => ({ type: "text", text: words });
    expect(pasted({ text: "Hi Sam\nthanks for the list:\n- one\n- two\nBest" })).toEqual([
      { type: "paragraph", content: [text("Hi Sam"), lineBreak, text("thanks for the list:")] },
      {
        type: "bullet_list",
        content: [
          { type: "list_item", content: [paragraph("one")] },
          { type: "list_item", content: [{ type: "paragraph", content: [text("two"), lineBreak, text("Best")] }] },
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

  test("that is an address without its scheme is one, too", () => {
    const ana = writer("a", [paragraph("see the plan")]);
    select(ana, "plan");
    paste(ana, { text: "www.example.org\n" });
    expect(linesOf(ana)).toEqual(["see the plan"]);
    expect(notesOf(ana)[0]?.content?.[1]?.marks).toEqual([
      { type: "link", attrs: { href: "https://www.example.org" } },
    ]);
  });

  test("that is an address takes the place of another one, rather than hide behind it", () => {
    const ana = writer("a", [paragraph("see https://example.com now")]);
    select(ana, "https://example.com");
    paste(ana, { text: "https://example.org" });
    expect(linesOf(ana)).toEqual(["see https://example.org now"]);
    expect(notesOf(ana)[0]?.content?.[1]?.marks).toEqual([{ type: "link", attrs: { href: "https://example.org" } }]);
  });

  test("from a code editor is only text, however it is styled", () => {
    const html = "<div style='color:#ccc'><div><span># Plan</span></div></div>";
    expect(pasted({ text: "# Plan", html })[0]?.type).toBe("heading");
  });

  test("from a code editor that has no form at all is lines", () => {
    const html =
      "<div style='color:#ccc'><div><span>const a = 1;</span></div><div><span>const b = 2;</span></div></div>";
    const ana = pastedInto({ text: "const a = 1;\nconst b = 2;", html });
    expect(linesOf(ana)).toEqual(["const a = 1;", "const b = 2;"]);
    expect(ana.refusedPastes).toEqual([]);
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
    expect(ana.refusedPastes).toEqual(["too_long"]);
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

  test("from Google Docs is bold only where it is bold there", () => {
    const html =
      "<b style='font-weight:normal;' id='docs-internal-guid-1'><p dir='ltr'><span style='font-weight:700'>Bold</span>" +
      "<span style='font-weight:400;white-space:pre-wrap'> and </span><span style='font-style:italic'>slanted</span></p></b>";
    expect(pasted({ html })).toEqual([
      {
        type: "paragraph",
        content: [marked("Bold", "strong"), { type: "text", text: " and " }, marked("slanted", "em")],
      },
    ]);
  });

  test("never hands its styles to the browser, which would report each of them", () => {
    const html = `<style>p { color: red }</style><p title="a" style="color:red"\n STYLE='x'>my style = plain</p>`;
    expect(setLooksAside(html)).not.toMatch(/<style|\sstyle=/i);
    expect(setLooksAside(html)).toContain("my style = plain");
    const handlers = `<img src=x onerror=a()><a/onclick='b()' ONFOCUS = c()>go on = now</a>`;
    expect(setLooksAside(handlers)).not.toMatch(/[\s/]on\w+\s*=(?! now)/i);
    expect(setLooksAside(handlers)).toContain("go on = now");
    expect(pasted({ html })).toEqual([paragraph("my style = plain")]);
  });

  test("from Word has the lists that it shows", () => {
    const item = (text: string, sign: string, level = 1) =>
      `<p class=MsoListParagraph style='mso-list:l0 level${level} lfo1'><span style='mso-list:Ignore'>${sign}</span>${text}</p>`;
    const html = `<p>Before</p>${item("one", "·")}${item("deep", "o", 2)}${item("two", "·")}<p>Between</p>${item("first", "1.")}`;
    const entry = (...content: NoteNode[]): NoteNode => ({ type: "list_item", content });
    expect(pasted({ html, text: "Before" })).toEqual([
      paragraph("Before"),
      {
        type: "bullet_list",
        content: [
          entry(paragraph("one"), { type: "bullet_list", content: [entry(paragraph("deep"))] }),
          entry(paragraph("two")),
        ],
      },
      paragraph("Between"),
      { type: "ordered_list", attrs: { start: 1 }, content: [entry(paragraph("first"))] },
    ]);
  });

  test("has a line for each row of a table, with its cells apart", () => {
    const html = "<table><tr><th>Who</th><th>What</th></tr><tr><td><p>Sam</p></td><td><b>laptop</b></td></tr></table>";
    expect(linesOf(pastedInto({ html }))).toEqual(["Who | What", "Sam | laptop"]);
  });

  test("that is a picture is refused with a word; one that comes along with text is left", () => {
    const picture = new File(["x"], "image.png", { type: "image/png" });
    const ana = pastedInto({ html: "<img src='https://example.org/x.png'>", files: [picture] });
    expect(ana.refusedPastes).toEqual(["image"]);
    expect(linesOf(pastedInto({ text: "one", html: "<p>one</p>", files: [picture] }))).toEqual(["one"]);
  });

  test("with far more form than words gives its words, and says so", () => {
    const html = `<p>${"<span style='color:red'><b>a</b></span>".repeat(20_000)}</p><p>the end</p>`;
    const ana = pastedInto({ html, text: "a few words\nthe end" });
    expect(notesOf(ana)).toEqual([paragraph("a few words"), paragraph("the end")]);
    expect(ana.refusedPastes).toEqual(["form"]);
  });

  test("with far more form than words and no words beside it is refused with a word", () => {
    const ana = writer("a", [paragraph("one")]);
    paste(ana, { html: `<p>${"<b>a</b>".repeat(70_000)}</p>` });
    expect(linesOf(ana)).toEqual(["one"]);
    expect(ana.refusedPastes).toEqual(["too_long"]);
  });

  test("with much form is only its text in code anyway, and nothing is said of it", () => {
    const ana = writer("a", [{ type: "code_block", content: [{ type: "text", text: "x" }] }]);
    caretAfter(ana, "x");
    paste(ana, { text: "y", html: "<b>y</b>".repeat(70_000) });
    expect(linesOf(ana)).toEqual(["xy"]);
    expect(ana.refusedPastes).toEqual([]);
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
