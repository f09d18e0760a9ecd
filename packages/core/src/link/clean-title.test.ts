import { expect, test } from "vitest";
import { cleanTitle, MAX_TITLE_LENGTH } from "./clean-title.ts";

test("a title of somebody else's is one line of text, however it was written", () => {
  expect(cleanTitle("  Fix the\n\tbuild ")).toBe("Fix the build");
  expect(cleanTitle("safe\u202egnp.exe\u2066")).toBe("safegnp.exe");
  expect(cleanTitle("a\u200bb\u{e0041}c\0\ufeff")).toBe("abc");
  expect(cleanTitle(`<img src=x onerror=alert(1)>`)).toBe("<img src=x onerror=alert(1)>");
  expect(cleanTitle(`Z${"\u0300".repeat(500)}algo`)).toBe(`Z${"\u0300".repeat(3)}algo`);
  expect(cleanTitle("می‌خواهم 👩‍💻")).toBe("می‌خواهم 👩‍💻");
});

test("what leaves nothing to read is no title", () => {
  for (const empty of ["", " \n ", "\u202e\u200b", "\u3164", "\ud800"]) expect(cleanTitle(empty)).toBeNull();
});

test("a huge title is cut, and never within a letter", () => {
  const cut = cleanTitle(`${"a".repeat(MAX_TITLE_LENGTH - 2)}😀${"b".repeat(1e6)}`);
  expect(cut).toBe(`${"a".repeat(MAX_TITLE_LENGTH - 2)}…`);
  const seeds = ["😀", "a", " ", "\u0301", "é", "\u202e", "ab "];
  for (let seed = 1; seed < 500; seed++) {
    const text = Array.from({ length: seed % 300 }, (_, at) => seeds[(seed * 31 + at * at * 7) % seeds.length]).join(
      "",
    );
    const title = cleanTitle(text);
    if (title === null) continue;
    expect(title.length).toBeLessThanOrEqual(MAX_TITLE_LENGTH);
    expect(title.isWellFormed()).toBe(true);
    expect(title).not.toMatch(/[\u202a-\u202e\n]/);
    expect(cleanTitle(title)).toBe(title);
  }
});
