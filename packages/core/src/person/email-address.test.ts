import { expect, test } from "vitest";
import { readEmailAddress } from "./email-address.ts";

test.each([
  ["ana@example.org", "ana@example.org"],
  ["  Ana.Maria+one@Example.ORG ", "ana.maria+one@example.org"],
  ["o'neill@sub.example.co.uk", "o'neill@sub.example.co.uk"],
  ["root@localhost", "root@localhost"],
])("%s is an address, kept as %s", (typed, kept) => {
  expect(readEmailAddress(typed)).toBe(kept);
});

test.each([
  "",
  "ana",
  "@example.org",
  "ana@",
  "ana@@example.org",
  "a b@example.org",
  "ana@example.org, eve@example.net",
  "ana@example.org;eve@example.net",
  "Ana <ana@example.org>",
  '"ana"@example.org',
  "ana@example.org\r\nBcc: eve@example.net",
  "ana@exa\0mple.org",
  "ana@-example.org",
  "ana@example..org",
  ".ana@example.org",
  "a..na@example.org",
  "ana(comment)@example.org",
  "аna@exаmple.org", // Cyrillic letters that look alike
  `${"a".repeat(65)}@example.org`,
  `ana@${"a.".repeat(130)}org`,
])("%j is no single plain address", (typed) => {
  expect(readEmailAddress(typed)).toBeNull();
});
