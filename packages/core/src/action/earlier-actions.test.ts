import { expect, test } from "vitest";
import { type Meeting, PLAIN_MEETING } from "../meeting/meeting.ts";
import type { Action } from "./action.ts";
import { earlierActions } from "./earlier-actions.ts";

function meeting(id: string, changes: Partial<Meeting> = {}): Meeting {
  return { ...PLAIN_MEETING, id, start: null, timeZone: "UTC", minutes: 30, medium: null, ...changes };
}

function action(id: string, fromMeeting: string | null, changes: Partial<Action> = {}): Action {
  return {
    ...{ id, text: id, owner: "a", due: null, state: "open", why: null, rank: "a0", fromTopic: null },
    ...{ fromMeeting, createdAt: "2026-11-20T09:00:00Z", stateAt: null },
    ...changes,
  };
}

const MEETINGS = [
  meeting("held", { state: "held", closedAt: "2026-11-21T09:00:00Z" }),
  meeting("fell-out", { state: "cancelled", closedAt: "2026-11-22T09:00:00Z" }),
  meeting("next"),
  meeting("later"),
];

const idsOf = (actions: readonly Action[]) =>
  earlierActions({ actions, meetings: MEETINGS }, "next").map(({ id }) => id);

test("a meeting begins with what was agreed before it and is still open", () => {
  expect(idsOf([action("from the last", "held"), action("from one that fell out", "fell-out")])).toHaveLength(2);
  expect(idsOf([action("from one that lies in a volume", "long-ago")])).toHaveLength(1);
});

test("what is agreed for this meeting or a later one does not count as from earlier", () => {
  expect(idsOf([action("for this", "next"), action("for later", "later")])).toEqual([]);
});

test("what is done, dropped or binned is gone from it", () => {
  const closed = (["done", "dropped", "binned"] as const).map((state) => action(state, "held", { state }));
  expect(idsOf(closed)).toEqual([]);
});

test("an action of no meeting counts as from earlier once a meeting has ended after it was written", () => {
  expect(idsOf([action("before", null), action("since", null, { createdAt: "2026-11-23T09:00:00Z" })])).toEqual([
    "before",
  ]);
});

test("they come by due date", () => {
  const actions = [action("undated", "held"), action("soon", "held", { due: "2026-11-25" })];
  expect(idsOf(actions)).toEqual(["soon", "undated"]);
});
