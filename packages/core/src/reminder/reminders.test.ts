import { expect, test } from "vitest";
import { dueReminders, type Reminder, type ReminderFacts } from "./due-reminders.ts";
import { judgeReminderMail } from "./judge-reminder-mail.ts";
import { USUAL_QUIET_HOURS } from "./quiet-hours.ts";

const NOW = Temporal.Instant.from("2026-11-24T09:00:00Z"); // a Tuesday, ten o'clock in Berlin
const due = (facts: Partial<ReminderFacts>) => dueReminders({ heard: [], portrait: [], ...facts }, NOW);
const said = (at: string, text = "Rust") => ({ part: "learn" as const, at, text, until: null });

test("feedback that was heard two weeks ago and of which nothing was said since is due, by page", () => {
  const heard = [
    { pair: "1", name: "Ben", since: ["2026-11-09T09:00:00Z", "2026-11-20T09:00:00Z", "2026-10-25T09:00:00Z"] },
    { pair: "2", name: "Cleo", since: ["2026-11-23T09:00:00Z"] },
  ];
  expect(due({ heard })).toEqual([{ type: "close_loop", pair: "1", name: "Ben", loops: 2, days: 30 }]);
});

test("a portrait is looked at again after half a year, and one that was never begun is nobody's debt", () => {
  expect(due({ portrait: [said("2026-05-01T09:00:00Z")] })).toEqual([{ type: "portrait", parts: 2, days: 207 }]);
  expect(due({ portrait: [said("2026-08-01T09:00:00Z")] })).toEqual([]);
  expect(due({ portrait: [said("2026-05-01T09:00:00Z", "")] })).toEqual([]);
  expect(due({})).toEqual([]);
});

test("what a peer wrote for a time and is none is never due", () => {
  expect(due({ heard: [{ pair: "1", name: "Ben", since: ["long ago"] }] })).toEqual([]);
});

const LOOP: Reminder = { type: "close_loop", pair: "1", name: "Ben", loops: 1, days: 20 };
const PORTRAIT: Reminder = { type: "portrait", parts: 2, days: 200 };
const NEVER = { on: true, mailedAt: null, portraitAt: null, timeZone: "Europe/Berlin", quiet: USUAL_QUIET_HOURS };
const judge = (more: Partial<typeof NEVER> | object = {}, reminders = [LOOP, PORTRAIT], at = NOW) =>
  judgeReminderMail(reminders, { ...NEVER, ...more }, at);

test("a mail goes out by day, until six where its reader is", () => {
  expect(judge()).toEqual({
    ...{ type: "send", reminders: [LOOP, PORTRAIT] },
    until: Temporal.Instant.from("2026-11-24T17:00:00Z"),
  });
});

test("none goes out to whoever switched it off, and none without a reason", () => {
  expect(judge({ on: false })).toEqual({ type: "wait", because: "off" });
  expect(judge({}, [])).toEqual({ type: "wait", because: "nothing_due" });
});

test("one a week at most", () => {
  expect(judge({ mailedAt: "2026-11-17T09:00:01Z" })).toEqual({ type: "wait", because: "this_week" });
  expect(judge({ mailedAt: "2026-11-17T09:00:00Z" }).type).toBe("send");
});

test.each([
  ["2026-11-24T06:59:00Z", "before eight"],
  ["2026-11-24T17:00:00Z", "from six on"],
  ["2026-11-28T10:00:00Z", "on a Saturday"],
  ["2026-11-29T10:00:00Z", "on a Sunday"],
])("quiet at %s: %s in Berlin", (at) => {
  expect(judge({}, [LOOP], Temporal.Instant.from(at))).toEqual({ type: "wait", because: "quiet_hours" });
});

test("the hours are those of the reader, and UTC's where their zone is none that is known", () => {
  const evening = Temporal.Instant.from("2026-11-24T17:30:00Z");
  expect(judge({}, [LOOP], evening).type).toBe("wait");
  expect(judge({ timeZone: "America/New_York" }, [LOOP], evening).type).toBe("send");
  expect(judge({ timeZone: "Mars/Base" }, [LOOP], evening).type).toBe("send");
});

test("quiet hours may be one's own", () => {
  const quiet = { from: 22, until: 11 };
  expect(judge({ quiet })).toEqual({ type: "wait", because: "quiet_hours" });
  expect(judge({ quiet }, [LOOP], Temporal.Instant.from("2026-11-24T10:00:00Z"))).toMatchObject({
    until: Temporal.Instant.from("2026-11-24T21:00:00Z"),
  });
});

test("what was left open for a season is mailed about no more", () => {
  expect(judge({}, [{ ...LOOP, days: 92 }])).toEqual({ type: "wait", because: "nothing_due" });
});

test("a portrait is mailed about twice a year, though it stays due on the screen", () => {
  expect(judge({ portraitAt: "2026-10-01T09:00:00Z" }, [PORTRAIT])).toEqual({ type: "wait", because: "nothing_due" });
  expect(judge({ portraitAt: "2026-05-01T09:00:00Z" }, [PORTRAIT]).type).toBe("send");
});
