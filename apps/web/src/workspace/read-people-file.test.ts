import { expect, test } from "vitest";
import { readPeopleFile } from "./read-people-file.ts";

const bytesOf = (...bytes: number[]) => new Uint8Array(bytes).buffer;
const utf16 = (text: string) => bytesOf(0xff, 0xfe, ...[...text].flatMap((each) => [each.charCodeAt(0), 0]));
const text = "name\nJürgen Größe";

test.each([
  ["UTF-8", new TextEncoder().encode(text).buffer],
  ["UTF-8 with a byte-order mark", new TextEncoder().encode(`\ufeff${text}`).buffer],
  ["UTF-16, as spreadsheets call Unicode text", utf16(text)],
  ["the western code page of Windows", bytesOf(...[...text].map((each) => each.charCodeAt(0)))],
])("names keep their umlauts from a file in %s", (_encoding, bytes) => {
  expect(readPeopleFile(bytes)).toEqual({ type: "text", text });
});

test("a file without anything in it is told apart from one that is no text", () => {
  expect(readPeopleFile(bytesOf())).toEqual({ type: "empty" });
  expect(readPeopleFile(bytesOf(0x20, 0x0d, 0x0a))).toEqual({ type: "empty" });
  expect(readPeopleFile(bytesOf(0x50, 0x4b, 0x03, 0x04, 0x14, 0x00))).toEqual({ type: "not_text" }); // a workbook
});
