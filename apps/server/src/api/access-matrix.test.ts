import { randomUUID } from "node:crypto";
import { TOKEN_SCOPES, type TokenScope } from "@candor/core/access/may-by-token.ts";
import { closeMeeting } from "@candor/document/meeting/close-meeting.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { setTopicState } from "@candor/document/topic/edit-topic.ts";
import type { ApiAction, ApiImported, ApiTopic } from "@candor/protocol/http/api.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { beginPair, openApp, problemOf, shareDatabase } from "../people/testing/open-app.ts";
import { Quarantine } from "../sync/snapshot/quarantine.ts";
import { SnapshotKeeper } from "../sync/snapshot/snapshot-keeper.ts";
import { SnapshotWorker } from "../sync/snapshot/snapshot-worker.ts";
import { makeToken, openApiWorld, type Program, programOf } from "./testing/api-world.ts";

type Row = {
  /** what it needs, of each list one; [] none at all */
  scopes: TokenScope[][];
  /** it is about the page that the address names */
  isOfPage?: boolean;
  body?: object;
};

const READ: TokenScope[][] = [["pages:read"]];
const MEETINGS: TokenScope[][] = [["meetings:read"]];
const IMPORTS: TokenScope[][] = [["imports:write"], ["pages:read"]];
const IMPORT = { name: "x", document: { hopper: [{ title: "Brought" }] } };

/** For whom each route is. One that is missing here fails by its name. */
const ROWS: Readonly<Record<string, Row>> = {
  "GET /api/v1/me": { scopes: [] },
  "GET /api/v1/pages": { scopes: READ },
  "GET /api/v1/actions": { scopes: READ },
  "GET /api/v1/artifacts": { scopes: [["artifacts:read"]] },
  "GET /api/v1/artifacts/{artifact}/text": { scopes: [["artifacts:read"]] },
  "GET /api/v1/questions": { scopes: [["questions:read"]] },
  "GET /api/v1/pages/{page}": { scopes: READ, isOfPage: true },
  "GET /api/v1/pages/{page}/years": { scopes: READ, isOfPage: true },
  "GET /api/v1/pages/{page}/agenda": { scopes: READ, isOfPage: true },
  "GET /api/v1/pages/{page}/agreements": { scopes: READ, isOfPage: true },
  "GET /api/v1/pages/{page}/topics": { scopes: READ, isOfPage: true },
  "GET /api/v1/pages/{page}/topics/{topic}": { scopes: READ, isOfPage: true },
  "GET /api/v1/pages/{page}/actions": { scopes: READ, isOfPage: true },
  "GET /api/v1/pages/{page}/actions/{action}": { scopes: READ, isOfPage: true },
  "GET /api/v1/pages/{page}/meetings": { scopes: MEETINGS, isOfPage: true },
  "GET /api/v1/pages/{page}/meetings/{meeting}": { scopes: MEETINGS, isOfPage: true },
  "GET /api/v1/pages/{page}/meetings/{meeting}/agenda": { scopes: [...MEETINGS, ...READ], isOfPage: true },
  "GET /api/v1/pages/{page}/export/{format}": { scopes: [...READ, ...MEETINGS], isOfPage: true },
  "GET /api/v1/pages/{page}/imports": { scopes: IMPORTS, isOfPage: true },
  "POST /api/v1/pages/{page}/topics": {
    scopes: [["hopper:write", "topics:write"]],
    isOfPage: true,
    body: { title: "T" },
  },
  "PATCH /api/v1/pages/{page}/topics/{topic}": {
    scopes: [["topics:write"], ...READ],
    isOfPage: true,
    body: { minutes: 5 },
  },
  "PUT /api/v1/pages/{page}/topics/{topic}/agreement": {
    ...{ scopes: [["agreements:write"], ...READ], isOfPage: true, body: { line: "Yes" } },
  },
  "POST /api/v1/pages/{page}/actions": { scopes: [["actions:write"]], isOfPage: true, body: { text: "A" } },
  "PATCH /api/v1/pages/{page}/actions/{action}": {
    ...{ scopes: [["actions:write"], ...READ], isOfPage: true, body: { text: "B" } },
  },
  "POST /api/v1/pages/{page}/imports/preview": { scopes: IMPORTS, isOfPage: true, body: IMPORT },
  "POST /api/v1/pages/{page}/imports": { scopes: IMPORTS, isOfPage: true, body: IMPORT },
  "DELETE /api/v1/pages/{page}/imports/{importId}": { scopes: IMPORTS, isOfPage: true },
  // Ends the token that asks, and so comes last.
  "DELETE /api/v1/me/token": { scopes: [] },
};

const NOBODYS_PAGE = "0b8f9f3e-3c51-4a6e-9d6b-5b6ad9ad4d5c";

describeEachEngine("who is let at what by the API", (engine) => {
  const shared = shareDatabase(engine);

  test("each route answers whom it is for, and nobody else, with the same words", async () => {
    const app = openApp(shared());
    const { ana, ben, page, peer } = await openApiWorld(shared(), app);
    const stranger = await openApiWorld(shared(), app);
    const [mine, bens, foreign] = (await Promise.all(
      [ana, ben, stranger.ana].map(async (who) => programOf(app, (await makeToken(who, TOKEN_SCOPES)).secret)),
    )) as [Program, Program, Program];
    // One for each scope that it lacks, and one of a stranger for their own page alone.
    const lacking = new Map<string, Program>();
    for (const needed of new Set(Object.values(ROWS).flatMap(({ scopes }) => scopes.map((each) => each.join())))) {
      const rest = TOKEN_SCOPES.filter((scope) => !needed.split(",").includes(scope));
      lacking.set(needed, programOf(app, (await makeToken(ana, rest)).secret));
    }
    const others = programOf(app, (await makeToken(ana, TOKEN_SCOPES, [(await beginPair(ana)).id])).secret);
    const ended = await makeToken(ana, TOKEN_SCOPES);
    await ana.delete(`/api/me/tokens/${ended.id}`);
    const revoked = programOf(app, ended.secret);
    const nobody = programOf(app, "");

    const topic = (await mine.send("POST", `/api/v1/pages/${page}/topics`, { title: "Growth" })).body as ApiTopic;
    const action = (await mine.send("POST", `/api/v1/pages/${page}/actions`, { text: "Ask Lee" })).body as ApiAction;
    const artifact = randomUUID();
    await ana.put(`/api/artifacts/${artifact}`, { kind: "mission", form: "document", title: "Why", pair: page });
    const brought = (
      await mine.send("POST", `/api/v1/pages/${page}/imports`, { name: "y", document: { hopper: [{ title: "Y" }] } })
    ).body as ApiImported;
    const [meeting] = readPage(peer.doc).meetings;
    const known: Readonly<Record<string, string>> = {
      ...{ topic: topic.id, action: action.id, meeting: meeting!.id, artifact, format: "json", importId: brought.id! },
    };
    const at = (path: string, of: string) =>
      path.replace(/\{(\w+)\}/g, (_, name: string) => (name === "page" ? of : known[name]!));

    const routes = await describedRoutes(mine);
    expect(Object.keys(ROWS).toSorted()).toEqual(routes);
    for (const [route, { scopes, isOfPage, body: sent }] of Object.entries(ROWS)) {
      app.passMinutes(1); // so that wrong tokens are not refused for their number
      const [method = "", path = ""] = route.split(" ");
      const ask = async (who: Program, of = page) => {
        const answer = await who.send(method, at(path, of), sent);
        return { status: answer.status, problem: answer.status < 400 ? null : problemOf(answer), body: answer.body };
      };
      const void_ = await ask(nobody);
      expect([route, void_.status, void_.problem]).toEqual([route, 401, "token_void"]);
      expect([route, (await ask(revoked)).body]).toEqual([route, void_.body]);
      for (const needed of scopes) {
        expect([route, needed, (await ask(lacking.get(needed.join())!)).problem]).toEqual([
          route,
          needed,
          "scope_missing",
        ]);
      }
      if (isOfPage) {
        const [theirs, nowhere] = [await ask(foreign), await ask(foreign, NOBODYS_PAGE)];
        expect([route, theirs.status, theirs.body]).toEqual([route, 404, nowhere.body]);
        expect([route, (await ask(others)).problem]).toEqual([route, "not_found"]);
        // What the other half takes back is not there to be taken back once more.
        if (method !== "DELETE")
          expect([route, (await ask(bens)).status]).toEqual([
            route,
            method === "POST" && !path.endsWith("preview") ? 201 : 200,
          ]);
      }
      if (route !== "DELETE /api/v1/me/token") expect([route, (await ask(mine)).status < 300]).toEqual([route, true]);
    }
    expect((await mine.send("DELETE", "/api/v1/me/token")).status).toBe(204);
    expect((await mine.get("/api/v1/me")).status).toBe(401);
    // Whoever has left the page is told what a stranger is told.
    await ben.post(`/api/pairs/${page}/put-away`);
    for (const [route, { isOfPage, body: sent }] of Object.entries(ROWS)) {
      if (!isOfPage) continue;
      const [method = "", path = ""] = route.split(" ");
      expect([route, problemOf(await bens.send(method, at(path, page), sent))]).toEqual([route, "not_found"]);
    }
    app.passDays(91);
    expect((await bens.get("/api/v1/me")).status).toBe(401);
  }, 120_000);

  test("what was sealed of a year is read by its year, and each thing of it by its id", async () => {
    const app = openApp(shared());
    const { ana, page, peer } = await openApiWorld(shared(), app);
    const [meeting] = readPage(peer.doc).meetings;
    const budget = addTopic(peer.doc, peer.editor, { title: "Budget", place: meeting!.id });
    setTopicState(peer.doc, peer.editor, budget, "discussed");
    closeMeeting(peer.doc, peer.editor, meeting!.id, "held", Temporal.Instant.from("2026-11-24T10:30:00Z"));
    await peer.save("2026-11-24T10:30:00.000Z");
    const worker = new SnapshotWorker();
    const quarantine = await Quarantine.open(shared());
    const report = (fault: unknown) => {
      throw fault;
    };
    const now = () => new Date("2028-06-01T00:00:00.000Z");
    const keeper = new SnapshotKeeper({ database: shared(), worker, quarantine, now, report });
    expect(await keeper.seal(page)).toBe("sealed");
    await keeper.close();
    const program = programOf(app, (await makeToken(ana, TOKEN_SCOPES)).secret);
    const at = `/api/v1/pages/${page}`;
    expect((await program.get(`${at}/years`)).body).toEqual({ years: [2026] });
    expect((await program.get(`${at}/topics`)).body).toMatchObject({ items: [] });
    const past = { items: [{ id: budget, title: "Budget", meeting: meeting!.id, state: "discussed" }] };
    expect((await program.get(`${at}/topics?year=2026&state=discussed`)).body).toMatchObject(past);
    expect((await program.get(`${at}/topics?year=2025`)).body).toEqual({ items: [], next: null });
    expect((await program.get(`${at}/meetings?year=2026`)).body).toMatchObject({ items: [{ id: meeting!.id }] });
    expect((await program.get(`${at}/topics/${budget}`)).body).toMatchObject({ title: "Budget" });
    expect((await program.get(`${at}/meetings/${meeting!.id}/agenda`)).body).toMatchObject({
      ...{ meeting: { state: "held" }, topics: [{ id: budget }] },
    });
    expect(problemOf(await program.get(`${at}/topics/nothing`))).toBe("not_found");
    expect(problemOf(await program.send("PATCH", `${at}/topics/${budget}`, { title: "x" }))).toBe("not_found");
  });
});

async function describedRoutes(program: Program): Promise<string[]> {
  const { paths } = (await program.get("/api/v1/openapi.json")).body as { paths: Record<string, object> };
  return Object.entries(paths)
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`))
    .toSorted();
}
