import { spliceBetween } from "@candor/document/text.ts";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeTyping, shiftCaret } from "./text-splice.ts";

const SEED = 20261122;

describe("a caret in a line that the other person edits", () => {
  test("stays when they type behind it and goes along when they type before it", () => {
    expect(shiftCaret(3, spliceBetween("Growth", "Growth: next year"))).toBe(3);
    expect(shiftCaret(3, spliceBetween("Growth", "Your Growth"))).toBe(8);
  });

  test("stands behind what they wrote when they replaced the text around it", () => {
    expect(shiftCaret(3, spliceBetween("Growth", "G123h"))).toBe(4);
  });
});

describe("what I typed while something arrived", () => {
  test("keeps both when we typed at different spots", () => {
    expect(mergeTyping("Growth", "My Growth", "Growth plan")).toBe("My Growth plan");
    expect(mergeTyping("Growth", "Growth plan", "My Growth")).toBe("My Growth plan");
  });

  test("is kept when they removed the text around it", () => {
    expect(mergeTyping("abcdef", "abcXdef", "af")).toBe("aXf");
  });

  test("is exactly mine when nothing arrived", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (base, mine) => {
        expect(mergeTyping(base, mine, base)).toBe(mine);
      }),
      { seed: SEED },
    );
  });

  test("is exactly theirs when I typed nothing", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (base, theirs) => {
        expect(mergeTyping(base, base, theirs)).toBe(theirs);
      }),
      { seed: SEED },
    );
  });
});

test("a splice makes one text of the other", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (old, next) => {
      const { at, deleted, inserted } = spliceBetween(old, next);
      expect(old.slice(0, at) + inserted + old.slice(at + deleted)).toBe(next);
    }),
    { seed: SEED },
  );
});
