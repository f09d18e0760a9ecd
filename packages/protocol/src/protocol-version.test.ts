import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PROTOCOL_VERSION } from "./protocol-version.ts";
import { REFUSAL_CODES, refusalName } from "./sync/codes.ts";
import { CLIENT_MESSAGES, KEPT_MESSAGES, SERVER_MESSAGES } from "./sync/message-tables.ts";

// One line a version. A change of the tables fails here: raise PROTOCOL_VERSION and add a line, never edit one.
const TABLES_OF_VERSION: Record<number, string> = {
  1: "2084e5830ed21983",
  2: "b06ff9d6aed9cd37",
  3: "540f517652abc34a",
};

test("the bytes on the wire change only together with the protocol version", () => {
  const tables = JSON.stringify([CLIENT_MESSAGES, SERVER_MESSAGES, KEPT_MESSAGES]);
  expect(createHash("sha256").update(tables).digest("hex").slice(0, 16)).toBe(TABLES_OF_VERSION[PROTOCOL_VERSION]);
});

test("every refusal has a code of its own and is found by it", () => {
  const codes = Object.values(REFUSAL_CODES).map((refusal) => refusal.code);
  expect(new Set(codes).size).toBe(codes.length);
  for (const [name, refusal] of Object.entries(REFUSAL_CODES)) expect(refusalName(refusal.code)).toBe(name);
  expect(refusalName(1000)).toBeNull();
});

test("PROTOCOL.md lists every refusal as the table has it", () => {
  const text = readFileSync(new URL("../PROTOCOL.md", import.meta.url), "utf8");
  const listed = [...text.matchAll(/^\| (\d{4}) +\| (\w+) +\| (\w+) +\|/gm)].map(([, code, name, closes]) => ({
    name,
    code: Number(code),
    closes,
  }));
  const known = Object.entries(REFUSAL_CODES).map(([name, refusal]) => ({ name, ...refusal }));
  const byCode = (left: { code: number }, right: { code: number }) => left.code - right.code;
  expect(listed.sort(byCode)).toEqual(known.sort(byCode));
});
