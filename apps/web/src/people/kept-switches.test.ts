import { expect, test, vi } from "vitest";
import { changeChannel } from "../announce/announce-calls.ts";
import { changeCalendar, changeFeed, chooseCalendars, shareBusy } from "../calendar/calendar-calls.ts";
import { setNotices, setSenders } from "../connections/connection-calls.ts";
import { makeToken, turnWebhook } from "../connections/connections-api.ts";
import { keepSettings } from "../planner/planner-calls.ts";
import { setBudget } from "../rhythm/cadence-calls.ts";
import { sharePortrait } from "../rhythm/portrait-calls.ts";
import { setReminders } from "../rhythm/reminder-calls.ts";
import { setNightly, setRetention } from "../rights/rights-calls.ts";
import { scimClient } from "../workspace/scim-client.ts";

const asked: RequestInit[] = [];
vi.mock("../offline/this-tab.ts", () => ({
  thisTab: () => ({
    fetch: async (_path: string, init: RequestInit) => {
      asked.push(init);
      return Response.json({});
    },
  }),
}));

const both = { mail: true, push: false };
const NOTICES = {
  ...{ weekAhead: both, digest: both, reminder: both, isAllOff: false, withTitles: false },
  ...{ quiet: { from: 18, until: 8 }, timeZone: "Europe/Berlin" },
};

test.each<[string, () => Promise<unknown>]>([
  ["reminders", () => setReminders({ on: true, timeZone: "Europe/Berlin" })],
  ["notices", () => setNotices(NOTICES)],
  ["whose mail is taken", () => setSenders(["sam@example.org"])],
  ["a webhook", () => turnWebhook("w", false)],
  ["a channel", () => changeChannel("c", { name: "All" })],
  ["whole days of a calendar", () => changeCalendar("c", true)],
  ["names in the calendar's feed", () => changeFeed(true)],
  ["which calendars are read", () => chooseCalendars("a", { read: [], target: null } as never)],
  ["when I am taken", () => shareBusy("p", true)],
  ["my portrait", () => sharePortrait("p", false)],
  ["my budget", () => setBudget(300)],
  ["the planner", () => keepSettings({} as never)],
  ["the export by night", () => setNightly({ on: true } as never)],
  ["how long things are kept", () => setRetention("w", {} as never)],
  ["the group of a directory", () => scimClient("w").setAdminGroup(null)],
])("what was switched right before its page is left reaches the server all the same: %s", async (_what, change) => {
  await change();
  expect(asked.pop()).toMatchObject({ keepalive: true, method: expect.stringMatching(/^P(UT|ATCH)$/) });
});

test("what is long, or has an answer that must be read, does not go on alone", async () => {
  await setSenders(Array.from({ length: 500 }, (_, at) => `somebody.${at}@example.org`));
  expect(asked.pop()).not.toHaveProperty("keepalive"); // a browser would refuse it
  await makeToken({ name: "Scripts", scopes: [], pages: null } as never);
  expect(asked.pop()).not.toHaveProperty("keepalive");
});
