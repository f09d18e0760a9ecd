import { expect, test } from "vitest";
import { readLink } from "./read-link.ts";

const HERE = "https://candor.example";

test("an invitation or a page of this place opens", () => {
  expect(readLink(" https://candor.example/i/abc#secret ", HERE)).toBe("/i/abc#secret");
  expect(readLink("/p/0191-abc", HERE)).toBe("/p/0191-abc");
});

test("a link to anywhere else opens nothing", () => {
  for (const text of [
    "https://evil.example/i/abc#s",
    "javascript:alert(1)",
    "hello",
    "https://candor.example/api/me",
  ]) {
    expect(readLink(text, HERE)).toBeNull();
  }
});
