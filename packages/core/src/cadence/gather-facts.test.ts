import { describe, expect, test } from "vitest";
import type { ManagerEdge } from "../chart/manager-edge.ts";
import { adviseCadence } from "./advise-cadence.ts";
import { chartFacts, gatherFacts, type PairRecord } from "./gather-facts.ts";

const TODAY = "2026-11-24";
const edge = (report: string, manager: string, since: string, until: string | null = null): ManagerEdge => ({
  ...{ id: `${report}${manager}${since}`, report, manager, since, until },
});
const RECORD: PairRecord = {
  ...{ pair: "p", relation: "report", above: "ana", below: "ben", begun: "2026-10-01" },
  ...{ agreed: { everyWeeks: 1, minutes: 30 }, meetings: [], wishes: { direct: null, manager: null } },
  ...{ isFirstRole: false, leaves: [], pagesOfAbove: 1 },
};
const gather = (edges: ManagerEdge[], changes: Partial<PairRecord> = {}, today = TODAY) =>
  gatherFacts({ ...RECORD, ...changes }, chartFacts(edges, today), today);

describe("what is known of a pair", () => {
  test("the time together counts from the chart's day, over edges that follow each other", () => {
    const edges = [edge("ben", "ana", "2025-11-24", "2026-01-01"), edge("ben", "ana", "2026-01-01")];
    expect(gather(edges)).toMatchObject({ togetherDays: 365, isNewToTeam: true, managerDays: 365, endsInDays: null });
  });

  test("a day that is still to come counts below nothing: the pair is new", () => {
    const facts = gather([edge("ben", "ana", "2026-12-01")]);
    expect(facts.togetherDays).toBe(-7);
    expect(adviseCadence(facts).reasons[0]?.rule).toBe("new_to_team");
  });

  test("a manager who leaves tomorrow ends it tomorrow, and nothing is advised to change", () => {
    const facts = gather([edge("ben", "ana", "2025-01-01", "2026-11-25")]);
    expect(facts.endsInDays).toBe(1);
    expect(adviseCadence(facts)).toMatchObject({ verdict: "keep", reasons: [{ rule: "ending", inDays: 1 }] });
  });

  test("somebody who had another manager is new to this one, not to the team", () => {
    const facts = gather([edge("ben", "cleo", "2020-01-01", "2026-11-01"), edge("ben", "ana", "2026-11-01")]);
    expect(facts).toMatchObject({ togetherDays: 23, isNewToTeam: false });
  });

  test("without a chart the page says how long: its first meeting, or its beginning", () => {
    expect(gather([], { above: null, below: null })).toMatchObject({ togetherDays: 54, managerDays: null, directs: 1 });
    const meetings = [{ day: "2024-11-24", outcome: "held" as const }];
    expect(gather([], { above: null, below: null, meetings, pagesOfAbove: 7 })).toMatchObject({
      togetherDays: 730,
      directs: 7,
    });
  });

  test("a chart with a way round in it is read as it is", () => {
    const edges = [edge("ben", "ana", "2025-01-01"), edge("ana", "ben", "2025-01-01")];
    expect(gather(edges)).toMatchObject({ togetherDays: 692, directs: 1 });
    expect(gather(edges, { relation: "skip_level" })).toMatchObject({ directs: 1 });
  });

  test("of two managers each has their own time; one whom the chart does not name counts from the page", () => {
    const edges = [edge("ben", "ana", "2025-11-24"), edge("ben", "dan", "2026-11-20")];
    expect(gather(edges).togetherDays).toBe(365);
    expect(gather(edges, { above: "dan" }).togetherDays).toBe(4);
    expect(gather(edges, { above: "eve" }).togetherDays).toBe(54);
  });

  test("how many the one above leads comes from the chart, over one in between for a skip-level", () => {
    const edges = [
      edge("ben", "ana", "2025-01-01"),
      edge("cleo", "ana", "2025-01-01"),
      edge("dan", "cleo", "2025-01-01"),
    ];
    expect(gather(edges).directs).toBe(2);
    expect(gather(edges, { relation: "skip_level", below: "dan" }).directs).toBe(1);
  });

  test("a re-org is a new manager above the manager, or two at once who had another one", () => {
    const above = [edge("ana", "eve", "2020-01-01", "2026-11-20"), edge("ana", "fay", "2026-11-20")];
    expect(gather([edge("ben", "ana", "2025-01-01"), ...above]).change).toEqual({ kind: "reorg", daysAgo: 4 });
    const moved = ["cleo", "dan"].flatMap((who) => [
      edge(who, "eve", "2020-01-01", "2026-11-10"),
      edge(who, "ana", "2026-11-10"),
    ]);
    expect(gather([edge("ben", "ana", "2025-01-01"), ...moved]).change).toEqual({ kind: "reorg", daysAgo: 14 });
    expect(gather([edge("ben", "ana", "2025-01-01"), ...moved.slice(0, 2)]).change).toBeNull();
  });

  const leave = (from: string | null, back: string | null) => ({ leaves: [{ from, back }] });

  test("a return from leave counts once it has come and for a month", () => {
    expect(gather([], leave(null, "2026-11-20")).change).toEqual({ kind: "leave", daysAgo: 4 });
    expect(gather([], leave(null, "2026-12-01")).change).toBeNull();
    expect(gather([], leave(null, "1999-01-01")).change).toBeNull();
  });

  test("a holiday of two weeks is no change, a leave of three weeks is", () => {
    expect(gather([], leave("2026-11-06", "2026-11-20")).change).toBeNull();
    expect(gather([], leave("2026-10-30", "2026-11-20")).change).toEqual({ kind: "leave", daysAgo: 4 });
  });

  test("while one of the two is away nothing is advised to change, and on the day they are back it is", () => {
    const steady = { agreed: { everyWeeks: 4, minutes: 30 }, begun: "2024-01-01" };
    const away = gather([], { ...steady, ...leave("2026-10-01", "2026-12-01") });
    expect(away.away).toEqual({ backInDays: 7 });
    expect(adviseCadence(away)).toMatchObject({ verdict: "keep", reasons: [{ rule: "away", inDays: 7 }] });
    const back = gather([], { ...steady, ...leave("2026-10-01", TODAY) });
    expect(back.away).toBeNull();
    expect(adviseCadence(back)).toMatchObject({ everyWeeks: 1, reasons: [{ rule: "change", kind: "leave" }] });
  });

  test("a leave without an end goes on, and one that is still to come changes nothing", () => {
    expect(gather([], leave("2026-10-01", null)).away).toEqual({ backInDays: null });
    expect(gather([], leave("2026-12-01", "2027-03-01")).away).toBeNull();
  });

  test("of two who are both away the longer leave counts", () => {
    const leaves = [
      { from: "2026-11-01", back: "2026-11-30" },
      { from: "2026-11-20", back: "2026-12-04" },
    ];
    expect(gather([], { leaves }).away).toEqual({ backInDays: 10 });
  });

  test("what did not take place during a leave is no miss", () => {
    const missed = (day: string) => ({ day, outcome: "missed" as const });
    const meetings = [missed("2026-11-20"), missed("2026-11-10"), missed("2026-11-03")];
    expect(gather([], { meetings, ...leave("2026-11-01", "2026-11-15") }).missesInARow).toBe(1);
    expect(gather([], { meetings }).missesInARow).toBe(3);
  });

  test("misses count from the newest meeting to the last that was held", () => {
    const meetings = (["missed", "missed", "held", "missed"] as const).map((outcome, index) => ({
      day: `2026-11-${20 - index}`,
      outcome,
    }));
    expect(gather([], { meetings }).missesInARow).toBe(2);
    expect(gather([], { meetings: meetings.slice(2) }).missesInARow).toBe(0);
  });
});
