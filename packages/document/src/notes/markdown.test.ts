import { type NoteNode, plainText } from "@candor/core/notes/note-node.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyNotes } from "../testing/any-notes.ts";
import { parseMarkdown } from "./parse-markdown.ts";
import { writeMarkdown } from "./write-markdown.ts";

const p = (...texts: (string | NoteNode)[]): NoteNode => ({
  type: "paragraph",
  content: texts.map((text) => (typeof text === "string" ? { type: "text", text } : text)),
});

test("whatever is written as Markdown is read back as the same rich text", () => {
  fc.assert(
    fc.property(anyNotes({ mentions: false, emptyBlocks: false }), (notes) => {
      expect(parseMarkdown(writeMarkdown(notes))).toEqual(notes);
    }),
    { seed: 11, numRuns: 500 },
  );
});

describe("reads", () => {
  const cases: [string, string, NoteNode[]][] = [
    ["paragraphs, whose line ends are spaces", "one\ntwo\n\nthree", [p("one two"), p("three")]],
    [
      "headings down to the third level",
      "# a\n\n##### b",
      [
        { type: "heading", attrs: { level: 1 }, content: [{ type: "text", text: "a" }] },
        { type: "heading", attrs: { level: 3 }, content: [{ type: "text", text: "b" }] },
      ],
    ],
    [
      "check-boxes, also empty ones",
      "- [x] done\n- [ ] open\n- [ ]",
      [
        {
          type: "check_list",
          content: [
            { type: "check_item", attrs: { checked: true }, content: [p("done")] },
            { type: "check_item", attrs: { checked: false }, content: [p("open")] },
            { type: "check_item", attrs: { checked: false }, content: [{ type: "paragraph" }] },
          ],
        },
      ],
    ],
    [
      "a list of both as two",
      "- [x] done\n- plain",
      [
        { type: "check_list", content: [{ type: "check_item", attrs: { checked: true }, content: [p("done")] }] },
        { type: "bullet_list", content: [{ type: "list_item", content: [p("plain")] }] },
      ],
    ],
    [
      "marks within marks",
      "**a *b*** `c` ~~d~~",
      [
        p(
          { type: "text", text: "a ", marks: [{ type: "strong" }] },
          { type: "text", text: "b", marks: [{ type: "strong" }, { type: "em" }] },
          " ",
          { type: "text", text: "c", marks: [{ type: "code" }] },
          " ",
          { type: "text", text: "d", marks: [{ type: "strike" }] },
        ),
      ],
    ],
    [
      "addresses as links",
      "see https://example.org.",
      [
        p(
          "see ",
          {
            type: "text",
            text: "https://example.org",
            marks: [{ type: "link", attrs: { href: "https://example.org" } }],
          },
          ".",
        ),
      ],
    ],
    ["an unsafe link as its text", "[here](javascript:alert(1)) [b](data:text/html,x)", [p("here b")]],
    [
      "an unsafe link that hides behind characters as its text",
      "[here](java&#115;cript:alert) [b](&#1;javascript:x)",
      [p("here b")],
    ],
    ["a table as its rows", "|a|b|\n|-|-|\n|1|2|", [p("a | b"), p("1 | 2")]],
    [
      "a picture as a link to it",
      "![cat](https://x.org/c.png)",
      [p({ type: "text", text: "cat", marks: [{ type: "link", attrs: { href: "https://x.org/c.png" } }] })],
    ],
    [
      "known HTML without its tags, and what only looks like HTML as it is",
      "<u>a</u> List<String>",
      [p("a List<String>")],
    ],
    [
      "HTML that somebody writes about as text that does nothing",
      'a <table> or <li> in </a>, <a href="x">b</a>, <i></i> <img src=x onerror=alert(1)>',
      [p('a <table> or <li> in </a>, <a href="x">b</a>, <i></i> <img src=x onerror=alert(1)>')],
    ],
    ["a picture's tag alone as text", "<img src=x onerror=alert(1)>", [p("<img src=x onerror=alert(1)>")]],
    ["a comment with words in it as text", "a <!-- secret --> b <!-- -->c", [p("a <!-- secret --> b c")]],
    ["pairs within pairs without their tags", "<p><b>a</b> <sub>2</sub></P> </b>", [p("a 2 </b>")]],
    ["a block of HTML as its text", "<div>\nhello\n</div>", [p("hello")]],
    ["a script as text that does nothing", "<script>alert(1)</script>", [p("<script>alert(1)</script>")]],
    ["character references", "a &amp; b &lt;c&gt; &#8211; &nope;", [p("a & b <c> – &nope;")]],
    [
      "code as it is",
      "```ts\n# no heading\n```",
      [{ type: "code_block", attrs: { language: "ts" }, content: [{ type: "text", text: "# no heading" }] }],
    ],
    ["nothing as nothing", "  \n\n", []],
  ];
  test.each(cases)("%s", (_name, markdown, notes) => expect(parseMarkdown(markdown)).toEqual(notes));
});

describe("writes", () => {
  const cases: [string, NoteNode[], string][] = [
    ["a mention as a name", [p("ask ", { type: "mention", attrs: { member: "b", name: "Ben" } })], "ask @Ben"],
    ["a break within a paragraph", [p("a", { type: "hard_break" }, "b")], "a\\\nb"],
    [
      "a space at the edge of bold text outside of it",
      [p({ type: "text", text: "bold ", marks: [{ type: "strong" }] }, "plain")],
      "**bold** plain",
    ],
    ["what would become a list as text", [p("1. May"), p("- dash"), p("# sign")], "1\\. May\n\n\\- dash\n\n\\# sign"],
    ["text that stands loose in a fragment as a paragraph", [{ type: "text", text: "loose" }], "loose"],
    ["an empty paragraph not at all", [{ type: "paragraph" }, p("a")], "a"],
  ];
  test.each(cases)("%s", (_name, notes, markdown) => expect(writeMarkdown(notes)).toBe(markdown));
});

test("of tags in a line no word is lost", () => {
  const piece = fc.constantFrom(
    "<table>",
    "<li>",
    "</li>",
    "<a href=x>",
    "</a>",
    "<b>",
    "</b>",
    "<img src=x>",
    "word",
    " ",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const written = `w${pieces.join("")}`;
      const read = plainText(parseMarkdown(written));
      const words = (text: string) => text.replace(/<\/?(table|li|a|b)>/g, "").replace(/\s+/g, "");
      expect(words(read)).toBe(words(written)); // all that may go is a plain tag
      const tags = (text: string, sign: RegExp) => text.match(sign)?.length ?? 0;
      const [ends, begins] = [/<\/(li|b)>/g, /<(li|b)>/g];
      expect(tags(written, ends) - tags(read, ends)).toBe(tags(written, begins) - tags(read, begins)); // and its end
      expect(tags(read, /<table>/g)).toBe(tags(written, /<table>/g));
    }),
    { seed: 5, numRuns: 300 },
  );
});

test("whatever is pasted, nothing throws and every letter stays", () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom("- a", "> b", "  - c", "```", "# d", "|a|b|", "|-|-|", "[x](y", "<b", "1. e", "", "***f**"),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      expect(Array.isArray(parseMarkdown(lines.join("\n")))).toBe(true);
    }),
    { seed: 3, numRuns: 500 },
  );
});

test("a bar in a table is escaped once, by however many marks it is written", () => {
  const cell = (content: NoteNode[]): NoteNode => ({ type: "table_cell", content });
  const row = (...cells: NoteNode[]): NoteNode => ({ type: "table_row", content: cells });
  const text = (words: string): NoteNode => ({ type: "text", text: words });
  const code: NoteNode = { type: "text", text: "a|b", marks: [{ type: "code" }] };
  const written = writeMarkdown([
    { type: "table", content: [row(cell([text("a|b")]), cell([text("a\\|b")])), row(cell([code]))] },
  ]);
  expect(written).toBe("| a\\|b | a\\\\\\|b |\n| --- | --- |\n| `a\\|b` |  |");
});
