import { TOKEN_SCOPES } from "@candor/core/access/may-by-token.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import type { ApiAction, ApiTopic } from "@candor/protocol/http/api.ts";
import { expect, test } from "vitest";
import * as Y from "yjs";
import type { Database } from "../database/open-database.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { openApp, problemOf, shareDatabase } from "../people/testing/open-app.ts";
import { makeToken, openApiWorld, programOf } from "./testing/api-world.ts";

type Operation = {
  operationId?: string;
  requestBody?: object;
  responses: Record<string, { content?: Record<string, object> }>;
};

describeEachEngine("the API for programs", (engine) => {
  const shared = shareDatabase(engine);

  async function open(scopes: readonly (typeof TOKEN_SCOPES)[number][] = TOKEN_SCOPES) {
    const app = openApp(shared());
    const world = await openApiWorld(shared(), app);
    const token = await makeToken(world.ana, scopes);
    return { app, ...world, token, program: programOf(app, token.secret), at: `/api/v1/pages/${world.page}` };
  }

  test("a topic that a program adds is on the page, on disk, as its owner’s", async () => {
    const { program, at, page } = await open();
    const added = await program.send("POST", `${at}/topics`, {
      ...{ title: "  Growth\nplan ", place: "agenda", notes: "- [ ] *ask* Lee", minutes: 10 },
    });
    expect(added.status).toBe(201);
    const topic = added.body as ApiTopic;
    expect(topic).toMatchObject({ title: "Growth plan", place: "meeting", author: "a", state: "open", minutes: 10 });
    expect(topic.notes).toBe("- [ ] _ask_ Lee");
    expect(added.headers.get("location")).toBe(`${at}/topics/${topic.id}`);
    const doc = await stored(shared(), page);
    expect(readPage(doc).topics).toMatchObject([{ id: topic.id, title: "Growth plan", author: "a" }]);
    const rows = await shared().db.selectFrom("page_session").select("user_id").where("page", "=", page).execute();
    const { user_id } = await shared()
      .db.selectFrom("pair_member")
      .select("user_id")
      .where("pair_id", "=", page)
      .where("member", "=", "a")
      .executeTakeFirstOrThrow();
    expect(rows.map((row) => row.user_id)).toContain(user_id);
    expect((await program.get(`${at}/topics/${topic.id}`)).body).toEqual(topic);
    expect((await program.get(`${at}/agenda`)).body).toMatchObject({ topics: [{ id: topic.id }] });
  });

  test("its description names every operation once, and says what a body of another type and an export are answered", async () => {
    const { program, at, page } = await open();
    const { paths } = (await program.get("/api/v1/openapi.json")).body as {
      paths: Record<string, Record<string, Operation>>;
    };
    const operations = Object.entries(paths).flatMap(([path, byMethod]) =>
      Object.entries(byMethod).map(([method, operation]) => ({ path, method, ...operation })),
    );
    const names = operations.map(({ operationId }) => operationId);
    expect(names.every((name) => /^[a-z]+[A-Z]\w+$/.test(name ?? ""))).toBe(true);
    expect(new Set(names).size).toBe(operations.length);
    for (const { path, method, requestBody, responses } of operations) {
      if (requestBody === undefined) continue;
      const filled = path.replace("{page}", page).replace(/\{\w+\}/g, page);
      const { status } = await program.send(method.toUpperCase(), filled, "x", { "content-type": "text/plain" });
      expect([path, status, Object.keys(responses)]).toEqual([path, 415, expect.arrayContaining(["415"])]);
    }
    const exported = operations.find(({ operationId }) => operationId === "exportPage");
    for (const format of ["markdown", "json", "html", "ics"]) {
      const type = (await program.get(`${at}/export/${format}`)).headers.get("content-type")?.split(";")[0];
      expect(Object.keys(exported?.responses["200"]?.content ?? {})).toContain(type);
    }
  });

  test("topics are changed, moved, discussed and agreed on, and actions done, each seen by the next that reads", async () => {
    const { program, at } = await open();
    const { id } = (await program.send("POST", `${at}/topics`, { title: "Budget", notes: "First." })).body as ApiTopic;
    const changed = await program.send("PATCH", `${at}/topics/${id}`, {
      ...{ title: "The budget", place: "agenda", appendNotes: "Second.", altitude: "big_picture" },
    });
    expect(changed.body).toMatchObject({ title: "The budget", place: "meeting", notes: "First.\n\nSecond." });
    expect((await program.send("PATCH", `${at}/topics/${id}`, { state: "discussed" })).body).toMatchObject({
      state: "discussed",
    });
    const agreed = await program.send("PUT", `${at}/topics/${id}/agreement`, { line: "Ask again in May" });
    expect(agreed.body).toMatchObject({ answer: "Ask again in May", answerLink: null });
    expect((await program.get(`${at}/agreements`)).body).toMatchObject({ items: [{ id }], next: null });
    const action = (await program.send("POST", `${at}/actions`, { text: "Ask Lee", due: "2026-12-01", topic: id }))
      .body as ApiAction;
    expect(action).toMatchObject({ owner: "a", due: "2026-12-01", state: "open", topic: id });
    expect((await program.get("/api/v1/actions")).body).toMatchObject({ items: [{ id: action.id }] });
    const done = await program.send("PATCH", `${at}/actions/${action.id}`, { state: "done" });
    expect(done.body).toMatchObject({ state: "done", why: null });
    expect((await program.get("/api/v1/actions")).body).toEqual({ items: [], next: null });
    expect((await program.get(`${at}/meetings`)).body).toMatchObject({ items: [{ state: "planned" }] });
  });

  test("a token does what it was made for, on the pages it was made for, and says what it lacks", async () => {
    const { app, ana, page, at } = await open();
    const other = await openApiWorld(shared(), app);
    const capture = programOf(app, (await makeToken(ana, ["hopper:write"])).secret);
    expect((await capture.send("POST", `${at}/topics`, { title: "Idea" })).status).toBe(201);
    const onAgenda = await capture.send("POST", `${at}/topics`, { title: "Idea", place: "agenda" });
    expect([onAgenda.status, problemOf(onAgenda)]).toEqual([403, "scope_missing"]);
    expect((onAgenda.body as { detail: string }).detail).toBe("It needs topics:write.");
    expect(problemOf(await capture.get(`${at}/topics`))).toBe("scope_missing");
    const elsewhere = programOf(app, (await makeToken(other.ana, TOKEN_SCOPES, [other.page])).secret);
    const foreign = await elsewhere.get(`${at}/topics`);
    const nowhere = await elsewhere.get("/api/v1/pages/0b8f9f3e-3c51-4a6e-9d6b-5b6ad9ad4d5c/topics");
    expect([foreign.status, foreign.body]).toEqual([404, nowhere.body]);
    expect((await elsewhere.get("/api/v1/pages")).body).toMatchObject({ items: [{ id: other.page }] });
    const chosen = await ana.post("/api/me/tokens", { name: "X", scopes: ["pages:read"], pages: [other.page] });
    expect(problemOf(chosen)).toBe("not_found");
    const onlyHere = programOf(app, (await makeToken(ana, TOKEN_SCOPES, [page])).secret);
    expect((await onlyHere.get("/api/v1/pages")).body).toMatchObject({ items: [{ id: page }] });
  });

  test("whoever can only write is told nothing by changing nothing", async () => {
    const { app, ana, program, at } = await open();
    const { id } = (await program.send("POST", `${at}/topics`, { title: "Quiet", notes: "words" })).body as ApiTopic;
    const blind = programOf(app, (await makeToken(ana, ["topics:write", "actions:write", "agreements:write"])).secret);
    expect(problemOf(await blind.send("PATCH", `${at}/topics/${id}`, {}))).toBe("scope_missing");
    expect(problemOf(await blind.send("PUT", `${at}/topics/${id}/agreement`, { line: "x" }))).toBe("scope_missing");
  });

  test("a token that is revoked, has expired or never was opens nothing, and is not told which", async () => {
    const { app, ana, token, program } = await open();
    const short = (await ana.post("/api/me/tokens", { name: "Short", scopes: ["pages:read"], pages: null, days: 1 }))
      .body;
    const expiring = programOf(app, (short as { secret: string }).secret);
    expect((await program.get("/api/v1/me")).status).toBe(200);
    expect(((await ana.delete(`/api/me/tokens/${token.id}`)).body as { revokedAt: string }).revokedAt).not.toBeNull();
    const revoked = await program.get("/api/v1/me");
    const made = await programOf(app, `candor_pat_${"x".repeat(43)}`).get("/api/v1/me");
    app.passDays(1);
    const expired = await expiring.get("/api/v1/me");
    expect([revoked.status, revoked.body, revoked.headers.get("www-authenticate")]).toEqual([
      401,
      expect.objectContaining({ type: "/problems/token_void" }),
      'Bearer realm="Candor"',
    ]);
    expect([made.body, expired.body]).toEqual([revoked.body, revoked.body]);
  });

  test("a cookie is no token", async () => {
    const { app, ana, at } = await open();
    const answer = await app.app.request(`http://localhost:4321${at}/topics`, { headers: { cookie: ana.cookie() } });
    expect(answer.status).toBe(401);
  });

  test("a token is made soon after signing in, for 90 days where nobody says, and its secret is kept nowhere", async () => {
    const { app, ana, token } = await open();
    expect(token.secret).toMatch(/^candor_pat_[\w-]{43}$/);
    expect(Date.parse(token.expiresAt) - Date.parse(token.createdAt)).toBe(90 * 86_400_000);
    const [listed] = (await ana.get("/api/me/tokens")).body as object[];
    expect(listed).toEqual({ ...token, secret: undefined, lastUsedOn: null });
    const row = await shared().db.selectFrom("api_token").selectAll().where("id", "=", token.id).executeTakeFirst();
    expect(JSON.stringify(row)).not.toContain(token.secret.slice(11));
    app.passMinutes(11);
    expect(problemOf(await ana.post("/api/me/tokens", { name: "Late", scopes: ["pages:read"], pages: null }))).toBe(
      "not_fresh",
    );
  });

  test("revoked while it is at work, a token writes nothing", async () => {
    const { app, ana, page, at, token } = await open();
    const { acts } = app.parts;
    // Revoked between the look at the page and the write: the last question is asked after that.
    const slow = openApp(shared(), {
      acts: {
        ...acts,
        act: (ask) =>
          acts.act({
            ...ask,
            isWanted: async () => {
              await ana.delete(`/api/me/tokens/${token.id}`);
              return ask.isWanted();
            },
          }),
      },
    });
    const late = await programOf(slow, token.secret).send("POST", `${at}/topics`, { title: "Too late" });
    expect([late.status, problemOf(late)]).toEqual([401, "token_void"]);
    expect(readPage(await stored(shared(), page)).topics).toEqual([]);
  });

  test("expired while it is at work, a token writes nothing", async () => {
    const { app, page, at, token } = await open();
    const { acts, now } = app.parts;
    let isLate = false;
    const slow = openApp(shared(), {
      now: () => (isLate ? new Date(token.expiresAt) : now()),
      acts: {
        ...acts,
        act: (ask) =>
          acts.act({
            ...ask,
            isWanted: async () => {
              isLate = true;
              return ask.isWanted();
            },
          }),
      },
    });
    const late = await programOf(slow, token.secret).send("POST", `${at}/topics`, { title: "Too late" });
    expect([late.status, problemOf(late), isLate]).toEqual([401, "token_void", true]);
    expect(readPage(await stored(shared(), page)).topics).toEqual([]);
  });

  test("whoever loses the seat loses what their tokens opened; an archived page is read and not written", async () => {
    const { program, page, at } = await open();
    const pair = shared().db.updateTable("pair").where("id", "=", page);
    await pair.set({ frozen_at: "2026-01-01T00:00:00.000Z", frozen_why: "left" }).execute();
    expect((await program.get(`${at}/topics`)).status).toBe(200);
    expect(problemOf(await program.send("POST", `${at}/topics`, { title: "x" }))).toBe("page_frozen");
    await shared()
      .db.updateTable("pair_member")
      .set({ user_id: null })
      .where("pair_id", "=", page)
      .where("member", "=", "a")
      .execute();
    expect(problemOf(await program.get(`${at}/topics`))).toBe("not_found");
    expect(problemOf(await program.send("POST", `${at}/topics`, { title: "x" }))).toBe("not_found");
    expect((await program.get("/api/v1/pages")).body).toEqual({ items: [], next: null });
  });

  test("the same request with the same key is done once and answered alike; with another body it is refused", async () => {
    const { program, page, at } = await open();
    const key = { "idempotency-key": "once-1" };
    const both = await Promise.all([
      program.send("POST", `${at}/topics`, { title: "Once" }, key),
      program.send("POST", `${at}/topics`, { title: "Once" }, key),
    ]);
    const again = await program.send("POST", `${at}/topics`, { title: "Once" }, key);
    expect([...both, again].map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(both[1]?.body).toEqual(both[0]?.body);
    expect(again.body).toEqual(both[0]?.body);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(readPage(await stored(shared(), page)).topics).toHaveLength(1);
    const other = await program.send("POST", `${at}/topics`, { title: "Another" }, key);
    expect([other.status, problemOf(other)]).toEqual([422, "key_reused"]);
    // Its answer gone, as after a crash between the two: the thing has the same id, and so is there once.
    await shared().db.deleteFrom("api_answer").where("page", "=", page).execute();
    const lost = await program.send("POST", `${at}/topics`, { title: "Once" }, key);
    expect(lost.body).toEqual(both[0]?.body);
    expect(readPage(await stored(shared(), page)).topics).toHaveLength(1);
  });

  test("what has changed since it was read is not changed over, and what has not is not sent again", async () => {
    const { program, at } = await open();
    const added = await program.send("POST", `${at}/topics`, { title: "One" });
    const address = `${at}/topics/${(added.body as ApiTopic).id}`;
    const read = await program.get(address);
    const etag = read.headers.get("etag") ?? "";
    expect([added.headers.get("etag"), etag.startsWith('"')]).toEqual([etag, true]);
    expect((await program.get(address, { "if-none-match": etag })).status).toBe(304);
    const changed = await program.send("PATCH", address, { title: "Two" }, { "if-match": etag });
    expect(changed.status).toBe(200);
    const stale = await program.send("PATCH", address, { title: "Three" }, { "if-match": etag });
    expect([stale.status, problemOf(stale)]).toEqual([412, "not_as_read"]);
    expect((await program.get(address, { "if-none-match": etag })).body).toMatchObject({ title: "Two" });
  });

  test("a list in parts tells everything once", async () => {
    const { program, at } = await open();
    for (let index = 0; index < 7; index += 1) await program.send("POST", `${at}/topics`, { title: `T${index}` });
    const titles: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const { body } = await program.get(`${at}/topics?limit=3${cursor && `&cursor=${cursor}`}`);
      const part = body as { items: ApiTopic[]; next: string | null };
      titles.push(...part.items.map(({ title }) => title));
      cursor = part.next;
    }
    expect(titles.sort()).toEqual(["T0", "T1", "T2", "T3", "T4", "T5", "T6"]);
    expect(problemOf(await program.get(`${at}/topics?cursor=nonsense`))).toBe("invalid");
  });

  test("each answer says how much more may be asked, and too much is put off", async () => {
    const { program } = await open();
    const first = await program.get("/api/v1/me");
    expect(first.headers.get("ratelimit-policy")).toBe('"token";q=300;w=30');
    expect(first.headers.get("ratelimit")).toMatch(/^"token";r=\d+;t=\d+$/);
    let last = first;
    for (let index = 0; index < 310 && last.status === 200; index += 1) last = await program.get("/api/v1/me");
    expect([last.status, problemOf(last), last.headers.get("retry-after")]).toEqual([429, "too_many_requests", "1"]);
  });

  test("bad input gets a sentence that names the place, and nothing is written", async () => {
    const { program, page, at } = await open();
    for (const body of [
      {},
      { title: "" },
      { title: "\n" },
      { title: "x".repeat(2001) },
      { title: "x", place: "nowhere" },
      { title: "x", minutes: 0 },
      { title: "x", notes: "a\0b" },
      { title: "x\ud800" },
      { title: "x", author: "b" },
      { title: "x", __proto__: null, constructor: 1 },
    ]) {
      const answer = await program.send("POST", `${at}/topics`, body);
      expect([JSON.stringify(body), answer.status, problemOf(answer)]).toEqual([JSON.stringify(body), 400, "invalid"]);
      expect((answer.body as { detail: string }).detail).not.toMatch(/expected|received|invalid|too (big|small)/i);
    }
    const tooLong = await program.send("POST", `${at}/topics`, { title: "x".repeat(2001) });
    expect(tooLong.body).toMatchObject({ detail: "title: It is longer than 2,000 characters." });
    const tooMany = await program.get(`${at}/topics?limit=1000`);
    expect(tooMany.body).toMatchObject({ detail: "limit: It is more than 200." });
    expect(problemOf(await program.send("POST", `${at}/topics`, { title: "x", place: { meeting: "m9" } }))).toBe(
      "no_meeting",
    );
    expect(problemOf(await program.send("PATCH", `${at}/topics/__proto__`, { title: "x" }))).toBe("not_found");
    expect(problemOf(await program.send("PATCH", `${at}/topics/t9`, { title: "x" }))).toBe("not_found");
    expect(problemOf(await program.send("POST", `${at}/topics`, { title: "x", notes: "y".repeat(600_000) }))).toBe(
      "too_large",
    );
    expect(readPage(await stored(shared(), page)).topics).toEqual([]);
  });

  test("both see in the page’s access log that a token was used, by its name and day", async () => {
    const { app, ben, ana, program, page, at } = await open();
    await program.send("POST", `${at}/topics`, { title: "x" });
    await program.get(`${at}/topics`);
    await expect
      .poll(async () => kindsFor(await ana.get(`/api/pairs/${page}/access-log`)))
      .toEqual(["token_read Scripts", "token_wrote Scripts"]);
    // When the other read is told when the day is over, as openings are.
    expect(kindsFor(await ben.get(`/api/pairs/${page}/access-log`))).toEqual(["token_wrote Scripts"]);
    app.passDays(1);
    expect(kindsFor(await ben.get(`/api/pairs/${page}/access-log`))).toHaveLength(2);
  });
});

function kindsFor({ body }: { body: unknown }): string[] {
  return (body as { events: { kind: string; name: string }[] }).events
    .filter(({ kind }) => kind.startsWith("token"))
    .map(({ kind, name }) => `${kind} ${name}`)
    .sort();
}

async function stored({ log }: Database, page: string): Promise<Y.Doc> {
  const doc = new Y.Doc();
  for (const { update } of await log.readTail(page, 0)) Y.applyUpdate(doc, update);
  return doc;
}
