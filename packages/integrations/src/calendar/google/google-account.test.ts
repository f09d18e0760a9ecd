import { isMeetingUid } from "@candor/core/calendar/meeting-uid.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AccessToken } from "../account/ask-json.ts";
import { describeCalendarAccount } from "../account/testing/calendar-account.contract.ts";
import { createGoogleAccount } from "./google-account.ts";
import type { GoogleEvent } from "./testing/google-events.ts";
import { GoogleServer, RATE_LIMITED, TOO_MANY } from "./testing/google-server.ts";

const QUICK = { firstByteMilliseconds: 2000, milliseconds: 3000, bytes: 16 * 1024 * 1024 };

describeCalendarAccount("Google", async () => {
  const server = await GoogleServer.start();
  const { accessToken } = server.grant();
  const accountWith = (token: string) =>
    createGoogleAccount({
      ...{ base: `${server.url}/calendar/v3`, allowed: [server.url], now: () => new Date(), limits: QUICK },
      token: async () => ({ type: "token", token }),
    });
  const living = (calendar: string) =>
    server.eventsOf(calendar).filter(({ status, recurringEventId }) => status !== "cancelled" && !recurringEventId);
  return {
    account: accountWith(accessToken),
    revoked: accountWith("access-revoked"),
    async plant(calendar, { uid, start, minutes, summary, rule, transparent }) {
      const end = Temporal.PlainDateTime.from(start).add({ minutes }).toString({ smallestUnit: "second" });
      const event: Partial<GoogleEvent> & Pick<GoogleEvent, "start" | "end"> = {
        ...{ iCalUID: uid, summary, transparency: transparent ? "transparent" : "opaque" },
        ...(rule === undefined ? {} : { recurrence: [`RRULE:${rule}`] }),
        start: { dateTime: `${start}:00`, timeZone: "Europe/Berlin" },
        end: { dateTime: end, timeZone: "Europe/Berlin" },
      };
      const same = living(calendar).find(({ iCalUID }) => iCalUID === uid);
      if (same) server.change(same.id, event, calendar);
      else server.plant(event, calendar);
    },
    async uproot(calendar, uid) {
      for (const { id, iCalUID } of server.eventsOf(calendar))
        if (iCalUID === uid) server.change(id, { status: "cancelled" }, calendar);
    },
    async look(calendar) {
      return new Map(living(calendar).map((event) => [event.iCalUID, JSON.stringify(event)]));
    },
    disturb(trouble) {
      server.trouble =
        trouble === null || trouble === "silent"
          ? trouble
          : {
              status: trouble.status,
              body: { error: { code: trouble.status, errors: [{ reason: "backendError" }] } },
              ...(trouble.retryAfter === undefined ? {} : { headers: { "retry-after": trouble.retryAfter } }),
            };
    },
    close: () => server.stop(),
  };
});

describe("what Google says in its own words", () => {
  let server: GoogleServer;
  beforeAll(async () => {
    server = await GoogleServer.start();
  });
  afterAll(() => server.stop());

  const MINE = "ana@example.com";
  const options = {
    ...{ from: Date.parse("2026-03-02T00:00:00Z"), until: Date.parse("2026-03-30T00:00:00Z") },
    ...{ ownerZone: "Europe/Berlin", ownAddresses: [], allDayCounts: true, isOwn: isMeetingUid },
  };
  const accountWith = (token: AccessToken) =>
    createGoogleAccount({
      ...{ base: `${server.url}/calendar/v3`, allowed: [server.url], now: () => new Date(), limits: QUICK, token },
    });
  const open = () => {
    const { accessToken } = server.grant();
    return accountWith(async () => ({ type: "token", token: accessToken }));
  };
  const read = async (memory: string | null = null, account = open()) => {
    const answer = await account.readBusy(MINE, options, memory);
    if (answer.type === "failed") throw new Error(JSON.stringify(answer.fault));
    return answer.value;
  };
  const at = (day: string, from: string, until: string) => ({
    start: { dateTime: `2026-03-${day}T${from}:00`, timeZone: "Europe/Berlin" },
    end: { dateTime: `2026-03-${day}T${until}:00`, timeZone: "Europe/Berlin" },
  });

  test("is read for how somebody is taken: away, maybe, not at all, and whole days where they live", async () => {
    server.plant({ ...at("03", "10:00", "11:00"), eventType: "outOfOffice" });
    server.plant({ ...at("04", "10:00", "11:00"), status: "tentative" });
    const mine = (responseStatus: string) => ({ attendees: [{ email: MINE, self: true, responseStatus }] });
    server.plant({ ...at("05", "10:00", "11:00"), ...mine("needsAction") });
    server.plant({ ...at("06", "10:00", "11:00"), ...mine("declined") });
    server.plant({ ...at("09", "10:00", "11:00"), eventType: "workingLocation" });
    server.plant({ start: { date: "2026-03-11" }, end: { date: "2026-03-12" } });
    const { spans } = await read();
    expect(spans.map(({ from, type, allDay }) => [new Date(from).toISOString().slice(5, 16), type, allDay])).toEqual([
      ["03-03T09:00", "out_of_office", false],
      ["03-04T09:00", "tentative", false],
      ["03-05T09:00", "tentative", false],
      ["03-10T23:00", "busy", true],
    ]);
  });

  test("is never asked for a title, a place or a name", async () => {
    const since = server.asked.length;
    await read();
    const fields = server.asked.slice(since).map(({ url }) => url.searchParams.get("fields"));
    expect(fields.every((each) => each !== null && !/summary|location|description|email|displayName/.test(each))).toBe(
      true,
    );
  });

  test("is read page by page, and asked for no more than whether anything changed the next time", async () => {
    server.pageSize = 2;
    const first = await read();
    expect(first.spans).toHaveLength(4);
    const since = server.asked.length;
    const again = await read(first.memory);
    expect([again.how, again.spans]).toEqual(["unchanged", first.spans]);
    expect(server.asked.length - since).toBe(1);
    server.pageSize = 250;
  });

  test("may forget what it said, and is read anew then", async () => {
    const first = await read();
    server.forgetSyncTokens();
    const again = await read(first.memory);
    expect([again.how, again.spans]).toEqual(["full", first.spans]);
  });

  test.each([
    ["in one word", RATE_LIMITED, null],
    ["in another", TOO_MANY, 7000],
  ])("asks for patience %s", async (_how, said, retryAfterMilliseconds) => {
    server.faults.push(said);
    expect(await open().readBusy(MINE, options, null)).toEqual({
      type: "failed",
      fault: { type: "rate_limited", retryAfterMilliseconds },
    });
  });

  test("refuses a token that is over, and is asked once more with a new one", async () => {
    const { accessToken } = server.grant();
    const asked: (string | null)[] = [];
    const account = accountWith(async (refused) => {
      asked.push(refused);
      return { type: "token", token: refused === null ? "access-of-yesterday" : accessToken };
    });
    expect((await read(null, account)).spans).toHaveLength(4);
    expect(asked).toEqual([null, "access-of-yesterday"]);
  });

  test("gets what we write without anybody to invite", async () => {
    const event = {
      ...{ uid: "m1.p1@meeting.candor", sequence: 0, changedAt: new Date(), start: "2026-03-13T10:00", minutes: 30 },
      ...{ timeZone: "Europe/Berlin", summary: "1:1", description: "", rule: null, excluded: [], overrides: [] },
      people: {
        organizer: { name: "Ana", address: "ana@example.com" },
        attendees: [{ name: "Ben", address: "ben@example.com", partStat: "NEEDS-ACTION" as const }],
      },
    };
    expect(await open().putEvent(MINE, event, null)).toMatchObject({ type: "ok", value: { type: "done" } });
    expect(JSON.stringify(server.eventsOf())).not.toContain("ben@example.com");
  });
});
