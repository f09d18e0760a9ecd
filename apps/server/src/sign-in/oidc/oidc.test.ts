import { generateKeyPairSync, type KeyObject, randomUUID, sign } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { describeEachEngine } from "../../database/testing/describe-each-engine.ts";
import { openApp, problemOf, shareDatabase, type Visitor } from "../../people/testing/open-app.ts";
import { signInByMail } from "../testing/read-mail.ts";

type Claims = Record<string, unknown>;

/** An identity provider that says whatever a test wants it to. */
class Provider {
  readonly key = generateKeyPairSync("rsa", { modulusLength: 2048 });
  issuer = "";
  /** what the next identity token is made from */
  say: { header?: Claims; claims?: Claims; key?: KeyObject; unsigned?: boolean } = {};
  /** further lines of what it says of itself */
  knows: Claims = {};
  asked: URLSearchParams[] = [];
  nonce = "";
  private readonly server: Server = createServer((request, answer) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const reply = (body: unknown) => {
        answer.setHeader("content-type", "application/json");
        answer.end(JSON.stringify(body));
      };
      if (request.url === "/.well-known/openid-configuration")
        return reply({
          issuer: this.issuer,
          authorization_endpoint: `${this.issuer}/authorize`,
          token_endpoint: `${this.issuer}/token`,
          jwks_uri: `${this.issuer}/jwks`,
          response_types_supported: ["code"],
          subject_types_supported: ["public"],
          id_token_signing_alg_values_supported: ["RS256"],
          authorization_response_iss_parameter_supported: true,
          ...this.knows,
        });
      if (request.url === "/jwks")
        return reply({
          keys: [{ ...this.key.publicKey.export({ format: "jwk" }), kid: "k1", alg: "RS256", use: "sig" }],
        });
      this.asked.push(new URLSearchParams(Buffer.concat(chunks).toString()));
      reply({ access_token: "at", token_type: "Bearer", expires_in: 60, id_token: this.idToken() });
    });
  });

  async start(): Promise<void> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    this.issuer = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private idToken(): string {
    const now = Math.floor(Date.now() / 1000);
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const header = part({ alg: "RS256", kid: "k1", ...this.say.header });
    const standard = { iss: this.issuer, aud: "candor", sub: "ana", nonce: this.nonce, iat: now, exp: now + 300 };
    const signed = `${header}.${part({ ...standard, ...this.say.claims })}`;
    if (this.say.unsigned) return `${signed}.`;
    return `${signed}.${sign("sha256", Buffer.from(signed), this.say.key ?? this.key.privateKey).toString("base64url")}`;
  }
}

describeEachEngine("single sign-on", (engine) => {
  const shared = shareDatabase(engine);
  let provider: Provider;
  let other: Provider;
  beforeEach(async () => {
    provider = new Provider();
    other = new Provider();
    await provider.start();
    await other.start();
  });
  afterEach(() => {
    provider.stop();
    other.stop();
  });

  function open() {
    const app = openApp(shared());
    app.parts.signIn.oidc = [provider, other].map(({ issuer }, index) => ({
      ...{ id: String(index + 1), name: `IdP ${index + 1}`, issuer },
      ...{ clientId: "candor", clientSecret: "s3cret" },
    }));
    return app;
  }

  /** Goes to the provider and comes back with what it sends along. */
  async function goThere(
    visitor: Visitor,
    changes: { to?: string; link?: boolean; again?: boolean; at?: Provider } = {},
  ) {
    const { at = provider, ...rest } = changes;
    const begun = await visitor.post("/api/auth/oidc", { provider: at === provider ? "1" : "2", ...rest });
    if (begun.status !== 200) throw new Error(problemOf(begun));
    const url = new URL((begun.body as { location: string }).location);
    at.nonce = url.searchParams.get("nonce") ?? "";
    const state = url.searchParams.get("state") ?? "";
    const query = `?${new URLSearchParams({ code: randomUUID(), state, iss: at.issuer })}`;
    return { url, state, query };
  }

  async function signIn(visitor: Visitor, changes: Parameters<typeof goThere>[1] = {}) {
    const { state, query } = await goThere(visitor, changes);
    return visitor.post("/api/auth/oidc/finish", { state, query });
  }

  test("asks with PKCE, state and nonce, and signs in whoever the provider names", async () => {
    const { stranger } = open();
    const ana = stranger();
    const sub = randomUUID();
    provider.say = { claims: { sub, email: "Ana@Example.org", email_verified: true } };
    const { url, state, query } = await goThere(ana, { to: "/actions" });
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      ...{ response_type: "code", client_id: "candor", code_challenge_method: "S256", scope: "openid email profile" },
      redirect_uri: "http://localhost:4321/sign-in/sso",
    });
    const { status, body } = await ana.post("/api/auth/oidc/finish", { state, query });
    expect({ status, body }).toMatchObject({ status: 200, body: { me: { anonymous: false }, to: "/actions" } });
    expect(provider.asked[0]?.get("code_verifier")).toMatch(/^[\w-]{43,}$/);
    const again = stranger();
    expect((await signIn(again)).body).toMatchObject({ me: (body as { me: unknown }).me });
  });

  test.each<[string, () => Provider["say"]]>([
    ["another nonce", () => ({ claims: { nonce: "other" } })],
    ["no nonce", () => ({ claims: { nonce: undefined } })],
    ["another issuer", () => ({ claims: { iss: "https://evil.example" } })],
    ["another audience", () => ({ claims: { aud: "other-client" } })],
    ["an end that is past", () => ({ claims: { exp: 1000 } })],
    ["no signature", () => ({ header: { alg: "none" }, unsigned: true })],
    ["the signature of another key", () => ({ key: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey })],
    ["an algorithm that was not agreed on", () => ({ header: { alg: "HS256" } })],
    [
      "an unknown key",
      () => ({ header: { kid: "k2" }, key: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey }),
    ],
  ])("an identity token with %s signs nobody in", async (_what, say) => {
    const { stranger } = open();
    const ana = stranger();
    provider.say = say();
    expect(problemOf(await signIn(ana))).toBe("not_verified");
    expect((await ana.get("/api/me")).body).toBeNull();
  });

  test("an answer of another provider is not taken for this one's", async () => {
    const { stranger } = open();
    const ana = stranger();
    const { state, query } = await goThere(ana);
    const mixed = query.replace(encodeURIComponent(provider.issuer), encodeURIComponent(other.issuer));
    expect(problemOf(await ana.post("/api/auth/oidc/finish", { state, query: mixed }))).toBe("not_verified");
  });

  test("an answer is good once, in the browser that asked, for a quarter of an hour", async () => {
    const { stranger, passMinutes } = open();
    const [ana, eve] = [stranger(), stranger()];
    await eve.post("/api/auth/mail", { email: "eve@example.org" }); // her browser is known by a cookie, too
    const first = await goThere(ana);
    const answer = { state: first.state, query: first.query };
    expect(problemOf(await eve.post("/api/auth/oidc/finish", answer))).toBe("sign_in_void");
    expect((await ana.post("/api/auth/oidc/finish", answer)).status).toBe(200);
    expect(problemOf(await ana.post("/api/auth/oidc/finish", answer))).toBe("sign_in_void");
    const { state, query } = await goThere(ana);
    passMinutes(15);
    expect(problemOf(await ana.post("/api/auth/oidc/finish", { state, query }))).toBe("sign_in_void");
  });

  test("the same address at two providers, or in a mail, is three people", async () => {
    const { stranger } = open();
    const email = `${randomUUID()}@example.org`;
    const claims = { sub: randomUUID(), email, email_verified: true };
    provider.say = { claims };
    other.say = { claims };
    const visitors = [stranger(), stranger(), stranger()] as const;
    await signIn(visitors[0]);
    await signIn(visitors[1], { at: other });
    await signInByMail(shared(), visitors[2], email);
    const ids = [];
    for (const visitor of visitors) ids.push(((await visitor.get("/api/me")).body as { userId: string }).userId);
    expect(new Set(ids).size).toBe(3);
  });

  test("an identity is added by whoever has just signed in, and opens the same account from then on", async () => {
    const { stranger, passMinutes } = open();
    provider.say = { claims: { sub: randomUUID() } };
    const ana = stranger();
    await signInByMail(shared(), ana, `${randomUUID()}@example.org`);
    passMinutes(10);
    expect(problemOf(await ana.post("/api/auth/oidc", { provider: "1", link: true }))).toBe("not_fresh");
    await signInByMail(shared(), ana, `${randomUUID()}@example.org`);
    const { body } = await ana.get("/api/me");
    expect((await signIn(ana, { link: true, to: "/settings/account" })).status).toBe(200);
    const phone = stranger();
    expect((await signIn(phone)).body).toMatchObject({ me: body });
    const eve = stranger();
    await signInByMail(shared(), eve, `${randomUUID()}@example.org`);
    expect(problemOf(await signIn(eve, { link: true }))).toBe("identity_taken");
    expect(problemOf(await stranger().post("/api/auth/oidc", { provider: "1", link: true }))).toBe("not_fresh");
  });

  test("whoever began without an account keeps their pages", async () => {
    const { person } = open();
    provider.say = { claims: { sub: randomUUID() } };
    const ana = await person("Ana");
    const { userId } = (await ana.get("/api/me")).body as { userId: string };
    expect((await signIn(ana)).body).toMatchObject({ me: { userId, name: "Ana", anonymous: false } });
  });

  test("a provider's word is no proof that somebody is there, until it has asked them anew", async () => {
    const { stranger, now, passMinutes } = open();
    provider.knows = { prompt_values_supported: ["none", "login"], claims_parameter_supported: true };
    const sub = randomUUID();
    const seconds = () => Math.floor(now().getTime() / 1000);
    provider.say = { claims: { sub, auth_time: seconds() } };
    const ana = stranger();
    await signIn(ana);
    const change = () => ana.post("/api/me/account/email", { email: `${randomUUID()}@example.org` });
    expect(problemOf(await change())).toBe("not_fresh");
    expect((await ana.get("/api/me/account")).body).toMatchObject({ freshUntil: null });
    const before = ana.cookie();

    // What says nothing of when it asked, or that it was before we wanted it to, changes nothing.
    passMinutes(20);
    const old = seconds() - 20 * 60;
    for (const auth_time of [undefined, null, "now", old, seconds() + 600]) {
      const refusal = auth_time === null || auth_time === "now" ? "not_verified" : "not_asked_anew";
      provider.say = { claims: { sub, auth_time } };
      expect(problemOf(await signIn(ana, { again: true }))).toBe(refusal);
      expect(ana.cookie()).toBe(before);
      expect(problemOf(await change())).toBe("not_fresh");
    }
    // Neither does somebody else who is signed in there.
    provider.say = { claims: { sub: randomUUID(), auth_time: seconds() } };
    expect(problemOf(await signIn(ana, { again: true }))).toBe("other_account");
    expect(ana.cookie()).toBe(before);

    provider.say = { claims: { sub, auth_time: seconds() } };
    const { url, state, query } = await goThere(ana, { again: true });
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ max_age: "0", prompt: "login" });
    expect(JSON.parse(url.searchParams.get("claims") ?? "")).toEqual({ id_token: { auth_time: { essential: true } } });
    expect((await ana.post("/api/auth/oidc/finish", { state, query })).status).toBe(200);
    expect((await change()).status).toBe(200);
    passMinutes(10);
    expect(problemOf(await change())).toBe("not_fresh");
  });

  test("a provider that does not say which prompts it knows is asked for none, and for its age all the same", async () => {
    const { stranger } = open();
    provider.say = { claims: { sub: randomUUID() } };
    const ana = stranger();
    await signIn(ana);
    const { url } = await goThere(ana, { again: true });
    expect([url.searchParams.get("max_age"), url.searchParams.get("prompt")]).toEqual(["0", null]);
    // Whoever is not signed in has nothing to show anew: it is a sign-in like any other.
    expect((await goThere(stranger(), { again: true })).url.searchParams.has("max_age")).toBe(false);
  });

  test.each([true, false, undefined, "true"])(
    "an address that a provider calls verified: %j opens neither an account nor a place that waits for it",
    async (email_verified) => {
      const { stranger } = open();
      const { db } = shared();
      const email = `${randomUUID()}@example.org`;
      const [workspace, person] = [randomUUID(), randomUUID()];
      const at = "2026-01-05T09:00:00.000Z";
      await db
        .insertInto("workspace")
        .values({ id: workspace, name: "Acme", settings: "{}", created_at: at })
        .execute();
      await db
        .insertInto("person")
        .values({
          ...{ id: person, workspace_id: workspace, user_id: null, email, name: "Ana", title: "", department: "" },
          ...{ role: "admin", external_id: null, created_at: at, left_at: null },
        })
        .execute();
      provider.say = { claims: { sub: randomUUID(), email, email_verified } };
      const eve = stranger();
      await signIn(eve);
      expect((await eve.get("/api/me/account")).body).toMatchObject({ email: null });
      expect((await eve.get("/api/me/places")).body).toEqual([]);
      const ana = stranger();
      await signInByMail(shared(), ana, email);
      expect((await ana.get("/api/me/places")).body).toMatchObject([{ person }]);
      const ids = [];
      for (const visitor of [eve, ana]) ids.push(((await visitor.get("/api/me")).body as { userId: string }).userId);
      expect(ids[0]).not.toBe(ids[1]);
    },
  );

  test.each(["Ana", "x".repeat(5000), "\u202Eana", "\u200b", { first: "Ana" }])(
    "a name that a provider brings is not taken: somebody new is asked for their own, and keeps it (%#)",
    async (name) => {
      const { stranger } = open();
      const ana = stranger();
      provider.say = { claims: { sub: randomUUID(), name } };
      expect((await signIn(ana)).body).toMatchObject({ me: { name: "" } });
      await ana.patch("/api/me", { name: "Ana María" });
      expect((await signIn(stranger())).body).toMatchObject({ me: { name: "Ana María" } });
    },
  );

  test.each(["//evil.example", "https://evil.example", "/\\evil.example", "/\t/evil.example"])(
    "nobody is sent to %j afterwards",
    async (to) => {
      const { stranger } = open();
      provider.say = { claims: { sub: randomUUID() } };
      expect((await signIn(stranger(), { to })).body).toMatchObject({ to: "/" });
    },
  );

  test("a provider that does not answer is said, and asked again the next time", async () => {
    const { stranger } = open();
    provider.stop();
    expect(problemOf(await stranger().post("/api/auth/oidc", { provider: "1" }))).toBe("not_verified");
    expect(problemOf(await stranger().post("/api/auth/oidc", { provider: "9" }))).toBe("not_found");
  });
});
