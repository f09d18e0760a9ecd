import { expect, test, vi } from "vitest";
import { setNotices } from "../connections/connection-calls.ts";
import { setReminders } from "./reminder-calls.ts";

const asked: (RequestInit | undefined)[] = [];
vi.mock("../offline/this-tab.ts", () => ({
  thisTab: () => ({
    fetch: async (_path: string, init: RequestInit) => {
      asked.push(init);
      return Response.json({});
    },
  }),
}));

test("a switch for mails and notices that was pressed right before its page is left reaches the server all the same", async () => {
  await setReminders({ on: true, timeZone: "Europe/Berlin" });
  const both = { mail: true, push: false };
  await setNotices({
    ...{ weekAhead: both, digest: both, reminder: both, isAllOff: false, withTitles: false },
    ...{ quiet: { from: 18, until: 8 }, timeZone: "Europe/Berlin" },
  });
  expect(asked.map((init) => [init?.method, init?.keepalive])).toEqual([
    ["PUT", true],
    ["PUT", true],
  ]);
});
