import { createHash, randomBytes } from "node:crypto";
import type { AssistantAnswered, AssistantAsking } from "@candor/protocol/http/assistant.ts";
import type { ApiToken } from "@candor/protocol/http/token.ts";
import {
  Client,
  type OAuthClientInformationMixed,
  type OAuthClientProvider,
  type OAuthTokens,
  StreamableHTTPClientTransport,
  UnauthorizedError,
} from "@modelcontextprotocol/client";
import { expect, test } from "vitest";
import { makeToken, openApiWorld, programOf } from "../api/testing/api-world.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { ORIGIN, openApp, problemOf, shareDatabase, type Visitor } from "../people/testing/open-app.ts";

const REDIRECT = "https://assistant.example/callback";
const ALL = ["pages:read", "hopper:write", "topics:write", "actions:write"];

/** An assistant that is connected to Candor by the official client, which does the whole sign-in by itself. */
class Assistant implements OAuthClientProvider {
  information: OAuthClientInformationMixed | undefined;
  held: OAuthTokens | undefined;
  verifier = "";
  asks: URL | undefined;
  found: Awaited<ReturnType<NonNullable<OAuthClientProvider["discoveryState"]>>>;
  readonly clientMetadata;
  readonly redirectUrl;

  constructor(redirect: string, name: string) {
    this.redirectUrl = redirect;
    this.clientMetadata = { client_name: name, redirect_uris: [redirect], token_endpoint_auth_method: "none" };
  }
  state = () => "what it was about";
  clientInformation = () => this.information;
  saveClientInformation = (information: OAuthClientInformationMixed) => {
    this.information = information;
  };
  tokens = () => this.held;
  saveTokens = (tokens: OAuthTokens) => {
    this.held = tokens;
  };
  redirectToAuthorization = (url: URL) => {
    this.asks = url;
  };
  saveCodeVerifier = (verifier: string) => {
    this.verifier = verifier;
  };
  codeVerifier = () => this.verifier;
  invalidateCredentials = (what: string) => {
    if (what === "all" || what === "tokens") this.held = undefined;
  };
  discoveryState = () => this.found;
  saveDiscoveryState = (found: NonNullable<typeof this.found>) => {
    this.found = found;
  };
}

describeEachEngine("an assistant that a person signs in for", (engine) => {
  const shared = shareDatabase(engine);

  async function open(origin = ORIGIN) {
    const app = openApp(shared(), { secure: origin.startsWith("https:") });
    const world = await openApiWorld(shared(), app);
    // A proxy in front of a server speaks http to it, whatever people speak.
    const fetch = async (url: string | URL, init?: RequestInit) =>
      app.app.request(String(url).replace(/^https:/, "http:"), init);
    const connect = (assistant: Assistant) => {
      const transport = new StreamableHTTPClientTransport(new URL(`${origin}/mcp`), { authProvider: assistant, fetch });
      return { transport, client: new Client({ name: "test", version: "1" }) };
    };
    return { app, ...world, connect };
  }

  const look = async (person: Visitor, query: string) =>
    (await person.post("/api/me/assistants/asking", { query })).body as AssistantAsking;

  async function answer(person: Visitor, query: string, more: Record<string, unknown> = {}) {
    const said = await person.post("/api/me/assistants", { query, grant: true, scopes: ALL, pages: null, ...more });
    expect(said.status, JSON.stringify(said.body)).toBe(200);
    return new URL((said.body as AssistantAnswered).to).searchParams;
  }

  test.each([ORIGIN, "https://candor.example.org"])(
    "finds the way at %s, is let in on a screen of ours, works, renews its token, and is out once it is revoked",
    async (origin) => {
      const { app, ana, connect } = await open(origin);
      const assistant = new Assistant(REDIRECT, "Helper");
      const first = connect(assistant);
      await expect(first.client.connect(first.transport)).rejects.toThrow(UnauthorizedError);
      expect(assistant.asks?.origin).toBe(origin);
      const query = assistant.asks?.search.slice(1) ?? "";
      expect(await look(ana, query)).toEqual({
        ...{ type: "asks", name: "Helper", host: "assistant.example", isOwnMachine: false, scopes: ALL },
      });
      const back = await answer(ana, query);
      expect([back.get("state"), back.get("iss")]).toEqual(["what it was about", origin]);
      await first.transport.finishAuth(back);

      const { client, transport } = connect(assistant);
      await client.connect(transport);
      expect((await client.listTools()).tools.map(({ name }) => name)).toContain("add_topic");
      const list = async () => {
        const { content } = await client.callTool({ name: "list_people", arguments: {} });
        return (content as { text: string }[])[0]?.text ?? "";
      };
      expect(await list()).toContain("Ben");
      const [listed] = (await ana.get("/api/me/tokens")).body as ApiToken[];
      expect(listed).toMatchObject({ name: "Helper", assistant: "assistant.example", lastUsedOn: "2026-11-24" });

      const old = assistant.held;
      app.passMinutes(61);
      expect(await list()).toContain("Ben"); // the client was told that its token is over, and renewed it
      expect(assistant.held?.access_token).not.toBe(old?.access_token);
      expect(assistant.held?.refresh_token).not.toBe(old?.refresh_token);

      expect((await ana.delete(`/api/me/tokens/${listed?.id}`)).status).toBe(200);
      assistant.asks = undefined;
      await expect(list()).rejects.toThrow(UnauthorizedError);
      expect(assistant.asks).toBeDefined(); // all that is left to it is to ask anew
    },
  );

  /** A client without a kit, so that it can do what no honest one does. */
  async function byHand() {
    const world = await open();
    const { app } = world;
    const send = async (path: string, init: RequestInit) => {
      const answered = await app.app.request(`${ORIGIN}${path}`, { method: "POST", ...init });
      const text = await answered.text();
      return { status: answered.status, body: (text === "" ? {} : JSON.parse(text)) as Record<string, string> };
    };
    const form = (path: string, said: Record<string, string>) => send(path, { body: new URLSearchParams(said) });
    const register = async (said: Record<string, unknown> = {}) => {
      const body = JSON.stringify({ client_name: "Helper", redirect_uris: [REDIRECT], ...said });
      return send("/oauth/register", { body, headers: { "content-type": "application/json" } });
    };
    const verifier = randomBytes(32).toString("base64url");
    const asking = (clientId: string, more: Record<string, string> = {}) =>
      new URLSearchParams({
        ...{ response_type: "code", client_id: clientId, redirect_uri: REDIRECT, code_challenge_method: "S256" },
        code_challenge: createHash("sha256").update(verifier).digest("base64url"),
        ...{ resource: `${ORIGIN}/mcp`, ...more },
      }).toString();
    const fetchBy = (code: string, clientId: string, more: Record<string, string> = {}) =>
      form("/oauth/token", {
        ...{ grant_type: "authorization_code", code, client_id: clientId, redirect_uri: REDIRECT },
        ...{ code_verifier: verifier, resource: `${ORIGIN}/mcp`, ...more },
      });
    const renew = (refresh: string, clientId: string) =>
      form("/oauth/token", { grant_type: "refresh_token", refresh_token: refresh, client_id: clientId });
    const ask = async (token: string, path = "/mcp") => {
      const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list", params: {} });
      const headers = {
        ...{ authorization: `Bearer ${token}`, "content-type": "application/json" },
        ...{ accept: "application/json, text/event-stream", "mcp-protocol-version": "2025-11-25" },
      };
      const init = path === "/mcp" ? { method: "POST", headers, body } : { headers };
      return (await app.app.request(`${ORIGIN}${path}`, init)).status;
    };
    const clientId = (await register()).body.client_id ?? "";
    const newCode = async (more: Record<string, unknown> = {}) =>
      (await answer(world.ana, asking(clientId), more)).get("code") ?? "";
    const given = async (more: Record<string, unknown> = {}) =>
      (await fetchBy(await newCode(more), clientId)).body as { access_token: string; refresh_token: string };
    return { ...world, form, register, asking, fetchBy, renew, ask, clientId, newCode, given };
  }

  test("is told where to sign in, by addresses of this place alone", async () => {
    const { app } = await open();
    const refused = await app.app.request(`${ORIGIN}/mcp`, { method: "POST" });
    expect(refused.status).toBe(401);
    const says = refused.headers.get("www-authenticate") ?? "";
    const [, about = ""] = /resource_metadata="([^"]+)"/.exec(says) ?? [];
    expect(says).not.toContain("error=");
    for (const address of [about, `${ORIGIN}/.well-known/oauth-protected-resource`])
      expect(await (await app.app.request(address)).json()).toMatchObject({
        ...{ resource: `${ORIGIN}/mcp`, authorization_servers: [ORIGIN], scopes_supported: ALL },
      });
    const server = await (await app.app.request(`${ORIGIN}/.well-known/oauth-authorization-server`)).json();
    expect(server).toMatchObject({ issuer: ORIGIN, code_challenge_methods_supported: ["S256"] });
    const wrong = await app.app.request(`${ORIGIN}/mcp`, { method: "POST", headers: { authorization: "Bearer x" } });
    expect(wrong.headers.get("www-authenticate")).toContain('error="invalid_token"');
  });

  test("that came to another of this place’s names is answered by that one", async () => {
    const [named, other] = ["https://candor.example.org", "https://one-on-one.example.org"];
    const app = openApp(shared(), { secure: true, isOwnOrigin: (origin) => [named, other].includes(origin) });
    const read = async (host: string) =>
      (await app.app.request(`http://${host}/.well-known/oauth-protected-resource/mcp`)).json();
    expect(await read("candor.example.org")).toMatchObject({ resource: `${named}/mcp` });
    expect(await read("one-on-one.example.org")).toMatchObject({
      ...{ resource: `${other}/mcp`, authorization_servers: [other] },
    });
    expect(await read("evil.example")).toMatchObject({ resource: `${named}/mcp` });
  });

  test("whose grant is revoked while it is at work writes nothing", async () => {
    const { app, ana, page, given } = await byHand();
    const { access_token } = await given();
    const [{ id = "" } = {}] = (await ana.get("/api/me/tokens")).body as { id?: string }[];
    const { acts } = app.parts;
    const slow = openApp(shared(), {
      acts: {
        ...acts,
        act: (wanted) =>
          acts.act({
            ...wanted,
            isWanted: async () => {
              await ana.delete(`/api/me/tokens/${id}`);
              return wanted.isWanted();
            },
          }),
      },
    });
    const call = { name: "add_topic", arguments: { person: "Ben", title: "Too late" } };
    const answered = await slow.app.request(`${ORIGIN}/mcp`, {
      method: "POST",
      headers: {
        ...{ authorization: `Bearer ${access_token}`, "content-type": "application/json" },
        ...{ accept: "application/json, text/event-stream", "mcp-protocol-version": "2025-11-25" },
      },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params: call }),
    });
    expect(await answered.text()).toContain('"isError":true');
    const reader = programOf(app, (await makeToken(ana, ["pages:read"])).secret);
    const topics = await reader.get(`/api/v1/pages/${page}/topics`);
    expect(topics.status).toBe(200);
    expect(JSON.stringify(topics.body)).not.toContain("Too late");
  });

  test("and nothing of its secrets can be read from the database", async () => {
    const { clientId, newCode, fetchBy } = await byHand();
    const code = await newCode();
    const { access_token = "", refresh_token = "" } = (await fetchBy(code, clientId)).body;
    const { db } = shared();
    const rows = JSON.stringify([
      await db.selectFrom("assistant_code").selectAll().execute(),
      await db.selectFrom("assistant_grant").selectAll().execute(),
      await db.selectFrom("api_token").selectAll().execute(),
    ]);
    for (const secret of [code, access_token, ...refresh_token.split(".")])
      expect(rows).not.toContain(secret.replace(/^candor_mc._/, ""));
  });

  test("may what its person left ticked, on the pages they chose, and at no other door", async () => {
    const { ana, page, given, ask, clientId, renew } = await byHand();
    const { access_token, refresh_token } = await given({ scopes: ["pages:read", "imports:write"], pages: [page] });
    expect(((await ana.get("/api/me/tokens")).body as ApiToken[])[0]).toMatchObject({
      ...{ scopes: ["pages:read"], pages: [page] },
    });
    expect(await ask(access_token)).toBe(200);
    expect(await ask(access_token, "/api/v1/me")).toBe(401);
    expect(await ask(refresh_token)).toBe(401);
    expect((await renew(refresh_token, clientId)).body).toMatchObject({ scope: "pages:read", token_type: "Bearer" });
    expect(await ask(access_token)).toBe(401); // the one before ends with it
  });

  test.each([
    ["a wrong verifier", { code_verifier: "a".repeat(43) }, "wrong_verifier"],
    ["no verifier", { code_verifier: "" }, "wrong_verifier"],
    ["another address for the answer", { redirect_uri: `${REDIRECT}2` }, "other_redirect"],
  ])("is given nothing for a code with %s, and the code is used up", async (_, more, why) => {
    const { app, newCode, fetchBy, clientId } = await byHand();
    const code = await newCode();
    expect(await fetchBy(code, clientId, more)).toEqual({
      ...{ status: 400, body: { error: "invalid_grant", error_description: why } },
    });
    expect(app.told.join("")).toContain(why);
    expect((await fetchBy(code, clientId)).body.error).toBe("invalid_grant");
  });

  test("is given nothing for a code of another client, after a minute, or for another place", async () => {
    const { app, newCode, fetchBy, register, clientId } = await byHand();
    const other = (await register({ client_name: "Other" })).body.client_id ?? "";
    expect((await fetchBy(await newCode(), other)).body.error_description).toBe("other_client");
    const code = await newCode();
    expect((await fetchBy(code, clientId, { resource: "https://other.example/mcp" })).body.error).toBe(
      "invalid_target",
    );
    app.passMinutes(1);
    expect((await fetchBy(code, clientId)).body.error_description).toBe("too_old");
  });

  test("loses what it was given for a code when the code comes again", async () => {
    const { ask, newCode, fetchBy, clientId, renew } = await byHand();
    const code = await newCode();
    const { access_token = "", refresh_token = "" } = (await fetchBy(code, clientId)).body;
    expect(await ask(access_token)).toBe(200);
    expect((await fetchBy(code, clientId)).body.error_description).toBe("used_twice");
    expect(await ask(access_token)).toBe(401);
    expect((await renew(refresh_token, clientId)).body.error).toBe("invalid_grant");
  });

  test("gets one token for a code that a hundred send at once, and then none", async () => {
    const { newCode, fetchBy, clientId, ask } = await byHand();
    const code = await newCode();
    const answers = await Promise.all(Array.from({ length: 100 }, () => fetchBy(code, clientId)));
    const given = answers.filter(({ status }) => status === 200);
    expect(given).toHaveLength(1);
    expect(await ask(given[0]?.body.access_token ?? "")).toBe(401);
  });

  test("is cut off, whoever of two it is, when an old refresh token comes again", async () => {
    const { given, renew, ask, clientId, register, app } = await byHand();
    const first = await given();
    const other = (await register({ client_name: "Other" })).body.client_id ?? "";
    expect((await renew(first.refresh_token, other)).body.error_description).toBe("other_client");
    const { access_token = "", refresh_token = "" } = (await renew(first.refresh_token, clientId)).body;
    expect(await ask(access_token)).toBe(200);
    expect((await renew(first.refresh_token, clientId)).body.error_description).toBe("used_twice");
    expect(await ask(access_token)).toBe(401);
    expect((await renew(refresh_token, clientId)).body.error_description).toBe("over");
    expect(app.told.join("")).toContain("an assistant was refused");
  });

  test("whose answer to a renewal was lost asks once more and works on; what was lost opens nothing", async () => {
    const { given, renew, ask, clientId, app } = await byHand();
    const first = await given();
    const lost = (await renew(first.refresh_token, clientId)).body;
    app.passMinutes(1);
    const { access_token = "", refresh_token = "" } = (await renew(first.refresh_token, clientId)).body;
    expect([await ask(access_token), await ask(lost.access_token ?? "")]).toEqual([200, 401]);
    const next = (await renew(refresh_token, clientId)).body;
    expect(await ask(next.access_token ?? "")).toBe(200);
  });

  test.each(["the lost one", "the one before, again"])(
    "is cut off when after such a renewal %s comes",
    async (what) => {
      const { given, renew, ask, clientId } = await byHand();
      const first = await given();
      const lost = (await renew(first.refresh_token, clientId)).body.refresh_token ?? "";
      const { access_token = "" } = (await renew(first.refresh_token, clientId)).body;
      const late = what === "the lost one" ? lost : first.refresh_token;
      expect((await renew(late, clientId)).body.error_description).toBe("used_twice");
      expect(await ask(access_token)).toBe(401);
    },
  );

  test("is cut off when the one before comes after the new one renewed, however soon", async () => {
    const { given, renew, ask, clientId } = await byHand();
    const first = await given();
    const second = (await renew(first.refresh_token, clientId)).body.refresh_token ?? "";
    const { access_token = "" } = (await renew(second, clientId)).body;
    expect((await renew(first.refresh_token, clientId)).body.error_description).toBe("used_twice");
    expect(await ask(access_token)).toBe(401);
  });

  test("has two minutes to ask once more", async () => {
    const { given, renew, ask, clientId, app } = await byHand();
    const first = await given();
    const { access_token = "" } = (await renew(first.refresh_token, clientId)).body;
    app.passMinutes(2);
    expect((await renew(first.refresh_token, clientId)).body.error_description).toBe("used_twice");
    expect(await ask(access_token)).toBe(401);
  });

  test("that asks twice at once for one renewal is given one that works, and one that opens nothing", async () => {
    const { given, renew, ask, clientId } = await byHand();
    const first = await given();
    const two = await Promise.all([1, 2].map(() => renew(first.refresh_token, clientId)));
    expect(two.map(({ status }) => status)).toEqual([200, 200]);
    const open: number[] = [];
    for (const { body } of two) open.push(await ask(body.access_token ?? ""));
    expect(open.toSorted()).toEqual([200, 401]);
  });

  test("that works with its new token while the one before comes loses all or is asked for nothing", async () => {
    const { given, renew, ask, clientId } = await byHand();
    for (let time = 0; time < 10; time += 1) {
      const first = await given();
      const { access_token = "", refresh_token = "" } = (await renew(first.refresh_token, clientId)).body;
      const [, again] = await Promise.all([ask(access_token), renew(first.refresh_token, clientId)]);
      // Whichever was first: of the two who hold something now, one at most gets on, and the other's coming ends both.
      expect(await ask(access_token)).toBe(401);
      expect((await renew(refresh_token, clientId)).body.error).toBe("invalid_grant");
      expect(await ask(again.body.access_token ?? "")).toBe(401);
    }
  });

  test("that renews by one token twenty times at once looks like a thief, and is out", async () => {
    const { given, renew, ask, clientId } = await byHand();
    const { refresh_token } = await given();
    const answers = await Promise.all(Array.from({ length: 20 }, () => renew(refresh_token, clientId)));
    const renewed = answers.filter(({ status }) => status === 200);
    expect(renewed).toHaveLength(2); // the second may be the first's answer that was lost; the third is no such thing
    for (const { body } of renewed) expect(await ask(body.access_token ?? "")).toBe(401);
  });

  test("gives back what it has, and nobody else does it for it", async () => {
    const { given, form, ask, clientId, register } = await byHand();
    const { access_token, refresh_token } = await given();
    const other = (await register({ client_name: "Other" })).body.client_id ?? "";
    expect((await form("/oauth/revoke", { token: refresh_token, client_id: other })).status).toBe(200);
    expect(await ask(access_token)).toBe(200);
    expect((await form("/oauth/revoke", { token: refresh_token, client_id: clientId })).status).toBe(200);
    expect(await ask(access_token)).toBe(401);
    const again = await given();
    expect((await form("/oauth/revoke", { token: again.access_token, client_id: clientId })).status).toBe(200);
    expect(await ask(again.access_token)).toBe(401);
  });

  test("that nobody registered, or that changed what it registered, is put before nobody and answered nowhere", async () => {
    const { app, ana, asking, clientId } = await byHand();
    const [head = "", mac = ""] = clientId.replace("candor_client_", "").split(".");
    const forged = Buffer.from(JSON.stringify(["Helper", "https://evil.example/"])).toString("base64url");
    for (const id of ["guessed", `candor_client_${forged}.${mac}`, `candor_client_${head}.${"A".repeat(24)}`, ""])
      expect(await look(ana, asking(id, { redirect_uri: "https://evil.example/" }))).toEqual({
        ...{ type: "refused", why: "unknown_client", backTo: null },
      });
    const query = asking("guessed");
    const body = { query, grant: false, scopes: [], pages: null };
    expect(problemOf(await ana.post("/api/me/assistants", body))).toBe("invalid");
    expect(app.told.join("")).toContain("unknown_client");
  });

  test.each([
    "https://assistant.example/callback/",
    "https://assistant.example/callback?to=https://evil.example",
    "https://assistant.example.evil.example/callback",
    "https://assistant.example@evil.example/callback",
    "https://assistant.example/callback#x",
    "http://assistant.example/callback",
    "https://assistant.example:8443/callback",
    "//evil.example",
    "/settings",
    "javascript:alert(1)",
    "",
  ])("is answered where it registered and nowhere else, not at %s", async (redirect) => {
    const { ana, asking, clientId } = await byHand();
    expect(await look(ana, asking(clientId, { redirect_uri: redirect }))).toEqual({
      ...{ type: "refused", why: "other_redirect", backTo: null },
    });
  });

  test("on one’s own machine is answered at whatever port it listens, and at the same path", async () => {
    const { ana, asking, register } = await byHand();
    const local = (await register({ redirect_uris: ["http://127.0.0.1/cb", "http://localhost:1/cb"] })).body.client_id;
    for (const address of ["http://127.0.0.1:5123/cb", "http://localhost:65000/cb"])
      expect(await look(ana, asking(local ?? "", { redirect_uri: address }))).toMatchObject({
        ...{ type: "asks", isOwnMachine: true, host: new URL(address).host },
      });
    for (const address of [
      "http://127.0.0.1:5123/other",
      "http://127.0.0.2/cb",
      "http://[::1]/cb",
      "https://127.0.0.1/cb",
    ])
      expect(await look(ana, asking(local ?? "", { redirect_uri: address }))).toMatchObject({ why: "other_redirect" });
  });

  test.each([
    ["without PKCE", { code_challenge: "" }, "invalid_request"],
    ["with a verifier that is sent in the clear", { code_challenge_method: "plain" }, "invalid_request"],
    ["that wants a token at once", { response_type: "token" }, "unsupported_response_type"],
    ["for another place", { resource: "https://other.example/mcp" }, "invalid_target"],
    ["for what no assistant may", { scope: "imports:write everything" }, "invalid_scope"],
  ])("%s is not put before anybody; who it is may be told so", async (_, more, why) => {
    const { ana, asking, clientId } = await byHand();
    expect(await look(ana, asking(clientId, { state: "s", ...more }))).toEqual({
      ...{ type: "refused", why, backTo: `${REDIRECT}?error=${why}&iss=${encodeURIComponent(ORIGIN)}&state=s` },
    });
    const twice = `${asking(clientId)}&client_id=other`;
    expect(await look(ana, twice)).toMatchObject({ why: "malformed", backTo: null });
  });

  test("is told no where its person says no, and that is all", async () => {
    const { ana, asking, clientId, fetchBy } = await byHand();
    const back = await answer(ana, asking(clientId, { state: "s" }), { grant: false });
    expect([...back]).toEqual([
      ...[
        ["error", "access_denied"],
        ["iss", ORIGIN],
        ["state", "s"],
      ], // and no code
    ]);
    expect((await fetchBy("guessed", clientId)).body.error_description).toBe("unknown");
    expect((await ana.get("/api/me/tokens")).body).toEqual([]);
  });

  test("is let in by somebody who has just signed in, from a page of ours, with something ticked, on their own pages", async () => {
    const { app, ana, asking, clientId, page } = await byHand();
    const query = asking(clientId);
    const yes = (more: Record<string, unknown> = {}) => ({ query, grant: true, scopes: ALL, pages: null, ...more });
    expect(problemOf(await app.stranger().post("/api/me/assistants", yes()))).toBe("signed_out");
    const ben = await open();
    expect(problemOf(await ben.ana.post("/api/me/assistants", yes({ pages: [page] })))).toBe("not_found");
    expect(problemOf(await ana.post("/api/me/assistants", yes({ scopes: [] })))).toBe("invalid");
    const headers = { cookie: ana.cookie(), "content-type": "application/json", origin: "https://evil.example" };
    const foreign = { method: "POST", headers, body: JSON.stringify(yes()) };
    expect((await app.app.request(`${ORIGIN}/api/me/assistants`, foreign)).status).toBe(403);
    app.passMinutes(11);
    expect(problemOf(await ana.post("/api/me/assistants", yes()))).toBe("not_fresh");
    expect((await ana.post("/api/me/assistants", yes({ grant: false }))).status).toBe(200);
  });

  test("registers with addresses of https or of one’s own machine, and its name is plain text of one line", async () => {
    const { app, ana, register, asking } = await byHand();
    for (const redirect of [
      ...["http://assistant.example/", "javascript:alert(1)", "https://u:p@assistant.example/", "data:text/html,x"],
      ...["https://assistant.example/#x", "https://assistant.example/\\evil", "custom:/callback", "https://a b/", ""],
    ])
      expect((await register({ redirect_uris: [redirect] })).body.error).toBe("invalid_redirect_uri");
    app.passMinutes(10);
    for (const redirects of [[], undefined, Array(11).fill(REDIRECT), [1]])
      expect((await register({ redirect_uris: redirects })).body.error).toBe("invalid_redirect_uri");
    app.passMinutes(10);
    const ofAnApp = (await register({ redirect_uris: ["app:/callback"] })).body as { error_description?: string };
    for (const said of ["https://", "http://localhost", "http://127.0.0.1", "app:/callback is not answered"])
      expect(ofAnApp.error_description).toContain(said);
    expect(ofAnApp.error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/); // RFC 6749 §5.2
    const mixed = await register({ redirect_uris: ["app://callback", REDIRECT, "javascript:alert(1)"] });
    expect(mixed.body.redirect_uris).toEqual([REDIRECT]);
    const name = `<script>alert(1)</script>\u202E\n${"x".repeat(5000)}`;
    const { client_id: id = "", client_name: kept = "" } = (await register({ client_name: name })).body;
    expect(kept).toBe(`<script>alert(1)</script>${"x".repeat(35)}`);
    expect(await look(ana, asking(id))).toMatchObject({ type: "asks", name: kept });
  });

  test("is never kept out by whoever tries wrong ones from the same address, and these are told to wait", async () => {
    const { form, given, renew, clientId } = await byHand();
    const { refresh_token: refresh } = await given();
    const statuses: number[] = [];
    for (let time = 0; time < 130; time += 1) {
      statuses.push((await renew(`made-up-${time}.x`, clientId)).status);
      if (time % 10 === 0) await form("/oauth/revoke", { client_id: clientId, token: `made up ${time}` });
    }
    expect([statuses[0], statuses.at(-1)]).toEqual([400, 429]);
    expect((await renew(refresh, clientId)).status).toBe(200);
  });

  test("renews as often as there is need, and no more", async () => {
    const { given, renew, clientId } = await byHand();
    let refresh = (await given()).refresh_token;
    const statuses: number[] = [];
    for (let time = 0; time < 40; time += 1) {
      const { status, body } = await renew(refresh, clientId);
      statuses.push(status);
      refresh = body.refresh_token ?? refresh;
    }
    expect([statuses[0], statuses.at(-1)]).toEqual([200, 429]);
  });

  test("that registers a thousand times leaves nothing behind, and is told to wait", async () => {
    const { register } = await byHand();
    const rows = async () => {
      const { db } = shared();
      const codes = await db.selectFrom("assistant_code").selectAll().execute();
      return codes.length + (await db.selectFrom("assistant_grant").selectAll().execute()).length;
    };
    const before = await rows();
    const statuses: number[] = [];
    for (let time = 0; time < 60; time += 1) statuses.push((await register()).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([201, 429]);
    expect(await rows()).toBe(before);
  });
});
