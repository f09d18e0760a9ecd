import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { adviseCadence, type CadenceFacts, type CadenceReason } from "./advise-cadence.ts";
import { CADENCE_RULES, type CadenceRule, FLOOR_WEEKS, SKIP_FLOOR_WEEKS } from "./cadence-rules.ts";
import { declinedUntil } from "./judge-declined.ts";
import { type PairToWeigh, weighHours } from "./weigh-hours.ts";

/** Two who know each other for two years and meet every two weeks: nothing is new, nothing is wished. */
const STEADY: CadenceFacts = {
  relation: "report",
  agreed: { everyWeeks: 2, minutes: 45 },
  togetherDays: 730,
  endsInDays: null,
  isNewToTeam: false,
  managerDays: 2000,
  isFirstRole: false,
  directs: 4,
  wishes: { direct: null, manager: null },
  away: null,
  change: null,
  missesInARow: 0,
};

const weeks = fc.constantFrom(1, 2, 3, 4, 6, 8, 12, 52);
const anyFacts: fc.Arbitrary<CadenceFacts> = fc.record({
  relation: fc.constantFrom("report" as const, "skip_level" as const, "mentor" as const, "peer" as const),
  agreed: fc.record({ everyWeeks: weeks, minutes: fc.constantFrom(15, 30, 45, 60) }),
  togetherDays: fc.integer({ min: -400, max: 6000 }),
  endsInDays: fc.option(fc.integer({ min: 1, max: 400 })),
  isNewToTeam: fc.boolean(),
  managerDays: fc.option(fc.integer({ min: 0, max: 6000 })),
  isFirstRole: fc.boolean(),
  directs: fc.integer({ min: 1, max: 60 }),
  wishes: fc.record({ direct: fc.option(weeks), manager: fc.option(weeks) }),
  away: fc.oneof(
    { weight: 9, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.record({ backInDays: fc.option(fc.integer({ min: 1, max: 400 })) }) },
  ),
  change: fc.option(
    fc.record({ kind: fc.constantFrom("reorg" as const, "leave" as const), daysAgo: fc.integer({ min: 0, max: 40 }) }),
  ),
  missesInARow: fc.integer({ min: 0, max: 5 }),
});

const rulesOf = (reasons: readonly CadenceReason[]) => reasons.map(({ rule }) => rule);
const advise = (changes: Partial<CadenceFacts>) => adviseCadence({ ...STEADY, ...changes });

describe("how often two should meet", () => {
  test.each<[CadenceRule, Partial<CadenceFacts>, number, number]>([
    ["ending", { endsInDays: 1, agreed: { everyWeeks: 3, minutes: 20 } }, 3, 20],
    ["away", { away: { backInDays: 30 }, agreed: { everyWeeks: 3, minutes: 20 }, missesInARow: 4 }, 3, 20],
    ["new_to_team", { togetherDays: 3, isNewToTeam: true }, 1, 30],
    ["new_to_team", { togetherDays: -5, isNewToTeam: true }, 1, 30],
    ["new_together", { togetherDays: 89, directs: 12 }, 1, 30],
    ["new_manager", { managerDays: 30 }, 1, 30],
    ["first_role", { togetherDays: 200, isFirstRole: true, directs: 7 }, 1, 30],
    ["change", { change: { kind: "leave", daysAgo: 2 } }, 1, 30],
    ["change", { change: { kind: "reorg", daysAgo: 30 } }, 1, 30],
    ["settling", { togetherDays: 200 }, 1, 30],
    ["settling", { togetherDays: 200, directs: 6, agreed: { everyWeeks: 1, minutes: 30 } }, 2, 45],
    ["settled", { agreed: { everyWeeks: 1, minutes: 30 } }, 2, 45],
    ["settled", { agreed: { everyWeeks: 1, minutes: 30 }, directs: 9 }, 2, 25],
    ["long_settled", { togetherDays: 2000 }, 3, 45],
    ["two_misses", { missesInARow: 2 }, 1, 30],
    ["wish", { wishes: { direct: 1, manager: null } }, 1, 30],
    ["wish", { wishes: { direct: 3, manager: 1 } }, 3, 45],
    ["wish", { wishes: { direct: null, manager: 1 } }, 1, 30],
    ["skip_level", { relation: "skip_level", directs: 8 }, 4, 30],
    ["skip_rotation", { relation: "skip_level", directs: 9 }, 8, 30],
    ["skip_rotation", { relation: "skip_level", directs: 60 }, 12, 30],
    ["free", { relation: "peer", agreed: { everyWeeks: 6, minutes: 20 } }, 6, 20],
    ["floor", { wishes: { direct: 12, manager: null }, togetherDays: 2000 }, 4, 60],
  ])("%s: %o gives every %i weeks, %i minutes", (rule, changes, everyWeeks, minutes) => {
    const advice = advise(changes);
    expect(advice).toMatchObject({ everyWeeks, minutes });
    expect(rulesOf(advice.reasons)).toContain(rule);
  });

  test("it says when to meet less, and why", () => {
    const advice = advise({ agreed: { everyWeeks: 1, minutes: 30 } });
    expect(advice.verdict).toBe("less_often");
    expect(advice.reasons).toEqual([{ rule: "settled", days: 730, directs: 4 }]);
  });

  test("what is agreed and good stays, with its minutes", () => {
    expect(advise({ agreed: { everyWeeks: 2, minutes: 20 } })).toMatchObject({ verdict: "keep", minutes: 20 });
  });

  test("a wish to meet less is followed by one step, and not while something is new", () => {
    expect(advise({ wishes: { direct: 8, manager: null } })).toMatchObject({ everyWeeks: 3 });
    expect(advise({ wishes: { direct: 8, manager: null }, togetherDays: 10 })).toMatchObject({ everyWeeks: 1 });
    expect(advise({ wishes: { direct: 8, manager: null }, missesInARow: 2 })).toMatchObject({ everyWeeks: 1 });
  });

  test("a manager's wish to meet less changes nothing: for that they have a budget of hours", () => {
    expect(advise({ wishes: { direct: null, manager: 4 } })).toMatchObject({ everyWeeks: 2, verdict: "keep" });
  });

  test("two missed meetings bring the two closer than they agreed, never further apart", () => {
    expect(advise({ missesInARow: 3, agreed: { everyWeeks: 4, minutes: 30 } })).toMatchObject({
      everyWeeks: 2,
      reviewInWeeks: 4,
    });
  });

  test("a report is never advised to meet less than monthly, a skip-level never less than quarterly, whatever is known", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { everyWeeks, reasons } = adviseCadence(facts);
        expect(Number.isInteger(everyWeeks) && everyWeeks >= 1).toBe(true);
        // Nothing is advised any more, or not now.
        if (reasons[0]?.rule === "ending" || reasons[0]?.rule === "away") return;
        if (facts.relation === "report") expect(everyWeeks).toBeLessThanOrEqual(FLOOR_WEEKS);
        if (facts.relation === "skip_level") expect(everyWeeks).toBeLessThanOrEqual(SKIP_FLOOR_WEEKS);
      }),
      { seed: 71, numRuns: 3000 },
    );
  });

  test("the longer two are together, all else alike, the less often they are advised to meet, never more", () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: 0, max: 4000 }), (facts, later) => {
        const [now, then] = [facts, { ...facts, togetherDays: facts.togetherDays + later }].map(adviseCadence);
        expect(then?.everyWeeks).toBeGreaterThanOrEqual(now?.everyWeeks ?? 0);
      }),
      { seed: 72, numRuns: 3000 },
    );
  });

  test("the same facts give the same advice, and every advice has a reason", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(adviseCadence(structuredClone(facts))).toEqual(adviseCadence(facts));
        expect(adviseCadence(facts).reasons.length).toBeGreaterThan(0);
      }),
      { seed: 73, numRuns: 1000 },
    );
  });

  test("every rule of the table can decide", () => {
    const found = new Set<CadenceRule>(["budget"]);
    for (const facts of fc.sample(anyFacts, { seed: 74, numRuns: 5000 }))
      for (const rule of rulesOf(adviseCadence(facts).reasons)) found.add(rule);
    expect([...found].sort()).toEqual(CADENCE_RULES.map(({ rule }) => rule).sort());
  });
});

describe("a manager's hours", () => {
  const pairToWeigh = (pair: string, changes: Partial<CadenceFacts> = {}): PairToWeigh => {
    const facts = { ...STEADY, ...changes };
    return {
      pair,
      relation: facts.relation,
      agreed: facts.agreed,
      togetherDays: facts.togetherDays,
      advice: adviseCadence(facts),
    };
  };
  const anyPairs = fc
    .array(anyFacts, { maxLength: 30 })
    .map((all) => all.map((facts, index) => pairToWeigh(`p${index}`, facts)));

  test("without a budget the advice stays as it is", () => {
    const pairs = [pairToWeigh("one"), pairToWeigh("two", { togetherDays: 10 })];
    const weighing = weighHours(pairs, null);
    expect(weighing.pairs.map(({ advice }) => advice)).toEqual(pairs.map(({ advice }) => advice));
    expect(weighing).toMatchObject({ agreedMinutes: 45, wishedMinutes: 52.5, plannedMinutes: 52.5, fits: true });
  });

  test("those that are together longest give first, and what is new gives nothing", () => {
    const pairs = [
      pairToWeigh("new", { togetherDays: 10 }),
      pairToWeigh("old", { togetherDays: 900 }),
      pairToWeigh("older", { togetherDays: 1000 }),
    ];
    const { pairs: weighed, fits, plannedMinutes } = weighHours(pairs, 70);
    expect(weighed.map(({ advice }) => advice.everyWeeks)).toEqual([1, 2, 3]);
    expect(weighed[2]?.advice.reasons.at(-1)).toEqual({ rule: "budget" });
    expect([fits, plannedMinutes]).toEqual([true, 67.5]);
  });

  test("a budget that nothing fits into is said, and the floor holds", () => {
    const { fits, pairs } = weighHours([pairToWeigh("one"), pairToWeigh("two", { togetherDays: 5 })], 5);
    expect(fits).toBe(false);
    expect(pairs.map(({ advice }) => advice.everyWeeks)).toEqual([4, 1]);
  });

  test("whatever the budget, nobody is met less than the floor, nothing unsettled is stretched, and no minute is added", () => {
    fc.assert(
      fc.property(anyPairs, fc.integer({ min: 0, max: 600 }), (pairs, budget) => {
        const weighing = weighHours(pairs, budget);
        expect(weighing.plannedMinutes).toBeLessThanOrEqual(weighing.wishedMinutes + 1e-9);
        for (const [index, { advice }] of weighing.pairs.entries()) {
          const before = pairs[index];
          if (!before) throw new Error("a pair was added");
          if (advice.everyWeeks === before.advice.everyWeeks) continue;
          expect(["report", "skip_level"]).toContain(before.relation);
          expect(advice.everyWeeks).toBeLessThanOrEqual(before.relation === "report" ? FLOOR_WEEKS : SKIP_FLOOR_WEEKS);
          expect(rulesOf(advice.reasons)).not.toContain("two_misses");
        }
      }),
      { seed: 75, numRuns: 1000 },
    );
  });
});

describe("taking no for an answer", () => {
  const declined = [{ verdict: "less_often" as const, on: "2026-11-01" }];

  test("what was declined is not repeated for a season", () => {
    expect(declinedUntil({ verdict: "less_often" }, declined, "2026-11-02")).toBe("2027-01-31");
    expect(declinedUntil({ verdict: "less_often" }, declined, "2027-01-30")).toBe("2027-01-31");
    expect(declinedUntil({ verdict: "less_often" }, declined, "2027-01-31")).toBeNull();
  });

  test("the other way is another thing, and declining both leaves nothing to hear", () => {
    expect(declinedUntil({ verdict: "more_often" }, declined, "2026-11-02")).toBeNull();
    const all = [...declined, { verdict: "more_often" as const, on: "2026-11-02" }];
    for (const verdict of ["more_often", "less_often"] as const)
      expect(declinedUntil({ verdict }, all, "2026-11-03")).not.toBeNull();
  });
});
