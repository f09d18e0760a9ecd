import fc from "fast-check";
import { expect, test } from "vitest";
import type { Action } from "./action.ts";
import { byUrgency, orderActions } from "./order-actions.ts";

const TODAY = "2026-11-24";

function action(text: string, changes: Partial<Action> = {}): Action {
  return {
    ...{ id: text, text, owner: "a", due: null, state: "open", why: null, rank: "a0" },
    ...{ fromTopic: null, fromMeeting: null, createdAt: "2026-11-20T09:00:00Z", stateAt: null },
    ...changes,
  };
}

test("what I owe on all my pages comes first, overdue, then by due date, then undated, the oldest first", () => {
  const pages = [
    {
      pairId: "sam",
      me: "a",
      actions: [
        action("undated, new", { createdAt: "2026-11-22T09:00:00Z" }),
        action("Friday", { due: "2026-11-27" }),
        action("Sam owes", { owner: "b", due: "2026-11-01" }),
      ],
    },
    {
      pairId: "mia",
      me: "b",
      actions: [
        action("overdue", { owner: "b", due: "2026-11-20" }),
        action("undated, old", { owner: "b" }),
        action("Mia owes"),
        action("done", { owner: "b", state: "done" }),
        action("dropped", { owner: "b", state: "dropped", why: "not needed" }),
        action("binned", { owner: "b", state: "binned" }),
      ],
    },
  ] as const;
  const { mine, theirs } = orderActions(pages, TODAY);
  expect(mine.map(({ action: { text } }) => text)).toEqual(["overdue", "Friday", "undated, old", "undated, new"]);
  expect(theirs.map(({ action: { text }, pairId }) => [pairId, text])).toEqual([
    ["sam", "Sam owes"],
    ["mia", "Mia owes"],
  ]);
});

test("an action says why it stands where it does", () => {
  const actions = [
    action("1", { due: "2026-11-20" }),
    action("2", { due: TODAY }),
    action("3", { due: "2026-11-27" }),
    action("4"),
  ];
  const { mine } = orderActions([{ pairId: "p", me: "a", actions }], TODAY);
  expect(mine.map(({ standing }) => standing)).toEqual([
    { type: "overdue", since: "2026-11-20", days: 4 },
    { type: "due", on: TODAY, days: 0 },
    { type: "due", on: "2026-11-27", days: 3 },
    { type: "undated", since: "2026-11-20T09:00:00Z" },
  ]);
});

const anyAction = fc.record({
  id: fc.stringMatching(/^[a-z]{1,6}$/),
  owner: fc.constantFrom("a" as const, "b" as const),
  due: fc.constantFrom(null, "2026-11-20", TODAY, "2026-12-01"),
  state: fc.constantFrom("open" as const, "done" as const, "dropped" as const, "binned" as const),
  createdAt: fc.constantFrom("", "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z"),
});

test("every open action stands in exactly one list, in an order that no shuffling changes", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(anyAction, { maxLength: 20, selector: ({ id }) => id }),
      fc.infiniteStream(fc.nat()),
      (drawn, chances) => {
        const actions = drawn.map(({ id, ...changes }) => action(id, changes));
        const shuffled = [...actions].sort(() => ((chances.next().value ?? 0) % 3) - 1);
        const ordered = orderActions([{ pairId: "p", me: "a", actions }], TODAY);
        expect(orderActions([{ pairId: "p", me: "a", actions: shuffled }], TODAY)).toEqual(ordered);
        const listed = [...ordered.mine, ...ordered.theirs].map(({ action: { id } }) => id);
        const open = actions.filter(({ state }) => state === "open").map(({ id }) => id);
        expect(listed.toSorted()).toEqual(open.toSorted());
        expect(ordered.mine.every(({ action: { owner } }) => owner === "a")).toBe(true);
        for (const list of [ordered.mine, ordered.theirs])
          for (const [index, { action: each }] of list.entries())
            for (const { action: later } of list.slice(index + 1)) expect(byUrgency(each, later)).toBe(-1);
      },
    ),
    { seed: 7, numRuns: 200 },
  );
});
