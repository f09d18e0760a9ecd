import type { Pair } from "@candor/protocol/http/people.ts";
import type { Search, SearchHit } from "@candor/protocol/http/search.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import {
  acceptAs,
  beginPair,
  inviteTo,
  openApp,
  problemOf,
  shareDatabase,
  type Visitor,
} from "../people/testing/open-app.ts";

describeEachEngine("searching all my pages", (engine) => {
  const shared = shareDatabase(engine);

  async function openWorld() {
    const app = openApp(shared());
    const [ana, ben, eve] = [await app.person(), await app.person(), await app.person()];
    const pair = await beginPair(ana);
    const invitation = await inviteTo(ana, pair);
    await acceptAs(ben, invitation);
    return { ...app, ana, ben, eve, pair, invitation };
  }

  async function write(pair: Pair, item: string, title: string, body = ""): Promise<void> {
    await shared()
      .db.insertInto("search_entry")
      .values({ page: pair.id, volume: null, kind: "topic", item, title, body })
      .execute();
  }

  test("both of a pair find what is on their page, and nobody else does", async () => {
    const { ana, ben, eve, pair, stranger } = await openWorld();
    await write(pair, "t1", "Budget for spring", "We need a quotation");
    for (const who of [ana, ben])
      expect(await search(who, "quot budg")).toEqual([
        {
          page: pair.id,
          volume: null,
          kind: "topic",
          item: "t1",
          title: "Budget for spring",
          excerpt: "We need a quotation",
          at: null,
        },
      ]);
    await beginPair(eve);
    expect(await search(eve, "budget")).toEqual([]);
    expect(problemOf(await stranger().post("/api/search", { words: "budget" }))).toBe("signed_out");
  });

  test("a word with one letter wrong is found where hardly anything holds it as it was typed", async () => {
    const { ana, pair } = await openWorld();
    await write(pair, "t1", "Conference in Lisbon");
    await write(pair, "t2", "Confidence");
    for (const typed of ["conferense", "confrence", "ocnference", "lisbno conference"])
      expect((await search(ana, typed)).map(({ item }) => item)).toEqual(["t1"]);
    expect(await search(ana, "lisbonne")).toEqual([]);
  });

  test("an excerpt shows the words that were found, with accents or without, and where a word begins with them", async () => {
    const { ana, pair } = await openWorld();
    const before = "Tired of presume and of the subway. ".repeat(20);
    await write(pair, "t1", "Hiring", `${before}Ein Résumé über Zürich. ${before}`);
    for (const typed of ["Résumé", "résumé Über", "resume", "ZURICH uber", "resümé"]) {
      const [hit] = await search(ana, typed);
      expect(hit?.excerpt).toContain("Résumé über Zürich");
    }
  });

  test("a word is found with its accents or without them, in whichever way a keyboard writes those", async () => {
    const { ana, pair } = await openWorld();
    await write(pair, "t1", "Señor Müller’s café", "crème brûlée");
    await write(pair, "t2", "Straße, łódź, Ελλάδα and 한국", "が"); // what is another letter stays one
    await write(pair, "t3", "re\u0301sume\u0301", "written with each accent after its letter");
    const found = async (typed: string) => (await search(ana, typed)).map(({ item }) => item);
    for (const typed of ["senor muller", "cafe", "café", "cafe\u0301", "CREME brulee", "Muller creme", "brûlée"])
      expect([typed, await found(typed)]).toEqual([typed, ["t1"]]);
    for (const typed of ["straße", "łódź", "한국", "が"]) expect([typed, await found(typed)]).toEqual([typed, ["t2"]]);
    for (const typed of ["resume", "résumé", "re\u0301sume\u0301"])
      expect([typed, await found(typed)]).toEqual([typed, ["t3"]]);
  });

  test("what is sought can be of one kind, on one page and from some time", async () => {
    const { ana, ben, pair } = await openWorld();
    const other = await beginPair(ana);
    await write(pair, "t1", "Budget");
    await write(other, "t2", "Budget");
    const now = "2026-11-24T09:00:00Z";
    await shared()
      .db.insertInto("topic")
      .values({
        ...{ page: pair.id, volume: null, id: "t1", title: "Budget", place: "hopper", rank: "a0", altitude: "detail" },
        ...{ kind: "topic", author: "a", state: "open", theme: null, carried: 0, snoozed_until: null, kept_at: null },
        ...{ created_at: now, state_at: null, loop_since: null },
      })
      .execute();
    await shared()
      .db.insertInto("search_entry")
      .values({ page: pair.id, volume: null, kind: "action", item: "a1", title: "Ask for the budget", body: "" })
      .execute();
    const items = async (more: Partial<Search>) =>
      (await search(ana, "budget", more)).map(({ item }) => item).toSorted();
    expect(await items({})).toEqual(["a1", "t1", "t2"]);
    expect(await items({ kind: "action" })).toEqual(["a1"]);
    expect(await items({ page: other.id })).toEqual(["t2"]);
    expect(await items({ from: "2026-11-24T00:00:00Z", to: "2026-11-25T00:00:00Z" })).toEqual(["t1"]);
    expect(await items({ to: "2026-11-24T00:00:00Z" })).toEqual([]);
    expect(await search(ben, "budget", { page: other.id })).toEqual([]);
    expect((await ana.post("/api/search", { words: "budget", from: "yesterday" })).status).toBe(400);
  });

  test("artifacts are found by whoever may read them, also those that stand elsewhere, and by nobody else", async () => {
    const { ana, ben, eve, pair } = await openWorld();
    const begin = async (more: object) => {
      const id = crypto.randomUUID();
      expect((await ana.put(`/api/artifacts/${id}`, { kind: "mission", pair: pair.id, ...more })).status).toBe(200);
      return id;
    };
    const link = await begin({ form: "link", title: "Why we are here", address: "https://docs.example.org/mission" });
    const written = await begin({ form: "document", title: "Our promise" });
    await shared()
      .db.insertInto("search_entry")
      .values({
        ...{ page: written, volume: null, kind: "artifact", item: "artifact" },
        ...{ title: "Our promise", body: "Why shops never run dry" },
      })
      .execute();
    for (const who of [ana, ben]) {
      const found = await search(who, "why");
      expect(found.map(({ page, kind }) => [page, kind])).toEqual([
        [link, "artifact"],
        [written, "artifact"],
      ]);
      expect(found[0]).toMatchObject({ title: "Why we are here", excerpt: "https://docs.example.org/mission" });
    }
    expect(await search(eve, "why")).toEqual([]);
  });

  test("whoever lost their seat finds nothing of it any more", async () => {
    const { ana, ben, pair, invitation } = await openWorld();
    await write(pair, "t1", "Budget");
    await ana.delete(`/api/invitations/${invitation.id}`);
    expect(await search(ben, "budget")).toEqual([]);
    expect(await search(ana, "budget")).toHaveLength(1);
  });

  test.each([
    ["nothing", ""],
    ["no words", "... --- %%%"],
    ["what means something to a search engine", `budget" OR title:* NEAR(a b) & ! | <-> ')`],
    ["what means something to a database", "budget'; drop table search_entry;--"],
    ["a zero byte", "bud\u0000get"],
    ["half a character", "budget \ud83d"],
    ["very many words", "budget ".repeat(28)],
  ])("a search for %s breaks nothing", async (_what, text) => {
    const { ana, pair } = await openWorld();
    await write(pair, "t1", "Budget");
    const answer = await ana.post("/api/search", { words: text });
    expect(answer.status).toBe(200);
    expect(await search(ana, "budget")).toHaveLength(1);
  });

  test("no query, a very long one and one that never ends are refused", async () => {
    const { ana } = await openWorld();
    expect((await ana.post("/api/search", {})).status).toBe(400);
    expect((await ana.post("/api/search", { words: "a".repeat(201) })).status).toBe(400);
    const statuses = [];
    for (let time = 0; time < 130; time += 1) statuses.push((await ana.post("/api/search", { words: "a" })).status);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
  });

  test("no address carries what somebody looks for: a search by one is none", async () => {
    const { ana, pair } = await openWorld();
    await write(pair, "t1", "Budget");
    expect((await ana.get("/api/search?q=budget")).status).toBe(404);
    expect((await ana.post("/api/search?q=budget&words=budget", { words: "lunch" })).body).toEqual([]);
  });

  test("a search gives the best and not the whole page", async () => {
    const { ana, pair } = await openWorld();
    for (let item = 0; item < 45; item += 1) await write(pair, `t${item}`, `Budget ${item}`);
    expect(await search(ana, "budget")).toHaveLength(40);
  });
});

async function search(who: Visitor, words: string, more: Partial<Search> = {}): Promise<SearchHit[]> {
  return (await who.post("/api/search", { words, ...more })).body as SearchHit[];
}
