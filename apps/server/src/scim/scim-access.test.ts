import { randomUUID } from "node:crypto";
import type { ScimToken } from "@candor/protocol/http/scim.ts";
import { describe, expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { beginPair, problemOf, shareDatabase } from "../people/testing/open-app.ts";
import { createIn, GROUP, openScim, resources, USER } from "./testing/open-directory.ts";

const FOUR_ZERO_ONE = {
  schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
  detail: "The token is missing, wrong or revoked.",
  status: "401",
};

describeEachEngine("who a directory is to a workspace", (engine) => {
  const shared = shareDatabase(engine);

  test("no token, a wrong one and a revoked one are answered alike, whatever is asked for", async () => {
    const { company, directory, stranger } = openScim(shared());
    const { owner, token, workspaceId, directory: ours } = await company();
    await owner.delete(`/api/workspaces/${workspaceId}/scim/tokens/${token.id}`);
    const wrong = [
      null,
      "x",
      "",
      `candor_scim_${"A".repeat(43)}`,
      `${token.secret}A`,
      token.secret.slice(0, -1),
      token.id,
    ];
    for (const client of [ours, ...wrong.map((each) => directory(each))]) {
      for (const path of ["/Users", `/Users/${randomUUID()}`, "/ServiceProviderConfig", "/Nothing"]) {
        const { status, body, headers } = await client.get(path);
        expect([status, body]).toEqual([401, FOUR_ZERO_ONE]);
        expect(headers.get("www-authenticate")).toMatch(/^Bearer /);
        expect(headers.getSetCookie()).toEqual([]);
      }
    }
    expect((await stranger().get("/scim/v2/Users")).status).toBe(401);
    expect((await owner.get("/scim/v2/Users")).status).toBe(401); // a session opens nothing here
  });

  test("neither the Origin header nor a cookie plays a part", async () => {
    const { company } = openScim(shared());
    const { directory, owner } = await company();
    const headers = { origin: "https://elsewhere.example", cookie: owner.cookie() };
    expect((await directory.get("/Users", headers)).status).toBe(200);
  });

  test("of another workspace nothing is seen, found, changed or deleted", async () => {
    const { company } = openScim(shared());
    const [ours, theirs] = [await company(), await company("Other")];
    const id = await createIn(theirs.directory, "secret@example.org", { externalId: "s1" });
    const group = String((await theirs.directory.post("/Groups", { schemas: [GROUP], displayName: "Secret" })).body.id);
    const { directory } = ours;
    const before = await theirs.directory.get(`/Users/${id}`);
    for (const [known, unknown] of [
      [`/Users/${id}`, `/Users/${randomUUID()}`],
      [`/Groups/${group}`, `/Groups/${randomUUID()}`],
    ] as const) {
      const rename = [{ op: "replace", path: "displayName", value: "Mallory" }];
      for (const ask of [
        (path: string) => directory.get(path),
        (path: string) => directory.put(path, { userName: "m@example.org", displayName: "M" }),
        (path: string) => directory.patch(path, rename),
        (path: string) => directory.delete(path),
      ]) {
        const [one, other] = [await ask(known), await ask(unknown)];
        expect([one.status, one.body]).toEqual([404, other.body]);
      }
    }
    for (const filter of [
      'userName eq "secret@example.org"',
      'externalId eq "s1"',
      `id eq "${id}"`,
      "userName pr",
      'userName eq "\\u0000"',
    ]) {
      const found = resources(await directory.get(`/Users?filter=${encodeURIComponent(filter)}`));
      expect(found.map((each) => each.id)).not.toContain(id);
    }
    expect(resources(await directory.get("/Groups"))).toEqual([]);
    expect((await theirs.directory.get(`/Users/${id}`)).body).toEqual(before.body);
    // The same person may be in both.
    expect(await createIn(directory, "secret@example.org", { externalId: "s1" })).not.toBe(id);
  });

  test("nothing of a page is behind it", async () => {
    const { company, app } = openScim(shared());
    const { directory, owner, token } = await company();
    const pair = await beginPair(owner, {
      myName: "Olga",
      theirName: "canaryname",
      myRole: "manager",
      theirRole: "report",
    });
    for (const path of ["/Users", "/Groups", "/Schemas", `/Users/${pair.id}`, `/Pairs/${pair.id}`, "/../api/pairs"]) {
      expect(JSON.stringify((await directory.get(path)).body)).not.toContain("canaryname");
    }
    for (const path of [`/api/pairs/${pair.id}`, "/api/pairs", `/api/pairs/${pair.id}/versions`]) {
      const headers = { authorization: `Bearer ${token.secret}` };
      expect((await app.request(`http://localhost:4321${path}`, { headers })).status).toBe(401);
    }
  });

  test("a token is told once, kept as a hash, and known by the day it was last used", async () => {
    const { company, passDays, told } = openScim(shared());
    const { directory, owner, token, workspaceId } = await company();
    const list = async () =>
      ((await owner.get(`/api/workspaces/${workspaceId}/scim`)).body as { tokens: ScimToken[] }).tokens;
    expect(token.secret).toMatch(/^candor_scim_[\w-]{43}$/);
    expect(await list()).toMatchObject([{ id: token.id, name: "Entra", lastUsedOn: null, revokedAt: null }]);
    passDays(1);
    await directory.get("/Users");
    expect(await list()).toMatchObject([{ lastUsedOn: "2026-11-25" }]);
    const kept = JSON.stringify([await list(), await shared().db.selectFrom("scim_token").selectAll().execute(), told]);
    expect(kept).not.toContain(token.secret.slice(12));
  });

  test("a token that was revoked by mistake can be given back for ten minutes", async () => {
    const { company, passDays } = openScim(shared());
    const { directory, owner, token, workspaceId } = await company();
    const path = `/api/workspaces/${workspaceId}/scim/tokens/${token.id}`;
    expect((await owner.delete(path)).body).toMatchObject({ revokedAt: "2026-11-24T09:00:00.000Z" });
    expect((await directory.get("/Users")).status).toBe(401);
    expect((await owner.post(`${path}/restore`)).body).toMatchObject({ revokedAt: null });
    expect((await directory.get("/Users")).status).toBe(200);
    await owner.delete(path);
    passDays(1);
    expect(problemOf(await owner.post(`${path}/restore`))).toBe("too_late");
    expect((await directory.get("/Users")).status).toBe(401);
  });

  test("a workspace has ten tokens, and room for another when one is revoked", async () => {
    const { owner, token, workspaceId } = await openScim(shared()).company();
    const path = `/api/workspaces/${workspaceId}/scim/tokens`;
    for (let number = 2; number <= 10; number += 1) expect((await owner.post(path, { name: "T" })).status).toBe(201);
    expect(problemOf(await owner.post(path, { name: "T" }))).toBe("too_many_tokens");
    await owner.delete(`${path}/${token.id}`);
    expect((await owner.post(path, { name: "T" })).status).toBe(201);
  });

  test("who guesses tokens waits, and a right one is not kept out by it", async () => {
    const { company, directory } = openScim(shared());
    const { directory: ours } = await company();
    const guesses = [];
    for (let number = 0; number < 70; number += 1)
      guesses.push((await directory(`guess${number}`).get("/Users")).status);
    expect([guesses[0], guesses.at(-1)]).toEqual([401, 429]);
    expect((await directory("guess").get("/Users")).headers.get("retry-after")).toMatch(/^\d+$/);
    expect((await ours.get("/Users")).status).toBe(200);
  });

  describe.each([
    ["a body that is no JSON", "POST", "/Users", "{", 400],
    ["a list for an object", "POST", "/Users", "[]", 400],
    ["a hundred thousand brackets", "POST", "/Users", "[".repeat(100_000), 400],
    ["three megabytes", "POST", "/Users", JSON.stringify({ userName: "x".repeat(3_000_000) }), 413],
    ["a patch without operations", "PATCH", "/Users/x", "{}", 400],
    [
      "two thousand operations",
      "PATCH",
      "/Users/x",
      JSON.stringify({ Operations: Array(2000).fill({ op: "add" }) }),
      413,
    ],
    ["a filter nested a thousand times", "GET", `/Users?filter=${"(".repeat(1000)}`, null, 400],
    ["a filter of a prototype", "GET", `/Users?filter=${encodeURIComponent('__proto__.admin eq "1"')}`, null, 400],
    ["bulk", "POST", "/Bulk", "{}", 501],
    ["the one who asks", "GET", "/Me", null, 501],
    ["an unknown folder", "GET", "/Machines", null, 404],
    ["an address with a zero byte", "POST", "/Users", '{"userName": "a\\u0000@example.org"}', 400],
    ["a manager with a zero byte", "POST", "/Users", '{"userName": "a@example.org", "manager": "\\u0000"}', 400],
    ["an id that is none", "GET", "/Users/%00'; drop table person", null, 404],
  ] as const)("%s", (_, method, path, text, status) => {
    test("is refused in the words of the standard, and the next request is answered", async () => {
      const { directory } = await openScim(shared()).company();
      const refused = await directory.send(method, path, text, {});
      expect([refused.status, refused.body.status, refused.body.schemas]).toEqual([
        status,
        String(status),
        FOUR_ZERO_ONE.schemas,
      ]);
      expect((await directory.get("/Users")).status).toBe(200);
    });
  });

  test("a form of another site cannot send anything", async () => {
    const { directory } = await openScim(shared()).company();
    const form = await directory.send("POST", "/Users", "{}", { "content-type": "text/plain" });
    expect(form.status).toBe(415);
  });

  test("what is supported can be read: no bulk, no sorting, and every attribute that is kept", async () => {
    const { directory } = await openScim(shared()).company();
    const config = (await directory.get("/ServiceProviderConfig")).body;
    expect(config).toMatchObject({ bulk: { supported: false }, patch: { supported: true }, etag: { supported: true } });
    expect(resources(await directory.get("/ResourceTypes")).map(({ id }) => id)).toEqual(["User", "Group"]);
    const schemas = resources(await directory.get("/Schemas"));
    expect(schemas.map(({ name }) => name)).toEqual(["User", "EnterpriseUser", "Group"]);
    expect((await directory.get(`/Schemas/${USER}`)).body).toEqual(schemas[0]);
    expect((await directory.get("/Schemas?filter=x")).status).toBe(403);
  });
});
