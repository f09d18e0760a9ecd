import { randomBytes } from "node:crypto";
import type { CalendarAccount as Account } from "@candor/integrations/calendar/account/calendar-account.ts";
import { openCaldavAccount } from "@candor/integrations/calendar/caldav/open-caldav-account.ts";
import { basic, type DavServer, missing, RADICALE } from "@candor/integrations/calendar/caldav/testing/dav-servers.ts";
import { startUnrulyProxy, type UnrulyProxy } from "@candor/integrations/calendar/caldav/testing/unruly-proxy.ts";
import type { CalendarAccount, ConnectedAccount, MyCalendars, PairBusy } from "@candor/protocol/http/calendar.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
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
import { createAccountBeside, type OpenAccount } from "./account-beside.ts";
import { createAddressSeal } from "./address-seal.ts";
import { createCalendarReaders } from "./calendar-readers.ts";
import { noticeChanges } from "./notice-changes.ts";
import { readDue } from "./read-due.ts";
import { writeDue } from "./write-due.ts";

const beside = createAccountBeside();
afterAll(() => beside.close());

const sentence = missing(RADICALE);
if (sentence !== null) describe.skip("accounts that people connect", () => test(sentence, () => {}));
else {
  let server: DavServer;
  let proxy: UnrulyProxy;
  beforeAll(async () => {
    server = await RADICALE.start();
    proxy = await startUnrulyProxy(server.origin, null);
  });
  beforeEach(async () => {
    proxy.disturb(null);
    for (const url of await entriesOf()) await fetch(url, { method: "DELETE", headers });
  });
  afterAll(async () => {
    await proxy?.close();
    await server?.close();
  });

  const headers = { authorization: basic("ana") };
  const calendarUrl = () => `${proxy.origin}/ana/work/`;
  async function entriesOf(): Promise<string[]> {
    const answer = await fetch(calendarUrl(), { method: "PROPFIND", headers: { ...headers, depth: "1" } });
    return [...(await answer.text()).matchAll(/>([^<]*\.ics)</g)].map(([, path]) => `${proxy.origin}${path}`);
  }
  const textsOf = async () =>
    Promise.all((await entriesOf()).map(async (url) => (await fetch(url, { headers })).text()));
  const startsOf = async () =>
    (await textsOf()).map((text) => /DTSTART[^:]*:(\S+)/.exec(text.slice(text.indexOf("BEGIN:VEVENT")))?.[1]).sort();
  const plant = (uid: string, start: string) =>
    fetch(`${calendarUrl()}${uid}.ics`, {
      method: "PUT",
      headers: { ...headers, "content-type": "text/calendar" },
      body: `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:${uid}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:${start}\r\nDURATION:PT1H\r\nSUMMARY:Canary\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`,
    });

  describeEachEngine("accounts that people connect", (engine) => {
    const shared = shareDatabase(engine);
    beforeEach(async () => {
      await shared().db.deleteFrom("calendar_account").execute();
    });

    /** Ana and Ben on a page, and both jobs in the test's hands; the clock stands at 24 November 2026, 9:00. */
    async function open(openAccount: OpenAccount = here) {
      const seal = createAddressSeal("k".repeat(32), randomBytes);
      const allowed = [proxy.origin];
      const read = async () => ({ type: "failed", fault: "unreachable" }) as const;
      const app = openApp(shared(), { calendars: { seal, read, openAccount, allowed, wake: () => {} } });
      const ports = { db: shared().db, seal, read, openAccount, allowed, isMyTurn: () => true, now: app.now };
      const readers = createCalendarReaders();
      const [ana, ben] = [await app.person("Ana"), await app.person("Ben")];
      const pair = await beginPair(ana);
      await acceptAs(ben, await inviteTo(ana, pair));
      const readAll = async () => {
        while (await readDue({ ...ports, readers }));
      };
      const writeAll = async () => {
        while (await writeDue(ports));
      };
      const busy = async (who: Visitor) => (await who.get(`/api/pairs/${pair.id}/busy`)).body as PairBusy;
      return { app, ana, ben, pair, readAll, writeAll, busy, ports };
    }

    /** In this very process: the threads are tried once, below. */
    const here: OpenAccount = (opening) => {
      if (opening.kind !== "caldav") throw new Error("there are accounts with CalDAV servers alone");
      return openCaldavAccount(opening.credentials, { allowed: opening.allowed, now: () => new Date() });
    };

    const connect = (who: Visitor, password = server.password, address = proxy.origin) =>
      who.post("/api/me/calendar-accounts", { address, userName: "ana", password, timeZone: "Europe/Berlin" });
    const choose = async (who: Visitor, what: { reads?: boolean; writes?: boolean; showsNames?: boolean } = {}) => {
      const [account] = await accounts(who);
      return who.put(`/api/me/calendar-accounts/${account?.id}/choice`, {
        reads: what.reads === false ? [] : [calendarUrl()],
        writes: what.writes ? calendarUrl() : null,
        showsNames: what.showsNames ?? false,
      });
    };
    const accounts = async (who: Visitor) =>
      ((await who.get("/api/me/calendar-accounts")).body as { accounts: CalendarAccount[] }).accounts;
    const meet = async (pairId: string, id: string, start: string) =>
      shared()
        .db.insertInto("meeting")
        .values({
          ...{ page: pairId, id, start, volume: null, time_zone: "Europe/Berlin", minutes: 30, state: "planned" },
          ...{ medium: null, closed_at: null },
        })
        .execute();
    const move = async (id: string, change: { start?: string; state?: string }) =>
      shared().db.updateTable("meeting").set(change).where("id", "=", id).execute();

    test("an account is connected by name and app password, and its chosen calendar is read for its times alone", async () => {
      const { ana, readAll, busy, app } = await open();
      await plant("a1", "20261125T100000Z");
      const { status, body } = await connect(ana);
      expect(status).toBe(201);
      const { account, calendars } = body as ConnectedAccount;
      expect(calendars).toEqual([{ id: calendarUrl(), name: "Work & more", canWrite: true, isMain: true }]);
      expect(account).toMatchObject({ kind: "caldav", isRevoked: false, reads: [], target: null });
      expect((await choose(ana)).body).toMatchObject({ reads: [calendarUrl()], target: null });
      expect((await busy(ana)).mine.state).toBe("unknown");
      await readAll();
      const { mine } = await busy(ana);
      expect(mine.state).toBe("known");
      expect(mine.spans).toEqual([
        { from: Date.parse("2026-11-25T10:00Z"), until: Date.parse("2026-11-25T11:00Z"), type: "taken" },
      ]);
      await plant("a2", "20261126T100000Z");
      app.passMinutes(40);
      const before = proxy.asked.length;
      await readAll();
      expect((await busy(ana)).mine.spans).toHaveLength(2);
      expect(proxy.asked.slice(before)).toEqual(["REPORT /ana/work/", "REPORT /ana/work/"]); // what changed, and that
      const rows = await shared().db.selectFrom("calendar_source").selectAll().execute();
      const data = (await ana.get("/api/me/data")).body;
      expect(JSON.stringify([rows, data, await accounts(ana)])).not.toMatch(/Canary|app-password/);
      expect(data).toMatchObject({ calendarAccounts: [{ kind: "caldav", putsInto: null }] });
    });

    test("it is asked from a thread, as it is when nobody tests it", async () => {
      const { ana, readAll, busy } = await open(beside.open);
      await plant("a1", "20261125T100000Z");
      expect((await connect(ana)).status).toBe(201);
      await choose(ana);
      await readAll();
      expect((await busy(ana)).mine.spans).toHaveLength(1);
    });

    test("a password that is no good is refused at once, and nothing is kept", async () => {
      const { ana } = await open();
      expect(problemOf(await connect(ana, "wrong"))).toBe("account_refused");
      expect(problemOf(await connect(ana, server.password, "https://127.0.0.1/"))).toBe("account_not_allowed");
      expect(problemOf(await connect(ana, server.password, "http://dav.example.org/"))).toBe("not_https");
      expect(problemOf(await connect(ana, server.password, "my server"))).toBe("no_server");
      expect(await accounts(ana)).toEqual([]);
    });

    test("a password that is taken back makes the time unknown, is not tried again and again, and a new one mends it", async () => {
      const { ana, app, readAll, busy } = await open();
      await plant("a1", "20261125T100000Z");
      await connect(ana);
      await choose(ana);
      await readAll();
      proxy.disturb({ status: 401 });
      app.passMinutes(40);
      await readAll();
      const before = proxy.asked.length;
      app.passMinutes(600);
      await readAll();
      expect(proxy.asked.length).toBe(before);
      proxy.disturb(null);
      const { mine } = await busy(ana);
      expect(mine.state).toBe("unknown");
      expect(mine.spans.map(({ type }) => type)).toEqual(["unknown", "taken"]);
      const [account] = await accounts(ana);
      expect(account?.isRevoked).toBe(true);
      const [source] = ((await ana.get("/api/me/calendars")).body as MyCalendars).calendars;
      expect(source).toMatchObject({ state: "failing", fault: "revoked" });
      const renew = (password: string) => ana.put(`/api/me/calendar-accounts/${account?.id}/password`, { password });
      expect(problemOf(await renew("wrong"))).toBe("account_refused");
      expect((await renew(server.password)).status).toBe(200);
      await readAll();
      expect((await busy(ana)).mine.state).toBe("known");
    });

    test("a server that fails or asks for patience leaves what was read for a day, and then everything unknown", async () => {
      const { ana, app, readAll, busy } = await open();
      await plant("a1", "20261125T100000Z");
      await connect(ana);
      await choose(ana);
      await readAll();
      proxy.disturb({ status: 429, retryAfter: "7200" });
      app.passMinutes(40);
      await readAll();
      const before = proxy.asked.length;
      app.passMinutes(110);
      await readAll();
      expect(proxy.asked.length).toBe(before);
      expect((await busy(ana)).mine.state).toBe("known");
      app.passDays(1);
      expect((await busy(ana)).mine.state).toBe("unknown");
      proxy.disturb(null);
      await readAll();
      expect((await busy(ana)).mine.state).toBe("known");
    });

    test("planned meetings are put into the calendar, moved and cancelled with the page, and stand in nobody's way", async () => {
      const { ana, ben, pair, app, readAll, writeAll, busy } = await open();
      await meet(pair.id, "m1", "2026-11-26T10:00");
      await meet(pair.id, "m2", "2026-12-03T10:00");
      await connect(ana);
      await choose(ana, { writes: true });
      await writeAll();
      expect(await startsOf()).toEqual(["20261126T100000", "20261203T100000"]);
      expect((await accounts(ana))[0]?.target).toMatchObject({ state: "written", meetings: 2, showsNames: false });
      await readAll();
      expect((await busy(ana)).mine.spans).toEqual([]);
      await move("m1", { start: "2026-11-27T15:00" });
      await move("m2", { state: "cancelled" });
      app.passMinutes(11);
      await writeAll();
      expect(await startsOf()).toEqual(["20261127T150000"]);
      expect((await textsOf())[0]).toMatch(/SEQUENCE:1\r/);
      const before = proxy.asked.length;
      app.passMinutes(11);
      await writeAll();
      expect(proxy.asked.length).toBe(before); // nothing changed, so nobody is asked
      await choose(ana, { writes: true, showsNames: true });
      await writeAll();
      expect((await textsOf())[0]).toContain("SUMMARY:1:1 with Ben");
      expect(await accounts(ben)).toEqual([]);
    });

    test("a meeting stands there once, though the server was killed between putting and noting it", async () => {
      const { ana, pair, app, writeAll, ports } = await open();
      await meet(pair.id, "m1", "2026-11-26T10:00");
      await connect(ana);
      await choose(ana, { writes: true });
      const dies: OpenAccount = (opening) => {
        const account = here(opening);
        const putEvent: Account["putEvent"] = async (...asked) => {
          await account.putEvent(...asked);
          throw new Error("killed");
        };
        return { ...account, putEvent };
      };
      await expect(writeDue({ ...ports, openAccount: dies })).rejects.toThrow("killed");
      expect(await startsOf()).toEqual(["20261126T100000"]);
      await move("m1", { start: "2026-11-27T15:00" });
      app.passMinutes(11);
      await writeAll();
      expect(await startsOf()).toEqual(["20261127T150000"]);
      // And one that was cancelled before anybody came to note it is taken away again.
      await move("m1", { state: "cancelled" });
      await meet(pair.id, "m2", "2026-12-03T10:00");
      app.passMinutes(11);
      await expect(writeDue({ ...ports, openAccount: dies })).rejects.toThrow("killed");
      await move("m2", { state: "cancelled" });
      app.passMinutes(11);
      await writeAll();
      expect(await startsOf()).toEqual([]);
    });

    test("what its owner moved or took away there follows the page when that changes, and stays as it is until then", async () => {
      const { ana, pair, app, writeAll } = await open();
      await meet(pair.id, "m1", "2026-11-26T10:00");
      await connect(ana);
      await choose(ana, { writes: true });
      await writeAll();
      const [url = ""] = await entriesOf();
      await fetch(url, { method: "DELETE", headers });
      app.passMinutes(11);
      await writeAll();
      expect(await startsOf()).toEqual([]);
      await move("m1", { start: "2026-11-27T15:00" });
      app.passMinutes(11);
      await writeAll();
      expect(await startsOf()).toEqual(["20261127T150000"]);
    });

    test("switched off, meetings to come are taken out of the calendar, and those that were held stay", async () => {
      const { ana, pair, app, writeAll } = await open();
      await meet(pair.id, "m1", "2026-11-24T10:00");
      await meet(pair.id, "m2", "2026-12-03T10:00");
      await connect(ana);
      await choose(ana, { writes: true });
      await writeAll();
      await move("m1", { state: "held" });
      app.passDays(1);
      await choose(ana, { writes: false });
      expect((await accounts(ana))[0]?.target?.isLeaving).toBe(true);
      await writeAll();
      expect(await startsOf()).toEqual(["20261124T100000"]);
      expect((await accounts(ana))[0]?.target).toBeNull();
      expect(await shared().db.selectFrom("calendar_entry").selectAll().execute()).toEqual([]);
    });

    test("a series is one entry, with what is moved and left out of it, and ends with its page", async () => {
      const { ana, pair, app, writeAll } = await open();
      const rhythm = { timeZone: "Europe/Berlin", minutes: 30, everyWeeks: 2 };
      const inSeries = (id: string, slot: string, start = slot) => ({
        ...{ page: pair.id, id, start, volume: null, time_zone: "Europe/Berlin", minutes: 30, state: "planned" },
        ...{ medium: null, closed_at: null, series: JSON.stringify({ slot, ...rhythm }) },
      });
      const { db } = shared();
      await db.insertInto("meeting").values(inSeries("m1", "2026-11-26T10:00")).execute();
      await connect(ana);
      await choose(ana, { writes: true });
      await writeAll();
      expect((await textsOf()).length).toBe(1);
      expect((await textsOf())[0]).toContain("RRULE:FREQ=WEEKLY;INTERVAL=2");
      await db.updateTable("meeting").set({ start: "2026-11-27T15:00" }).where("id", "=", "m1").execute();
      app.passMinutes(11);
      await writeAll();
      const [moved = ""] = await textsOf();
      expect((await textsOf()).length).toBe(1);
      expect(moved).toContain("RECURRENCE-ID;TZID=Europe/Berlin:20261126T100000");
      expect(moved).toContain("DTSTART;TZID=Europe/Berlin:20261127T150000");
      await db.deleteFrom("meeting").where("page", "=", pair.id).execute();
      await db.insertInto("meeting").values(inSeries("m2", "2026-12-10T10:00")).execute();
      app.passMinutes(11);
      await writeAll();
      expect(await startsOf()).toEqual(["20261210T100000"]);
      app.passDays(40);
      await db.updateTable("pair").set({ frozen_at: app.now().toISOString() }).where("id", "=", pair.id).execute();
      await writeAll();
      expect(await startsOf()).toEqual([]);
    });

    test("a page that was read anew is noticed at once, and one that was not is left for later", async () => {
      const { ana, pair, app, writeAll } = await open();
      await shared()
        .db.insertInto("page_state")
        .values({
          page: pair.id,
          projected_seq: 1,
          projected_digests: null,
          quarantined_at: null,
          quarantine_reason: null,
        })
        .onConflict((conflict) => conflict.column("page").doUpdateSet({ projected_seq: 1 }))
        .execute();
      await connect(ana);
      await choose(ana, { writes: true });
      await writeAll();
      const marks = new Map<string, string>();
      const look = async () => {
        await noticeChanges(shared().db, marks, app.now());
        await writeAll();
      };
      await look();
      await meet(pair.id, "m1", "2026-11-26T10:00");
      await look();
      expect(await startsOf()).toEqual([]);
      await shared().db.updateTable("page_state").set({ projected_seq: 2 }).where("page", "=", pair.id).execute();
      await look();
      expect(await startsOf()).toEqual(["20261126T100000"]);
    });

    test("a calendar that cannot be written to says so, and is tried again", async () => {
      const { ana, pair, app, writeAll } = await open();
      await meet(pair.id, "m1", "2026-11-26T10:00");
      await connect(ana);
      await choose(ana, { writes: true });
      proxy.disturb({ status: 503 });
      await writeAll();
      expect((await accounts(ana))[0]?.target).toMatchObject({ state: "failing", fault: "odd_answer", meetings: 0 });
      proxy.disturb(null);
      app.passMinutes(5);
      await writeAll();
      expect((await accounts(ana))[0]?.target).toMatchObject({ state: "written", meetings: 1 });
      expect(await startsOf()).toEqual(["20261126T100000"]);
    });

    test("nobody else sees, changes or chooses an account, and disconnecting keeps nothing of it", async () => {
      const { ana, ben, app } = await open();
      await connect(ana);
      await choose(ana, { writes: true });
      const [account] = await accounts(ana);
      const at = `/api/me/calendar-accounts/${account?.id}`;
      for (const answer of [
        await ben.get(`${at}/calendars`),
        await ben.put(`${at}/choice`, { reads: [], writes: null, showsNames: false }),
        await ben.put(`${at}/password`, { password: "y" }),
        await ben.delete(at),
      ])
        expect(answer.status).toBe(404);
      const odd = await ana.put(`${at}/choice`, {
        reads: ["https://169.254.169.254/x"],
        writes: null,
        showsNames: false,
      });
      expect(problemOf(odd)).toBe("calendar_not_there");
      const owner = await app.person();
      const idOf = async (who: Visitor) => ((await who.get("/api/me")).body as { userId: string }).userId;
      await claimAccount(shared().db, await idOf(ana), await idOf(owner));
      expect(await accounts(owner)).toMatchObject([{ reads: [calendarUrl()], target: { name: "Work & more" } }]);
      expect((await owner.delete(at)).status).toBe(204);
      for (const table of ["calendar_account", "calendar_source", "calendar_target", "calendar_entry"] as const)
        expect([
          table,
          await shared()
            .db.selectFrom(table)
            .selectAll()
            .where("user_id", "=", await idOf(owner))
            .execute(),
        ]).toEqual([table, []]);
    });
  });
}
