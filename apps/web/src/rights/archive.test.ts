import { beginPage } from "@candor/document/page/begin-page.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { exportJson } from "@candor/document/transfer/export-json.ts";
import { importJson } from "@candor/document/transfer/import-json.ts";
import { readPageFile } from "@candor/document/transfer/read-page-file.ts";
import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { nameFolders } from "./name-folders.ts";
import { ZipPacker } from "./pack-zip.ts";
import { writeActions } from "./write-actions.ts";
import { writeIndex } from "./write-index.ts";

test("what is packed comes out again as it was, in any language", async () => {
  const packer = new ZipPacker(new Date("2026-11-25T10:00:00Z"));
  const long = "Résumé — 日本語 👩🏽‍💻\n".repeat(20_000);
  packer.add({ path: "index.md", text: "" });
  packer.add({ path: "pages/Zoë/page.md", text: long });
  const zip = await packer.finish();
  const files = unzipSync(new Uint8Array(await zip.arrayBuffer()));
  expect(Object.keys(files)).toEqual(["index.md", "pages/Zoë/page.md"]);
  expect(strFromU8(files["pages/Zoë/page.md"]!)).toBe(long);
  expect(zip.size).toBeLessThan(long.length / 20);
});

test("a page taken out of the archive is the page that went in", async () => {
  const doc = new Y.Doc();
  let ids = 0;
  const editor = { member: "a", now: "2026-11-22T10:00:00Z", newId: () => `id${++ids}` } as const;
  beginPage(doc, editor, {
    settings: { everyWeeks: 1, minutes: 30, medium: null, timeZone: "UTC" },
    welcome: [],
    firstStart: "2026-11-24T10:00",
  });
  addTopic(doc, editor, { title: "Growth", place: "hopper" });
  const members = [
    { id: "a", name: "Ana" },
    { id: "b", name: "Sam" },
  ] as const;
  const packer = new ZipPacker(new Date("2026-11-25T10:00:00Z"));
  packer.add({ path: "pages/Sam/page.json", text: exportJson(doc, members) });
  const files = unzipSync(new Uint8Array(await (await packer.finish()).arrayBuffer()));
  const read = readPageFile(strFromU8(files["pages/Sam/page.json"]!));
  if (read.type !== "page") throw new Error(read.type);
  const other = new Y.Doc();
  importJson(other, read.file, { replaceWelcome: true });
  expect(exportJson(other, members)).toBe(exportJson(doc, members));
});

test("every page has a folder of its own whose name any file system takes", () => {
  expect(nameFolders(["Ben", "ben", "Ben 2", "Ben", "", "../..", "CON", "a/b\\c:d", " . "])).toEqual([
    "Ben",
    "ben 2",
    "Ben 2 2",
    "Ben 3",
    "page",
    "page 2",
    "CON page",
    "a b c d",
    "page 3",
  ]);
});

test("the index links what is there and says what is missing", () => {
  const { text } = writeIndex(
    {
      at: "2026-11-25T10:00:00.000Z",
      name: "Ana",
      pages: [
        { folder: "Ben *", title: "Ana & Ben *", files: ["pages/Ben x/page.md"], missing: ["past years."] },
        { folder: "Zoe", title: "Ana & Zoe", files: [], missing: ["the page is not on this device."] },
      ],
      missing: ["what the server keeps about you."],
    },
    ["me.json"],
  );
  expect(text).toContain("[page.md](pages/Ben%20x/page.md)");
  expect(text).toContain("- what the server keeps about you.\n- Ana & Ben \\*: past years.\n- Ana & Zoe: the page");
  expect(text).toContain("[me.json](me.json)");
});

test("actions come by how they stand and when they are due", () => {
  const common = { owner: "a", why: null, rank: "a", fromTopic: null, fromMeeting: null } as const;
  const at = { createdAt: "2026-11-01T10:00:00Z", stateAt: null };
  const [markdown] = writeActions([
    { ...common, ...at, id: "1", text: "Later", due: "2026-12-02", state: "open", with: "Ben" },
    { ...common, ...at, id: "2", text: "Sooner\nthan", due: "2026-12-01", state: "open", with: "Zoe" },
    { ...common, ...at, id: "3", text: "Past", due: null, state: "done", with: "Ben" },
  ]);
  expect(markdown?.text.split("\n").filter((line) => line !== "")).toEqual([
    "# My actions",
    "## Open",
    "- [ ] Sooner than (with Zoe, due 2026-12-01)",
    "- [ ] Later (with Ben, due 2026-12-02)",
    "## Done",
    "- [x] Past (with Ben)",
  ]);
});
