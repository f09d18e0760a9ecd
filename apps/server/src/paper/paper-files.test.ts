import type { NoteNode } from "@candor/core/notes/note-node.ts";
import type { Paper } from "@candor/document/paper/paper.ts";
import { MISSING_LETTERS_HEADER } from "@candor/protocol/http/file.ts";
import { strFromU8, unzipSync } from "fflate";
import { extractText, getDocumentProxy } from "unpdf";
import { afterAll, expect, test } from "vitest";
import { PNG } from "../artifact/testing/png.ts";
import { fileAnswer } from "./file-answer.ts";
import { createPaperMaker } from "./paper-maker.ts";
import type { PaperFormat, PaperImage } from "./paper-messages.ts";
import { isWellFormed } from "./testing/is-well-formed.ts";

const IMAGE = `/api/artifacts/${"a".repeat(8)}-aaaa-4aaa-8aaa-${"a".repeat(12)}/images/${"b".repeat(8)}-bbbb-4bbb-8bbb-${"b".repeat(12)}`;
const images = new Map<string, PaperImage>([[IMAGE, { bytes: PNG, type: "image/png" }]]);
const faults: unknown[] = [];
const maker = createPaperMaker({ fonts: [], report: (fault) => faults.push(fault) });
afterAll(() => maker.close());

const words = (text: string, ...marks: NonNullable<NoteNode["marks"]>): NoteNode => ({ type: "text", text, marks });
const p = (...content: NoteNode[]): NoteNode => ({ type: "paragraph", content });
const item = (...content: NoteNode[]): NoteNode => ({ type: "list_item", content });
const cell = (text: string, head = false): NoteNode => ({
  ...{ type: "table_cell", attrs: { head }, content: [words(text)] },
});
const row = (...content: NoteNode[]): NoteNode => ({ type: "table_row", content });

const BODY: NoteNode[] = [
  { type: "heading", attrs: { level: 1 }, content: [words("Whom we serve")] },
  p(words("Shops, "), words("always", { type: "strong" }), words(" open: "), words("x < y && z", { type: "code" })),
  p(words("see there", { type: "link", attrs: { href: "https://example.org/a?b=1&c=2" } })),
  {
    type: "ordered_list",
    attrs: { start: 3 },
    content: [item(p(words("third")), { type: "bullet_list", content: [item(p(words("below")))] })],
  },
  { type: "check_list", content: [{ type: "check_item", attrs: { checked: true }, content: [p(words("done"))] }] },
  { type: "blockquote", content: [p(words("said by somebody"))] },
  { type: "code_block", attrs: {}, content: [words("if (a) {\n  b();\n}")] },
  { type: "table", content: [row(cell("Who", true), cell("What", true)), row(cell("Ana"))] },
  { type: "image", attrs: { src: IMAGE, alt: "a shelf" } },
  { type: "horizontal_rule" },
  p(words("Привет, Ελλάδα, Łódź, עברית")),
];
const paper = (body = BODY, title = "Our mission"): Paper => ({
  ...{ title, lang: "en", body },
  facts: [
    { name: "Owner", value: "Ana & Ben" },
    { name: "Next review", value: "2027-01-01" },
  ],
});

async function make(format: PaperFormat, of = paper(), shown = images) {
  const made = await maker.make({ paper: of, format, images: shown });
  expect(faults).toEqual([]);
  if (made.type !== "file") throw new Error(`no file: ${made.type}`);
  return made.file;
}

async function readPdf(bytes: Uint8Array): Promise<{ pages: number; text: string; title: unknown; links: string[] }> {
  const document = await getDocumentProxy(bytes);
  const { text, totalPages } = await extractText(document, { mergePages: true });
  const { info } = await document.getMetadata();
  const notes = await (await document.getPage(1)).getAnnotations();
  const links = notes.flatMap(({ url }: { url?: string }) => url ?? []);
  return { pages: totalPages, text, title: (info as { Title?: unknown }).Title, links };
}

const SAID = [
  "Our mission",
  "Owner: Ana & Ben",
  "Whom we serve",
  "always",
  "third",
  "below",
  "done",
  "said by somebody",
  "b();",
  "Who",
  "Привет",
  "Ελλάδα",
  "Łódź",
];

test("a .docx holds title, owner, headings, lists, tables, links and images, as any reader of zip and XML finds them", async () => {
  const { bytes, ending } = await make("docx");
  expect(ending).toBe("docx");
  const files = unzipSync(bytes);
  for (const [name, content] of Object.entries(files))
    if (/\.(xml|rels)$/.test(name)) expect([name, isWellFormed(strFromU8(content))]).toEqual([name, true]);
  const xml = strFromU8(files["word/document.xml"] ?? new Uint8Array());
  const text = xml
    .replaceAll("</w:p>", "\n")
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll("&amp;", "&")
    .replaceAll("&lt;", "<");
  for (const each of [...SAID, "x < y && z"]) expect(text).toContain(each);
  for (const each of [`w:val="Title"`, `w:val="Heading1"`, "<w:tbl>", "<w:tblHeader", "<w:numPr>", "<w:drawing>"])
    expect(xml).toContain(each);
  expect(Object.keys(files).filter((name) => name.startsWith("word/media/"))).toHaveLength(1);
  expect(strFromU8(files["word/_rels/document.xml.rels"] ?? new Uint8Array())).toContain(
    "https://example.org/a?b=1&amp;c=2",
  );
});

test("a PDF holds the same, with fonts of its own for Latin, Greek and Cyrillic letters, and its title", async () => {
  const { pages, text, title, links } = await readPdf((await make("pdf")).bytes);
  for (const each of [...SAID, "x < y && z", "☑", "a shelf", "1 / 1"]) expect(text).toContain(each);
  expect([pages, title, [...new Set(links)]]).toEqual([1, "Our mission", ["https://example.org/a?b=1&c=2"]]);
});

test("letters that no font of the server has are told of in a PDF, and stay in every other file", async () => {
  const body = [p(words("漢字と한글"))];
  const pdf = await make("pdf", paper(body));
  expect(pdf.missingLetters).toBe(5);
  expect(fileAnswer(pdf, "字.pdf").headers.get(MISSING_LETTERS_HEADER)).toBe("5");
  const { text } = await readPdf(pdf.bytes);
  expect((await make("docx", paper(body))).missingLetters).toBeUndefined();
  expect(text).toContain("□□□□□");
  expect(text).toContain("5 letters of this text are in no font");
  for (const format of ["md", "html"] as const)
    expect(strFromU8((await make(format, paper(body))).bytes)).toContain("漢字と한글");
  const files = unzipSync((await make("docx", paper(body))).bytes);
  expect(strFromU8(files["word/document.xml"] ?? new Uint8Array())).toContain("漢字と한글");
});

test("Markdown is one file, and with images a zip of both", async () => {
  const { bytes, ending } = await make("md");
  expect(ending).toBe("zip");
  const files = unzipSync(bytes);
  expect(Object.keys(files)).toEqual(["text.md", "images/1.png"]);
  expect(files["images/1.png"]).toEqual(PNG);
  expect(strFromU8(files["text.md"] ?? new Uint8Array())).toContain("![a shelf](images/1.png)");
  expect((await make("md", paper(), new Map())).ending).toBe("md");
});

test("a page of HTML has its images in it and fetches nothing", async () => {
  const html = strFromU8((await make("html")).bytes);
  expect(html).toContain(`src="data:image/png;base64,`);
  expect(html).toContain("default-src &#39;none&#39;; img-src data:");
  expect(html).not.toContain("/api/");
});

test("nothing that somebody wrote breaks a file or does anything in it", async () => {
  const hostile = `]]></w:t><w:p/>&amp;<script>\u2028\u202e${"=HYPERLINK(1)"} %PDF () \\ endobj`;
  const body: NoteNode[] = [
    p(words(hostile, { type: "link", attrs: { href: "javascript:alert(1)" } })),
    p(words(hostile, { type: "link", attrs: { href: `https://example.org/"><x>&` } })),
    { type: "heading", attrs: { level: 99 }, content: [words(hostile)] },
    { type: "list_item", content: [words("outside of its list")] },
    { type: "table", content: [] },
    {
      type: "table",
      content: [row(), row(cell("x".repeat(3_000)), { type: "table_cell", content: [p(words("block"))] })],
    },
    { type: "image", attrs: { src: IMAGE, alt: hostile } },
    { type: "image", attrs: { src: "https://evil.example/x.png", alt: "from elsewhere" } },
    { type: "ordered_list", attrs: { start: 999_999_999 }, content: [item()] },
    { type: "check_list", content: [{ type: "check_item", attrs: { checked: false } }] },
  ];
  const given = paper(body, hostile);
  const files = unzipSync((await make("docx", given)).bytes);
  for (const [name, content] of Object.entries(files)) {
    if (!/\.(xml|rels)$/.test(name)) continue;
    expect([name, isWellFormed(strFromU8(content))]).toEqual([name, true]);
    expect(strFromU8(content)).not.toContain("javascript:");
  }
  const { text, links } = await readPdf((await make("pdf", given)).bytes);
  expect(text).toContain("from elsewhere");
  expect(links.filter((link) => !link.startsWith("https://example.org/"))).toEqual([]);
});

test("an image that only says that it is one stands in the file by its words", async () => {
  const liars: [string, Uint8Array][] = [
    ["image/png", PNG.slice(0, 30)],
    ["image/jpeg", new Uint8Array([0xff, 0xd8, 0xff, 0xff])],
    ["image/webp", PNG],
  ];
  for (const [type, bytes] of liars)
    for (const format of ["docx", "pdf"] as const) {
      const shown = new Map([[IMAGE, { bytes, type }]]);
      const { bytes: file } = await make(
        format,
        paper([{ type: "image", attrs: { src: IMAGE, alt: "a shelf" } }]),
        shown,
      );
      if (format === "pdf") expect((await readPdf(file)).text).toContain("a shelf");
      else expect(strFromU8(unzipSync(file)["word/document.xml"] ?? new Uint8Array())).toContain("a shelf");
    }
});

test("a table of a million rows is refused as a .docx or a PDF, and given as Markdown", async () => {
  const one = row(cell("x"));
  const body: NoteNode[] = [{ type: "table", content: Array.from({ length: 1_000_000 }, () => one) }];
  for (const format of ["docx", "pdf"] as const)
    expect(await maker.make({ paper: paper(body), format, images })).toEqual({ type: "too_long" });
  const table = [row(cell("x")), ...Array.from({ length: 20_000 }, () => one)];
  expect((await make("md", paper([{ type: "table", content: table }]))).bytes.length).toBeGreaterThan(100_000);
});

test("what takes too long is ended, and the next is made", async () => {
  const impatient = createPaperMaker({ fonts: [], report: (fault) => faults.push(fault), patience: 1 });
  expect(await impatient.make({ paper: paper(), format: "pdf", images })).toEqual({ type: "too_heavy" });
  await impatient.close();
  expect((await make("md")).ending).toBe("zip");
});
