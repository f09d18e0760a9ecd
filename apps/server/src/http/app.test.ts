import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { beginPair, ORIGIN, openApp, problemOf, shareDatabase } from "../people/testing/open-app.ts";

const PAIR = "0b8f9f3e-3c51-4a6e-9d6b-5b6ad9ad4d5c";

/** Every kind of answer there is: data, nothing, refusals, the description, health, the web app, what is not there. */
const ADDRESSES = [
  ["GET", "/"],
  ["GET", "/healthz"],
  ["GET", "/readyz"],
  ["GET", "/api/openapi.json"],
  ["GET", "/api/me"],
  ["PATCH", "/api/me"],
  ["GET", "/api/pairs"],
  ["PUT", `/api/pairs/${PAIR}`],
  ["GET", `/api/pairs/${PAIR}`],
  ["POST", `/api/pairs/${PAIR}/invitations`],
  ["DELETE", `/api/invitations/${PAIR}`],
  ["POST", `/api/invitations/${PAIR}/look`],
  ["GET", `/api/pairs/${PAIR}/worth`],
  ["PUT", `/api/pairs/${PAIR}/meetings/m1/worth`],
  ["GET", "/api/me/questions"],
  ["POST", "/api/search"],
  ["PUT", "/api/me/questions/own/q1"],
  ["DELETE", "/api/me/questions/own/q1"],
  ["PUT", "/api/me/questions/marks/q1"],
  ["POST", "/api/auth/sign-in/anonymous"],
  ["POST", "/api/auth/sign-out"],
  ["GET", "/api/nothing"],
  ["GET", "/nothing"],
  ["POST", "/nothing"],
] as const;

describeEachEngine("the server's answers", (engine) => {
  const shared = shareDatabase(engine);

  test.each(ADDRESSES)("%s %s carries the headers that keep a browser safe", async (method, path) => {
    const { app } = openApp(shared());
    const { headers } = await app.request(`${ORIGIN}${path}`, { method, headers: { origin: ORIGIN } });
    const policy = headers.get("content-security-policy") ?? "";
    for (const directive of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "connect-src 'self'",
      "worker-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ]) {
      expect(policy.split("; ")).toContain(directive);
    }
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("permissions-policy")).toContain("camera=()");
    expect(headers.get("strict-transport-security")).toBeNull();
    expect(headers.get("access-control-allow-origin")).toBeNull();
    if (path.startsWith("/api/")) expect(headers.get("cache-control")).toBe("no-store");
  });

  test("the worker that stretches passphrases may use WebAssembly and nothing else, and no other file may", async () => {
    const { app } = openApp(shared());
    const policyOf = async (path: string) =>
      (await app.request(`${ORIGIN}${path}`)).headers.get("content-security-policy") ?? "";
    const policy = await policyOf("/assets/stretch-worker-Ab_-1.js");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/connect-src|worker-src|'unsafe-/);
    for (const path of [
      "/",
      "/assets/stretch-worker-Ab.html",
      "/assets/shell-Ab.js",
      "/assets/x/stretch-worker-Ab.js",
      "/stretch-worker-Ab.js",
      "/api/assets/stretch-worker-Ab.js",
    ]) {
      expect([path, await policyOf(path)]).toEqual([path, expect.not.stringContaining("wasm")]);
    }
  });

  test("over https the browser is told to insist on it", async () => {
    const { app } = openApp(shared(), { secure: true });
    const { headers } = await app.request("https://candor.example.org/healthz");
    expect(headers.get("strict-transport-security")).toBe("max-age=31536000; includeSubDomains");
  });

  test.each([
    ["another site", "https://evil.example"],
    ["a sibling that only begins alike", `${ORIGIN}.evil.example`],
    ["the same host on another port", "http://localhost:4322"],
    ["a sandboxed frame", "null"],
    ["nobody who says", undefined],
  ])("what changes something and comes from %s is refused, cookie or not", async (_whom, origin) => {
    const { app, person } = openApp(shared());
    const ana = await person();
    const pair = await beginPair(ana);
    const headers = new Headers({ cookie: ana.cookie(), "content-type": "application/json" });
    if (origin) headers.set("origin", origin);
    for (const [method, path] of [
      ["POST", "/api/auth/sign-in/anonymous"],
      ["POST", "/api/auth/sign-out"],
      ["PATCH", "/api/me"],
      ["PUT", `/api/pairs/${PAIR}`],
      ["PATCH", `/api/pairs/${pair.id}`],
      ["PUT", `/api/pairs/${pair.id}/meetings/m1/worth`],
      ["PUT", "/api/me/questions/own/q1"],
      ["DELETE", "/api/me/questions/own/q1"],
      ["PUT", "/api/me/questions/marks/q1"],
      ["POST", `/api/pairs/${pair.id}/invitations`],
      ["POST", `/api/invitations/${PAIR}/look`],
      ["POST", `/api/invitations/${PAIR}/accept`],
      ["DELETE", `/api/invitations/${PAIR}`],
    ] as const) {
      const answer = await app.request(`${ORIGIN}${path}`, { method, headers });
      expect([path, answer.status, ((await answer.json()) as { type: string }).type]).toEqual([
        path,
        403,
        "/problems/wrong_origin",
      ]);
    }
    expect((await ana.get(`/api/pairs/${pair.id}/invitations`)).body).toEqual([]);
  });

  test("reading changes nothing, however often it is done", async () => {
    const database = shared();
    const { person } = openApp(database);
    const ana = await person();
    const pair = await beginPair(ana);
    const state = async () =>
      JSON.stringify([
        await database.db.selectFrom("pair_member").selectAll().where("pair_id", "=", pair.id).execute(),
        await database.db.selectFrom("invitation").selectAll().where("pair_id", "=", pair.id).execute(),
      ]);
    const before = await state();
    for (const path of ["/api/me", "/api/pairs", `/api/pairs/${pair.id}`, `/api/pairs/${pair.id}/invitations`]) {
      await ana.get(path);
      await ana.get(path);
    }
    expect(await state()).toBe(before);
  });

  test.each([
    ["a form's", "application/x-www-form-urlencoded", "name=Ana", 415],
    ["a plain text", "text/plain", '{"name":"Ana"}', 415],
    ["no JSON", "application/json", "{name", 400],
    ["nothing", "application/json", "", 400],
    ["a list", "application/json", "[]", 400],
    ["too long a", "application/json", JSON.stringify({ name: "x".repeat(20_000) }), 413],
  ])("%s body is refused", async (_what, type, body, status) => {
    const { app, person } = openApp(shared());
    const ana = await person("Ana");
    const headers = { cookie: ana.cookie(), origin: ORIGIN, "content-type": type };
    const answer = await app.request(`${ORIGIN}/api/me`, { method: "PATCH", headers, body });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
  });

  test("names that JavaScript objects have of their own are only names", async () => {
    const { app, person } = openApp(shared());
    const ana = await person();
    const headers = { cookie: ana.cookie(), origin: ORIGIN, "content-type": "application/json" };
    const body = '{"name":"Ana","__proto__":{"anonymous":false},"constructor":{"prototype":{"polluted":true}}}';
    const answer = await app.request(`${ORIGIN}/api/me`, { method: "PATCH", headers, body });
    expect(await answer.json()).toMatchObject({ name: "Ana", anonymous: true });
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test("signing in is limited by address, and says when it goes on", async () => {
    const { app, stranger } = openApp(shared(), { signInsPerMinute: 2 });
    const signIn = (address: string) =>
      app.request(`${ORIGIN}/api/auth/sign-in/anonymous`, {
        method: "POST",
        headers: { origin: ORIGIN, "x-test-address": address },
      });
    for (let made = 0; made < 4; made += 1) expect((await signIn("198.51.100.1")).status).toBe(200);
    const refused = await signIn("198.51.100.1");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "30"]);
    expect((await signIn("198.51.100.2")).status).toBe(200);
    expect((await stranger().get("/healthz")).status).toBe(200);
  });

  test("trying invitations is limited by address", async () => {
    const { stranger } = openApp(shared());
    const eve = stranger();
    const tries = [];
    for (let made = 0; made < 61; made += 1) {
      tries.push(await eve.post(`/api/invitations/${PAIR}/look`, { secret: `guess ${made}` }));
    }
    expect(tries.slice(0, 60).every((answer) => answer.status === 404)).toBe(true);
    expect(problemOf(tries[60] as (typeof tries)[number])).toBe("too_many_requests");
  });

  test("a fault is told once, in the log, with its cause; the person is told nothing of it", async () => {
    const database = shared();
    const { told, person } = openApp(database, {
      newInvitationSeeds: () => {
        throw new Error("the source of chance is dry", { cause: new Error("entropy") });
      },
    });
    const ana = await person();
    const pair = await beginPair(ana);
    const answer = await ana.post(`/api/pairs/${pair.id}/invitations`);
    expect([answer.status, problemOf(answer)]).toEqual([500, "failed"]);
    expect(JSON.stringify(answer.body)).not.toMatch(/chance|entropy|\.ts/);
    expect(told).toHaveLength(1);
    expect(JSON.parse(told[0] ?? "")).toMatchObject({
      level: "error",
      route: "/api/pairs/:id/invitations",
      cause: expect.stringMatching(/dry[\s\S]*entropy/),
    });
    expect(told[0]).not.toContain(pair.id);
    expect(told[0]).not.toContain(ana.cookie());
  });

  test("it says whether it lives and whether it can store", async () => {
    const { stranger } = openApp(shared());
    expect(await stranger().get("/readyz")).toMatchObject({ status: 200, body: "ok\n" });
    const { stranger: later } = openApp(shared(), { isReady: async () => false });
    expect((await later().get("/healthz")).status).toBe(200);
    expect((await later().get("/readyz")).status).toBe(503);
  });

  test("the description names every route and no other", async () => {
    const { stranger } = openApp(shared());
    const { body } = await stranger().get("/api/openapi.json");
    const { paths, openapi } = body as { paths: Record<string, object>; openapi: string };
    expect(openapi).toBe("3.1.0");
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(routes.sort()).toMatchInlineSnapshot(`
      [
        "DELETE /api/artifacts/{id}",
        "DELETE /api/artifacts/{id}/links/{link}",
        "DELETE /api/artifacts/{id}/people/{member}",
        "DELETE /api/artifacts/{id}/sources",
        "DELETE /api/invitations/{id}",
        "DELETE /api/me/account/identities/{id}",
        "DELETE /api/me/account/passkeys/{id}",
        "DELETE /api/me/account/sessions",
        "DELETE /api/me/account/sessions/{id}",
        "DELETE /api/me/calendar-accounts/{id}",
        "DELETE /api/me/calendar-feed",
        "DELETE /api/me/calendars/{id}",
        "DELETE /api/me/channels/{channel}",
        "DELETE /api/me/chats/{id}",
        "DELETE /api/me/erasure",
        "DELETE /api/me/handoffs/{edge}/letter",
        "DELETE /api/me/handoffs/{edge}/meeting",
        "DELETE /api/me/link-accounts/{id}",
        "DELETE /api/me/mail/address",
        "DELETE /api/me/mail/addresses/{id}",
        "DELETE /api/me/mail/inbox/{id}",
        "DELETE /api/me/planner/solves/{id}",
        "DELETE /api/me/push",
        "DELETE /api/me/questions/own/{id}",
        "DELETE /api/me/tokens/{id}",
        "DELETE /api/me/webhooks/{id}",
        "DELETE /api/notebook/vaults/{vault}",
        "DELETE /api/pairs/{id}/cadence/declined",
        "DELETE /api/workspaces/{workspace}/agenda-items/{item}",
        "DELETE /api/workspaces/{workspace}/invitations/{invitation}",
        "DELETE /api/workspaces/{workspace}/people/{person}",
        "DELETE /api/workspaces/{workspace}/planning-round/{round}",
        "DELETE /api/workspaces/{workspace}/scim/tokens/{token}",
        "GET /api/artifacts",
        "GET /api/artifacts/{id}",
        "GET /api/artifacts/{id}/announcements",
        "GET /api/artifacts/{id}/candidates",
        "GET /api/artifacts/{id}/files/{format}",
        "GET /api/artifacts/{id}/images/{image}",
        "GET /api/artifacts/{id}/links",
        "GET /api/artifacts/{id}/suggestions",
        "GET /api/artifacts/{id}/versions",
        "GET /api/artifacts/{id}/versions/{seq}",
        "GET /api/auth/ways",
        "GET /api/feeds/{file}",
        "GET /api/me",
        "GET /api/me/account",
        "GET /api/me/balance",
        "GET /api/me/beginnings",
        "GET /api/me/cadence",
        "GET /api/me/calendar-accounts",
        "GET /api/me/calendar-accounts/{id}/calendars",
        "GET /api/me/calendar-consents",
        "GET /api/me/calendar-feed",
        "GET /api/me/calendars",
        "GET /api/me/channels",
        "GET /api/me/chats",
        "GET /api/me/data",
        "GET /api/me/devices/{code}",
        "GET /api/me/erasure",
        "GET /api/me/frictions",
        "GET /api/me/handoffs",
        "GET /api/me/handoffs/{edge}",
        "GET /api/me/handoffs/{edge}/letter",
        "GET /api/me/handoffs/{edge}/times",
        "GET /api/me/link-accounts",
        "GET /api/me/mail",
        "GET /api/me/mail/inbox",
        "GET /api/me/nightly-export",
        "GET /api/me/notices",
        "GET /api/me/overview",
        "GET /api/me/places",
        "GET /api/me/planner",
        "GET /api/me/planner/solves/{id}",
        "GET /api/me/portrait",
        "GET /api/me/portraits",
        "GET /api/me/put-away",
        "GET /api/me/questions",
        "GET /api/me/reminders",
        "GET /api/me/skip-notices",
        "GET /api/me/tokens",
        "GET /api/me/webhooks",
        "GET /api/me/webhooks/{id}/deliveries",
        "GET /api/notebook/vaults",
        "GET /api/notebook/vaults/{vault}",
        "GET /api/notebook/vaults/{vault}/heads",
        "GET /api/notebook/vaults/{vault}/manifests",
        "GET /api/notebook/vaults/{vault}/records",
        "GET /api/pairs",
        "GET /api/pairs/{id}",
        "GET /api/pairs/{id}/access-log",
        "GET /api/pairs/{id}/artifacts",
        "GET /api/pairs/{id}/busy",
        "GET /api/pairs/{id}/cadence",
        "GET /api/pairs/{id}/calendar-invitation",
        "GET /api/pairs/{id}/files/{format}",
        "GET /api/pairs/{id}/finishing",
        "GET /api/pairs/{id}/invitations",
        "GET /api/pairs/{id}/portrait",
        "GET /api/pairs/{id}/versions",
        "GET /api/pairs/{id}/versions/{seq}",
        "GET /api/pairs/{id}/versions/{seq}/writers-after",
        "GET /api/pairs/{id}/volumes",
        "GET /api/pairs/{id}/volumes/{year}",
        "GET /api/pairs/{id}/work",
        "GET /api/pairs/{id}/worth",
        "GET /api/unsubscribe",
        "GET /api/workspaces",
        "GET /api/workspaces/{workspace}",
        "GET /api/workspaces/{workspace}/all-hands",
        "GET /api/workspaces/{workspace}/imports",
        "GET /api/workspaces/{workspace}/invitations",
        "GET /api/workspaces/{workspace}/mine",
        "GET /api/workspaces/{workspace}/people",
        "GET /api/workspaces/{workspace}/planning-round",
        "GET /api/workspaces/{workspace}/retention",
        "GET /api/workspaces/{workspace}/scim",
        "GET /api/workspaces/{workspace}/skip-levels",
        "PATCH /api/artifacts/{id}",
        "PATCH /api/me",
        "PATCH /api/me/account/passkeys/{id}",
        "PATCH /api/me/calendar-feed",
        "PATCH /api/me/calendars/{id}",
        "PATCH /api/me/channels/{channel}",
        "PATCH /api/me/webhooks/{id}",
        "PATCH /api/pairs/{id}",
        "PATCH /api/workspaces/{workspace}",
        "PATCH /api/workspaces/{workspace}/agenda-items/{item}",
        "PATCH /api/workspaces/{workspace}/people/{person}",
        "PATCH /api/workspaces/{workspace}/scim",
        "POST /api/artifacts/{id}/announcements/{announcement}/deliveries/{delivery}",
        "POST /api/artifacts/{id}/images",
        "POST /api/artifacts/{id}/link-titles",
        "POST /api/artifacts/{id}/links",
        "POST /api/artifacts/{id}/people",
        "POST /api/artifacts/{id}/proposals/{proposal}/agree",
        "POST /api/artifacts/{id}/proposals/{proposal}/take-back",
        "POST /api/artifacts/{id}/reviewed",
        "POST /api/artifacts/{id}/suggestions/{suggestion}/decide",
        "POST /api/auth/mail",
        "POST /api/auth/mail/code",
        "POST /api/auth/mail/link",
        "POST /api/auth/oidc",
        "POST /api/auth/oidc/finish",
        "POST /api/auth/passkey",
        "POST /api/auth/passkey/options",
        "POST /api/auth/sign-in/anonymous",
        "POST /api/auth/sign-out",
        "POST /api/calendar-hints/google",
        "POST /api/calendar-hints/microsoft",
        "POST /api/chat/discord",
        "POST /api/chat/slack",
        "POST /api/chat/teams",
        "POST /api/device",
        "POST /api/device/token",
        "POST /api/invitations/{id}/accept",
        "POST /api/invitations/{id}/look",
        "POST /api/mail-in",
        "POST /api/me/account/email",
        "POST /api/me/account/email/confirm",
        "POST /api/me/account/passkeys",
        "POST /api/me/account/passkeys/options",
        "POST /api/me/assistants",
        "POST /api/me/assistants/asking",
        "POST /api/me/calendar-accounts",
        "POST /api/me/calendar-consents",
        "POST /api/me/calendar-consents/finish",
        "POST /api/me/calendars",
        "POST /api/me/calendars/files",
        "POST /api/me/calendars/{id}/read",
        "POST /api/me/channels",
        "POST /api/me/chats",
        "POST /api/me/chats/asking",
        "POST /api/me/devices/{code}",
        "POST /api/me/handoffs/{edge}/declined",
        "POST /api/me/handoffs/{edge}/letter",
        "POST /api/me/handoffs/{edge}/meeting/answer",
        "POST /api/me/link-accounts",
        "POST /api/me/link-accounts/consent",
        "POST /api/me/link-accounts/consent/finish",
        "POST /api/me/mail/inbox/{id}",
        "POST /api/me/places/{person}",
        "POST /api/me/planner/plans",
        "POST /api/me/planner/plans/{id}/carry-on",
        "POST /api/me/planner/plans/{id}/undo",
        "POST /api/me/planner/prices",
        "POST /api/me/planner/solves",
        "POST /api/me/skip-notices/{notice}/read",
        "POST /api/me/tokens",
        "POST /api/me/webhooks",
        "POST /api/me/webhooks/{id}/deliveries/{delivery}/replay",
        "POST /api/me/webhooks/{id}/secret",
        "POST /api/me/webhooks/{id}/try",
        "POST /api/notebook/vaults/{vault}/records",
        "POST /api/notebook/vaults/{vault}/snapshots/{seq}/confirm",
        "POST /api/operator/outbox",
        "POST /api/pairs/{id}/access-log",
        "POST /api/pairs/{id}/cadence/declined",
        "POST /api/pairs/{id}/calendar-invitation/settled",
        "POST /api/pairs/{id}/finishing/{action}",
        "POST /api/pairs/{id}/invitations",
        "POST /api/pairs/{id}/kept",
        "POST /api/pairs/{id}/link-titles",
        "POST /api/pairs/{id}/put-away",
        "POST /api/pairs/{id}/take-back",
        "POST /api/search",
        "POST /api/setup",
        "POST /api/setup/look",
        "POST /api/socket-tickets",
        "POST /api/unsubscribe",
        "POST /api/workspace-invitations/{invitation}/accept",
        "POST /api/workspace-invitations/{invitation}/look",
        "POST /api/workspaces/{workspace}/all-hands/{meeting}/hold",
        "POST /api/workspaces/{workspace}/imports",
        "POST /api/workspaces/{workspace}/imports/preview",
        "POST /api/workspaces/{workspace}/imports/{import}/undo",
        "POST /api/workspaces/{workspace}/pairs/{pair}/let-in",
        "POST /api/workspaces/{workspace}/people",
        "POST /api/workspaces/{workspace}/people/{person}/invitations",
        "POST /api/workspaces/{workspace}/people/{person}/invitations/mail",
        "POST /api/workspaces/{workspace}/people/{person}/leave",
        "POST /api/workspaces/{workspace}/people/{person}/manager",
        "POST /api/workspaces/{workspace}/people/{person}/return",
        "POST /api/workspaces/{workspace}/planning-round",
        "POST /api/workspaces/{workspace}/planning-round/{round}/turns/{person}/pass",
        "POST /api/workspaces/{workspace}/scim/tokens",
        "POST /api/workspaces/{workspace}/scim/tokens/{token}/restore",
        "POST /api/workspaces/{workspace}/skip-levels/notices",
        "POST /api/workspaces/{workspace}/skip-levels/rounds",
        "PUT /api/artifacts/{id}",
        "PUT /api/artifacts/{id}/announcements/{announcement}",
        "PUT /api/artifacts/{id}/people/{member}",
        "PUT /api/artifacts/{id}/proposals/{proposal}",
        "PUT /api/artifacts/{id}/sources",
        "PUT /api/artifacts/{id}/suggestions/{suggestion}",
        "PUT /api/me/cadence/budget",
        "PUT /api/me/calendar-accounts/{id}/choice",
        "PUT /api/me/calendar-accounts/{id}/password",
        "PUT /api/me/calendar-feed",
        "PUT /api/me/erasure",
        "PUT /api/me/handoffs/{edge}/meeting",
        "PUT /api/me/mail/address",
        "PUT /api/me/mail/addresses/{id}",
        "PUT /api/me/mail/senders",
        "PUT /api/me/nightly-export",
        "PUT /api/me/notices",
        "PUT /api/me/planner/rounds/{round}",
        "PUT /api/me/planner/settings",
        "PUT /api/me/portrait/{part}",
        "PUT /api/me/push",
        "PUT /api/me/questions/marks/{id}",
        "PUT /api/me/questions/own/{id}",
        "PUT /api/me/reminders",
        "PUT /api/notebook/vaults/{vault}",
        "PUT /api/pairs/{id}",
        "PUT /api/pairs/{id}/busy-share",
        "PUT /api/pairs/{id}/cadence/stated",
        "PUT /api/pairs/{id}/calendar-invitation",
        "PUT /api/pairs/{id}/meetings/{meeting}/worth",
        "PUT /api/pairs/{id}/portrait-share",
        "PUT /api/pairs/{id}/work",
        "PUT /api/workspaces/{workspace}/agenda-items/{item}",
        "PUT /api/workspaces/{workspace}/all-hands/{meeting}",
        "PUT /api/workspaces/{workspace}/pairs/{pair}",
        "PUT /api/workspaces/{workspace}/retention",
      ]
    `);
  });
});
