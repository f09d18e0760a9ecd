import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chartOf } from "../chart/chart.ts";
import type { ManagerEdge } from "../chart/manager-edge.ts";
import { skipLevelOn, skipLevelsOn } from "./skip-level.ts";

const edge = (report: string, manager: string, since: string, until: string | null = null): ManagerEdge => ({
  id: `${report}-${manager}-${since}`,
  ...{ report, manager, since, until },
});
const judge = (edges: ManagerEdge[], above: string, below: string, day: string) =>
  skipLevelOn(chartOf(edges), above, below, day);

const OFFICE = [edge("ben", "ana", "2026-01-01"), edge("cleo", "ben", "2026-02-01"), edge("dan", "cleo", "2026-02-01")];

describe("a skip-level", () => {
  test("is two whom exactly one manager stands between, since the later of both edges", () => {
    expect(judge(OFFICE, "ana", "cleo", "2026-03-01")).toEqual({
      ...{ type: "skip_level", between: ["ben"], since: "2026-02-01", until: null },
    });
  });

  test.each([
    ["ana", "ana", "same"],
    ["ben", "cleo", "manager"],
    ["ana", "dan", "not_two_above"],
    ["cleo", "ana", "not_two_above"],
    ["ana", "nobody", "not_two_above"],
  ] as const)("is not %s and %s: %s", (above, below, why) => {
    expect(judge(OFFICE, above, below, "2026-03-01")).toEqual({ type: "no_skip_level", why });
  });

  test("goes on through a re-org that puts somebody else between, and says who is between now", () => {
    const edges = [
      ...[edge("ben", "ana", "2026-01-01"), edge("eve", "ana", "2026-01-01")],
      ...[edge("cleo", "ben", "2026-01-01", "2026-05-01"), edge("cleo", "eve", "2026-05-01")],
    ];
    expect(judge(edges, "ana", "cleo", "2026-04-30")).toMatchObject({ between: ["ben"], until: null });
    expect(judge(edges, "ana", "cleo", "2026-05-01")).toMatchObject({ between: ["eve"], since: "2026-01-01" });
  });

  test("ends on the day on which the manager between gets another manager, and begins anew when that is taken back", () => {
    const edges = [
      edge("cleo", "ben", "2026-01-01"),
      edge("ben", "ana", "2026-01-01", "2026-04-01"),
      edge("ben", "ana", "2026-06-01"),
    ];
    expect(judge(edges, "ana", "cleo", "2026-03-01")).toMatchObject({ until: "2026-04-01" });
    expect(judge(edges, "ana", "cleo", "2026-04-01")).toMatchObject({ why: "not_two_above" });
    expect(judge(edges, "ana", "cleo", "2026-07-01")).toMatchObject({ since: "2026-06-01" });
  });

  test("of somebody with two managers is whoever is above either, unless they manage them themselves", () => {
    const edges = [
      edge("cleo", "ben", "2026-01-01"),
      edge("cleo", "eve", "2026-01-01"),
      edge("eve", "ana", "2026-01-01"),
    ];
    expect(judge(edges, "ana", "cleo", "2026-02-01")).toMatchObject({ between: ["eve"] });
    expect(judge([...edges, edge("ben", "ana", "2026-01-01")], "ana", "cleo", "2026-02-01")).toMatchObject({
      between: ["ben", "eve"],
    });
    expect(judge([...edges, edge("cleo", "ana", "2026-01-01")], "ana", "cleo", "2026-02-01")).toMatchObject({
      why: "manager",
    });
  });

  test("is nobody in a circle, however it came into the chart", () => {
    const circle = [
      edge("ben", "ana", "2026-01-01"),
      edge("cleo", "ben", "2026-01-01"),
      edge("ana", "cleo", "2026-01-01"),
    ];
    expect(judge(circle, "ana", "cleo", "2026-02-01")).toMatchObject({ why: "in_a_circle" });
    const two = [edge("ben", "ana", "2026-01-01"), edge("ana", "ben", "2026-01-01")];
    expect(judge(two, "ana", "ana", "2026-02-01")).toMatchObject({ why: "same" });
    expect(skipLevelsOn(circle, chartOf(circle), "ana", "2026-02-01")).toEqual([]);
  });

  test("everybody two levels down is one, and no one else, in any chart", () => {
    const who = fc.constantFrom("a", "b", "c", "d", "e", "f");
    const day = fc.constantFrom("2026-01-01", "2026-02-01", "2026-03-01");
    const edges = fc.array(
      fc
        .record({ report: who, manager: who, since: day })
        .map(({ report, manager, since }) => edge(report, manager, since)),
      { maxLength: 10 },
    );
    fc.assert(
      fc.property(edges, who, (given, above) => {
        const chart = chartOf(given);
        const found = skipLevelsOn(given, chart, above, "2026-02-15");
        for (const below of ["a", "b", "c", "d", "e", "f"]) {
          const judged = skipLevelOn(chart, above, below, "2026-02-15");
          expect(found.includes(below)).toBe(judged.type === "skip_level");
          if (judged.type !== "skip_level") continue;
          expect(judged.since <= "2026-02-15").toBe(true);
          expect(skipLevelOn(chart, below, above, "2026-02-15").type).toBe("no_skip_level");
        }
      }),
      { seed: 11, numRuns: 500 },
    );
  });
});
