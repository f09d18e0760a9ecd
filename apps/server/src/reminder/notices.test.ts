import { randomBytes, randomUUID } from "node:crypto";
import { makeSenderKeys } from "@candor/integrations/push/sender-keys.ts";
import { openPushService } from "@candor/integrations/push/testing/push-service.ts";
import type { MyNotices, PushMessage } from "@candor/protocol/http/notices.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { makeTopicToken } from "../mail-in/topic-addresses.ts";
import { acceptAs, beginPair, inviteTo, openApp, problemOf, shareDatabase } from "../people/testing/open-app.ts";
import { keepBrowser } from "./notice-settings.ts";
import { pushTo } from "./push-to.ts";
import { tellBefore } from "./tell-before.ts";
import { createUnsubscribeLinks } from "./unsubscribe-link.ts";

const TUESDAY = "2026-11-24T08:00:00.000Z"; // nine o'clock in Berlin
const OFF = { mail: false, push: false };
const WEEKLY = { digest: OFF, reminder: OFF, weekAhead: { mail: false, push: true } };
const SERVICE = "candor@mail.example.org";

describeEachEngine("what somebody is told of before a 1:1", (engine) => {
  const shared = shareDatabase(engine);

  async function open() {
    const { db } = shared();
    for (const table of ["mail_outbox", "notice_setting", "notice_sent"] as const) await db.deleteFrom(table).execute();
    const app = openApp(shared());
    const [ana, ben, cleo] = [await app.person("Ana"), await app.person("Ben"), await app.person("Cleo")];
    const { userId } = (await ben.get("/api/me")).body as { userId: string };
    const flag = (value: boolean) => (engine.engine === "sqlite" ? Number(value) : value) as never;
    const address = `ben.${userId}@example.org`;
    await db
      .updateTable("user")
      .set({ email: address, emailVerified: flag(true), isAnonymous: flag(false) })
      .where("id", "=", userId)
      .execute();
    const begin = async (visitor: typeof ana, start: string) => {
      const pair = await beginPair(visitor);
      await acceptAs(ben, await inviteTo(visitor, pair));
      await db
        .insertInto("meeting")
        .values({
          ...{ page: pair.id, volume: null, id: "m1", start, time_zone: "Europe/Berlin", minutes: 30 },
          ...{ state: "planned", medium: null, closed_at: null, series: null, moved: null },
        })
        .execute();
      return pair.id;
    };
    const page = await begin(ana, "2026-11-25T10:00");
    const topic = (author: "a" | "b", place = "m1") =>
      db
        .insertInto("topic")
        .values({
          ...{ page, volume: null, id: randomUUID().slice(0, 8), title: "Canary hiring", place, rank: "a" },
          ...{ altitude: "detail", kind: "topic", author, state: "open", theme: null, carried: 0, loop_since: null },
          ...{ snoozed_until: null, kept_at: null, created_at: TUESDAY, state_at: null },
        })
        .execute();
    const want = (more: object = {}) =>
      ben.put("/api/me/notices", {
        ...{ digest: { mail: true, push: true }, reminder: { mail: true, push: false } },
        ...{ weekAhead: { mail: false, push: false }, isAllOff: false, quiet: { from: 18, until: 8 } },
        ...{ withTitles: false, timeZone: "Europe/Berlin", ...more },
      });
    const pushed: PushMessage[] = [];
    const links = createUnsubscribeLinks("s".repeat(32));
    const ports = {
      ...{ newId: randomUUID, newToken: () => makeTopicToken(randomBytes), links, serviceAddress: SERVICE },
      linkOf: (path: string) => `https://candor.example.org${path}`,
      push: async (_userId: string, message: PushMessage) => {
        pushed.push(message);
      },
    };
    const look = (at = TUESDAY) => tellBefore({ db, engine: engine.engine }, ports, new Date(at));
    const mails = () => db.selectFrom("mail_outbox").selectAll().orderBy("created_at").execute();
    return { ...app, db, ana, ben, cleo, userId, address, page, begin, topic, want, pushed, look, mails };
  }

  type World = Awaited<ReturnType<typeof open>>;
  const leave = ({ db, page }: World, away_from: string, back_since: string | null) =>
    db
      .insertInto("cadence_stated")
      .values({ pair_id: page, member: "a", every_weeks: null, first_role: 0, away_from, back_since, said_at: TUESDAY })
      .execute();

  test("nobody is told of anything who did not ask for it", async () => {
    const { look, mails, pushed } = await open();
    await look();
    expect([await mails(), pushed]).toEqual([[], []]);
  });

  test("a digest the day before, once, though two servers look, which an answer adds a topic to; no word of the page", async () => {
    const { want, look, mails, topic, pushed, page, address, db } = await open();
    await want();
    await topic("a");
    await Promise.all([look(), look()]);
    await look("2026-11-24T10:00:00.000Z");
    const [mail, another] = await mails();
    expect(another).toBeUndefined();
    expect(mail).toMatchObject({ to_address: address, subject: "Tomorrow: your 1:1 with Ana" });
    expect(mail?.text).toContain("Wednesday 25 November at 10:00, 30 minutes; 1 topic on the agenda");
    expect(`${mail?.text}${JSON.stringify(pushed)}`).not.toContain("Canary");
    const headers = JSON.parse(mail?.headers ?? "{}") as Record<string, string>;
    const held = await db.selectFrom("mail_address").select("token").where("pair_id", "=", page).executeTakeFirst();
    expect(headers).toMatchObject({
      ...{ "Reply-To": `candor+${held?.token}@mail.example.org`, "X-Loop": SERVICE },
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    });
    expect(pushed).toEqual([
      { title: "Tomorrow: 1:1 with Ana", body: "What do you want to talk about?", tag: "digest", data: `/p/${page}` },
    ]);
  });

  test("titles stand in it for whoever chose that, and several 1:1s of a day are one mail", async () => {
    const { want, look, mails, topic, begin, cleo, pushed } = await open();
    await want({ withTitles: true });
    await topic("a");
    await begin(cleo, "2026-11-25T15:00");
    await look();
    const [mail, another] = await mails();
    expect(another).toBeUndefined();
    expect(mail?.subject).toBe("Tomorrow: 2 1:1s");
    expect(mail?.text).toContain("- Canary hiring");
    expect(pushed[0]?.body).toBe("Canary hiring");
  });

  test.each([
    ["prepared it", async ({ topic }: Awaited<ReturnType<typeof open>>) => topic("b")],
    [
      "cancelled it",
      async ({ db, page }: Awaited<ReturnType<typeof open>>) =>
        db.updateTable("meeting").set({ state: "cancelled" }).where("page", "=", page).execute(),
    ],
    [
      "archived the page",
      async ({ db, page }: Awaited<ReturnType<typeof open>>) =>
        db.updateTable("pair").set({ frozen_at: "2026-11-01T00:00:00.000Z" }).where("id", "=", page).execute(),
    ],
  ])("nobody is told who %s", async (_what, act) => {
    const world = await open();
    await world.want();
    await act(world);
    await world.look();
    await world.look("2026-11-25T08:00:00.000Z");
    expect([await world.mails(), world.pushed]).toEqual([[], []]);
  });

  const MONDAY = "2026-11-23T08:00:00.000Z"; // nine o'clock in Berlin

  test("on Monday whoever chose it is told once how much waits for the 1:1s of the week, in numbers alone", async () => {
    const { want, look, mails, topic, pushed, page, begin, cleo, db } = await open();
    await want({ digest: OFF, reminder: OFF, weekAhead: { mail: true, push: true }, withTitles: true });
    await begin(cleo, "2026-11-26T15:00"); // for which nothing waits
    await look(MONDAY);
    expect([await mails(), pushed]).toEqual([[], []]);
    await topic("a");
    await topic("b", "hopper");
    await topic("a", "hopper");
    const resting = await db.selectFrom("topic").select("id").where("place", "=", "hopper").executeTakeFirstOrThrow();
    await db.updateTable("topic").set({ snoozed_until: "2026-12-24" }).where("id", "=", resting.id).execute();
    await Promise.all([look(MONDAY), look(MONDAY)]);
    expect(pushed).toEqual([
      {
        ...{ title: "This week: what waits for Ana and you", tag: "week_ahead", data: `/p/${page}` },
        body: "1 topic on the agenda, 1 in the Hopper",
      },
    ]);
    const [mail, another] = await mails();
    expect(another).toBeUndefined();
    expect(mail?.subject).toBe("This week: your 1:1 with Ana");
    expect(mail?.text).toContain("1 topic on the agenda, 1 in the Hopper");
    expect(mail?.headers).toContain("t=week_ahead.");
    expect(mail?.text).not.toContain("Canary");
    const other = await begin(cleo, "2026-11-27T15:00");
    await db.updateTable("topic").set({ page: other }).where("place", "=", "hopper").execute();
    await look("2026-11-23T10:00:00.000Z");
    expect(pushed).toHaveLength(1); // once a week, whatever is added
  });

  test.each([
    ["who prepared it", async ({ topic }: World) => topic("b")],
    ["who is on leave", async (world: World) => leave(world, "2026-11-20", "2026-11-24")],
    ["who is on leave by then", async (world: World) => leave(world, "2026-11-25", null)],
    ["who switched everything off", async ({ want }: World) => want({ ...WEEKLY, isAllOff: true })],
    ["whose quiet hours it is in", async ({ want }: World) => want({ ...WEEKLY, quiet: { from: 20, until: 11 } })],
  ])("nobody is told of a week %s", async (_who, act) => {
    const world = await open();
    await world.want(WEEKLY);
    await world.topic("a");
    await act(world);
    await world.look(MONDAY);
    expect(world.pushed).toEqual([]);
  });

  test("what is kept in quiet hours comes when they end, and once all is switched on again it is as it was chosen", async () => {
    const { want, look, pushed, topic, ben } = await open();
    const chosen = { ...WEEKLY, quiet: { from: 20, until: 11 } };
    await want({ ...chosen, isAllOff: true });
    await topic("a");
    await look("2026-11-23T10:00:00.000Z");
    expect(pushed).toEqual([]);
    expect((await ben.get("/api/me/reminders")).body).toMatchObject({ mail: { on: true, isAllOff: true } });
    await want(chosen);
    await look("2026-11-23T09:55:00.000Z");
    expect(pushed).toEqual([]);
    await look("2026-11-23T10:00:00.000Z");
    expect(pushed).toHaveLength(1);
    expect((await ben.get("/api/me/notices")).body).toMatchObject({ isAllOff: false, ...chosen });
  });

  test("hours that no day has are refused", async () => {
    const { want } = await open();
    for (const quiet of [
      { from: 24, until: 8 },
      { from: -1, until: 8 },
      { from: 8.5, until: 9 },
    ])
      expect((await want({ quiet })).status).toBe(400);
  });

  test("one click in a mail ends its kind and no other, signed out, and a forged one ends nothing", async () => {
    const { want, look, mails, ben, app, stranger } = await open();
    await want();
    await look();
    const [mail] = await mails();
    const link = /<https:\/\/candor\.example\.org(\S+)>/.exec(mail?.headers ?? "")?.[1] ?? "";
    const post = (path: string) =>
      app.request(`http://localhost:4321${path}`, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: "List-Unsubscribe=One-Click",
      });
    expect((await post(link.replace("digest", "weekly"))).status).toBe(404);
    const asked = await stranger().get(link);
    expect([asked.status, String(asked.body)]).toEqual([200, expect.stringContaining('<form method="post">')]);
    const state = async () => (await ben.get("/api/me/notices")).body as MyNotices;
    expect((await state()).digest.mail).toBe(true);
    expect((await post(link)).status).toBe(200);
    expect(await state()).toMatchObject({ digest: { mail: false, push: true }, reminder: { mail: true } });
  });

  test("a browser whose push service lies inside is refused when it is given, and one that is vouched for is taken", async () => {
    const { ben } = await open();
    const service = await openPushService();
    await service.close();
    const { p256dh, auth } = service.subscription;
    const give = (visitor: typeof ben, endpoint: string) => visitor.put("/api/me/push", { endpoint, p256dh, auth });
    for (const host of [
      "127.0.0.1",
      "[::1]",
      "10.0.0.1",
      "169.254.169.254",
      "2130706433",
      "push.localhost",
      "[fd00::1]",
    ])
      expect([host, problemOf(await give(ben, `https://${host}/x`))]).toEqual([host, "inner_push_address"]);
    for (const address of ["https://push.example:8443/x", "https://me:word@push.example/x"])
      expect([address, problemOf(await give(ben, address))]).toEqual([address, "no_push_address"]);
    expect((await ben.get("/api/me/notices")).body).toMatchObject({ push: { here: false, browsers: 0 } });
    expect((await give(ben, "https://push.example/x")).status).toBe(200);
    const links = createUnsubscribeLinks("s".repeat(32));
    const notices = { publicKey: async () => "key", links, allowed: ["https://10.0.0.1:8443"] };
    const cleo = await openApp(shared(), { notices }).person("Cleo");
    expect((await give(cleo, "https://10.0.0.1:8443/x")).status).toBe(200);
    expect(problemOf(await give(cleo, "https://10.0.0.1/x"))).toBe("inner_push_address");
  });

  test("a message reaches each browser that somebody is signed in with, and one that is gone is forgotten", async () => {
    const { db, ben, userId, now } = await open();
    const service = await openPushService();
    const session = await db.selectFrom("session").select("id").where("userId", "=", userId).executeTakeFirstOrThrow();
    const browser = { id: randomUUID(), userId, sessionId: session.id, ...service.subscription };
    await keepBrowser({ db }, browser, now());
    const keys = makeSenderKeys();
    const ports = { db, keys, contact: "mailto:c@example.org", allowed: [service.origin], random: randomBytes, now };
    const message = { title: "Tomorrow: 1:1 with Ana", body: "", tag: "digest", data: "/" };
    const send = () => pushTo(ports, userId, message, new Date(now().getTime() + 3_600_000));
    await send();
    expect(service.heard.map(({ text, ttl }) => [JSON.parse(text), ttl])).toEqual([
      [["Tomorrow: 1:1 with Ana", { body: "", tag: "digest", data: "/" }], "3600"],
    ]);
    expect((await ben.get("/api/me/notices")).body).toMatchObject({ push: { here: true, browsers: 1 } });
    const p256dh = Buffer.alloc(65).toString("base64url");
    const { auth } = browser;
    const subscribed = await ben.put("/api/me/push", { endpoint: "https://push.example/x", p256dh, auth });
    expect(subscribed).toMatchObject({ status: 400, body: { detail: "p256dh: That is no key of a browser." } });
    service.answers(410);
    await send();
    expect((await ben.get("/api/me/notices")).body).toMatchObject({ push: { here: false, browsers: 0 } });
    service.answers(201);
    await keepBrowser({ db }, browser, now());
    await db.deleteFrom("session").where("id", "=", session.id).execute();
    await send();
    expect(service.heard).toHaveLength(1);
    await service.close();
  });
});
