import { randomBytes, randomUUID } from "node:crypto";
import { MicrosoftServer } from "@candor/integrations/calendar/microsoft/testing/microsoft-server.ts";
import { CLIENT } from "@candor/integrations/calendar/testing/provider-server.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { openApp, shareDatabase } from "../people/testing/open-app.ts";
import { accessTokenOf, openPermission, sealPermission } from "./account-permission.ts";
import { createAddressSeal } from "./address-seal.ts";
import { openConsent, sealConsent } from "./consent-state.ts";

const AT = "2026-11-24T09:00:00.000Z";

let server: MicrosoftServer;
beforeAll(async () => {
  server = await MicrosoftServer.start();
});
afterAll(() => server.stop());

describeEachEngine("a permission that somebody gave", (engine) => {
  const shared = shareDatabase(engine);

  async function open({ isOver = true } = {}) {
    const app = openApp(shared());
    const ana = await app.person("Ana");
    const { userId } = (await ana.get("/api/me")).body as { userId: string };
    const seal = createAddressSeal("k".repeat(32), randomBytes);
    const granted = server.grant();
    const id = randomUUID();
    const expiresAt = app.now().getTime() + (isOver ? 0 : 3_600_000);
    const permission = { ...granted, expiresAt, writes: false };
    await shared()
      .db.insertInto("calendar_account")
      .values({
        ...{ id, user_id: userId, kind: "microsoft" as const, name: "ana@example.com", time_zone: "UTC" },
        ...{ sealed: sealPermission(seal, id, permission), added_at: AT, revoked_at: null, renewing_until: null },
      })
      .execute();
    const parts = {
      ...{ db: shared().db, seal, allowed: [server.url], now: app.now },
      providers: [
        {
          ...{ kind: "microsoft" as const, clientId: CLIENT.id, clientSecret: CLIENT.secret, revoke: null },
          ...{ authorize: "", token: `${server.url}/common/oauth2/v2.0/token`, api: `${server.url}/v1.0` },
        },
      ],
      pause: () => new Promise<void>((resolve) => setImmediate(resolve)),
    };
    const kept = async () => {
      const row = await shared()
        .db.selectFrom("calendar_account")
        .selectAll()
        .where("id", "=", id)
        .executeTakeFirstOrThrow();
      return { ...row, permission: openPermission(seal, id, row.sealed) };
    };
    return { app, id, parts, granted, kept, token: accessTokenOf(parts, id) };
  }
  const renewals = () => server.count("POST", /token$/);

  test("is used as it is while it lasts, and stands nowhere in clear", async () => {
    const { token, granted, kept } = await open({ isOver: false });
    const before = renewals();
    expect(await token(null)).toEqual({ type: "token", token: granted.accessToken });
    expect(renewals()).toBe(before);
    expect(JSON.stringify({ ...(await kept()), permission: null })).not.toMatch(/refresh-|access-/);
  });

  test("is renewed by one alone, though two nodes want it at once, and each refresh token is used once", async () => {
    const { parts, id, kept } = await open();
    const before = renewals();
    const tokens = await Promise.all(Array.from({ length: 6 }, () => accessTokenOf(parts, id)(null)));
    expect(new Set(tokens.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(tokens[0]?.type).toBe("token");
    expect(renewals() - before).toBe(1);
    const { permission, renewing_until } = await kept();
    expect([permission?.accessToken, renewing_until]).toEqual([tokens[0]?.type === "token" && tokens[0].token, null]);
    expect(await accessTokenOf(parts, id)(permission?.accessToken ?? null)).toMatchObject({ type: "token" });
  });

  test("is renewed by somebody else where whoever began to died at it", async () => {
    const { token, id, app } = await open();
    const soon = new Date(app.now().getTime() + 60_000).toISOString();
    await shared().db.updateTable("calendar_account").set({ renewing_until: soon }).where("id", "=", id).execute();
    expect(await token(null)).toEqual({ type: "failed", fault: { type: "unreachable", why: "too_slow" } });
    app.passMinutes(2);
    expect(await token(null)).toMatchObject({ type: "token" });
  });

  test("that was taken back is not tried again", async () => {
    const { token, kept } = await open();
    server.revokeAll();
    expect(await token(null)).toEqual({ type: "failed", fault: { type: "unauthorised" } });
    expect((await kept()).revoked_at).not.toBeNull();
    const before = renewals();
    expect(await token(null)).toEqual({ type: "failed", fault: { type: "unauthorised" } });
    expect(renewals()).toBe(before);
  });

  test("is kept where the service cannot be reached, or is no longer set up here", async () => {
    const { parts, id, kept } = await open();
    const gone = await accessTokenOf({ ...parts, allowed: [] }, id)(null);
    expect(gone).toEqual({ type: "failed", fault: { type: "unreachable", why: "not_allowed" } });
    const unset = await accessTokenOf({ ...parts, providers: [] }, id)(null);
    expect(unset).toEqual({ type: "failed", fault: { type: "odd_answer" } });
    expect(await kept()).toMatchObject({ revoked_at: null, renewing_until: null });
    expect(await accessTokenOf(parts, id)(null)).toMatchObject({ type: "token" });
  });
});

test("what somebody comes back with is good in the session in which they left, for a while, and as we made it", () => {
  const seal = createAddressSeal("k".repeat(32), randomBytes);
  const now = new Date(AT);
  const consent = {
    ...{ kind: "google" as const, verifier: "v", redirectUri: "r", writes: false, timeZone: "UTC" },
    until: now.getTime() + 60_000,
  };
  const state = sealConsent(seal, "s1", consent);
  expect(openConsent(seal, "s1", state, now)).toEqual(consent);
  expect(openConsent(seal, "s2", state, now)).toBeNull();
  expect(openConsent(seal, "s1", `${state.slice(0, -2)}AA`, now)).toBeNull();
  expect(openConsent(seal, "s1", state, new Date(consent.until))).toBeNull();
  expect(openConsent(seal, "s1", seal.seal("calendar", "{}"), now)).toBeNull();
});
