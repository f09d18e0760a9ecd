import fc from "fast-check";
import { expect, test } from "vitest";
import { needsMe, type PairGlance } from "./glance-at-pair.ts";
import { overview } from "./overview.ts";
import type { GlanceMeeting, PairFacts } from "./pair-facts.ts";

const NOW = Temporal.Instant.from("2026-11-24T08:00:00Z"); // a Tuesday, nine o'clock in Berlin

function meeting(start: string, state: GlanceMeeting["state"], more: Partial<GlanceMeeting> = {}): GlanceMeeting {
  return { id: start, start, timeZone: "Europe/Berlin", minutes: 30, state, medium: null, ...more };
}

/** A report whom I meet every two weeks, last a week ago, next in a week; everything is in order. */
function facts(more: Partial<PairFacts> = {}): PairFacts {
  return {
    ...{
      pair: "p",
      counted: "all",
      name: "Sam",
      iAm: "above",
      agreed: { everyWeeks: 2, minutes: 30 },
      timeZone: "Europe/Berlin",
    },
    begun: "2025-01-07",
    meetings: [meeting("2026-11-17T10:00", "held"), meeting("2026-12-01T10:00", "planned")],
    ...{ lastHeld: "2026-11-17", lastTogether: null, leaves: [] },
    ...{ agendas: new Map(), hopper: { mine: 0, theirs: 0 }, raised: { mine: 0, theirs: 0 } },
    actions: { mine: [], theirs: 0 },
    ...more,
  };
}

function glance(more: Partial<PairFacts> = {}): PairGlance {
  const { needsYou, fine } = overview([facts(more)], NOW);
  return [...needsYou, ...fine][0] as PairGlance;
}

const kinds = (more: Partial<PairFacts>) => glance(more).signals.map(({ type }) => type);

test("where everything is in order there is nothing to do, and the next meeting is said", () => {
  const view = glance();
  expect(view).toMatchObject({ signals: [], days: 7, lateDays: 0, next: { start: "2026-12-01T10:00", inDays: 7 } });
  expect(needsMe(view)).toBe(false);
});

test("whoever was not met for longer than agreed is named with the days, and a time is to be found", () => {
  const held = meeting("2026-10-21T10:00", "held");
  const missed = [meeting("2026-11-04T10:00", "cancelled"), meeting("2026-11-18T10:00", "cancelled")];
  const view = glance({ lastHeld: "2026-10-21", meetings: [held, ...missed] });
  expect(view).toMatchObject({ days: 34, lateDays: 20, missesInARow: 2, recent: ["held", "cancelled", "cancelled"] });
  expect(view.signals).toEqual([{ type: "overdue", action: "plan" }]);
});

test("what got in the way and was fixed asks on its day whether it stayed so", () => {
  expect(kinds({ checks: ["2026-11-25"] })).toEqual([]);
  const view = glance({ checks: ["2026-11-24", "2026-10-01", "2026-12-24"] });
  expect([view.checksDue, view.signals]).toEqual([2, [{ type: "friction_check", action: "pair" }]]);
  expect(needsMe(view)).toBe(true);
});

test("whoever leads is told that it is long since they paired, unless they never did or one of them is away", () => {
  const long = { lastPaired: "2026-09-01" };
  expect(glance(long)).toMatchObject({ unpairedDays: 84, signals: [{ type: "unpaired", action: "pair" }] });
  expect(needsMe(glance(long))).toBe(false);
  expect(kinds({ ...long, iAm: "below" })).toEqual([]);
  expect(kinds({ lastPaired: "2026-10-01" })).toEqual([]);
  expect(kinds({ lastPaired: null })).toEqual([]);
  expect(kinds({ ...long, leaves: [{ from: "2026-11-20", back: null }] })).toEqual([]);
});

test("a meeting that was moved by some days makes nobody late", () => {
  expect(kinds({ lastHeld: "2026-11-07" })).toEqual([]);
  expect(glance({ lastHeld: "2026-11-07" }).lateDays).toBe(0);
});

test("whoever is late but meets soon is left alone; a next time too far off is to be moved", () => {
  const late = { lastHeld: "2026-10-21" };
  expect(kinds({ ...late, meetings: [meeting("2026-11-27T10:00", "planned")] })).toEqual([]);
  const far = glance({ ...late, meetings: [meeting("2026-12-20T10:00", "planned")] });
  expect(far.signals).toEqual([{ type: "overdue", action: "move" }]);
});

test("while one of the two is on leave nobody is late and no time has to be found", () => {
  const leaves = [{ from: "2026-11-01", back: "2027-02-01" }];
  const away = glance({ leaves, lastHeld: "2026-10-21", meetings: [] });
  expect(away).toMatchObject({ isAway: true, lateDays: 0, days: 34, signals: [] });
  const back = glance({ leaves: [{ from: "2026-09-01", back: "2026-11-24" }], lastHeld: "2026-08-21", meetings: [] });
  expect(back).toMatchObject({ isAway: false, signals: [{ type: "overdue", action: "plan" }] });
});

test("who was last met in person is there to see, and who was last paired with where that is written down", () => {
  expect(glance({ lastTogether: "2026-10-06" })).toMatchObject({ lastTogether: "2026-10-06", lastPaired: null });
  expect(glance({ lastPaired: "2026-11-02" }).lastPaired).toBe("2026-11-02");
});

test("a pair that never met is to meet in its first week", () => {
  const never = { lastHeld: null, meetings: [] };
  expect(glance({ ...never, begun: "2026-11-20" }).signals).toEqual([{ type: "no_next", action: "plan" }]);
  const late = glance({ ...never, begun: "2026-11-10" });
  expect(late).toMatchObject({ everMet: false, days: 14, lateDays: 7 });
  expect(late.signals).toEqual([{ type: "overdue", action: "plan" }]);
});

test("while nobody has said what became of the last meeting, nobody is called late", () => {
  const view = glance({ lastHeld: "2026-10-21", meetings: [meeting("2026-11-18T10:00", "planned")] });
  expect(view.unsettled).toEqual({ meeting: "2026-11-18T10:00", day: "2026-11-18" });
  expect(view.signals.map(({ type }) => type)).toEqual(["unsettled", "no_next"]);
});

test("a meeting that goes on is the next one still, and one that has just ended asks for nothing", () => {
  const going = glance({ meetings: [meeting("2026-11-24T08:45", "planned")] });
  expect(going).toMatchObject({ next: { inDays: 0 }, unsettled: null });
  expect(glance({ meetings: [meeting("2026-11-24T08:20", "planned")] }).unsettled).toBeNull();
});

test("on the day before, a manager who has brought nothing is told so, with what the other has brought", () => {
  const tomorrow = meeting("2026-11-25T10:00", "planned");
  const agendas = new Map([[tomorrow.id, { mine: 0, theirs: 2 }]]);
  const view = glance({ meetings: [tomorrow], agendas });
  expect(view.next).toMatchObject({ inDays: 1, topics: { mine: 0, theirs: 2 } });
  expect(view.signals).toEqual([{ type: "prepare", action: "open" }]);
  expect(kinds({ meetings: [tomorrow], agendas: new Map([[tomorrow.id, { mine: 1, theirs: 0 }]]) })).toEqual([]);
});

test("an empty agenda is filled from a Hopper that has something", () => {
  const view = glance({ meetings: [meeting("2026-11-25T10:00", "planned")], hopper: { mine: 1, theirs: 3 } });
  expect(view.signals).toEqual([{ type: "prepare", action: "fill" }]);
});

test("a direct is never told to prepare", () => {
  expect(kinds({ iAm: "below", meetings: [meeting("2026-11-24T15:00", "planned")] })).toEqual([]);
});

test("what I owe is counted; it needs me only when its day has passed", () => {
  const soon = glance({ actions: { mine: ["2026-11-24", null], theirs: 3 } });
  expect(soon.owed).toEqual({ mine: 2, overdue: 0, longestDue: null, theirs: 3 });
  expect([soon.signals, needsMe(soon)]).toEqual([[{ type: "my_actions", action: "actions" }], false]);
  const over = glance({ actions: { mine: ["2026-11-20", "2026-11-02"], theirs: 0 } });
  expect(over.owed).toMatchObject({ overdue: 2, longestDue: "2026-11-02" });
  expect([over.signals, needsMe(over)]).toEqual([[{ type: "overdue_actions", action: "actions" }], true]);
});

test("a Hopper with more than two meetings can hold is full", () => {
  expect(kinds({ hopper: { mine: 4, theirs: 5 } })).toEqual([]);
  expect(glance({ hopper: { mine: 4, theirs: 6 } }).signals).toEqual([{ type: "hopper_full", action: "fill" }]);
});

test("two who have not met in person for a season are told, which is nothing urgent", () => {
  const remote = ["2026-08-04", "2026-09-01", "2026-10-06", "2026-11-17"].map((day) =>
    meeting(`${day}T10:00`, "held", { medium: "video" }),
  );
  const view = glance({ meetings: remote.concat(meeting("2026-12-01T10:00", "planned")), lastTogether: "2026-03-03" });
  expect(view.apart).toEqual({ weeks: 37, everMet: true });
  expect([view.signals, needsMe(view)]).toEqual([[{ type: "apart", action: "open" }], false]);
});

test("of a page that was begun a moment ago nothing is said, as long as nothing of it is counted", () => {
  const empty = { lastHeld: null, meetings: [], begun: "2026-11-24" };
  expect(kinds({ ...empty, counted: "nothing_yet" })).toEqual([]);
  expect(kinds({ ...empty, counted: "behind" })).toEqual(["no_next"]);
});

test("days are those of the pair's own clock", () => {
  const midnight = Temporal.Instant.from("2026-11-24T10:30:00Z"); // already the 25th in Auckland
  const [view] = overview([facts({ timeZone: "Pacific/Auckland", meetings: [] })], midnight).needsYou;
  expect(view?.days).toBe(7);
  const [later] = overview(
    [facts({ timeZone: "Pacific/Auckland", meetings: [] })],
    midnight.add({ hours: 1 }),
  ).needsYou;
  expect(later?.days).toBe(8);
});

test("what is to be done comes first, then who is next, and no number ranks anybody", () => {
  const late = (name: string, lastHeld: string) => facts({ pair: name, name, lastHeld, meetings: [] });
  const { needsYou, fine } = overview(
    [
      facts({ pair: "1", name: "Zoe" }),
      late("Mia", "2026-10-21"),
      late("Ben", "2026-11-01"),
      facts({ pair: "2", name: "Ole", meetings: [meeting("2026-11-26T10:00", "planned")] }),
      facts({ pair: "3", name: "Noor", actions: { mine: ["2026-11-01"], theirs: 0 } }),
    ],
    NOW,
  );
  expect(needsYou.map(({ name }) => name)).toEqual(["Ben", "Mia", "Noor"]); // Mia waits longer, and is no worse for it
  expect(fine.map(({ name }) => name)).toEqual(["Ole", "Zoe"]);
});

test("the time in meetings is that of the last thirty days that were held", () => {
  const meetings = [
    meeting("2026-11-17T10:00", "held"),
    meeting("2026-11-03T10:00", "held", { minutes: 45 }),
    meeting("2026-11-10T10:00", "cancelled"),
    meeting("2026-10-01T10:00", "held"),
    meeting("2026-12-01T10:00", "planned"),
  ];
  expect(overview([facts({ meetings })], NOW).heldMinutes).toBe(75);
});

test("nonsense that a peer wrote, or a zone nobody knows, hides nobody", () => {
  const broken = facts({
    timeZone: "Nowhere/Land",
    meetings: [meeting("never", "planned"), meeting("2026-12-01T10:00", "planned", { timeZone: "Nowhere/Land" })],
    agreed: { everyWeeks: 0, minutes: 0 },
    lastHeld: "2027-05-01",
  });
  const { needsYou, fine } = overview([broken], NOW);
  expect([...needsYou, ...fine]).toMatchObject([{ days: 0, next: { start: "2026-12-01T10:00" } }]);
});

test("everybody is shown once, each sentence has one thing to do, and the order given does not matter", () => {
  const day = fc.integer({ min: 0, max: 400 }).map((back) =>
    NOW.subtract({ hours: 24 * back })
      .toString()
      .slice(0, 10),
  );
  const some = fc.record({
    lastHeld: fc.option(day),
    mine: fc.array(fc.option(day), { maxLength: 3 }),
    hopper: fc.record({ mine: fc.nat(12), theirs: fc.nat(12) }),
    iAm: fc.constantFrom("above" as const, "below" as const, "peer" as const),
    meetings: fc.array(fc.tuple(day, fc.constantFrom("held" as const, "cancelled" as const, "planned" as const)), {
      maxLength: 8,
    }),
  });
  fc.assert(
    fc.property(fc.array(some, { maxLength: 8 }), (all) => {
      const pairs = all.map(({ mine, meetings, ...more }, index) =>
        facts({
          ...more,
          ...{ pair: `p${index}`, name: `n${index % 3}`, actions: { mine, theirs: 0 } },
          meetings: meetings.map(([at, state]) => meeting(`${at}T10:00`, state)),
        }),
      );
      const view = overview(pairs, NOW);
      const shown = [...view.needsYou, ...view.fine];
      expect(shown.map(({ pair }) => pair).sort()).toEqual(pairs.map(({ pair }) => pair).sort());
      for (const { signals } of shown) expect(new Set(signals.map(({ type }) => type)).size).toBe(signals.length);
      expect(overview([...pairs].reverse(), NOW)).toEqual(view);
    }),
    { seed: 7, numRuns: 200 },
  );
});

test("two in two zones are told of the same day, by the pair's own clock", () => {
  const late = Temporal.Instant.from("2026-11-24T23:30:00Z"); // the 25th in Berlin, the 24th in New York
  const start = meeting("2026-11-26T10:00", "planned");
  const days = (timeZone: string) => overview([facts({ timeZone, meetings: [start] })], late);
  for (const iAm of ["above", "below"] as const) {
    const { needsYou, fine } = overview([facts({ iAm, meetings: [start] })], late);
    expect([...needsYou, ...fine][0]).toMatchObject({ days: 8, next: { inDays: 1 } });
  }
  const [there] = [...days("America/New_York").needsYou, ...days("America/New_York").fine];
  expect(there).toMatchObject({ days: 7, next: { inDays: 2 } });
});
