import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GoogleServer } from "../google/testing/google-server.ts";
import { MicrosoftServer } from "../microsoft/testing/microsoft-server.ts";
import { CLIENT, type ProviderServer } from "../testing/provider-server.ts";
import { askPermission } from "./ask-permission.ts";
import { giveBack, renewTokens, takeCode } from "./ask-tokens.ts";
import { closeHints, openHints } from "./calendar-hints.ts";
import { type CalendarProvider, scopesOf } from "./calendar-provider.ts";

const VERIFIER = "v".repeat(43);
const REDIRECT = "https://candor.example.org/settings/calendar";
const NOW = new Date("2026-11-26T09:00:00Z");

const client = { clientId: CLIENT.id, clientSecret: CLIENT.secret };
const google = (url: string): CalendarProvider => ({
  ...{ kind: "google", ...client, authorize: `${url}/o/oauth2/v2/auth`, token: `${url}/token` },
  ...{ revoke: `${url}/revoke`, api: `${url}/calendar/v3` },
});
const microsoft = (url: string): CalendarProvider => ({
  ...{ kind: "microsoft", ...client, authorize: `${url}/common/oauth2/v2.0/authorize` },
  ...{ token: `${url}/common/oauth2/v2.0/token`, revoke: null, api: `${url}/v1.0` },
});

describe.each([
  ["Google", () => GoogleServer.start(), google],
  ["Microsoft", () => MicrosoftServer.start(), microsoft],
] as const)("the permission that somebody gives at %s", (_name, start, providerAt) => {
  let server: ProviderServer;
  let provider: CalendarProvider;
  beforeAll(async () => {
    server = await start();
    provider = providerAt(server.url);
  });
  afterAll(() => server.stop());
  const reach = () => ({ allowed: [server.url], now: () => NOW });

  async function comeBack(writes = false): Promise<URL> {
    const scope = scopesOf(provider, writes);
    let address = askPermission(provider, { redirectUri: REDIRECT, state: "the state", verifier: VERIFIER, scope });
    for (;;) {
      const answer = await fetch(address, { redirect: "manual" });
      const to = new URL(answer.headers.get("location") ?? "", address);
      if (to.href.startsWith(REDIRECT)) return to;
      address = to.href;
    }
  }
  const take = (code: string, verifier = VERIFIER) =>
    takeCode(provider, { code, verifier, redirectUri: REDIRECT, writes: false }, reach());

  test("comes back with what we sent along, and is turned into tokens once", async () => {
    const back = await comeBack();
    expect(back.searchParams.get("state")).toBe("the state");
    const code = back.searchParams.get("code") ?? "";
    expect(await take(code)).toMatchObject({
      type: "tokens",
      tokens: { scope: scopesOf(provider, false), expiresAt: NOW.getTime() + 3_599_000 },
    });
    expect(await take(code)).toEqual({ type: "refused" });
  });

  test("is of no use to somebody who only saw the code", async () => {
    const code = (await comeBack()).searchParams.get("code") ?? "";
    expect(await take(code, "w".repeat(43))).toEqual({ type: "refused" });
  });

  test("asks for no more than what is wanted of it", async () => {
    expect(scopesOf(provider, false)).not.toMatch(/events(?!\.readonly)\b|ReadWrite/);
    expect(scopesOf(provider, true)).toMatch(/calendar\.events$|ReadWrite$/);
  });

  test("is renewed until it is taken back, and then that is said", async () => {
    const { refreshToken } = server.grant();
    const renewed = await renewTokens(provider, refreshToken, reach());
    if (renewed.type !== "tokens") throw new Error(renewed.type);
    server.revokeAll();
    expect(await renewTokens(provider, renewed.tokens.refreshToken ?? refreshToken, reach())).toEqual({
      type: "refused",
    });
  });

  test("is not taken for gone where it is the server's own settings that are wrong", async () => {
    const { refreshToken } = server.grant();
    const wrong = { ...provider, clientSecret: "another" };
    expect(await renewTokens(wrong, refreshToken, reach())).toEqual({ type: "failed", fault: { type: "odd_answer" } });
  });

  test("is asked for at no address within our own network, unless whoever runs the server says so", async () => {
    const answer = await renewTokens(provider, "any", { ...reach(), allowed: [] });
    expect(answer).toEqual({ type: "failed", fault: { type: "unreachable", why: "not_allowed" } });
  });

  test("is given back where there is a way to", async () => {
    const { refreshToken } = server.grant();
    const before = server.openGrants;
    expect(await giveBack(provider, refreshToken, reach())).toBe(provider.revoke !== null);
    expect(server.openGrants).toBe(provider.revoke === null ? before : before - 1);
  });

  test("has us told of changes only where we can be reached", async () => {
    const { accessToken } = server.grant();
    const ports = {
      ...{ ...reach(), now: () => new Date(), kind: provider.kind, base: provider.api },
      token: async () => ({ type: "token" as const, token: accessToken }),
    };
    const calendarId = provider.kind === "google" ? "ana@example.com" : "AAMk-main=";
    const wanted = { calendarId, secret: "hush", id: "c1", until: new Date(Date.now() + 3 * 86_400_000) };
    const nowhere = await openHints(ports, { ...wanted, address: "ftp://example.org/" });
    expect(nowhere).toMatchObject({ type: "failed" });
    if (provider.kind === "microsoft") return;
    const opened = await openHints(ports, { ...wanted, address: "http://127.0.0.1:9/hints" });
    if (opened.type === "failed") throw new Error(JSON.stringify(opened));
    await closeHints(ports, opened.value);
    await closeHints(ports, opened.value);
    expect(server instanceof GoogleServer && server.channels).toEqual([]);
  });
});
