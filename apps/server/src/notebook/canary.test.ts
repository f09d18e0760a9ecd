import { expect, test } from "vitest";
import { runCanary } from "./testing/run-canary.ts";
import { searchText } from "./testing/search-bytes.ts";
import { spellings } from "./testing/spellings.ts";

test("a word is found however it is written down, wherever it stands", () => {
  const needles = { word: spellings("WATERMARK") };
  for (let before = 0; before < 6; before += 1) {
    const bytes = Buffer.from(`${"x".repeat(before)}WATERMARK${"y".repeat(7 - before)}`);
    for (const encoding of ["latin1", "hex", "base64", "base64url"] as const)
      expect([encoding, before, searchText(bytes.toString(encoding), needles).found.word]).toEqual([
        encoding,
        before,
        1,
      ]);
  }
  expect(searchText(Buffer.from("WATERMARK", "utf16le").toString("latin1"), needles).found.word).toBe(1);
  expect(searchText("nothing of the kind", needles).found.word).toBe(0);
});

test("no word of a note and no key is in database, backup, log, mail or memory of the server; a page's word is", async () => {
  const places = await runCanary(120, "sqlite");
  expect(places.map(({ place }) => place)).toEqual([
    "memory of the server",
    "database while it runs",
    "backup",
    "database at rest",
    "log",
  ]);
  for (const { place, found } of places) {
    expect([place, found.notes, found.keys]).toEqual([place, 0, 0]);
    if (place === "log") continue;
    // Else the search was blind.
    expect([place, found.page, found.sealed, found.mail].map((each) => each !== 0)).toEqual([true, true, true, true]);
  }
  const log = places.find(({ place }) => place === "log");
  expect([log?.found.page, log?.found.sealed, log?.found.mail]).toEqual([0, 0, 1]);
}, 120_000); // reads through a gigabyte of addresses
