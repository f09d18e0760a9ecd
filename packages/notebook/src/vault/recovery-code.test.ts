import fc from "fast-check";
import { expect, test } from "vitest";
import { seeded } from "../testing/seeded.ts";
import { askGroups, knowsGroups, readRecoveryCode, writeRecoveryCode } from "./recovery-code.ts";

const secret = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((it) => Uint8Array.from(it));
const PAPER = writeRecoveryCode(seeded(5).bytes(20));

test("the code is eight groups of four and a check letter, without letters that are misread", () => {
  expect(PAPER).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){8}[0-9A-HJKMNP-TV-Z]$/);
});

test("the code opens however it is typed: small letters, spaces, hyphens, I and L for 1, O for 0", () => {
  fc.assert(
    fc.property(secret, fc.constantFrom("", " ", "-", " – ", "\n", "."), fc.boolean(), (bytes, between, small) => {
      const code = writeRecoveryCode(bytes).replaceAll("-", between);
      const typed = code.replace(/1/g, small ? "l" : "I").replace(/0/g, "O");
      expect(readRecoveryCode(small ? typed.toLowerCase() : typed)).toEqual({ type: "whole", secret: bytes });
    }),
    { seed: 1 },
  );
});

test("one wrong letter, or two neighbours swapped, never passes for a code", () => {
  fc.assert(
    fc.property(secret, fc.nat(32), fc.nat(31), fc.boolean(), (bytes, at, other, swap) => {
      const letters = [...writeRecoveryCode(bytes).replaceAll("-", "")];
      const slipped = swap
        ? letters.with(at, letters[at + 1] ?? letters[at]!).with(Math.min(at + 1, 32), letters[at]!)
        : letters.with(at, "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[other]!);
      fc.pre(slipped.join("") !== letters.join(""));
      expect(readRecoveryCode(slipped.join("")).type).toBe("mistyped");
    }),
    { seed: 2, numRuns: 2_000 },
  );
});

test("a letter that no code has is found in its group", () => {
  const typed = PAPER.split("-").with(3, "U2U4").join("-");
  expect(readRecoveryCode(typed)).toEqual({ type: "mistyped", groups: [4], certain: true });
});

test("where letters look alike, or two were swapped, the group is among those that are named", () => {
  const groups = PAPER.split("-");
  const third = groups[2]!;
  const swapped = groups.with(2, third[1]! + third[0]! + third.slice(2)).join("-");
  expect(third[0]).not.toBe(third[1]);
  const read = readRecoveryCode(swapped);
  if (read.type !== "mistyped") throw new Error(read.type);
  expect(read.groups).toContain(3);
  expect(read.certain).toBe(false);
});

test("it says how much is missing or too much, while one is still typing", () => {
  expect(readRecoveryCode("")).toEqual({ type: "too_short", missing: 33 });
  expect(readRecoveryCode(PAPER.slice(0, -1))).toEqual({ type: "too_short", missing: 1 });
  expect(readRecoveryCode(`${PAPER}7`)).toEqual({ type: "too_long", extra: 1 });
});

test("two different groups are asked for, each as often as the others", () => {
  const chance = seeded(9).bytes;
  const counts = new Map<number, number>();
  for (let at = 0; at < 4_000; at++) {
    const [first, second] = askGroups(chance);
    expect(first).toBeLessThan(second);
    for (const group of [first, second]) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(120);
});

test("only who has the code in front of them can type two groups back", () => {
  const groups = PAPER.split("-");
  expect(knowsGroups(PAPER, [2, 7], [groups[1]!.toLowerCase(), ` ${groups[6]} `])).toBe(true);
  expect(knowsGroups(PAPER, [2, 7], [groups[1]!, groups[1]!])).toBe(false);
  expect(knowsGroups(PAPER, [2, 7], [groups[1]!])).toBe(false);
  expect(knowsGroups(PAPER, [], [])).toBe(false);
});
