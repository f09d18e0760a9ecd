import { planProblemLike } from "@candor/fixtures/plan-problem-like.ts";
import { seededRandom } from "@candor/fixtures/random.ts";
import { expect, test } from "vitest";
import { crowdedCost, dayCost } from "./day-cost.ts";
import { dayNetwork } from "./day-network.ts";
import { SLOTS_A_DAY } from "./plan-days.ts";
import { layOut } from "./plan-space.ts";
import { SLOT_MINUTES } from "./plan-weights.ts";

test("a day's cheapest path costs what the day costs, whatever 1:1s are on it", () => {
  const random = seededRandom(6);
  const space = layOut(planProblemLike(6, { reports: 1, skipLevels: 0, managerBusy: 0.5 }));
  const { focus, noBreak } = space.weights;
  const prices = [0, 1, 2, 3].map((nth) => crowdedCost(nth + 1, space.weights) - crowdedCost(nth, space.weights));
  const anywhere = Array.from({ length: SLOTS_A_DAY }, (_, slot) => new Set(slot >= 16 && slot < 36 ? [1, 2] : []));
  for (const [at, day] of space.days.entries()) {
    const network = dayNetwork(day, anywhere, { focus, noBreak, prices });
    for (let round = 0; round < 8; round += 1) {
      const chosen = new Map<number, number>();
      for (let slot = 16 + random.whole(8); slot < 36 && chosen.size < 4; slot += random.whole(6)) {
        const slots = 1 + random.whole(2);
        chosen.set(slot, slots);
        slot += slots;
      }
      const held = [...chosen].map(([slot, slots]) => ({
        minute: slot * SLOT_MINUTES,
        ends: (slot + slots) * SLOT_MINUTES,
      }));
      const { crowded, noBreak, focus } = dayCost(space, at, held);
      expect(cheapest(network, chosen)).toBeCloseTo(crowded + noBreak + focus, 9);
    }
  }
});

/** Over paths on which just these 1:1s begin. */
function cheapest({ states, first, last, steps }: ReturnType<typeof dayNetwork>, chosen: Map<number, number>): number {
  const least = Array.from({ length: states }, () => new Map<number, number>());
  least[first]?.set(0, 0);
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const { from, to, price, held } of steps) {
      if (held !== null && chosen.get(held.slot) !== held.slots) continue;
      for (const [met, cost] of least[from] ?? []) {
        const then = met + Number(held !== null);
        if (cost + price >= (least[to]?.get(then) ?? Number.POSITIVE_INFINITY) - 1e-9) continue;
        least[to]?.set(then, cost + price);
        isChanged = true;
      }
    }
  }
  return least[last]?.get(chosen.size) ?? Number.NaN;
}
