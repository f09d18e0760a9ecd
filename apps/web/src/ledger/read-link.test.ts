import { safeHref } from "@candor/core/notes/note-node.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readAnswerLink } from "./read-link.ts";

test.each([
  ["https://example.org/plan?a=1#b", "https://example.org/plan?a=1#b"],
  ["  http://wiki.local/page ", "http://wiki.local/page"],
  ["example.org/plan", "https://example.org/plan"],
  ["büro.example/plan", "https://büro.example/plan"],
])("%s is an address", (typed, href) => expect(readAnswerLink(typed)).toEqual({ type: "link", href }));

test.each([
  "javascript:alert(1)",
  "mailto:sam@example.org",
  "data:text/html,x",
  "file:///etc/passwd",
  "//example.org",
  "/p/1",
  "see the plan",
  "https://",
  "https://exa mple.org",
  "plan",
  `https://example.org/${"x".repeat(3000)}`,
])("%s is none", (typed) => expect(readAnswerLink(typed)).toEqual({ type: "not_a_link" }));

test("nothing typed is no link, and no error", () => expect(readAnswerLink("  ")).toEqual({ type: "none" }));

test("whatever is taken is safe to follow, and opens a web page", () => {
  const parts = fc.constantFrom("javascript:", "https://", "http:", "//", "exa", ".org", "\t", "@", ":", "%", "\u0000");
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 8 }), (drawn) => {
      const read = readAnswerLink(drawn.join(""));
      if (read.type !== "link") return;
      expect(safeHref(read.href)).toBe(read.href);
      expect(["http:", "https:"]).toContain(new URL(read.href).protocol);
    }),
    { seed: 2, numRuns: 500 },
  );
});
