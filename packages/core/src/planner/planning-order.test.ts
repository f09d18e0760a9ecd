import { expect, test } from "vitest";
import { type PlanningEdge, planningOrder, skipLevelsOf } from "./planning-order.ts";

const chart: PlanningEdge[] = [
  { managerId: "mia", reportId: "ana" },
  { managerId: "mia", reportId: "ben" },
  { managerId: "ana", reportId: "sam" },
  { managerId: "ben", reportId: "lee" },
  { managerId: "lee", reportId: "kim" },
];

test("whoever is above plans first, and managers of one level at once", () => {
  expect(planningOrder(chart)).toEqual([["mia"], ["ana", "ben"], ["lee"]]);
});

test("a circle in the chart stops nobody's planning", () => {
  const circle = [...chart, { managerId: "x", reportId: "y" }, { managerId: "y", reportId: "x" }];
  expect(planningOrder(circle)).toEqual([["mia"], ["ana", "ben"], ["lee"], ["x", "y"]]);
});

test("skip-levels are the reports of one's reports, and nobody further down", () => {
  expect(skipLevelsOf("mia", chart)).toEqual(["lee", "sam"]);
  expect(skipLevelsOf("lee", chart)).toEqual([]);
});
