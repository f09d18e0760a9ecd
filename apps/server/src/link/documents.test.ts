import { randomBytes } from "node:crypto";
import { CLIENT } from "@candor/integrations/calendar/testing/provider-server.ts";
import { DriveServer } from "@candor/integrations/link/testing/drive-server.ts";
import type { DocumentConsent, LinkAccounts, LinkTitles } from "@candor/protocol/http/link.ts";
import { afterEach, expect, test } from "vitest";
import { createAddressSeal } from "../calendar/address-seal.ts";
import { readCalendarProviders } from "../calendar/calendar-providers.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import type { Visitor } from "../people/testing/open-app.ts";
import { acceptAs, beginPair, inviteTo, openApp, problemOf, shareDatabase } from "../people/testing/open-app.ts";
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
    return { app, google, ana, ben, titles, go, finish, connect, mine, plan, db };
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
    expect((await ana.delete(`/api/me/link-accounts/${first?.id}`)).body).toMatchObject({ accounts: [] });
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
    await ben.delete(`/api/me/link-accounts/${second?.id}`);
    expect(google.openGrants).toBe(1);
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
