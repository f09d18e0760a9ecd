import { seededRandom } from "@candor/fixtures/random.ts";
import { expect, test } from "vitest";
import { planningOrder } from "./planning-order.ts";
import { type RoundTurn, roundStanding } from "./round-standing.ts";

const turn = (manager: string, above: string[], isSettled = false): RoundTurn => ({ manager, above, isSettled });
const said = (turns: readonly RoundTurn[]) =>
  roundStanding(turns).map(({ manager, state, waitsFor }) => [manager, state, ...waitsFor].join(" "));

test("it is the turn of whoever has nobody above who has not planned yet", () => {
  expect(said([turn("mia", []), turn("ana", ["mia"]), turn("lee", ["ana"])])).toEqual([
    "mia turn",
    "ana waits mia",
    "lee waits ana mia",
  ]);
  expect(said([turn("mia", [], true), turn("ana", ["mia"]), turn("ben", ["mia"])])).toEqual([
    "mia settled",
    "ana turn",
    "ben turn",
  ]);
});

test("whoever was gone on without does not let those below go before the ones further up", () => {
  expect(said([turn("mia", []), turn("ana", ["mia"], true), turn("lee", ["ana"])]).at(-1)).toBe("lee waits mia");
});

test("whoever has two managers waits until both have planned", () => {
  const both = (isSettled: boolean) => [turn("ana", [], true), turn("ben", [], isSettled), turn("lee", ["ana", "ben"])];
  expect(said(both(false)).at(-1)).toBe("lee waits ben");
  expect(said(both(true)).at(-1)).toBe("lee turn");
});

test("a round always goes on: as long as anybody is left, it is somebody's turn, and at last all are settled", () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const random = seededRandom(seed);
    const count = 2 + random.whole(12);
    const edges = Array.from({ length: count }, (_, at) => ({
      ...{ manager: `p${random.whole(at + 1)}`, report: `p${at + 1}` },
    }));
    const planned = planningOrder(edges);
    if (planned.type !== "order") throw new Error("a circle");
    const turns = planned.turns.map(({ manager, above }) => ({ manager, above, isSettled: false }));
    for (const _ of turns) {
      const free = roundStanding(turns).filter(({ state }) => state === "turn");
      expect(free.length).toBeGreaterThan(0);
      const next = free[random.whole(free.length)]?.manager;
      for (const each of turns) if (each.manager === next) each.isSettled = true;
    }
    expect(roundStanding(turns).every(({ state }) => state === "settled")).toBe(true);
  }
});
