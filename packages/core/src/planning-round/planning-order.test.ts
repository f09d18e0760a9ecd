import { seededRandom } from "@candor/fixtures/random.ts";
import { expect, test } from "vitest";
import { type PlanningEdge, planningOrder, skipLevelsOf } from "./planning-order.ts";

const chart: PlanningEdge[] = [
  { manager: "mia", report: "ana" },
  { manager: "mia", report: "ben" },
  { manager: "ana", report: "sam" },
  { manager: "ben", report: "lee" },
  { manager: "lee", report: "kim" },
];

const order = (edges: readonly PlanningEdge[]) => {
  const planned = planningOrder(edges);
  return planned.type === "order" ? planned.turns.map(({ manager, level }) => `${level} ${manager}`) : planned;
};

test("whoever is above plans first, and managers of one level at once", () => {
  expect(order(chart)).toEqual(["0 mia", "1 ana", "1 ben", "2 lee"]);
});

test("whoever has two managers on the day waits for both", () => {
  const planned = planningOrder([...chart, { manager: "ana", report: "lee" }, { manager: "mia", report: "lee" }]);
  if (planned.type !== "order") throw new Error("a circle");
  expect(planned.turns.at(-1)).toEqual({ manager: "lee", level: 2, above: ["ana", "ben", "mia"] });
});

test("a circle in the chart is told with the way round, and nobody's turn is guessed", () => {
  const circle = [
    ...chart,
    { manager: "x", report: "y" },
    { manager: "y", report: "x" },
    { manager: "y", report: "z" },
  ];
  expect(order(circle)).toEqual({ type: "circle", path: ["x", "y", "x"] });
  expect(order([{ manager: "x", report: "x" }])).toEqual({ type: "circle", path: ["x", "x"] });
});

test("whoever is below a circle is not what closes it", () => {
  const edges = [
    { manager: "y", report: "a" },
    { manager: "a", report: "b" },
    { manager: "x", report: "y" },
    { manager: "y", report: "x" },
  ];
  expect(order(edges)).toEqual({ type: "circle", path: ["y", "x", "y"] });
});

test("skip-levels are the reports of one's reports, and nobody further down", () => {
  expect(skipLevelsOf("mia", chart)).toEqual(["lee", "sam"]);
  expect(skipLevelsOf("lee", chart)).toEqual([]);
});

test("in any chart every manager has one turn, and it comes after those of all above", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = seededRandom(seed);
    const count = 2 + random.whole(20);
    // Those with lower numbers are above, so there is no circle; some have two managers.
    const edges = Array.from({ length: count }, (_, at): PlanningEdge[] => {
      const above = () => `p${random.whole(at + 1)}`;
      return [...(random.chance(0.9) ? [above()] : []), ...(random.chance(0.2) ? [above()] : [])].map((manager) => ({
        ...{ manager, report: `p${at + 1}` },
      }));
    }).flat();
    const planned = planningOrder(edges);
    if (planned.type !== "order") throw new Error(`a circle with seed ${seed}`);
    const at = new Map(planned.turns.map(({ manager }, index) => [manager, index]));
    expect([...at.keys()].sort()).toEqual([...new Set(edges.map(({ manager }) => manager))].sort());
    for (const { manager, report } of edges) {
      const below = at.get(report);
      if (below !== undefined) expect(at.get(manager)).toBeLessThan(below);
    }
  }
});
