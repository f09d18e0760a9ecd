import { plainText } from "@candor/core/notes/note-node.ts";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { parseMarkdown } from "../notes/parse-markdown.ts";
import { READING } from "../testing/import-lines.ts";
import { findDate } from "../transfer/find-date.ts";
import { previewBlocks } from "../transfer/preview-markdown.ts";
import { promoteDates } from "../transfer/promote-dates.ts";
import { guessMapping, previewTable } from "./map-table.ts";
import { peopleInTable } from "./people-in.ts";
import { readSource } from "./read-source.ts";
import { sayFault } from "./say-fault.ts";
import { SourceFault } from "./source-fault.ts";
import { docx, docxOf, listed, paragraph } from "./testing/sample-docx.ts";
import {
  FELLOW_CSV,
  FIFTEEN_FIVE_CSV,
  GOOGLE_HTML,
  LATTICE_CSV,
  NOTION_FOLDER,
  notionZip,
} from "./testing/sample-exports.ts";

function blocksOf(name: string, bytes: Uint8Array | string) {
  const source = readSource(name, typeof bytes === "string" ? strToU8(bytes) : bytes);
  if (source.type !== "text") throw new Error(source.type);
  return source.blocks;
}

function previewOf(name: string, bytes: Uint8Array | string) {
  return previewBlocks(promoteDates(blocksOf(name, bytes)), { ...READING, people: new Map([["ben", "b"]]) });
}

const titlesIn = (topics: readonly { title: string }[]) => topics.map(({ title }) => title);

function refusal(name: string, bytes: Uint8Array | string): string {
  try {
    readSource(name, typeof bytes === "string" ? strToU8(bytes) : bytes);
  } catch (fault) {
    if (fault instanceof SourceFault) return fault.reason;
    throw fault;
  }
  return "read";
}

test("a Word document of two becomes meetings, topics, notes and actions", () => {
  const preview = previewOf("1-1.docx", docx());
  expect(preview.meetings.map(({ day, topics }) => [day, titlesIn(topics)])).toEqual([
    ["2026-11-10", ["Budget", "Hiring plan"]],
    ["2026-11-03", ["Notes"]],
  ]);
  const [budget, hiring] = preview.meetings[0]!.topics;
  expect(budget).toMatchObject({ author: "b", notes: parseMarkdown("- less than **last year**\n  - and by *far*") });
  expect(hiring?.notes).toEqual(parseMarkdown("[Hiring plan](https://example.org/plan)"));
  expect(preview.meetings[0]?.actions).toEqual([
    { text: "Ask Lee", owner: null, due: null, done: false },
    { text: "Book a room", owner: null, due: null, done: true },
  ]);
  expect(plainText(preview.meetings[1]!.topics[0]!.notes)).toBe("Kept.\nleft | right");
  expect(titlesIn(preview.hopper)).toEqual(["Conference"]);
});

test("what a page cannot hold is counted", () => {
  expect(readSource("1-1.docx", docx())).toMatchObject({ leftOut: { images: 1, comments: 1 } });
});

test("a document of Google Docs, saved as a web page, reads the same as its list says", () => {
  const preview = previewOf(
    "page.zip",
    zipSync({ "11.html": strToU8(GOOGLE_HTML), "images/a.png": new Uint8Array(9) }),
  );
  expect(preview.meetings.map(({ day, topics, actions }) => [day, titlesIn(topics), actions.length])).toEqual([
    ["2026-11-10", ["Budget", "Hiring"], 2],
  ]);
  const [budget] = preview.meetings[0]!.topics;
  expect(budget?.notes).toEqual(parseMarkdown("- less than **last year**\n- see [the plan](https://example.org/plan)"));
  expect(preview.meetings[0]?.actions.map(({ done }) => done)).toEqual([false, true]);
});

test("pages of Notion are meetings by their title or their date, and the rest is for the Hopper", () => {
  const preview = previewOf("Export.zip", notionZip());
  expect(preview.meetings.map(({ day, topics }) => [day, titlesIn(topics)])).toEqual([
    ["2026-11-03", ["Launch"]],
    ["2026-11-10", ["Budget", "Hiring"]],
  ]);
  expect(titlesIn(preview.hopper)).toEqual(["Garden"]);
  expect(previewOf("Export.zip", zipSync({ "Part-1.zip": notionZip() })).meetings).toHaveLength(2);
  expect(Object.keys(NOTION_FOLDER)).toHaveLength(4);
});

test("dates that stand on lines of their own part a document without headings", () => {
  const preview = previewOf("notes.txt", "**Tuesday, Nov 10, 2026**\n\n- Budget\n\n3 Nov 2026, 10:00\n\n- Launch\n");
  expect(preview.meetings.map(({ day, time }) => [day, time])).toEqual([
    ["2026-11-10", null],
    ["2026-11-03", "10:00"],
  ]);
});

test.each([
  ["Fellow", FELLOW_CSV, { meetings: [["2026-11-10", ["Budget"], 1]], hopper: [], actions: 1 }],
  [
    "Lattice",
    LATTICE_CSV,
    {
      meetings: [
        ["2026-11-10", ["Growth; next steps"], 0],
        ["2026-11-03", ["Launch"], 1],
      ],
      hopper: [],
      actions: 0,
    },
  ],
  [
    "15Five",
    FIFTEEN_FIVE_CSV,
    { meetings: [["2026-11-10", ["How is the migration?", "Holidays"], 0]], hopper: ["Conference"], actions: 0 },
  ],
])("a table of %s is understood by its headers", (_, csv, expected) => {
  const source = readSource("export.csv", strToU8(csv));
  if (source.type !== "table") throw new Error(source.type);
  const mapping = guessMapping(source.header);
  const people = peopleInTable(source.rows, mapping, { a: "Ana Alder", b: "Ben Birch" });
  expect(people.every(({ guess }) => guess !== null)).toBe(true);
  const preview = previewTable(source.rows, {
    ...READING,
    order: "month_day",
    mapping,
    people: new Map(people.map(({ name, guess }) => [name.toLowerCase(), guess!])),
  });
  expect({
    meetings: preview.meetings.map(({ day, topics, actions }) => [day, titlesIn(topics), actions.length]),
    hopper: titlesIn(preview.hopper),
    actions: preview.actions.length,
  }).toEqual(expected);
});

const bomb = () => zipSync({ "word/document.xml": new Uint8Array(70_000_000) });
const deep = `<w:document><w:body>${"<w:sdt><w:sdtContent>".repeat(5000)}`;

test.each([
  ["an empty file", "a.md", "", "empty"],
  ["a picture", "a.md", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0xff, 0, 1]), "not_text"],
  ["a Word file of before 2007", "a.doc", new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1]), "old_word"],
  ["one with macros, by its name", "a.docm", docx(), "macros"],
  ["one with macros, by what is in it", "a.docx", docx({ "word/vbaProject.bin": new Uint8Array(3) }), "macros"],
  ["one whose text declares entities", "a.docx", docxOf('<!DOCTYPE x [<!ENTITY a "b">]><document/>'), "foreign_markup"],
  ["one that was cut off", "a.docx", docx().subarray(0, 900), "damaged"],
  ["one whose text was cut off", "a.docx", docxOf("<w:document><w:body>"), "damaged"],
  ["a zip bomb", "a.docx", bomb(), "too_much"],
  ["nesting without end", "a.docx", docxOf(deep), "too_deep"],
  ["a web page nested without end", "a.html", "<div>".repeat(5000), "too_deep"],
  ["an archive of pictures", "a.zip", zipSync({ "a.png": new Uint8Array(3) }), "unknown_kind"],
  ["a zip in a zip in a zip", "a.zip", zipSync({ "b.zip": zipSync({ "c.zip": zipSync({}) }) }), "unknown_kind"],
  ["a table without an end of its quotes", "a.csv", 'a,b\n"c,d', "damaged"],
])("%s is refused with its reason", (_, name, bytes, why) => {
  expect(refusal(name, bytes)).toBe(why);
});

test("a thousand headings with dates are a thousand meetings", () => {
  const days = Array.from({ length: 1000 }, (_, index) =>
    Temporal.PlainDate.from("2024-01-01").add({ days: index }).toString(),
  );
  const body = days.flatMap((day) => [paragraph(day, "Heading2"), listed(`Topic of ${day}`, 0)]).join("");
  const preview = previewOf("long.docx", docxOf(`<w:document><w:body>${body}</w:body></w:document>`));
  expect(preview.meetings).toHaveLength(1000);
});

test("nothing of a hostile web page but its text is read", () => {
  const blocks = blocksOf(
    "a.html",
    `<html><script>alert(1)</script><h2 onclick="x">10 Nov 2026</h2><p>Read <a href="javascript:alert(1)">this</a> &amp; <img src=x onerror=y>that</p><iframe srcdoc="<p>no</p>"></iframe><li>loose<li>two<b>un<i>closed`,
  );
  expect(plainText(blocks)).not.toContain("alert");
  expect(JSON.stringify(blocks)).not.toContain("javascript");
  expect(plainText(blocks)).toContain("Read this & that");
  expect(plainText(blocks)).toContain("twounclosed");
});

test("a table with too many rows says how many it has, and how many there may be", () => {
  const table = (rows: number) => strToU8(`Date,Topic\n${"2026-11-10,Budget\n\n".repeat(rows)}`);
  expect(readSource("a.csv", table(20_000))).toMatchObject({ type: "table" });
  expect(() => readSource("a.csv", table(34_512))).toThrow(expect.objectContaining({ count: 34_512 }));
  expect(sayFault("too_many_rows", 34_512)).toContain("34,512 rows, and 20,000 are the most");
});

const everything = (names: readonly string[], around = "") =>
  zipSync({
    [`${around}index.md`]: strToU8("# Data of Ana from Candor"),
    [`${around}me.json`]: strToU8("{}"),
    [`${around}actions.md`]: strToU8("- [ ] Ask Lee"),
    ...Object.fromEntries(
      names.flatMap((name) => [
        [`${around}pages/${name}/page.md`, strToU8(`# Ana and ${name}`)],
        [`${around}pages/${name}/page.json`, strToU8(`{"format":"candor-page","with":"${name}"}`)],
        [`${around}pages/${name}/versions.json`, strToU8("[]")],
      ]),
    ),
  });

test("of an export of everything one page at a time comes in, and nothing is poured together", () => {
  const names = ["Ben", "Ben 2", "Sam & Söhne"];
  for (const zip of [everything(names), everything(names, "Candor export/")]) {
    expect(readSource("x.zip", zip)).toEqual({ type: "pages", names });
    expect(readSource("x.zip", zip, "Ben 2")).toMatchObject({ type: "page", text: expect.stringContaining('"Ben 2"') });
    expect(readSource("x.zip", zip, "Cleo")).toEqual({ type: "pages", names });
  }
  expect(readSource("x.zip", everything(["Ben"]))).toMatchObject({ type: "page" });
});

const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf16 = (text: string) => {
  return Uint8Array.from([
    0xff,
    0xfe,
    ...[...text].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]),
  ]);
};

test.each([
  ["as spreadsheets on Windows save it", latin1('Date;Topic;Notes\n12.11.2026;\u00dcber Geh\u00e4lter;"5 \x80\nmehr"')],
  ["in UTF-16", utf16('Date;Topic;Notes\n12.11.2026;\u00dcber Geh\u00e4lter;"5 \u20ac\nmehr"')],
])("a table keeps its letters %s", (_, bytes) => {
  expect(readSource("a.csv", bytes)).toEqual({
    type: "table",
    header: ["Date", "Topic", "Notes"],
    rows: [["12.11.2026", "Über Gehälter", "5 €\nmehr"]],
  });
});

test.each([
  ["after the line that Excel writes for itself", "sep=;\r\nDate;Topic\r\n12.11.2026;a, b\r\n"],
  ["with a comma after closing quotes", 'Date;Topic\n12.11.2026;"a", b\n'],
])("a table by semicolons keeps its columns %s", (_, csv) => {
  expect(readSource("a.csv", strToU8(csv))).toMatchObject({
    header: ["Date", "Topic"],
    rows: [["12.11.2026", "a, b"]],
  });
});

test.each([
  ["2026-11-10T09:15:00", "2026-11-10", "09:15"],
  ["2026-11-10 09:15:00", "2026-11-10", "09:15"],
  ["2026-11-10T09:15:00.000Z", "2026-11-10", null],
  ["2026-11-10 09:15:00 UTC", "2026-11-10", null],
  ["2026-11-10T09:15:00+02:00", "2026-11-10", null],
])("a day with the time as programs write it is that day: %s", (written, day, time) => {
  expect(findDate(written, READING)).toEqual({ day, time });
});

test("a word that was cut in the middle of a letter does not change the letters of the others", () => {
  const cut = new Uint8Array([...strToU8("# Grüße, naïve café\n\nZür"), 0xc3]);
  expect(JSON.stringify(readSource("a.md", cut))).toContain("Grüße, naïve café");
});

test("answers of a week are of the meeting in it, by whoever gave them", () => {
  const mapping = guessMapping(["Week Ending", "Question", "Answer", "Respondent"]);
  expect(mapping).toEqual({ date: 0, text: 1, notes: 2, author: 3 });
});
