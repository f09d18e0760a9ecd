import type { NoteNode } from "@candor/core/notes/note-node.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseMarkdown } from "../notes/parse-markdown.ts";
import { anyNotes } from "../testing/any-notes.ts";
import { imagesIn, type Paper, soundPaper } from "./paper.ts";
import { paperHtml } from "./paper-html.ts";
import { paperMarkdown } from "./paper-markdown.ts";

const IMAGE = `/api/artifacts/${"a".repeat(8)}-aaaa-4aaa-8aaa-${"a".repeat(12)}/images/${"b".repeat(8)}-bbbb-4bbb-8bbb-${"b".repeat(12)}`;
const words = (text: string, marks?: NoteNode["marks"]): NoteNode => ({ type: "text", text, ...(marks && { marks }) });
const p = (...content: NoteNode[]): NoteNode => ({ type: "paragraph", content });
const paper = (body: NoteNode[], title = "Our mission"): Paper => ({
  ...{ title, lang: "en", body },
  facts: [
    { name: "Owner", value: "Ana & Ben" },
    { name: "Next review", value: "2027-01-01" },
  ],
});
const html = (of: Paper) => paperHtml(of, { imageAt: () => "x.png", policy: null });

test("a file says what it is, whose it is and when it is looked at again, before what stands in it", () => {
  const body = [{ type: "heading", attrs: { level: 1 }, content: [words("Why")] } as NoteNode, p(words("So that…"))];
  expect(paperMarkdown(paper(body), () => null)).toBe(
    "# Our mission\n\n_Owner: Ana & Ben_  \n_Next review: 2027-01-01_\n\n## Why\n\nSo that…\n",
  );
  const page = html(paper(body));
  for (const each of ["<h1>Our mission</h1>", "<dd>Ana &amp; Ben</dd>", "<h2>Why</h2>"]) expect(page).toContain(each);
});

test("nothing that somebody wrote is more than text in the page of HTML", () => {
  const hostile = `</style></title><script>alert(1)</script><img src=x onerror=alert(1)>"'`;
  const page = html({
    ...paper([
      p(words(hostile, [{ type: "link", attrs: { href: "javascript:alert(1)" } }])),
      { type: "heading", attrs: { level: 9 }, content: [words(hostile)] },
      { type: "code_block", attrs: { language: hostile }, content: [words(hostile)] },
      { type: "image", attrs: { src: IMAGE, alt: hostile } },
      { type: "image", attrs: { src: "https://evil.example/x.png", alt: "from elsewhere" } },
      p({ type: "mention", attrs: { member: "a", name: hostile } }),
    ]),
    title: hostile,
    facts: [{ name: "Owner", value: hostile }],
  });
  expect(page.match(/<(script|img)[^>]*>/g)).toEqual([
    `<img src="x.png" alt="${hostile.replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;")}">`,
  ]);
  expect(page).not.toContain("href=");
  expect(page).not.toContain("evil.example");
});

test("an image stands where the file has it, and its words where it has none", () => {
  const body: NoteNode[] = [{ type: "image", attrs: { src: IMAGE, alt: "a shelf" } }];
  expect(imagesIn([{ type: "blockquote", content: [...body, ...body] }])).toEqual([IMAGE]);
  expect(paperMarkdown(paper(body), () => "images/1.png")).toContain("![a shelf](images/1.png)");
  expect(paperMarkdown(paper(body), () => null)).toMatch(/\na shelf\n$/);
  expect(paperHtml(paper(body), { imageAt: () => null, policy: null })).toContain(`<p class="image">a shelf</p>`);
});

test("what no file can hold is left out, and every letter of every script stays", () => {
  const text = "a\u0000\u0007\ud800b\tБ Ж λ 漢字 한글 🙂 \u0085";
  const { body, title } = soundPaper(paper([p(words(text))], text));
  expect([title, body[0]?.content?.[0]?.text]).toEqual(Array(2).fill("a\ufffdb\tБ Ж λ 漢字 한글 🙂 \u0085"));
});

test("whatever is handed out as Markdown says the same when it is read", () => {
  fc.assert(
    fc.property(anyNotes({ mentions: false, emptyBlocks: false }), (notes) => {
      const [title, facts, ...rest] = parseMarkdown(paperMarkdown(paper(notes), () => null));
      expect([title?.type, facts?.type]).toEqual(["heading", "paragraph"]);
      expect(JSON.stringify(rest).replaceAll(/"level":\d/g, "")).toBe(
        JSON.stringify(notes).replaceAll(/"level":\d/g, ""),
      );
    }),
    { seed: 8, numRuns: 200 },
  );
});
