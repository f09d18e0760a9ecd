import { type CadenceAdvice, isUnsettled, type Rhythm } from "./advise-cadence.ts";
import { FLOOR_WEEKS, SKIP_FLOOR_WEEKS } from "./cadence-rules.ts";

export type PairToWeigh = {
  pair: string;
  relation: "report" | "skip_level" | "mentor" | "peer";
  agreed: Rhythm;
  togetherDays: number;
  advice: CadenceAdvice;
};

export type Weighing = {
  /** a week, on average; what the two of each pair have agreed */
  agreedMinutes: number;
  /** what the rules alone would have */
  wishedMinutes: number;
  /** what is advised after all */
  plannedMinutes: number;
  /** null: the manager has set none */
  budgetMinutes: number | null;
  /** false: even with every pair that can be stretched at its floor it is too much */
  fits: boolean;
  /** in the order given */
  pairs: { pair: string; advice: CadenceAdvice }[];
};

/**
 * Fits the advice for all of a manager's pairs into the hours they have: the pairs that can best do with less go one
 * step down at a time, those first that are together longest, none twice before every other went once.
 */
export function weighHours(pairs: readonly PairToWeigh[], budgetMinutes: number | null): Weighing {
  const weighed = pairs.map((pair) => ({ ...pair, weeks: pair.advice.everyWeeks, steps: 0 }));
  const planned = () => weighed.reduce((sum, { advice, weeks }) => sum + advice.minutes / weeks, 0);
  const order = [...weighed].sort(
    (one, other) => other.togetherDays - one.togetherDays || (one.pair < other.pair ? -1 : 1),
  );
  for (let round = 1; budgetMinutes !== null && planned() > budgetMinutes; round += 1) {
    let isMoved = false;
    let total = planned();
    for (const each of order) {
      if (total <= budgetMinutes) break;
      const next = nextStep(each);
      if (each.steps >= round || next === null) continue;
      total -= each.advice.minutes / each.weeks - each.advice.minutes / next;
      each.weeks = next;
      each.steps = round;
      isMoved = true;
    }
    if (!isMoved) break;
  }
  const plannedMinutes = planned();
  return {
    agreedMinutes: sumOf(pairs.map(({ agreed }) => agreed)),
    wishedMinutes: sumOf(pairs.map(({ advice }) => advice)),
    plannedMinutes,
    budgetMinutes,
    fits: budgetMinutes === null || plannedMinutes <= budgetMinutes,
    pairs: weighed.map((each) => ({ pair: each.pair, advice: stretched(each) })),
  };
}

type Weighed = PairToWeigh & { weeks: number; steps: number };

function nextStep({ relation, advice, weeks }: Weighed): number | null {
  if (relation === "mentor" || relation === "peer" || isUnsettled(advice)) return null;
  if (relation === "skip_level") return weeks < SKIP_FLOOR_WEEKS ? Math.min(SKIP_FLOOR_WEEKS, weeks + 4) : null;
  return weeks < FLOOR_WEEKS ? weeks + 1 : null;
}

function stretched({ advice, agreed, weeks, steps }: Weighed): CadenceAdvice {
  if (steps === 0) return advice;
  const verdict = weeks === agreed.everyWeeks ? "keep" : weeks < agreed.everyWeeks ? "more_often" : "less_often";
  return { ...advice, everyWeeks: weeks, verdict, reasons: [...advice.reasons, { rule: "budget" }] };
}

function sumOf(rhythms: readonly Rhythm[]): number {
  return rhythms.reduce((sum, { minutes, everyWeeks }) => sum + minutes / Math.max(1, everyWeeks), 0);
}
