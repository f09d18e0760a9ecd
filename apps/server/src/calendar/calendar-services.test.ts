import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createGoogleAccount } from "@candor/integrations/calendar/google/google-account.ts";
import { GoogleServer } from "@candor/integrations/calendar/google/testing/google-server.ts";
import { createMicrosoftAccount } from "@candor/integrations/calendar/microsoft/microsoft-account.ts";
import { MicrosoftServer } from "@candor/integrations/calendar/microsoft/testing/microsoft-server.ts";
import { CLIENT, type ProviderServer } from "@candor/integrations/calendar/testing/provider-server.ts";
import type { CalendarAccount, ConnectedAccount, MyCalendars, PairBusy } from "@candor/protocol/http/calendar.ts";
import type { ConnectedService, ConsentAddress } from "@candor/protocol/http/calendar-consent.ts";
import { getRequestListener } from "@hono/node-server";
import { afterEach, expect, test } from "vitest";
import { loadConfig } from "../config.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import {
  acceptAs,
  beginPair,
  inviteTo,
  openApp,
  problemOf,
  shareDatabase,
  type Visitor,
} from "../people/testing/open-app.ts";
import type { OpenAccount } from "./account-beside.ts";
import { createAccountBeside } from "./account-beside.ts";
import { createCalendarReaders } from "./calendar-readers.ts";
import { keepHintsDue } from "./keep-hints.ts";
import { openConsents } from "./open-consents.ts";
import { readDue } from "./read-due.ts";
import { followHints } from "./take-hint.ts";
import { writeDue } from "./write-due.ts";

const open: { close(): unknown }[] = [];
afterEach(() => {
  for (const each of open.splice(0)) each.close();
});

/** In this very process: the threads are tried once, below. */
const here: OpenAccount = (opening) => {
  if (opening.kind === "caldav") throw new Error("there are accounts with services alone");
  const { base, allowed, token } = opening;
  const ports = { base, allowed, now: () => new Date(), token: async () => ({ type: "token" as const, token }) };
  return opening.kind === "google" ? createGoogleAccount(ports) : createMicrosoftAccount(ports);
};

const google = {
  ...{ kind: "google" as const, start: () => GoogleServer.start(), main: "ana@example.com" },
  settings: (url: string) => ({
    CANDOR_GOOGLE_CALENDAR_CLIENT_ID: CLIENT.id,
    CANDOR_GOOGLE_CALENDAR_CLIENT_SECRET: CLIENT.secret,
    CANDOR_GOOGLE_CALENDAR_ORIGIN: url,
  }),
};
const microsoft = {
  ...{ kind: "microsoft" as const, start: () => MicrosoftServer.start(), main: "AAMk-main=" },
  settings: (url: string) => ({
    CANDOR_MICROSOFT_CALENDAR_CLIENT_ID: CLIENT.id,
    CANDOR_MICROSOFT_CALENDAR_CLIENT_SECRET: CLIENT.secret,
    CANDOR_MICROSOFT_CALENDAR_LOGIN: url,
    CANDOR_MICROSOFT_CALENDAR_GRAPH: url,
  }),
};

const busyAt = (day: string, hour: number) => ({
  start: { dateTime: `2026-11-${day}T${hour}:00:00`, timeZone: "UTC" },
  end: { dateTime: `2026-11-${day}T${hour + 1}:00:00`, timeZone: "UTC" },
});
const plant = (service: ProviderServer, day: string, hour: number) => {
  if (service instanceof GoogleServer || service instanceof MicrosoftServer) service.plant(busyAt(day, hour));
};
const times = ({ mine }: PairBusy) =>
  mine.spans.map(({ from, type }) => `${new Date(from).toISOString().slice(8, 13)} ${type}`);

describeEachEngine("an account with a service", (engine) => {
  const shared = shareDatabase(engine);

  async function world(kind: typeof google | typeof microsoft, openAccount: OpenAccount = here) {
    const service = await kind.start();
    open.push({ close: () => service.stop() });
    const config = loadConfig(kind.settings(service.url));
    const database = shared();
    await database.db.deleteFrom("calendar_account").execute(); // of the test before, whose service is gone
    let address = "";
    const clock = { now: () => new Date() };
    const consents = openConsents({ config, secret: "s".repeat(32), database, now: () => clock.now() }, () => address);
    let wakes = 0;
    const { seal } = consents.ports;
    const ports = { seal, openAccount, allowed: [] as string[], services: consents.services, leave: consents.leave };
    const app = openApp(database, {
      calendars: {
        ...{ ...ports, read: async () => ({ type: "failed" as const, fault: "unreachable" as const }) },
        wake: () => {
          wakes++;
        },
      },
      consents: consents.ports,
    });
    clock.now = app.now;
    service.now = () => app.now().getTime();
    const listener: Server = createServer(getRequestListener(app.app.fetch));
    await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
    address = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
    open.push(listener);
    const ana = await app.person("Ana");
    const reading = {
      ...{ ...ports, db: database.db, isMyTurn: () => true, now: app.now },
      readers: createCalendarReaders(),
      read: async () => ({ type: "failed" as const, fault: "unreachable" as const }),
    };
    const readAll = async () => {
      await followHints(database.db, app.now());
      while (await readDue(reading));
    };
    const writeAll = async () => {
      while (await writeDue(reading));
    };
    const hints = async () => {
      while (await keepHintsDue({ ...consents.hints, isMyTurn: () => true }));
    };
    const busy = async (who: Visitor, pair: { id: string }) =>
      (await who.get(`/api/pairs/${pair.id}/busy`)).body as PairBusy;
    return { service, app, ana, readAll, writeAll, hints, busy, wakes: () => wakes };
  }

  /** Goes where one is sent, and comes back with what the service gave. */
  async function leave(who: Visitor, kind: { kind: string }, writes = false): Promise<URLSearchParams> {
    const asked = await who.post("/api/me/calendar-consents", { kind: kind.kind, writes, timeZone: "Europe/Berlin" });
    let { address } = asked.body as ConsentAddress;
    for (;;) {
      const answer = await fetch(address, { redirect: "manual" });
      const to = new URL(answer.headers.get("location") ?? "", address);
      if (to.pathname === "/settings/calendar") return to.searchParams;
      address = to.href;
    }
  }
  const finish = (who: Visitor, back: URLSearchParams) =>
    who.post("/api/me/calendar-consents/finish", { code: back.get("code"), state: back.get("state") });
  const accounts = async (who: Visitor) =>
    ((await who.get("/api/me/calendar-accounts")).body as { accounts: CalendarAccount[] }).accounts;
  const choose = (who: Visitor, id: string, main: string, writes = false) =>
    who.put(`/api/me/calendar-accounts/${id}/choice`, {
      ...{ reads: [main], writes: writes ? main : null, showsNames: false },
    });
  async function connect(who: Visitor, kind: typeof google | typeof microsoft, writes = false) {
    const { status, body } = await finish(who, await leave(who, kind, writes));
    expect([status, body]).toMatchObject([200, { kind: kind.kind, writes }]);
    const { id } = body as ConnectedService;
    expect((await choose(who, id, kind.main, writes)).status).toBe(200);
    return id;
  }

  for (const kind of [google, microsoft]) {
    test(`${kind.kind}: is connected by giving permission there, and read for its times alone`, async () => {
      const { service, app, ana, readAll, busy } = await world(kind);
      plant(service, "25", 10);
      expect((await ana.get("/api/me/calendar-consents")).body).toEqual({ services: [kind.kind] });
      await connect(ana, kind);
      await readAll();
      expect((await ana.get("/api/me/calendars")).body).toMatchObject({
        calendars: [{ kind: "account", state: "read", events: 1 }],
      });
      const pair = await beginPair(ana);
      expect(times(await busy(ana, pair))).toEqual(["25T10 taken"]);
      expect(await accounts(ana)).toMatchObject([{ kind: kind.kind, name: "ana@example.com", isRevoked: false }]);
      const rows = [
        await shared().db.selectFrom("calendar_account").selectAll().execute(),
        await shared().db.selectFrom("calendar_source").selectAll().execute(),
      ];
      expect(JSON.stringify([rows, app.told])).not.toMatch(/Canary|refresh-|access-|code-/);
    });

    test(`${kind.kind}: is no use to anybody who has only what somebody came back with`, async () => {
      const { app, ana } = await world(kind);
      const ben = await app.person("Ben");
      const back = await leave(ana, kind);
      expect(problemOf(await finish(ben, back))).toBe("consent_void");
      expect((await finish(ana, back)).status).toBe(200);
      expect(problemOf(await finish(ana, back))).toBe("consent_void");
      const late = await leave(ana, kind);
      app.passMinutes(21);
      expect(problemOf(await finish(ana, late))).toBe("consent_void");
      expect(await accounts(ben)).toEqual([]);
      expect(await accounts(ana)).toHaveLength(1);
    });

    test(`${kind.kind}: that was taken back there says so, makes nobody free, and goes on when it is given again`, async () => {
      const { service, app, ana, readAll, busy } = await world(kind);
      const id = await connect(ana, kind);
      await readAll();
      const pair = await beginPair(ana);
      expect((await busy(ana, pair)).mine.state).toBe("known");
      service.revokeAll();
      app.passMinutes(31);
      await readAll();
      expect(await accounts(ana)).toMatchObject([{ id, isRevoked: true }]);
      expect(problemOf(await ana.get(`/api/me/calendar-accounts/${id}/calendars`))).toBe("account_revoked");
      expect((await busy(ana, pair)).mine.state).toBe("unknown");
      const asked = service.asked.length;
      app.passMinutes(600);
      await readAll();
      expect(service.asked.length).toBe(asked);
      expect((await finish(ana, await leave(ana, kind))).body).toMatchObject({ id });
      await readAll();
      expect(await accounts(ana)).toMatchObject([{ id, isRevoked: false }]);
      expect((await busy(ana, pair)).mine.state).toBe("known");
    });

    test(`${kind.kind}: holds one's meetings where one wanted that, and otherwise is only read`, async () => {
      const { service, app, ana, writeAll } = await world(kind);
      const pair = await beginPair(ana);
      const meeting = { volume: null, time_zone: "Europe/Berlin", minutes: 30, state: "planned", medium: null };
      await shared()
        .db.insertInto("meeting")
        .values({ ...meeting, page: pair.id, id: randomUUID(), start: "2026-11-26T13:00", closed_at: null })
        .execute();
      const id = await connect(ana, kind);
      const { calendars } = (await ana.get(`/api/me/calendar-accounts/${id}/calendars`)).body as ConnectedAccount;
      expect(calendars.some(({ canWrite }) => canWrite)).toBe(false);
      expect(problemOf(await choose(ana, id, kind.main, true))).toBe("calendar_not_there");
      expect(await connect(ana, kind, true)).toBe(id);
      await writeAll();
      const held = () =>
        service instanceof GoogleServer
          ? service.eventsOf().filter(({ status }) => status !== "cancelled").length
          : service instanceof MicrosoftServer && service.eventsOf().filter(({ isDeleted }) => !isDeleted).length;
      expect(held()).toBe(1);
      await shared().db.updateTable("meeting").set({ start: "2026-11-27T13:00" }).execute();
      app.passMinutes(2);
      await writeAll();
      expect(held()).toBe(1);
      await choose(ana, id, kind.main);
      await writeAll();
      expect(held()).toBe(0);
    });

    test(`${kind.kind}: that is disconnected is given back, with all that was read of it`, async () => {
      const { service, ana, readAll, hints } = await world(kind);
      const id = await connect(ana, kind);
      await readAll();
      await hints();
      expect((await ana.delete(`/api/me/calendar-accounts/${id}`)).status).toBe(204);
      expect(service.openGrants).toBe(kind.kind === "google" ? 0 : 1); // Microsoft has no way to
      if (service instanceof MicrosoftServer) expect(service.subscriptions).toEqual([]);
      expect(await accounts(ana)).toEqual([]);
      expect(((await ana.get("/api/me/calendars")).body as MyCalendars).calendars).toEqual([]);
      expect(await shared().db.selectFrom("calendar_channel").select("source_id").execute()).toEqual([]);
    });

    test(`${kind.kind}: tells us that something changed, which is then read, and nothing it tells is believed`, async () => {
      const { service, app, ana, readAll, hints, busy, wakes } = await world(kind);
      await connect(ana, kind);
      await readAll();
      await hints();
      const pair = await beginPair(ana);
      const channels = await shared().db.selectFrom("calendar_channel").selectAll().execute();
      expect(channels).toHaveLength(1);
      expect(JSON.stringify(channels)).not.toMatch(/token|clientState/);
      app.passMinutes(5);
      const before = wakes();
      plant(service, "25", 10);
      await expect.poll(wakes).toBe(before + 1);
      expect(times(await busy(ana, pair))).toEqual([]);
      await readAll();
      expect(times(await busy(ana, pair))).toEqual(["25T10 taken"]);
      if (service instanceof GoogleServer) {
        const [channel] = service.channels;
        if (channel) expect(await service.notify(channel, "exists", "guessed")).toBe(404);
      } else if (service instanceof MicrosoftServer) {
        const [subscription] = service.subscriptions;
        if (subscription) expect(await service.notify(subscription, "guessed")).toBe(404);
      }
      expect(wakes()).toBe(before + 1);
    });

    test(`${kind.kind}: goes on telling after a week, and after a restart, and is read all the same where it does not`, async () => {
      const { service, app, ana, readAll, hints, busy } = await world(kind);
      await connect(ana, kind);
      await readAll();
      await hints();
      const idOf = async () =>
        (await shared().db.selectFrom("calendar_channel").select("channel").executeTakeFirstOrThrow()).channel;
      const first = await idOf();
      await hints();
      expect(await idOf()).toBe(first);
      app.passDays(5);
      await readAll();
      await hints();
      expect(await idOf()).not.toBe(first);
      const open = service instanceof GoogleServer ? service.channels : (service as MicrosoftServer).subscriptions;
      expect(open.map(({ id }) => id)).toEqual([await idOf()]);
      open.splice(0); // and now it tells nothing any more
      plant(service, "30", 10);
      app.passMinutes(31);
      await readAll();
      expect(times(await busy(ana, await beginPair(ana)))).toEqual(["30T10 taken"]);
    });
  }

  test("is read in a thread of its own, and what it says there is all that comes out of it", async () => {
    const beside = createAccountBeside();
    open.push(beside);
    const { service, ana, readAll, busy } = await world(google, beside.open);
    plant(service, "25", 10);
    await connect(ana, google);
    await readAll();
    expect(times(await busy(ana, await beginPair(ana)))).toEqual(["25T10 taken"]);
  });

  test("is offered only where whoever runs the server has set it up", async () => {
    const app = openApp(shared());
    const ana = await app.person("Ana");
    expect((await ana.get("/api/me/calendar-consents")).body).toEqual({ services: [] });
    const asked = await ana.post("/api/me/calendar-consents", { kind: "google", writes: false, timeZone: "UTC" });
    expect(problemOf(asked)).toBe("not_found");
  });

  test("is told of to nobody else", async () => {
    const { app, ana } = await world(google);
    const id = await connect(ana, google);
    const ben = await app.person("Ben");
    await acceptAs(ben, await inviteTo(ana, await beginPair(ana)));
    expect(await accounts(ben)).toEqual([]);
    expect((await ben.get(`/api/me/calendar-accounts/${id}/calendars`)).status).toBe(404);
    expect((await ben.delete(`/api/me/calendar-accounts/${id}`)).status).toBe(404);
    expect(await accounts(ana)).toHaveLength(1);
  });

  test("is not connected where less was permitted than is needed", async () => {
    const { service, ana } = await world(google);
    const back = await leave(ana, google);
    service.permits = "https://www.googleapis.com/auth/calendar.calendarlist.readonly";
    expect(problemOf(await finish(ana, back))).toBe("consent_incomplete");
    expect([await accounts(ana), service.openGrants]).toEqual([[], 0]);
  });

  test("is not taken for refused where the service has a fault of its own", async () => {
    const { service, ana } = await world(google);
    const back = await leave(ana, google);
    await service.stop();
    expect(problemOf(await finish(ana, back))).toBe("service_unavailable");
  });
});
