import fc from "fast-check";
import { expect, test } from "vitest";
import { ownPath } from "./own-path.ts";

const BASE = "https://candor.example.org";

test.each(["/", "/p/0c0d", "/p/0c0d/live?x=1#topic-2", "/i/0c0d#se-cr_et", "/settings/account"])(
  "%s is a path of ours",
  (path) => {
    expect(ownPath(path)).toBe(path);
  },
);

test.each([
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "/\t/evil.example",
  "\\\\evil.example",
  "\\/evil.example",
  "/\n/evil.example",
  "https://evil.example",
  "https:evil.example",
  "javascript:alert(1)",
  "data:text/html,x",
  " //evil.example",
  "/..//evil.example",
  "/%2e%2e//evil.example",
  "/./\\evil.example",
  "/a/../..//evil.example",
  "evil.example",
  "",
  `/${"a".repeat(501)}`,
  null,
  undefined,
])("%j leads to the start", (wanted) => {
  expect(ownPath(wanted)).toBe("/");
});

test("whatever it lets through stays on this place", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    "\t",
    "\n",
    "\r",
    "..",
    ".",
    "evil.example",
    "@",
    ":",
    "?",
    "#",
    "%2e",
    "%5c",
    "a",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const path = ownPath(pieces.join(""));
      const url = new URL(path, BASE);
      expect(url.origin).toBe(BASE);
      // Taken apart and followed again, it still stays.
      expect(new URL(url.pathname + url.search + url.hash, BASE).origin).toBe(BASE);
    }),
    { seed: 20261124, numRuns: 5000 },
  );
});
