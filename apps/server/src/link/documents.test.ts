import { randomBytes } from "node:crypto";
import { CLIENT } from "@candor/integrations/calendar/testing/provider-server.ts";
import { DriveServer } from "@candor/integrations/link/testing/drive-server.ts";
import type { DocumentConsent, LinkAccounts, LinkTitles } from "@candor/protocol/http/link.ts";
import { afterEach, expect, test } from "vitest";
import { sealPermission } from "../calendar/account-permission.ts";
import { createAddressSeal } from "../calendar/address-seal.ts";
import { readCalendarProviders } from "../calendar/calendar-providers.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import type { Visitor } from "../people/testing/open-app.ts";
import { acceptAs, beginPair, inviteTo, openApp, problemOf, shareDatabase } from "../people/testing/open-app.ts";
import { enforceRights } from "../rights/enforce-rights.ts";
import { readPermissions } from "../rights/read-permissions.ts";
import { testMail } from "../rights/testing/test-mail.ts";
import { createAskInTurn } from "./ask-in-turn.ts";
import { createRenewToken } from "./document-permission.ts";
import type { LinkConfig } from "./link-config.ts";
import { openLinkLooks } from "./link-looks.ts";
import { createReadTitles } from "./read-titles.ts";

const open: DriveServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.stop();
});

const ORIGIN = "http://localhost:4321";
const BACK = `${ORIGIN}/settings/connections`;
const PLAN = "1aBcDeFgHiJkLmNoPqRsTuVwXyZ012345";

describeEachEngine("titles of one's own Google documents", (engine) => {
  const shared = shareDatabase(engine);

  async function begin() {
    const google = await DriveServer.start();
    open.push(google);
    google.files.set(PLAN, { name: "Plan to sell the company", trashed: false });
    const { db, engine: kind } = shared();
    const seal = createAddressSeal("s".repeat(32), randomBytes, "candor link tokens 1");
    const calendarSeal = createAddressSeal("s".repeat(32), randomBytes);
    const [documents = null] = readCalendarProviders(
      {
        CANDOR_GOOGLE_CALENDAR_CLIENT_ID: CLIENT.id,
        CANDOR_GOOGLE_CALENDAR_CLIENT_SECRET: CLIENT.secret,
        CANDOR_GOOGLE_CALENDAR_ORIGIN: google.url,
      },
      [],
    );
    const allowed = [google.url];
    const config: LinkConfig = {
      ...{ asks: "all", allowed, documents: true },
      sites: [{ provider: "google", origin: google.url }],
    };
    let now = () => new Date();
    const readTitles = createReadTitles({
      ...{ db, seal, config, ports: { allowed }, now: () => now() },
      renew: createRenewToken({ db, seal, documents, allowed, now: () => now() }),
      looks: openLinkLooks({ db, engine: kind, now: () => now() }),
      inTurn: createAskInTurn(() => 0),
      hash: (address) => `hash of ${address.length} ${address}`,
      isOwnOrigin: () => false,
    });
    const app = openApp(shared(), { links: { seal, config, documents, readTitles } });
    now = app.now;
    google.now = () => now().getTime();
    const [ana, ben] = [await app.person("Ana"), await app.person("Ben")];
    const pair = await beginPair(ana);
    await acceptAs(ben, await inviteTo(ana, pair));
    const titles = async (visitor: Visitor, ...addresses: string[]) =>
      ((await visitor.post(`/api/pairs/${pair.id}/link-titles`, { addresses })).body as LinkTitles).links;
    /** Goes to Google and comes back with what it says. */
    const go = async (visitor: Visitor) => {
      const { address } = (await visitor.post("/api/me/link-accounts/consent")).body as DocumentConsent;
      let at = new URL(address);
      while (!at.href.startsWith(BACK)) {
        const answer = await fetch(at, { redirect: "manual" });
        at = new URL(answer.headers.get("location") ?? "", at);
      }
      return { code: at.searchParams.get("code") ?? "none", state: at.searchParams.get("state") ?? "none", address };
    };
    const finish = (visitor: Visitor, { code, state }: { code: string; state: string }) =>
      visitor.post("/api/me/link-accounts/consent/finish", { code, state });
    const connect = async (visitor: Visitor) => (await finish(visitor, await go(visitor))).body as LinkAccounts;
    const mine = async (visitor: Visitor) => (await visitor.get("/api/me/link-accounts")).body as LinkAccounts;
    const plan = `${google.url}/document/d/${PLAN}/edit#heading=h.1`;
    /** What they permitted for their calendars, as it lies here. */
    const addCalendars = async (visitor: Visitor) => {
      const { accessToken, refreshToken } = google.grant();
      const permission = { accessToken, expiresAt: 0, refreshToken, writes: false };
      const id = crypto.randomUUID();
      await db
        .insertInto("calendar_account")
        .values({
          ...{ id, user_id: await idOf(visitor), kind: "google", name: "ana@example.com" },
          sealed: sealPermission(calendarSeal, id, permission),
          ...{ time_zone: "UTC", added_at: app.now().toISOString(), revoked_at: null, renewing_until: null },
        })
        .execute();
    };
    /** @returns what whoever runs the server is told. */
    const erase = async (visitor: Visitor) => {
      const told: string[] = [];
      const userId = await idOf(visitor);
      await visitor.put("/api/me/erasure", { keepName: false });
      const providers = documents === null ? [] : [documents];
      const reach = { db, seals: { calendars: calendarSeal, links: seal }, providers, allowed, now: () => now() };
      const report = (_: unknown, doing: string) => told.push(doing);
      const edge = {
        ...{ accessChanged: () => {}, signedOut: () => {}, mail: testMail },
        readPermissions: (each: string) => readPermissions({ ...reach, report }, each),
      };
      await enforceRights(shared(), edge, new Date(now().getTime() + 31 * 86_400_000));
      expect(await db.selectFrom("user").select("id").where("id", "=", userId).execute()).toEqual([]);
      return told;
    };
    return { app, google, ana, ben, titles, go, finish, connect, mine, plan, db, addCalendars, erase };
  }

  test("are shown to whoever let this server see them, and to nobody else; in the bin is said", async () => {
    const { app, google, ana, ben, titles, connect, mine, plan, db } = await begin();
    expect(await titles(ben, plan)).toEqual([]);
    expect(await mine(ben)).toEqual({ accounts: [], asks: "all", documents: true });
    const { accounts } = await connect(ben);
    expect(accounts).toMatchObject([{ provider: "google", who: "sam@example.com", isRefused: false }]);
    const title = "Plan to sell the company";
    expect(await titles(ben, plan)).toEqual([{ address: plan, title, state: null, said: null }]);
    expect(await titles(ana, plan)).toEqual([]);
    app.passMinutes(300); // the token is over, and what was found out, too
    google.files.set(PLAN, { name: title, trashed: true });
    expect(await titles(ben, plan)).toEqual([{ address: plan, title, state: "dropped", said: "in the bin" }]);
    expect(google.count("POST", /^\/token$/)).toBe(2);
    expect(await titles(ben, plan)).toHaveLength(1);
    expect(google.count("GET", /files/)).toBe(2);
    const kept = JSON.stringify(await db.selectFrom("link_account").selectAll().execute());
    expect(kept).not.toMatch(/refresh-|access-/);
  });

  test("are asked for by a permission of their own: for names alone, and whatever stands with calendars stays out", async () => {
    const { ana, go } = await begin();
    const wanted = new URL((await go(ana)).address).searchParams;
    expect(wanted.get("scope")).toBe("https://www.googleapis.com/auth/drive.metadata.readonly");
    expect([wanted.get("include_granted_scopes"), wanted.get("access_type")]).toEqual(["false", "offline"]);
    expect(wanted.get("redirect_uri")).toBe(BACK);
  });

  test("a token that was taken back or is over says so, is tried no more, and can be given again", async () => {
    const { app, google, ana, titles, connect, mine, plan } = await begin();
    await connect(ana);
    google.expireAccess(); // before its time: another is asked for
    expect(await titles(ana, plan)).toHaveLength(1);
    google.revokeAll();
    app.passMinutes(300);
    expect(await titles(ana, plan)).toEqual([]);
    expect((await mine(ana)).accounts).toMatchObject([{ isRefused: true }]);
    const asked = google.asked.length;
    app.passMinutes(300);
    await titles(ana, plan);
    expect(google.asked.slice(asked).filter(({ path }) => /token|files/.test(path))).toEqual([]);
    expect((await connect(ana)).accounts).toMatchObject([{ isRefused: false }]);
    expect(await titles(ana, plan)).toHaveLength(1);
  });

  test("a Google that does not answer ends no permission", async () => {
    const { app, google, ana, titles, connect, mine, plan } = await begin();
    await connect(ana);
    google.trouble = { status: 503, body: {} };
    expect(await titles(ana, plan)).toEqual([]);
    google.trouble = null;
    app.passMinutes(10);
    expect((await mine(ana)).accounts).toMatchObject([{ isRefused: false }]);
  });

  test("what is taken away is given back to Google, with what was found out; not where it would end calendars", async () => {
    const { google, ana, ben, titles, connect, plan, db, app } = await begin();
    const [first] = (await connect(ana)).accounts;
    expect(await titles(ana, plan)).toHaveLength(1);
    expect((await ana.delete(`/api/me/link-accounts/${first?.id}`)).body).toMatchObject({
      ...{ accounts: [], isGivenBack: true },
    });
    expect(google.openGrants).toBe(0);
    expect(await titles(ana, plan)).toEqual([]);
    const [second] = (await connect(ben)).accounts;
    const { userId } = (await ben.get("/api/me")).body as { userId: string };
    await db
      .insertInto("calendar_account")
      .values({
        ...{ id: crypto.randomUUID(), user_id: userId, kind: "google", name: "sam@example.com", sealed: "x" },
        ...{ time_zone: "UTC", added_at: app.now().toISOString(), revoked_at: null, renewing_until: null },
      })
      .execute();
    expect((await ben.delete(`/api/me/link-accounts/${second?.id}`)).body).toMatchObject({ isGivenBack: false });
    expect(google.openGrants).toBe(1);
  });

  test("what is taken away while Google cannot be reached is gone here, and is said to be good there", async () => {
    const { google, ana, connect } = await begin();
    const [first] = (await connect(ana)).accounts;
    await google.stop();
    const { status, body } = await ana.delete(`/api/me/link-accounts/${first?.id}`);
    expect([status, body]).toMatchObject([200, { accounts: [], isGivenBack: false }]);
  });

  test("whoever is erased has what they permitted given back to Google, calendars and documents, and nobody else", async () => {
    const { google, ana, ben, connect, erase, addCalendars } = await begin();
    await connect(ana);
    await connect(ben);
    await addCalendars(ana);
    expect(google.openGrants).toBe(3);
    expect(await erase(ana)).toEqual([]);
    expect(google.openGrants).toBe(1);
    expect((await ana.get("/api/me")).body).not.toMatchObject({ name: "Ana" });
  });

  test("is erased all the same where Google cannot be reached, or answers nothing good; whoever runs the server is told", async () => {
    const { google, ana, ben, connect, erase, db } = await begin();
    await connect(ana);
    await connect(ben);
    const ids = [await idOf(ana), await idOf(ben)];
    google.refusesRevoking = true;
    expect(await erase(ana)).toEqual(["giving back what an erased account had permitted"]);
    await google.stop();
    expect(await erase(ben)).toEqual(["giving back what an erased account had permitted"]);
    expect(await db.selectFrom("link_account").select("id").where("user_id", "in", ids).execute()).toEqual([]);
  });

  test("what somebody came back with is good once, in their own session, soon, and with the box ticked", async () => {
    const { app, google, ana, ben, go, finish, mine } = await begin();
    const back = await go(ana);
    expect(problemOf(await finish(ben, back))).toBe("consent_void"); // slipped to somebody else
    expect((await finish(ana, back)).status).toBe(200);
    expect(problemOf(await finish(ana, back))).toBe("consent_void");
    const late = await go(ben);
    app.passMinutes(21);
    expect(problemOf(await finish(ben, late))).toBe("consent_void");
    google.permits = "https://www.googleapis.com/auth/userinfo.email";
    expect(problemOf(await finish(ben, await go(ben)))).toBe("link_consent_incomplete");
    expect((await mine(ben)).accounts).toEqual([]);
    expect(google.openGrants).toBe(1);
  });
});

async function idOf(visitor: Visitor): Promise<string> {
  return ((await visitor.get("/api/me")).body as { userId: string }).userId;
}
