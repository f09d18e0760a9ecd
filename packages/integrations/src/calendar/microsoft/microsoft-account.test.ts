import { isMeetingUid } from "@candor/core/calendar/meeting-uid.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AccountEvent } from "../account/calendar-account.ts";
import { describeCalendarAccount } from "../account/testing/calendar-account.contract.ts";
import { graphRecurrence } from "./graph-recurrence.ts";
import { createMicrosoftAccount } from "./microsoft-account.ts";
import type { GraphEvent } from "./testing/graph-events.ts";
import { MicrosoftServer, THROTTLED } from "./testing/microsoft-server.ts";

const QUICK = { firstByteMilliseconds: 2000, milliseconds: 3000, bytes: 16 * 1024 * 1024 };

describeCalendarAccount("Microsoft", async () => {
  const server = await MicrosoftServer.start();
  const { accessToken } = server.grant();
  const accountWith = (token: string) =>
    createMicrosoftAccount({
      ...{ base: `${server.url}/v1.0`, allowed: [server.url], now: () => new Date(), limits: QUICK },
      token: async () => ({ type: "token", token }),
    });
  const uids = new Map<string, string>();
  const uidOf = ({ id, properties }: GraphEvent) => properties[0]?.value ?? uids.get(id) ?? id;
  const living = (calendar: string) =>
    server.eventsOf(calendar).filter(({ isDeleted, masterId }) => !isDeleted && masterId === null);
  return {
    account: accountWith(accessToken),
    revoked: accountWith("access-revoked"),
    async plant(calendar, { uid, start, minutes, summary, rule, transparent }) {
      const timeZone = "W. Europe Standard Time";
      const end = Temporal.PlainDateTime.from(start).add({ minutes }).toString({ smallestUnit: "second" });
      const event = {
        ...{ subject: summary, showAs: transparent ? "free" : "busy" },
        recurrence: rule === undefined ? null : graphRecurrence(rule, start, timeZone),
        start: { dateTime: `${start}:00`, timeZone },
        end: { dateTime: end, timeZone },
      };
      const same = living(calendar).find((each) => uidOf(each) === uid);
      if (same) server.change(same.id, event, calendar);
      else uids.set(server.plant(event, calendar).id, uid);
    },
    async uproot(calendar, uid) {
      for (const each of living(calendar)) if (uidOf(each) === uid) server.remove(each.id, calendar);
    },
    async look(calendar) {
      return new Map(living(calendar).map((event) => [uidOf(event), JSON.stringify(event)]));
    },
    disturb(trouble) {
      server.trouble =
        trouble === null || trouble === "silent"
          ? trouble
          : {
              status: trouble.status,
              body: { error: { code: "ErrorInternalServerError", message: "" } },
              ...(trouble.retryAfter === undefined ? {} : { headers: { "retry-after": trouble.retryAfter } }),
            };
    },
    close: () => server.stop(),
  };
});

describe("what Microsoft says in its own words", () => {
  let server: MicrosoftServer;
  beforeAll(async () => {
    server = await MicrosoftServer.start();
  });
  afterAll(() => server.stop());

  const MINE = "AAMk-main=";
  const options = {
    ...{ from: Date.parse("2026-03-02T00:00:00Z"), until: Date.parse("2026-03-30T00:00:00Z") },
    ...{ ownerZone: "Europe/Berlin", ownAddresses: [], allDayCounts: true, isOwn: isMeetingUid },
  };
  const open = () => {
    const { accessToken } = server.grant();
    return createMicrosoftAccount({
      ...{ base: `${server.url}/v1.0`, allowed: [server.url], now: () => new Date(), limits: QUICK },
      token: async () => ({ type: "token", token: accessToken }),
    });
  };
  const read = async (memory: string | null = null, how = options) => {
    const answer = await open().readBusy(MINE, how, memory);
    if (answer.type === "failed") throw new Error(JSON.stringify(answer.fault));
    return answer.value;
  };
  const timeZone = "W. Europe Standard Time";
  const at = (day: string, from: string, until: string) => ({
    start: { dateTime: `2026-03-${day}T${from}:00`, timeZone },
    end: { dateTime: `2026-03-${day}T${until}:00`, timeZone },
  });
  const times = async (how = options) =>
    (await read(null, how)).spans.map(({ from, type }) => `${new Date(from).toISOString().slice(5, 16)} ${type}`);
  const expected = [
    ...["03-03T09:00 out_of_office", "03-04T09:00 tentative", "03-05T09:00 tentative", "03-10T23:00 busy"],
    ...["03-17T13:00 tentative", "03-24T13:00 tentative"],
  ];

  test("is read for how somebody is taken, of a series too, whose occurrences do not say", async () => {
    server.plant({ ...at("03", "10:00", "11:00"), showAs: "oof" });
    server.plant({ ...at("04", "10:00", "11:00"), showAs: "tentative" });
    server.plant({ ...at("05", "10:00", "11:00"), response: "notResponded" });
    server.plant({ ...at("06", "10:00", "11:00"), response: "declined" });
    server.plant({ ...at("09", "10:00", "11:00"), showAs: "workingElsewhere" });
    server.plant({ ...at("09", "12:00", "13:00"), isCancelled: true });
    server.plant({ ...at("11", "00:00", "00:00"), end: at("12", "00:00", "00:00").end, isAllDay: true });
    const recurrence = graphRecurrence("FREQ=WEEKLY;COUNT=2", "2026-03-17T14:00", timeZone);
    server.plant({ ...at("17", "14:00", "15:00"), recurrence, showAs: "tentative" });
    expect(await times()).toEqual(expected);
  });

  test("is read in whatever zone it answers, by the names that Windows has for them", async () => {
    server.zone = "Tokyo Standard Time";
    expect(await times()).toEqual(expected);
    server.zone = "Nowhere Standard Time";
    expect((await read()).problems).toEqual([{ type: "unknown_zone", names: ["Nowhere Standard Time"] }]);
    server.zone = null;
  });

  test("is read page by page, and by its changes the next time", async () => {
    server.pageSize = 2;
    const first = await read();
    const again = await read(first.memory);
    expect([again.how, again.spans]).toEqual(["unchanged", first.spans]);
    const [master] = server.eventsOf().filter(({ recurrence }) => recurrence);
    server.change(String(master?.id), { showAs: "oof" });
    const changed = await read(again.memory);
    expect([changed.how, changed.spans.at(-1)?.type]).toEqual(["changes", "out_of_office"]);
    server.remove(String(master?.id));
    expect((await read(changed.memory)).spans).toHaveLength(4);
    server.pageSize = 50;
  });

  test("may forget what it said, and is read anew then", async () => {
    const first = await read();
    server.forgetDeltaLinks();
    const again = await read(first.memory);
    expect([again.how, again.spans]).toEqual(["full", first.spans]);
  });

  test("is not followed to another place", async () => {
    const { memory } = await read();
    const elsewhere = String(memory).replaceAll(server.url, "http://127.0.0.1:9");
    expect(await open().readBusy(MINE, options, elsewhere)).toMatchObject({ fault: { type: "odd_answer" } });
  });

  test("is read by who may see times alone, and is refused what it has beside", async () => {
    server.hidesProperties = true;
    expect(await times()).toHaveLength(4);
    server.hidesProperties = false;
  });

  test("asks for patience", async () => {
    server.faults.push(THROTTLED);
    expect(await open().listCalendars()).toEqual({
      type: "failed",
      fault: { type: "rate_limited", retryAfterMilliseconds: 7000 },
    });
  });

  const series: AccountEvent = {
    ...{ uid: "m1.p1@meeting.candor", sequence: 0, changedAt: new Date(0), start: "2026-03-04T16:00", minutes: 30 },
    ...{ timeZone: "Europe/Berlin", summary: "1:1", description: "", rule: "FREQ=WEEKLY;INTERVAL=2" },
    ...{ excluded: ["2026-03-18T16:00"], overrides: [], people: null },
  };
  const everything = { ...options, isOwn: () => false };
  const ours = async () => (await times(everything)).filter((each) => /T1[4-6]/.test(each));

  test("has an occurrence that was left out back in, though it knows no way to put it back", async () => {
    const account = open();
    const put = await account.putEvent(MINE, series, null);
    const place = put.type === "ok" && put.value.type === "done" ? put.value.place : null;
    expect(await ours()).toEqual(["03-04T15:00 busy"]);
    await account.putEvent(MINE, { ...series, sequence: 1, changedAt: new Date(1), excluded: [] }, place);
    expect(await ours()).toEqual(["03-04T15:00 busy", "03-18T15:00 busy"]);
    expect(server.eventsOf().filter(({ isDeleted, subject }) => subject === "1:1" && !isDeleted)).toHaveLength(1);
  });

  test("holds one event, though the answer to our writing it was lost", async () => {
    const once: AccountEvent = {
      ...series,
      uid: "m2.p1@meeting.candor",
      rule: null,
      excluded: [],
      start: "2026-03-20T17:00",
    };
    const account = open();
    await account.putEvent(MINE, once, null);
    expect(await account.putEvent(MINE, once, null)).toMatchObject({ value: { type: "conflict" } });
    expect((await ours()).filter((each) => each.startsWith("03-20"))).toEqual(["03-20T16:00 busy"]);
  });
});

test.each([
  ["FREQ=DAILY;INTERVAL=3", { type: "daily", interval: 3 }],
  ["FREQ=WEEKLY", { type: "weekly", interval: 1, daysOfWeek: ["tuesday"], firstDayOfWeek: "monday" }],
  [
    "FREQ=WEEKLY;BYDAY=MO,TH;WKST=SU",
    { type: "weekly", interval: 1, daysOfWeek: ["monday", "thursday"], firstDayOfWeek: "sunday" },
  ],
  ["FREQ=MONTHLY", { type: "absoluteMonthly", interval: 1, dayOfMonth: 10 }],
  ["FREQ=MONTHLY;BYDAY=2TU", { type: "relativeMonthly", interval: 1, daysOfWeek: ["tuesday"], index: "second" }],
  [
    "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=-1",
    { type: "relativeMonthly", interval: 1, daysOfWeek: ["tuesday"], index: "last" },
  ],
  ["FREQ=MONTHLY;BYDAY=5TU", null],
  ["FREQ=YEARLY", null],
])("a rule is put in Microsoft's words, or it is said that there are none: %s", (rule, pattern) => {
  expect(graphRecurrence(rule, "2026-03-10T10:00", "Europe/Berlin")?.pattern ?? null).toEqual(pattern);
});

test("a series ends with the day of its last occurrence, where that is", () => {
  const ends = (until: string) =>
    graphRecurrence(`FREQ=WEEKLY;UNTIL=${until}`, "2026-03-10T10:00", "Europe/Berlin")?.range.endDate;
  expect(ends("20260324T090000Z")).toBe("2026-03-24");
  expect(ends("20260324T085900Z")).toBe("2026-03-23");
  expect(ends("20260324")).toBe("2026-03-24");
  expect(ends("20260323T230000Z")).toBe("2026-03-23");
});
