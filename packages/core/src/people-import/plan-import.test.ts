import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chartOf, managerOn, managersAbove } from "../chart/chart.ts";
import type { ManagerEdge } from "../chart/manager-edge.ts";
import { applyChange } from "../chart/set-manager.ts";
import { planImport } from "./plan-import.ts";
import type { ImportPlan, KnownPerson } from "./planned-row.ts";
import { readTable } from "./read-table.ts";

const TODAY = "2026-11-25";

function person(name: string, changes: Partial<KnownPerson> = {}): KnownPerson {
  const id = name.toLowerCase();
  const rest = { title: "", department: "", externalId: null, hasLeft: false, mayChange: true };
  return { id, name, email: `${id}@example.org`, ...rest, ...changes };
}
const edge = (report: string, manager: string, since = "2026-01-01", until: string | null = null): ManagerEdge => ({
  id: `${report}-${manager}`,
  report,
  manager,
  since,
  until,
});

function plan(lines: string[], people: KnownPerson[] = [], edges: ManagerEdge[] = []): ImportPlan {
  const result = readTable(lines.map((text, index) => ({ line: index + 1, cells: text.split(",") })));
  if (result.type !== "table") throw new Error(result.type);
  let count = 0;
  return planImport(result.table, { people, edges }, TODAY, () => `new${++count}`);
}
const told = ({ rows }: ImportPlan) =>
  rows.map(({ line, verdict, fault, notes }) => [line, verdict, fault?.why ?? notes.map(({ why }) => why).join()]);

describe("the columns of a file of people", () => {
  test("are known by what people call them, in any order", () => {
    const result = readTable([
      { line: 1, cells: ["Reports To", "E-Mail", "Dept.", "Given name", "Last Name", "Shoe size", "Job Title"] },
    ]);
    expect(result.type === "table" && result.table.columns.map(({ field }) => field)).toEqual([
      "manager",
      "email",
      "department",
      "first_name",
      "last_name",
      null,
      "title",
    ]);
  });

  test("a file that names nobody, is empty, or says the same twice is told so", () => {
    expect(readTable([]).type).toBe("empty");
    expect(readTable([{ line: 1, cells: ["Shoe size"] }]).type).toBe("no_name");
    expect(readTable([{ line: 1, cells: ["Name", "E-mail", "Mail"] }])).toEqual({
      type: "column_twice",
      headers: ["E-mail", "Mail"],
    });
  });
});

describe("what a file of people does", () => {
  test("whoever is new is added, under whom the file says, in whatever order the rows stand", () => {
    const { adds, chart, rows } = plan([
      "name,email,manager",
      "Ben,ben@example.org,ana@example.org",
      "Ana,ANA@Example.org,",
    ]);
    expect(adds.map(({ name, email }) => [name, email])).toEqual([
      ["Ben", "ben@example.org"],
      ["Ana", "ana@example.org"],
    ]);
    expect(chart[0]?.begins).toMatchObject({ report: adds[0]?.id, manager: adds[1]?.id, since: TODAY });
    expect(rows.map(({ verdict }) => verdict)).toEqual(["add", "add"]);
  });

  test("whoever is known by e-mail is changed where the file says something else, and empty cells say nothing", () => {
    const { rows, updates } = plan(
      ["name,email,title,department", "Ben Ng,BEN@example.org,,Sales"],
      [person("Ben", { title: "Engineer" })],
    );
    expect(rows[0]).toMatchObject({ verdict: "change", person: "ben" });
    expect(updates).toEqual([
      {
        id: "ben",
        changes: [
          { field: "name", from: "Ben", to: "Ben Ng" },
          { field: "department", from: "", to: "Sales" },
        ],
      },
    ]);
  });

  test("the company's own id goes before the e-mail address", () => {
    const people = [person("Ben", { externalId: "7" })];
    expect(plan(["id,name,email", "7,Ben,ben.new@example.org"], people).updates[0]).toMatchObject({ id: "ben" });
    expect(told(plan(["id,name,email", "8,Ben,ben@example.org"], people))).toEqual([[2, "leave_out", "two_people"]]);
  });

  test.each([
    ["no name", ",ben@example.org,", "no_name"],
    ["an e-mail address that is none", "Ben,ben at example,", "bad_email"],
    ["a formula", "=HYPERLINK(1),ben@example.org,", "formula"],
    ["a name that turns the text around it", "Ben\u202E,ben@example.org,", "unprintable"],
    ["a name without an end", `${"x".repeat(81)},ben@example.org,`, "too_long"],
    ["a day that is none", "Ben,ben@example.org,31/12/2026", "bad_day"],
    ["a day that never was", "Ben,ben@example.org,2026-02-30", "bad_day"],
  ])("a row with %s is left out and told why", (_what, row, why) => {
    const result = plan(["name,email,since", row]);
    expect(told(result)).toEqual([[2, "leave_out", why]]);
    expect(result.adds).toEqual([]);
  });

  test("a day may be written with dots", () => {
    const { chart } = plan(["name,manager,since", "Ana,,", "Ben,Ana,1.3.2027"]);
    expect(chart[0]?.begins?.since).toBe("2027-03-01");
  });

  test("the second row of the same person is left out, by whichever they are known", () => {
    expect(told(plan(["name,email", "Ben,ben@example.org", "B,BEN@example.org", "Cleo,", "cleo,"]))).toEqual([
      [2, "add", ""],
      [3, "leave_out", "same_as_row"],
      [4, "add", ""],
      [5, "leave_out", "same_as_row"],
    ]);
  });

  test("somebody who left, or whom I may not change, is left out", () => {
    const people = [person("Ben", { hasLeft: true }), person("Olga", { mayChange: false })];
    expect(told(plan(["name,email", "Ben,ben@example.org", "Olga II,olga@example.org"], people))).toEqual([
      [2, "leave_out", "has_left"],
      [3, "leave_out", "runs_the_place"],
    ]);
  });

  test("a manager who is nobody, several, oneself or left out is told, and the person comes in all the same", () => {
    const people = [person("Kim"), person("Kim2", { name: "Kim" })];
    const lines = [
      "name,email,manager",
      "A,a@x.org,Zoe",
      "B,b@x.org,Kim",
      "C,c@x.org,c@x.org",
      "D,d@x.org,E",
      "E,nonsense,",
    ];
    expect(told(plan(lines, people))).toEqual([
      [2, "add", "manager_unknown"],
      [3, "add", "manager_ambiguous"],
      [4, "add", "manager_self"],
      [5, "add", "manager_left_out"],
      [6, "leave_out", "bad_email"],
    ]);
  });

  test("the row that closes a way round is told so, with the people on it", () => {
    const { rows, chart } = plan(["name,manager", "Ana,Ben", "Ben,Cleo", "Cleo,Ana"]);
    expect(rows[2]?.notes).toEqual([{ why: "manager_cycle", path: ["Cleo", "Ana", "Ben", "Cleo"], day: TODAY }]);
    expect(chart).toHaveLength(2);
  });

  // Climbed anew at each row, it would keep a server busy for half a minute.
  test("a company of 5,000 levels is turned upside down by nobody, whichever end the file begins at", () => {
    const names = Array.from({ length: 5000 }, (_, level) => `p${level}`);
    const people = names.map((name) => person(name));
    const edges = names.slice(1).map((name, level) => edge(`p${level}`, name));
    const lines = names.slice(1).map((name, level) => `${name},p${level}`);
    for (const each of [lines, lines.toReversed()]) {
      const { chart, rows } = plan(["Name,Manager", ...each], people, edges);
      expect(chart).toEqual([]);
      expect(new Set(rows.map(({ notes }) => notes[0]?.why))).toEqual(new Set(["manager_cycle"]));
    }
  });

  test("two who swap places are no way round", () => {
    const people = [person("Ana"), person("Ben")];
    const { rows, chart } = plan(["name,email,manager", "Ana,ana@example.org,Ben", "Ben,ben@example.org,"], people, [
      edge("ben", "ana"),
    ]);
    expect(rows[0]?.notes[0]?.why).toBe("manager_cycle"); // the file does not say that Ben has another manager
    expect(chart).toEqual([]);
    const swap = plan(["name,email,manager", "Ana,,Ben", "Ben,,Cleo", "Cleo,,"], [...people], [edge("ben", "ana")]);
    expect(swap.rows.map(({ notes }) => notes)).toEqual([[], [], []]);
  });

  test("a date in the past holds from then on, today included; what is planned for later stays", () => {
    const people = [person("Ana"), person("Ben"), person("Cleo")];
    const edges = [edge("ben", "ana", "2026-06-01", "2027-01-01"), edge("ben", "ana", "2027-01-01")];
    edges[1] = { ...edges[1]!, id: "later" };
    const { chart } = plan(["name,email,manager,since", "Ben,ben@example.org,Cleo,2026-03-01"], people, edges);
    const after = chart.reduce(applyChange, edges);
    const on = (day: string) => managerOn(chartOf(after), "ben", day);
    expect(["2026-02-28", "2026-03-01", "2026-11-25", "2027-01-01"].map(on)).toEqual([null, "cleo", "cleo", "ana"]);
  });

  const NAMES = ["Ana", "Ben", "Cleo", "Dan", "Eve", "Fay"];
  const rows = fc.array(
    fc.record({
      name: fc.constantFrom(...NAMES),
      manager: fc.constantFrom("", ...NAMES, "Nobody"),
      since: fc.constantFrom("", "2026-03-01", "2026-11-25", "2027-02-01"),
    }),
    { maxLength: 12 },
  );

  test("whatever two files say, no day has two managers for one person or a way round, and the same file again changes nothing", () => {
    const people = NAMES.map((name) => person(name));
    const file = (wanted: { name: string; manager: string; since: string }[]) => [
      "name,email,manager,since",
      ...wanted.map(({ name, manager, since }) => `${name},${name}@example.org,${manager},${since}`),
    ];
    let unstable = 0;
    fc.assert(
      fc.property(rows, rows, (one, other) => {
        let edges: ManagerEdge[] = [];
        let count = 0;
        for (const wanted of [one, other]) {
          const { chart } = plan(file(wanted), people, edges);
          const take = (all: ManagerEdge[], change: ImportPlan["chart"][number]) => applyChange(all, change);
          edges = chart
            .reduce(take, edges)
            .map((each) => (each.id.startsWith("new") ? { ...each, id: `e${count++}` } : each));
          const after = chartOf(edges);
          for (const day of ["2026-01-01", "2026-03-01", "2026-11-25", "2027-02-01", "2030-01-01"]) {
            for (const { id } of people) {
              const held = edges.filter((each) => each.report === id && each.since <= day && (each.until ?? "9") > day);
              expect(held.length).toBeLessThanOrEqual(1);
              expect(managersAbove(after, id, day)).not.toContain(id);
            }
          }
        }
        const again = plan(file(other), people, edges);
        if (again.rows.every(({ notes }) => notes.every(({ why }) => why !== "manager_cycle")))
          expect(again.chart).toEqual([]);
        else unstable += 1;
      }),
      { seed: 11, numRuns: 1000 },
    );
    expect(unstable).toBeLessThan(700);
  });
});
