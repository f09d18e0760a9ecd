import { expect, test } from "vitest";
import { seeded } from "../testing/seeded.ts";
import { generatePassphrase, judgePassphrase } from "./passphrase.ts";
import { PASSPHRASE_WORDS } from "./passphrase-words.ts";
import { judgeStretch, STRETCH_FLOOR, tidyPassphrase } from "./stretch.ts";

test("a passphrase that is offered has six words, worth more than 62 bits, and is never refused", () => {
  expect(new Set(PASSPHRASE_WORDS).size).toBe(PASSPHRASE_WORDS.length);
  expect(6 * Math.log2(PASSPHRASE_WORDS.length)).toBeGreaterThan(62);
  const chance = seeded(3).bytes;
  for (let at = 0; at < 2_000; at++) {
    const offered = generatePassphrase(chance);
    expect(offered.split(" ")).toHaveLength(6);
    expect([offered, judgePassphrase(offered)]).toEqual([offered, { type: "fit" }]);
  }
});

test("one's own needs fifteen letters, counted without the spaces around", () => {
  expect(judgePassphrase("  fourteen ltrs  ")).toEqual({ type: "too_short", missing: 2 });
  expect(judgePassphrase("my aunt keeps nine goats")).toEqual({ type: "fit" });
  expect(judgePassphrase("Großmütter züchten Quitten")).toEqual({ type: "fit" });
});

test.each([
  "passwordpassword",
  "Password1234567890!",
  "P@ssw0rdP@ssw0rd",
  "correct horse battery staple",
  "iloveyouiloveyou",
  "welcome welcome admin",
  "The Quick Brown Fox 2024",
])("what is tried first is refused: %s", (typed) => {
  expect(judgePassphrase(typed)).toEqual({ type: "common" });
});

test.each([
  "aaaaaaaaaaaaaaaaaa",
  "123456789012345678",
  "qwertyuiopasdfgh",
  "winterwinter24!",
  "abcabcabcabcabcabc",
  "zyxwvutsrqponmlk",
])("a pattern is refused: %s", (typed) => {
  expect(["pattern", "common"]).toContain(judgePassphrase(typed).type);
});

test("a passphrase is the same whether its letters are composed and however many spaces stand between", () => {
  expect(tidyPassphrase(" gru\u0308n  acht\u00a0neun ")).toBe(tidyPassphrase("gr\u00fcn acht neun"));
  expect(tidyPassphrase("Green")).not.toBe(tidyPassphrase("green"));
});

test("no server talks the app into less work than 64 MiB and three passes, nor into endless work", () => {
  const salt = new Uint8Array(16);
  const judge = (change: object) => judgeStretch({ ...STRETCH_FLOOR, salt, ...change });
  expect(judge({})).toBe("fit");
  expect(judge({ memory: 128 * 1024, passes: 5 })).toBe("fit");
  for (const weak of [
    { memory: 64 * 1024 - 1 },
    { passes: 2 },
    { lanes: 2 },
    { salt: new Uint8Array(8) },
    { memory: Number.NaN },
    { passes: 3.5 },
  ])
    expect([weak, judge(weak)]).toEqual([weak, "too_weak"]);
  expect(judge({ memory: 1024 * 1024 })).toBe("too_costly");
  expect(judge({ passes: 1_000 })).toBe("too_costly");
});
