import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chartOf, cycleThrough, managerOn, managersAbove, reportsOn } from "./chart.ts";
import { compareCharts } from "./compare-charts.ts";
import { type ChartPair, freezeByChart } from "./freeze-pair.ts";
import { isDay, type ManagerEdge } from "./manager-edge.ts";
import { applyChange, setManager } from "./set-manager.ts";

const edge = (report: string, manager: string, since: string, until: string | null = null): ManagerEdge => ({
  id: `${report}-${manager}-${since}`,
  report,
  manager,
  since,
  until,
});

const PEOPLE = ["ana", "ben", "cleo", "dan", "eve"];
const DAYS = ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01"];
const wish = fc.record({
  report: fc.constantFrom(...PEOPLE),
  manager: fc.option(fc.constantFrom(...PEOPLE), { freq: 5 }),
  from: fc.constantFrom(...DAYS),
});

/** The chart after wishes, each taken where the rules let it. */
function chartAfter(wishes: readonly { report: string; manager: string | null; from: string }[]) {
  return wishes.reduce<ManagerEdge[]>((edges, wanted, count) => {
    const result = setManager(chartOf(edges), wanted, `e${count}`);
    return result.type === "changed" ? applyChange(edges, result.change) : edges;
  }, []);
}

describe("the chart on a day", () => {
  test("an edge holds from its first day to the day before its end", () => {
    const chart = chartOf([edge("ben", "ana", "2026-01-01", "2026-03-01"), edge("ben", "cleo", "2026-03-01")]);
    expect(["2025-12-31", "2026-01-01", "2026-02-28", "2026-03-01"].map((day) => managerOn(chart, "ben", day))).toEqual(
      [null, "ana", "ana", "cleo"],
    );
  });

  test("who stands above is told from the nearest up", () => {
    const edges = [
      edge("ben", "ana", "2026-01-01"),
      edge("ana", "cleo", "2026-01-01"),
      edge("dan", "ana", "2026-01-01"),
    ];
    expect(managersAbove(chartOf(edges), "ben", "2026-02-01")).toEqual(["ana", "cleo"]);
    expect(reportsOn(edges, "2026-02-01").get("ana")).toEqual(["ben", "dan"]);
  });

  test.each([
    ["2026-02-28", true],
    ["2026-02-29", false],
    ["2028-02-29", true],
    ["2026-13-01", false],
    ["2026-1-1", false],
    ["0202-01-01", false],
  ])("%s is a day: %s", (text, day) => {
    expect(isDay(text)).toBe(day);
  });
});

describe("setting a manager", () => {
  test("whatever is wished for in whatever order, nobody has two managers on a day, and nobody manages themselves over others", () => {
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 40 }), (wishes) => {
        const edges = chartAfter(wishes);
        const chart = chartOf(edges);
        for (const day of DAYS) {
          for (const person of PEOPLE) {
            expect(
              edges.filter((each) => each.report === person && each.since <= day && (each.until ?? "9") > day).length,
            ).toBeLessThanOrEqual(1);
            expect(managersAbove(chart, person, day)).not.toContain(person);
          }
        }
        expect(edges.every(({ since, until }) => until === null || since < until)).toBe(true);
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  test("what is taken holds from its day on until what was planned, and changes no day before it", () => {
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 20 }), wish, (wishes, last) => {
        const before = chartAfter(wishes);
        const result = setManager(chartOf(before), last, "last");
        if (result.type !== "changed") return;
        const [was, is] = [chartOf(before), chartOf(applyChange(before, result.change))];
        const planned = result.change.staysPlanned?.since ?? "9999-12-31";
        for (const day of DAYS) {
          const wanted = day >= last.from && day < planned ? last.manager : managerOn(was, last.report, day);
          expect(managerOn(is, last.report, day)).toBe(wanted);
          for (const other of PEOPLE.filter((person) => person !== last.report))
            expect(managerOn(is, other, day)).toBe(managerOn(was, other, day));
        }
      }),
      { seed: 5, numRuns: 500 },
    );
  });

  test("nobody manages themselves", () => {
    expect(setManager(chartOf([]), { report: "ana", manager: "ana", from: "2026-01-01" }, "e").type).toBe("self");
  });

  test("a way round is told with its people and the first day on which it would close", () => {
    const chart = chartOf([edge("ben", "ana", "2026-01-01"), edge("cleo", "ben", "2026-03-01")]);
    expect(setManager(chart, { report: "ana", manager: "cleo", from: "2026-02-01" }, "e")).toEqual({
      type: "cycle",
      cycle: { day: "2026-03-01", path: ["ana", "cleo", "ben", "ana"] },
    });
  });

  test("two who manage each other in turn, never on one day, are no way round", () => {
    const chart = chartOf([edge("ben", "ana", "2026-01-01", "2026-02-01")]);
    expect(cycleThrough(chart, edge("ana", "ben", "2026-02-01"))).toBeNull();
    expect(cycleThrough(chart, edge("ana", "ben", "2026-01-31"))).not.toBeNull();
  });
});

describe("freezing by the chart", () => {
  const pair: ChartPair = { relation: "report", above: "ana", below: "ben", fromChart: true, since: "2026-01-15" };
  const freeze = (edges: ManagerEdge[], today: string, changes: Partial<ChartPair> = {}) =>
    freezeByChart(chartOf(edges), { ...pair, ...changes }, today);

  test("the page of two who are manager and report is open", () => {
    expect(freeze([edge("ben", "ana", "2026-01-01")], "2026-02-01")).toBeNull();
  });

  test("it freezes on the day the edge ends, whether that day is past or to come", () => {
    const edges = [edge("ben", "ana", "2026-01-01", "2026-03-01"), edge("ben", "cleo", "2026-03-01")];
    for (const today of ["2026-02-01", "2026-03-01", "2026-07-01"])
      expect(freeze(edges, today)).toEqual({ from: "2026-03-01", why: "manager_changed" });
  });

  test("it thaws when the edge comes back", () => {
    const edges = [edge("ben", "ana", "2026-01-01", "2026-03-01"), edge("ben", "ana", "2026-05-01")];
    expect(freeze(edges, "2026-04-01")?.from).toBe("2026-03-01");
    expect(freeze(edges, "2026-05-01")).toBeNull();
  });

  test("a change dated before the page was begun freezes it from its beginning", () => {
    expect(freeze([edge("ben", "ana", "2026-01-01", "2026-01-10")], "2026-02-01")?.from).toBe("2026-01-15");
    expect(freeze([], "2026-02-01")?.from).toBe("2026-01-15");
  });

  test("a page that two began as manager and report by themselves stays theirs while the chart says nothing", () => {
    expect(freeze([], "2026-02-01", { fromChart: false })).toBeNull();
    expect(freeze([edge("ben", "ana", "2025-01-01", "2025-06-01")], "2026-02-01", { fromChart: false })).toBeNull();
    expect(freeze([edge("ben", "ana", "2026-02-01", "2026-03-01")], "2026-04-01", { fromChart: false })?.from).toBe(
      "2026-03-01",
    );
  });

  test("a skip-level page is open as long as the one stands anywhere above the other", () => {
    const edges = [edge("ben", "dan", "2026-01-01"), edge("dan", "ana", "2026-01-01", "2026-04-01")];
    const skip = { relation: "skip_level" as const };
    expect(freeze(edges, "2026-02-01", skip)?.from).toBe("2026-04-01");
    expect(freeze([edge("ben", "ana", "2026-01-01")], "2026-02-01", skip)).toBeNull();
  });

  test("mentors and peers have nothing to do with the chart", () => {
    for (const relation of ["mentor", "peer"] as const) expect(freeze([], "2026-02-01", { relation })).toBeNull();
  });
});

describe("comparing charts", () => {
  test("a re-org tells whose page freezes and who begins, from which day", () => {
    const before = [edge("ben", "ana", "2026-01-01"), edge("dan", "ana", "2026-01-01")];
    const result = setManager(chartOf(before), { report: "ben", manager: "cleo", from: "2026-12-01" }, "new");
    if (result.type !== "changed") throw new Error(result.type);
    expect(compareCharts(before, applyChange(before, result.change), "2026-11-25")).toEqual([
      { type: "freezes", manager: "ana", report: "ben", from: "2026-12-01" },
      { type: "begins", manager: "cleo", report: "ben", from: "2026-12-01" },
    ]);
  });

  test("a day that has passed counts from today", () => {
    const before = [edge("ben", "ana", "2026-01-01")];
    expect(compareCharts(before, [edge("ben", "ana", "2026-01-01", "2026-02-01")], "2026-11-25")).toEqual([
      { type: "freezes", manager: "ana", report: "ben", from: "2026-11-25" },
    ]);
  });

  test("what differs only in the past means nothing for anybody", () => {
    expect(compareCharts([edge("ben", "ana", "2026-01-01")], [edge("ben", "ana", "2026-02-01")], "2026-11-25")).toEqual(
      [],
    );
  });
});
