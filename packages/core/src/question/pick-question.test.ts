import fc from "fast-check";
import { expect, test } from "vitest";
import { BANK } from "./bank.ts";
import { type PickFacts, pickQuestion, rankQuestions, SEASON_WEEKS } from "./pick-question.ts";
import { DEPTHS, PLAIN_QUESTION, type Question } from "./question.ts";

function question(id: string, changes: Partial<Question> = {}): Question {
  return { ...PLAIN_QUESTION, id, text: `${id}?`, occasion: "going_well", ...changes };
}

const BASE: PickFacts = {
  bank: [question("a"), question("b"), question("c")],
  asked: [],
  hidden: [],
  favourites: [],
  occasions: [],
  asks: "manager",
  today: "2026-11-24",
  seed: "m1",
  without: [],
};
const pick = (changes: Partial<PickFacts>) => pickQuestion({ ...BASE, ...changes });
const ids = (changes: Partial<PickFacts>) => rankQuestions({ ...BASE, ...changes }).map((each) => each.question.id);

test("the same history and the same seed give the same question, another seed another one in the end", () => {
  const seeds = Array.from({ length: 20 }, (_, index) => `m${index}`);
  const picks = (bank: readonly Question[]) => seeds.map((seed) => pick({ bank, seed })?.question.id);
  expect(picks(BANK)).toEqual(picks([...BANK].reverse()));
  expect(new Set(picks(BANK)).size).toBeGreaterThan(5);
});

test("week by week nothing is asked twice within a season, until nothing else is left", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.constantFrom(...DEPTHS), { minLength: 20, maxLength: 20 }),
      fc.integer({ min: 1, max: 10 }),
      fc.string(),
      fc.nat({ max: 6 }),
      (size, depths, everyDays, seed, held) => {
        const bank = depths.slice(0, size).map((depth, index) => question(`q${index}`, { depth }));
        const asked: { question: string; day: string }[] = [];
        for (let turn = 0; turn < 60; turn += 1) {
          const today = Temporal.PlainDate.from("2026-01-05").add({ days: turn * everyDays });
          const picked = pickQuestion({
            ...BASE,
            bank,
            asked,
            today: today.toString(),
            seed: `${seed}${turn}`,
            held: held + turn,
          });
          if (!picked) throw new Error("nothing picked");
          const began = today.subtract({ weeks: SEASON_WEEKS }).toString();
          const lately = asked.filter(({ day }) => day > began);
          if (lately.some((each) => each.question === picked.question.id)) {
            expect(new Set(lately.map((each) => each.question)).size).toBe(bank.length);
            expect(picked.reasons[0]?.type).toBe("nothing_unasked");
            const lasts = bank.map(({ id }) => asked.findLast((each) => each.question === id)?.day ?? "");
            expect(asked.findLast((each) => each.question === picked.question.id)?.day).toBe(lasts.sort()[0]);
          }
          asked.push({ question: picked.question.id, day: today.toString() });
        }
      },
    ),
    { seed: 20261124, numRuns: 60 },
  );
});

test("what somebody hid, and what was offered just now, does not come", () => {
  expect(ids({ hidden: ["a"], without: ["b"] })).toEqual(["c"]);
  expect(pick({ hidden: ["a", "b", "c"] })).toBeNull();
});

test("a favourite comes first, unless it was asked within the season", () => {
  expect(pick({ favourites: ["c"] })).toMatchObject({
    question: { id: "c" },
    reasons: [{ type: "favourite" }, {}, {}],
  });
  expect(ids({ favourites: ["c"], asked: [{ question: "c", day: "2026-11-03" }] }).at(-1)).toBe("c");
  expect(pick({ favourites: ["c"], asked: [{ question: "c", day: "2026-08-25" }] })?.question.id).toBe("c");
});

test("a question is for whoever says it", () => {
  const bank = [question("ask-up", { asks: "direct" }), question("ask-down", { asks: "manager" }), question("both")];
  expect(ids({ bank, asks: "direct" }).sort()).toEqual(["ask-up", "both"]);
  expect(ids({ bank, asks: "manager" }).sort()).toEqual(["ask-down", "both"]);
  expect(ids({ bank, asks: "either" })).toHaveLength(3);
});

test("an ice-breaker is no topic: it comes only where it is asked for", () => {
  const bank = [question("ice", { occasion: "ice_breaker" }), question("talk")];
  expect(ids({ bank })).toEqual(["talk"]);
  expect(ids({ bank, occasions: ["ice_breaker"] })).toEqual(["ice"]);
});

const DEEP_AND_LIGHT = [
  question("deep", { depth: "deep" }),
  question("medium", { depth: "medium" }),
  question("light", { depth: "light" }),
];

test("two who have met twice begin with what is light", () => {
  expect(pick({ bank: DEEP_AND_LIGHT, held: 2 })).toEqual({
    question: DEEP_AND_LIGHT[2],
    reasons: [
      { type: "occasion", occasion: "going_well" },
      { type: "light_while_new", held: 2 },
      { type: "never_asked" },
    ],
  });
});

test("two who know each other get one deep question a month", () => {
  const bank = [...DEEP_AND_LIGHT, question("deeper", { depth: "deep" })];
  expect(pick({ bank, held: 9 })?.question.depth).toBe("deep");
  const lately = [{ question: "deep", day: "2026-11-10" }];
  expect(pick({ bank, held: 9, asked: lately })?.question.depth).toBe("medium");
  const before = [{ question: "deep", day: "2026-10-20" }];
  expect(pick({ bank, held: 9, asked: before })).toMatchObject({
    question: { id: "deeper" },
    reasons: [{ type: "occasion" }, { type: "deep_again", last: "2026-10-20" }, { type: "never_asked" }],
  });
});

test("every reason of a pick is a fact: it says when a question was asked before", () => {
  const asked = [{ question: "a", day: "2026-03-03" }];
  expect(pick({ bank: [question("a", { depth: "light" })], asked })?.reasons).toEqual([
    { type: "occasion", occasion: "going_well" },
    { type: "asked_long_ago", day: "2026-03-03" },
  ]);
});
