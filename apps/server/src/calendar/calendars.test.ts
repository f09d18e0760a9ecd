import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { BusySide, CalendarSource, MyCalendars, PairBusy } from "@candor/protocol/http/calendar.ts";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { claimAccount } from "../people/claim-account.ts";
import {
  acceptAs,
  beginPair,
  inviteTo,
  openApp,
  problemOf,
  shareDatabase,
  type Visitor,
} from "../people/testing/open-app.ts";
import { createAddressSeal } from "./address-seal.ts";
import { createCalendarReaders } from "./calendar-readers.ts";
import { MAX_CALENDARS } from "./calendar-sources.ts";
import { createReadBeside, type ReadBeside } from "./read-beside.ts";
import { readDue } from "./read-due.ts";
import { emptyAccount } from "./testing/empty-account.ts";

const HOUR = 3_600_000;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function calendarOf(...events: string[]): string {
  const body = events.map((lines, at) => `BEGIN:VEVENT\r\nUID:${at}\r\nSUMMARY:Canary\r\n${lines}\r\nEND:VEVENT`);
  return ["BEGIN:VCALENDAR", ...body, "END:VCALENDAR", ""].join("\r\n");
}

const busyAt = (day: string, hour: string) => `DTSTART:202611${day}T${hour}0000Z\r\nDURATION:PT1H`;

const beside = createReadBeside();
afterAll(() => beside.close());

describeEachEngine("calendars that people connect", (engine) => {
  const shared = shareDatabase(engine);
  beforeEach(async () => {
    await shared().db.deleteFrom("calendar_source").execute();
  });

  /** Ana and Ben on a page, and the job in the test's hands; the clock stands at 24 November 2026, 9:00. */
  async function open(allowed: string[] = [], read = beside.read) {
    const seal = createAddressSeal("k".repeat(32), randomBytes);
    const app = openApp(shared(), { calendars: { seal, read, openAccount: emptyAccount, allowed, wake: () => {} } });
    const reading = {
      db: shared().db,
      seal,
      read,
      openAccount: emptyAccount,
      allowed,
      isMyTurn: () => true,
      now: app.now,
      readers: createCalendarReaders(),
    };
    const [ana, ben] = [await app.person("Ana"), await app.person("Ben")];
    const pair = await beginPair(ana);
    await acceptAs(ben, await inviteTo(ana, pair));
    const busy = async (who: Visitor) => (await who.get(`/api/pairs/${pair.id}/busy`)).body as PairBusy;
    const readAll = async () => {
      while (await readDue(reading));
    };
    return { app, ana, ben, pair, busy, readAll, reading };
  }

  const connect = (who: Visitor, address: string) =>
    who.post("/api/me/calendars", { address, timeZone: "Europe/Berlin", allDayCounts: true });
  const upload = (who: Visitor, text: string) =>
    who.post("/api/me/calendars/files", { name: "work.ics", text, timeZone: "Europe/Berlin", allDayCounts: true });
  const share = (who: Visitor, pair: { id: string }, shares = true) =>
    who.put(`/api/pairs/${pair.id}/busy-share`, { shares });
  const mine = async (who: Visitor) => ((await who.get("/api/me/calendars")).body as MyCalendars).calendars;
  const times = ({ spans }: BusySide) =>
    spans.map(
      ({ from, until, type }) => `${new Date(from).toISOString().slice(8, 13)} ${(until - from) / HOUR}h ${type}`,
    );

  test("a calendar is read from its address, and the other learns when, once that is shared, and never what", async () => {
    const origin = await serve((_request, response) =>
      response.end(
        calendarOf(
          busyAt("25", "10"),
          `${busyAt("26", "14")}\r\nSTATUS:TENTATIVE`,
          "DTSTART;VALUE=DATE:20261127\r\nX-MICROSOFT-CDO-BUSYSTATUS:OOF",
        ),
      ),
    );
    const { ana, ben, pair, busy, readAll, app } = await open([origin]);
    expect((await connect(ana, `${origin}/secret-part.ics`)).status).toBe(201);
    expect((await mine(ana))[0]?.state).toBe("waiting");
    expect((await busy(ana)).mine.state).toBe("unknown");
    await readAll();
    const [source] = await mine(ana);
    expect(source).toMatchObject({ state: "read", events: 3, readAt: "2026-11-24T09:00:00.000Z", problems: [] });
    const expected = ["25T10 1h taken", "26T14 1h maybe", "26T23 24h taken"];
    expect(times((await busy(ana)).mine)).toEqual(expected);
    expect((await busy(ben)).theirs).toEqual({ state: "not_shared", readAt: null, spans: [] });
    await share(ana, pair);
    const told = await busy(ben);
    expect(times(told.theirs)).toEqual(expected);
    expect(told.theirs.readAt).toBe("2026-11-24T09:00:00.000Z");
    expect(told.mine.state).toBe("no_calendar");
    await share(ana, pair, false);
    expect((await busy(ben)).theirs.state).toBe("not_shared");
    expect(JSON.stringify([told, source, app.told]).toLowerCase()).not.toMatch(/canary|secret-part/);
  });

  test("its address is told to nobody again, and stands nowhere in what is kept", async () => {
    const { ana } = await open();
    await connect(ana, "webcal://calendar.example.org/private-canaryaddress/basic.ics");
    const [source] = await mine(ana);
    expect(source?.name).toBe("calendar.example.org");
    const rows = await shared().db.selectFrom("calendar_source").selectAll().execute();
    const data = (await ana.get("/api/me/data")).body;
    expect(JSON.stringify([rows, source, data])).not.toContain("canaryaddress");
  });

  test.each([
    ["http://calendar.example.org/a.ics", "not_https"],
    ["https://me:word@calendar.example.org/a.ics", "not_https"],
    ["my calendar", "no_address"],
  ])("what can be no calendar's address is said at once: %s", async (address, problem) => {
    const { ana } = await open();
    expect(problemOf(await connect(ana, address))).toBe(problem);
  });

  test("an address within the server's own network is not asked, and it is said", async () => {
    let isAsked = false;
    const origin = await serve((_request, response) => {
      isAsked = true;
      response.end(calendarOf());
    });
    const { ana, readAll } = await open();
    await connect(ana, `https://127.0.0.1/`);
    await connect(ana, `https://localhost/`);
    expect(problemOf(await connect(ana, origin))).toBe("not_https");
    await readAll();
    expect((await mine(ana)).map(({ fault }) => fault)).toEqual(["not_allowed", "not_allowed"]);
    expect(isAsked).toBe(false);
  });

  test("a calendar that cannot be read leaves what was read for a day, with its age, and then everything unknown", async () => {
    let isBroken = false;
    const origin = await serve((_request, response) =>
      isBroken ? response.writeHead(503).end() : response.end(calendarOf(busyAt("27", "10"))),
    );
    const { ana, app, busy, readAll } = await open([origin]);
    await connect(ana, `${origin}/a.ics`);
    await readAll();
    isBroken = true;
    app.passMinutes(60);
    await readAll();
    expect((await mine(ana))[0]).toMatchObject({
      state: "failing",
      fault: "odd_answer",
      readAt: "2026-11-24T09:00:00.000Z",
    });
    expect((await busy(ana)).mine).toMatchObject({ state: "known", readAt: "2026-11-24T09:00:00.000Z" });
    app.passDays(1);
    const later = await busy(ana);
    expect(later.mine.state).toBe("unknown");
    expect(later.mine.spans[0]?.type).toBe("unknown");
    isBroken = false;
    await readAll();
    expect((await busy(ana)).mine.state).toBe("known");
  });

  test("a file that somebody is just writing doesn't make anybody free", async () => {
    let text = calendarOf(busyAt("27", "10"), busyAt("28", "10"));
    const origin = await serve((_request, response) => response.end(text));
    const { ana, app, busy, readAll } = await open([origin]);
    await connect(ana, `${origin}/a.ics`);
    await readAll();
    text = text.slice(0, text.indexOf("UID:1"));
    app.passMinutes(60);
    await readAll();
    expect((await mine(ana))[0]).toMatchObject({ state: "failing", fault: "broken_off" });
    expect(times((await busy(ana)).mine)).toEqual(["27T10 1h taken", "28T10 1h taken"]);
  });

  test("what did not change is not sent again", async () => {
    const answers: number[] = [];
    const origin = await serve((request, response) => {
      const status = request.headers["if-none-match"] === '"7"' ? 304 : 200;
      answers.push(status);
      response.writeHead(status, { etag: '"7"' }).end(status === 200 ? calendarOf(busyAt("27", "10")) : "");
    });
    const { ana, app, busy, readAll } = await open([origin]);
    await connect(ana, `${origin}/a.ics`);
    await readAll();
    app.passMinutes(60);
    await readAll();
    expect(answers).toEqual([200, 304]);
    expect((await busy(ana)).mine).toMatchObject({ state: "known", readAt: "2026-11-24T10:00:00.000Z" });
  });

  test("a calendar is read again when it is asked for, and in between only now and then", async () => {
    let asked = 0;
    const origin = await serve((_request, response) => {
      asked++;
      response.end(calendarOf());
    });
    const { ana, app, readAll } = await open([origin]);
    const { body } = await connect(ana, `${origin}/a.ics`);
    await readAll();
    app.passMinutes(5);
    await readAll();
    expect(asked).toBe(1);
    expect((await ana.post(`/api/me/calendars/${(body as CalendarSource).id}/read`)).status).toBe(200);
    await readAll();
    expect(asked).toBe(2);
  });

  test("two nodes do not read the same calendar at once", async () => {
    let asked = 0;
    const origin = await serve((_request, response) => {
      asked++;
      response.end(calendarOf());
    });
    const { ana, reading } = await open([origin]);
    await connect(ana, `${origin}/a.ics`);
    await Promise.all([readDue(reading), readDue({ ...reading, readers: createCalendarReaders() })]);
    expect(asked).toBe(1);
  });

  /** Calendars at `slow.example.org` send nothing until they are let; the others are empty. */
  function drip() {
    const held: (() => void)[] = [];
    const asked: string[] = [];
    const read: ReadBeside = async ({ source }) => {
      const address = source.type === "address" ? source.address : "";
      asked.push(address);
      if (address.includes("slow")) await new Promise<void>((resolve) => held.push(resolve));
      if (address.includes("slow")) return { type: "failed", fault: "too_slow" };
      return { type: "read", reading: { spans: [], problems: [], events: 0 }, etag: null, lastModified: null };
    };
    const release = () => {
      for (const go of held.splice(0)) go();
    };
    return { read, asked, release };
  }
  const slow = (at: number) => `https://slow.example.org/${at}.ics`;

  test("somebody's calendars that never answer hold up nobody else's, however many they are", async () => {
    const { read, asked, release } = drip();
    const { ana, ben, busy, reading } = await open([], read);
    for (let at = 0; at < MAX_CALENDARS; at++) await connect(ana, slow(at));
    await connect(ben, "https://quick.example.org/a.ics");
    const waiting = readDue(reading);
    await expect.poll(() => asked).toHaveLength(1);
    expect([await readDue(reading), await readDue(reading)]).toEqual([true, false]);
    expect(asked.filter((each) => each.includes("slow"))).toHaveLength(1);
    expect((await busy(ben)).mine.state).toBe("known");
    release();
    await waiting;
  });

  test("while ever so many never answer, those that answered last time are still read", async () => {
    const { read, asked, release } = drip();
    const { app, ana, ben, readAll, reading } = await open([], read);
    await connect(ben, "https://quick.example.org/a.ics");
    await readAll();
    await connect(ana, slow(0));
    const first = readDue(reading);
    await expect.poll(() => asked).toHaveLength(2);
    release();
    await first;
    app.passMinutes(6);
    expect(await readDue(reading, "answering")).toBe(false);
    app.passMinutes(30);
    expect(await readDue(reading, "answering")).toBe(true);
    expect(asked.at(-1)).toBe("https://quick.example.org/a.ics");
  });

  test("a calendar that failed once is tried before those that never answer, and is known again", async () => {
    const { read, asked } = drip();
    const { app, ana, ben, busy, reading } = await open([], read);
    await connect(ana, slow(0));
    const failing = (failures: number, minutes: number) => ({
      failures,
      next_at: new Date(app.now().getTime() - minutes * 60_000).toISOString(),
    });
    await shared().db.updateTable("calendar_source").set(failing(9, 60)).execute();
    await connect(ben, "https://quick.example.org/a.ics");
    await shared().db.updateTable("calendar_source").set(failing(1, 1)).where("failures", "=", 0).execute();
    await readDue(reading);
    expect(asked).toEqual(["https://quick.example.org/a.ics"]);
    expect((await busy(ben)).mine.state).toBe("known");
  });

  test("what an earlier reader read is read anew, though it did not change", async () => {
    const origin = await serve((request, response) => {
      const isSame = request.headers["if-none-match"] === '"7"';
      const odd = `${busyAt("27", "10")}\r\nRRULE:FREQ=WEEKLYY`;
      response.writeHead(isSame ? 304 : 200, { etag: '"7"' }).end(isSame ? "" : calendarOf(odd));
    });
    const { ana, app, busy, readAll } = await open([origin]);
    await connect(ana, `${origin}/a.ics`);
    await readAll();
    const asBefore = { spans: "[]", problems: '[{"type":"unread_rules","count":1}]', reader: 0 };
    await shared().db.updateTable("calendar_source").set(asBefore).execute();
    app.passMinutes(60);
    await readAll();
    expect((await mine(ana))[0]?.problems).toEqual([{ type: "unread_rules", count: 1, starts: ["2026-11-27T10:00Z"] }]);
    expect(times((await busy(ana)).mine).slice(0, 2)).toEqual(["27T10 1h taken", "28T10 1h unknown"]);
  });

  test("what never answers is tried less and less often, and at once when its owner asks", async () => {
    const { read, asked, release } = drip();
    const { app, ana, reading } = await open([], read);
    const { body } = await connect(ana, slow(0));
    const { id } = body as CalendarSource;
    const tryIt = async () => {
      const before = asked.length;
      const reads = readDue(reading);
      await expect.poll(() => asked.length).toBe(before + 1);
      release();
      await reads;
      return shared().db.selectFrom("calendar_source").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
    };
    const waits: number[] = [];
    for (let failures = 1; failures <= 8; failures++) {
      const { next_at } = await tryIt();
      waits.push((Date.parse(next_at ?? "") - app.now().getTime()) / 60_000);
      app.passMinutes(waits.at(-1) ?? 0);
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 360]);
    await ana.post(`/api/me/calendars/${id}/read`);
    expect((await tryIt()).failures).toBe(1);
  });

  test("a calendar that is too much for its reader costs the others nothing", async () => {
    const bomb = Array.from(
      { length: 400 },
      (_, at) =>
        `DTSTART:19700101T0000${String(at % 60).padStart(2, "0")}Z\r\nDURATION:PT1S\r\nRRULE:FREQ=HOURLY;COUNT=99999999`,
    );
    const impatient = createReadBeside(1500);
    const { ana } = await open([], impatient.read);
    expect(problemOf(await upload(ana, calendarOf(...bomb)))).toBe("calendar_too_heavy");
    await impatient.close();
    const { ben, busy } = await open();
    expect((await upload(ben, calendarOf(busyAt("27", "10")))).status).toBe(201);
    expect(times((await busy(ben)).mine)).toEqual(["27T10 1h taken"]);
  });

  test("a file is read at once, and of it only the times are kept", async () => {
    const { ana, busy } = await open();
    const { status, body } = await upload(ana, calendarOf(busyAt("27", "10")));
    expect([status, (body as CalendarSource).state, (body as CalendarSource).name]).toEqual([201, "read", "work.ics"]);
    expect(times((await busy(ana)).mine)).toEqual(["27T10 1h taken"]);
    expect(JSON.stringify(await shared().db.selectFrom("calendar_source").selectAll().execute())).not.toContain(
      "Canary",
    );
  });

  test("of a file that an earlier version read its owner is told, since it cannot be read anew", async () => {
    const { ana, busy } = await open();
    await upload(ana, calendarOf(busyAt("27", "10")));
    expect((await mine(ana))[0]?.problems).toEqual([]);
    await shared().db.updateTable("calendar_source").set({ reader: 0 }).execute();
    expect((await mine(ana))[0]?.problems).toEqual([{ type: "older_reader" }]);
    expect(times((await busy(ana)).mine)).toEqual(["27T10 1h taken"]);
  });

  test.each([
    ["no calendar at all", "no_calendar"],
    [calendarOf(busyAt("27", "10")).slice(0, 60), "calendar_cut_off"],
  ])("a file that is none is refused, and says why: %s", async (text, problem) => {
    const { ana } = await open();
    expect(problemOf(await upload(ana, text))).toBe(problem);
    expect(await mine(ana)).toEqual([]);
  });

  test("whole days count as long as one wants them to, and without reading anew", async () => {
    const { ana, busy } = await open();
    const { body } = await upload(ana, calendarOf("DTSTART;VALUE=DATE:20261130"));
    expect(times((await busy(ana)).mine)).toEqual(["29T23 24h taken"]);
    await ana.patch(`/api/me/calendars/${(body as CalendarSource).id}`, { allDayCounts: false });
    expect(times((await busy(ana)).mine)).toEqual([]);
  });

  test("a meeting of Candor with somebody else takes one's time, and the very meeting of the two does not", async () => {
    const { ana, ben, pair, busy } = await open();
    const other = await beginPair(ana);
    const meeting = { volume: null, time_zone: "UTC", minutes: 60, state: "planned", medium: null, closed_at: null };
    await shared()
      .db.insertInto("meeting")
      .values([
        { ...meeting, page: other.id, id: "m1", start: "2026-11-26T13:00" },
        { ...meeting, page: pair.id, id: "m2", start: "2026-11-27T10:00" },
      ])
      .execute();
    await upload(ana, calendarOf(busyAt("27", "10"), busyAt("28", "10")));
    await share(ana, pair);
    expect(times((await busy(ben)).theirs)).toEqual(["26T13 1h taken", "28T10 1h taken"]);
  });

  test("the meeting of the two is told from what begins right after it, and of two others in a row nobody knows that they are two", async () => {
    const { ana, ben, pair, busy } = await open();
    const meeting = { volume: null, time_zone: "UTC", minutes: 60, state: "planned", medium: null, closed_at: null };
    await shared()
      .db.insertInto("meeting")
      .values({ ...meeting, page: pair.id, id: "m1", start: "2026-11-27T10:00" })
      .execute();
    await upload(ana, calendarOf(busyAt("27", "10"), busyAt("27", "11"), busyAt("28", "10"), busyAt("28", "11")));
    await share(ana, pair);
    expect(times((await busy(ben)).theirs)).toEqual(["27T11 1h taken", "28T10 2h taken"]);
  });

  test("nobody who has no seat learns anything, and on an archived page neither does the other", async () => {
    const { ana, ben, pair, busy, app } = await open();
    await upload(ana, calendarOf(busyAt("27", "10")));
    await share(ana, pair);
    const eve = await app.person("Eve");
    expect((await eve.get(`/api/pairs/${pair.id}/busy`)).status).toBe(404);
    expect((await share(eve, pair)).status).toBe(404);
    const [source] = await mine(ana);
    for (const answer of [
      await eve.delete(`/api/me/calendars/${source?.id}`),
      await eve.patch(`/api/me/calendars/${source?.id}`, { allDayCounts: false }),
      await eve.post(`/api/me/calendars/${source?.id}/read`),
    ])
      expect(answer.status).toBe(404);
    await shared()
      .db.updateTable("pair")
      .set({ frozen_at: app.now().toISOString() })
      .where("id", "=", pair.id)
      .execute();
    expect((await busy(ben)).theirs.state).toBe("not_shared");
  });

  test("nobody connects more calendars than a person has, and one that is taken away is gone", async () => {
    const { ana } = await open();
    const address = "https://calendar.example.org/a.ics";
    for (let at = 0; at < MAX_CALENDARS; at++) expect((await connect(ana, address)).status).toBe(201);
    expect(problemOf(await connect(ana, address))).toBe("too_many_calendars");
    const [first] = await mine(ana);
    expect((await ana.delete(`/api/me/calendars/${first?.id}`)).status).toBe(204);
    expect(await mine(ana)).toHaveLength(MAX_CALENDARS - 1);
    const left = await shared()
      .db.selectFrom("calendar_source")
      .select("id")
      .where("id", "=", String(first?.id))
      .execute();
    expect(left).toEqual([]);
  });

  test("whoever signs in to an account of theirs has their calendars there, and shares as before", async () => {
    const { ana, pair, app } = await open();
    await upload(ana, calendarOf());
    await share(ana, pair);
    const account = await app.person();
    const idOf = async (who: Visitor) => ((await who.get("/api/me")).body as { userId: string }).userId;
    await claimAccount(shared().db, await idOf(ana), await idOf(account));
    const { body } = await account.get("/api/me/calendars");
    expect(body).toMatchObject({ calendars: [{ name: "work.ics" }], sharedWith: [pair.id] });
  });
});

describe("an address that is kept sealed", () => {
  const seal = createAddressSeal("k".repeat(32), randomBytes);
  const id = randomUUID();

  test("comes back with its key and under its own name alone", () => {
    const sealed = seal.seal(id, "https://calendar.example.org/secret");
    expect(sealed).not.toContain("secret");
    expect(seal.open(id, sealed)).toBe("https://calendar.example.org/secret");
    expect(seal.open(randomUUID(), sealed)).toBeNull();
    expect(createAddressSeal("x".repeat(32), randomBytes).open(id, sealed)).toBeNull();
    expect(seal.open(id, `${sealed.slice(0, -2)}AA`)).toBeNull();
    expect(seal.open(id, "")).toBeNull();
  });
});
