import { TOKEN_SCOPES, type TokenScope } from "@candor/core/access/may-by-token.ts";
import { parseMarkdown } from "@candor/document/notes/parse-markdown.ts";
import { checkPage } from "@candor/document/page/check-page.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { SCHEMA_VERSION } from "@candor/document/schema-version.ts";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import type { ApiImported, ApiImportOutlook } from "@candor/protocol/http/api.ts";
import type { MyNotices } from "@candor/protocol/http/notices.ts";
import { MAX_UPDATE_BYTES } from "@candor/protocol/sync/limits.ts";
import { expect, test } from "vitest";
import * as Y from "yjs";
import type { Database } from "../../database/open-database.ts";
import { describeEachEngine } from "../../database/testing/describe-each-engine.ts";
import { ANA_AND_BEN, beginPair, openApp, problemOf, shareDatabase } from "../../people/testing/open-app.ts";
import { makeToken, openApiWorld, programOf } from "../testing/api-world.ts";

const DOCUMENT = {
  meetings: [
    {
      day: "2026-11-10",
      topics: [{ title: "Budget", notes: "- *tight*", author: "b", state: "discussed" }],
      actions: [{ text: "Ask Lee", owner: "a", due: "2026-12-01" }],
    },
  ],
  hopper: [{ title: "Conference" }],
};

describeEachEngine("pages that programs take along and bring in", (engine) => {
  const shared = shareDatabase(engine);

  async function open(scopes: readonly TokenScope[] = TOKEN_SCOPES) {
    const app = openApp(shared());
    const world = await openApiWorld(shared(), app);
    const token = await makeToken(world.ana, scopes);
    return { app, ...world, token, program: programOf(app, token.secret), at: `/api/v1/pages/${world.page}` };
  }

  test("a look says what would come and changes nothing; then it comes, once, and is taken back", async () => {
    const { program, at, page } = await open();
    const before = await stored(shared(), page);
    const body = { name: "notes.md", document: DOCUMENT };
    const looked = await program.send("POST", `${at}/imports/preview`, body);
    expect(looked.status).toBe(200);
    expect(looked.body as ApiImportOutlook).toMatchObject({
      ...{ added: { meetings: 1, topics: 2, actions: 1 }, kept: 0, fits: true, more: 0 },
      changes: expect.arrayContaining([
        { what: "meeting", text: "", day: "2026-11-10" },
        { what: "topic", text: "Budget", day: "2026-11-10" },
        { what: "topic", text: "Conference", day: null },
        { what: "action", text: "Ask Lee", day: null },
      ]),
    });
    expect(Y.encodeStateVector(await stored(shared(), page))).toEqual(Y.encodeStateVector(before));
    const key = { "idempotency-key": "k1" };
    const brought = await program.send("POST", `${at}/imports`, body, key);
    expect(brought.status).toBe(201);
    const { id, added } = brought.body as ApiImported;
    expect(added).toEqual({ meetings: 1, topics: 2, actions: 1 });
    expect((await program.send("POST", `${at}/imports`, body, key)).headers.get("idempotency-replayed")).toBe("true");
    const again = await program.send("POST", `${at}/imports`, body);
    expect(again.body).toEqual({ id: null, added: { meetings: 0, topics: 0, actions: 0 }, kept: 3, cut: 0 });
    const { topics } = readPage(await stored(shared(), page));
    expect(topics.find(({ title }) => title === "Budget")).toMatchObject({ author: "b", importedBy: "a" });
    expect((await program.get(`${at}/imports`)).body).toMatchObject({
      items: [{ id, name: "notes.md", by: "a", added }],
    });
    const undone = await program.send("DELETE", `${at}/imports/${id}`);
    expect(undone.body).toEqual({ id, removed: { meetings: 1, topics: 2, actions: 1 }, kept: 0 });
    expect(problemOf(await program.send("DELETE", `${at}/imports/${id}`))).toBe("not_found");
    expect((await program.get(`${at}/topics`)).body).toMatchObject({ items: [] });
  });

  test("a page that no browser has opened takes an import in as it takes topics, and gives it back", async () => {
    const { program, ana, page: begun, at: elsewhere } = await open();
    const { hasAddress: _, push: __, ...notices } = (await ana.get("/api/me/notices")).body as MyNotices;
    await ana.put("/api/me/notices", { ...notices, timeZone: "Asia/Tokyo" });
    const { id: page } = await beginPair(ana, { ...ANA_AND_BEN, theirName: "Lee" });
    const at = `/api/v1/pages/${page}`;
    expect((await program.get(`${at}/imports`)).body).toEqual({ items: [] });
    await program.send("POST", `${at}/topics`, { title: "Said by mail" });
    const body = { name: "notes.md", document: DOCUMENT };
    const looked = await program.send("POST", `${at}/imports/preview`, body);
    expect(looked.body).toMatchObject({ added: { meetings: 1, topics: 2, actions: 1 }, fits: true });
    expect(readPage(await stored(shared(), page))).toMatchObject({ schemaVersion: 0, meetings: [] });
    const { id } = (await program.send("POST", `${at}/imports`, body)).body as ApiImported;
    const doc = await stored(shared(), page);
    expect(checkPage(doc)).toEqual({ type: "sound" });
    expect(readPage(doc)).toMatchObject({
      ...{ schemaVersion: SCHEMA_VERSION, settings: { timeZone: "Asia/Tokyo" } },
      meetings: [{ start: "2026-11-10T10:00", timeZone: "Asia/Tokyo" }],
    });
    const undone = await program.send("DELETE", `${at}/imports/${id}`);
    expect(undone.body).toEqual({ id, removed: { meetings: 1, topics: 2, actions: 1 }, kept: 0 });
    expect((await program.get(`${at}/topics`)).body).toMatchObject({ items: [{ title: "Said by mail" }] });

    await program.send("POST", `${elsewhere}/topics`, { title: "Growth plan" });
    const exported = (await program.get(`${elsewhere}/export/json`)).body as object;
    const brought = await program.send("POST", `${at}/imports`, {
      ...{ name: "page.json", page: exported, seats: { a: "b", b: "a" } },
    });
    expect(brought.body).toMatchObject({ id: expect.any(String), added: { topics: 1 } });
    const topics = readPage(await stored(shared(), page)).topics.filter(({ title }) => title === "Growth plan");
    expect(topics).toMatchObject([{ author: "b", importedBy: "a" }]);
    expect(page).not.toBe(begun);
  });

  test("a page that was exported as JSON and is imported into another is the same page", async () => {
    const { program, at, peer } = await open();
    addTopic(peer.doc, peer.editor, { title: "Growth", place: "hopper", notes: parseMarkdown("a **bold** plan") });
    await peer.save("2026-11-24T09:30:00.000Z");
    await program.send("POST", `${at}/imports`, { name: "notes.md", document: DOCUMENT });
    const exported = (await program.get(`${at}/export/json`)).body as object;
    const other = await open();
    const brought = await other.program.send("POST", `${other.at}/imports`, {
      ...{ name: "page.json", page: exported, replaceWelcome: true },
    });
    expect(brought.status).toBe(201);
    const there = (await other.program.get(`${other.at}/export/json`)).body as Exported;
    const plain = ({ topics, actions, welcome, settings }: Exported) => ({
      ...{ topics: topics.map((topic) => ({ ...topic, importedBy: null })), actions, welcome, settings },
    });
    const ofHere = exported as Exported;
    // Its first meeting joins the one that is planned for the same time; whose words were brought is said.
    const planned = new Map(
      there.meetings.filter(({ state }) => state === "planned").map(({ start, id }) => [start, id]),
    );
    const joined = new Map(ofHere.meetings.map(({ id, start }) => [id, planned.get(start) ?? id]));
    const topics = ofHere.topics.map((topic) => ({ ...topic, place: joined.get(topic.place) ?? topic.place }));
    expect(plain(there)).toEqual(plain({ ...ofHere, topics }));
    const again = await other.program.send("POST", `${other.at}/imports`, { name: "page.json", page: exported });
    expect((again.body as ApiImported).id).toBeNull();
  });

  test("each format is a whole file, and the page’s access log says that it was exported", async () => {
    const { program, at, ana, page } = await open();
    await program.send("POST", `${at}/topics`, { title: "Growth plan" });
    const of = async (format: string) => {
      const { status, body, headers } = await program.get(`${at}/export/${format}`);
      expect([format, status]).toEqual([format, 200]);
      expect(headers.get("content-disposition")).toContain("attachment");
      return typeof body === "string" ? body : JSON.stringify(body);
    };
    for (const format of ["markdown", "html", "json"]) expect(await of(format)).toContain("Growth plan");
    expect(await of("ics")).toContain("BEGIN:VEVENT");
    expect(await of("pdf")).toMatch(/^%PDF/);
    expect(await of("docx")).toMatch(/^PK/);
    expect(JSON.stringify((await ana.get(`/api/pairs/${page}/access-log`)).body)).toContain('"exported"');
    expect(problemOf(await program.get(`${at}/export/exe`))).toBe("not_found");
  });

  test("five years in one import are more than one push may have, and come whole", async () => {
    const { program, at, page } = await open();
    const notes = "What was said, at some length. ".repeat(60);
    const meetings = Array.from({ length: 250 }, (_, week) => ({
      day: new Date(Date.UTC(2021, 0, 4 + week * 7)).toISOString().slice(0, 10),
      topics: [{ title: `Topic ${week}`, notes, state: "discussed" }],
      actions: [{ text: `Action ${week}`, done: true }],
    }));
    const brought = await program.send("POST", `${at}/imports`, { name: "five years", document: { meetings } });
    expect((brought.body as ApiImported).added).toEqual({ meetings: 250, topics: 250, actions: 250 });
    const doc = await stored(shared(), page);
    expect(Y.encodeStateAsUpdate(doc).length).toBeGreaterThan(MAX_UPDATE_BYTES);
    expect(doc.store.pendingStructs).toBeNull();
    expect(readPage(doc).topics.filter(({ state }) => state === "discussed")).toHaveLength(250);
    // The peer goes on after its parts.
    expect((await program.send("POST", `${at}/topics`, { title: "Next" })).status).toBe(201);
    const { id } = brought.body as ApiImported;
    expect((await program.send("DELETE", `${at}/imports/${id}`)).body).toMatchObject({
      removed: { meetings: 250, topics: 250, actions: 250 },
    });
  });

  test("a token that is revoked while an import is at work stores nothing of it", async () => {
    const { app, ana, page, at, token } = await open();
    const { acts } = app.parts;
    const before = Y.encodeStateVector(await stored(shared(), page));
    const slow = openApp(shared(), {
      acts: {
        ...acts,
        import: (ask) =>
          acts.import({
            ...ask,
            isWanted: async () => {
              await ana.delete(`/api/me/tokens/${token.id}`);
              return ask.isWanted();
            },
          }),
      },
    });
    const answer = await programOf(slow, token.secret).send("POST", `${at}/imports`, { name: "x", document: DOCUMENT });
    expect([answer.status, problemOf(answer)]).toEqual([401, "token_void"]);
    expect(Y.encodeStateVector(await stored(shared(), page))).toEqual(before);
  });

  test("what cannot be brought in is refused with its place, and nothing is changed", async () => {
    const { app, ana, program, at, page } = await open();
    const before = Y.encodeStateVector(await stored(shared(), page));
    const refusal = async (body: unknown) => {
      const answer = await program.send("POST", `${at}/imports`, body);
      return [answer.status, (answer.body as { detail?: string }).detail];
    };
    expect(await refusal({ name: "x" })).toEqual([400, "Give either `document` or `page`."]);
    expect(await refusal({ name: "x", page: { format: "other" } })).toEqual([
      400,
      "page: It is no page exported from Candor.",
    ]);
    expect(await refusal({ name: "x", document: { meetings: [{ day: "2026-02-31" }] } })).toEqual([
      ...[400, "document.meetings.0.day: That is no day; one is written as 2026-12-01."],
    ]);
    expect(await refusal({ name: "x", document: { hopper: [{ title: "a\0b" }] } })).toEqual([
      ...[400, "document.hopper.0.title: That is no plain text."],
    ]);
    const notes = "x ".repeat(400_000);
    const hopper = Array.from({ length: 8 }, (_, index) => ({ title: `Long ${index}`, notes }));
    const tooMuch = await program.send("POST", `${at}/imports`, { name: "x", document: { hopper } });
    expect([tooMuch.status, problemOf(tooMuch)]).toEqual([413, "too_large"]);
    const reader = programOf(app, (await makeToken(ana, ["pages:read", "topics:write"])).secret);
    for (const path of ["imports", "imports/preview"]) {
      const answer = await reader.send("POST", `${at}/${path}`, { name: "x", document: DOCUMENT });
      expect((answer.body as { detail?: string }).detail).toBe("It needs imports:write.");
    }
    expect(problemOf(await reader.get(`${at}/export/json`))).toBe("scope_missing");
    expect(Y.encodeStateVector(await stored(shared(), page))).toEqual(before);
  });
});

type Exported = {
  topics: { place: string }[];
  actions: object[];
  welcome: object[];
  settings: object;
  meetings: { id: string; start: string | null; state: string }[];
};

async function stored({ log }: Database, page: string): Promise<Y.Doc> {
  const doc = new Y.Doc();
  const base = await log.readSnapshot(page);
  if (base) Y.applyUpdate(doc, base.state);
  for (const { update } of await log.readTail(page, base?.seq ?? 0)) Y.applyUpdate(doc, update);
  return doc;
}
