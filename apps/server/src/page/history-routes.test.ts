import type { PageVersion } from "@candor/protocol/http/people.ts";
import { versionsAtOnce } from "@candor/protocol/http/versions-at-once.ts";
import { expect, test } from "vitest";
import * as Y from "yjs";
import type { Database } from "../database/open-database.ts";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { beginPair, ORIGIN, openApp, shareDatabase, type Visitor } from "../people/testing/open-app.ts";

describeEachEngine("a page's past", (engine) => {
  const shared = shareDatabase(engine);

  async function anaWrites(...edits: [at: string, text: string][]) {
    const world = openApp(shared());
    const ana = await world.person();
    const pair = await beginPair(ana);
    const seqs = await write(shared(), pair.id, edits);
    return { ...world, ana, pair, seqs };
  }

  test("it is listed the newest first, by whom and when", async () => {
    const { ana, pair, seqs } = await anaWrites(
      ["2026-11-01T09:00:00.000Z", "Budget"],
      ["2026-11-02T09:00:00.000Z", "!"],
    );
    expect((await ana.get(`/api/pairs/${pair.id}/versions`)).body).toEqual([
      { seq: seqs[1], at: "2026-11-02T09:00:00.000Z", by: ["a"], updates: 1 },
      { seq: seqs[0], at: "2026-11-01T09:00:00.000Z", by: ["a"], updates: 1 },
    ]);
    const older = (await ana.get(`/api/pairs/${pair.id}/versions?before=${seqs[1]}`)).body as PageVersion[];
    expect(older.map(({ seq }) => seq)).toEqual([seqs[0]]);
  });

  test.each([
    [49, [49]],
    [50, [50]],
    [51, [50, 1]],
    [100, [50, 50]],
  ])("of %i versions all are shown, and earlier ones offered only while there are some", async (count, wanted) => {
    const { ana, pair, seqs } = await anaWrites(
      ...Array.from({ length: count }, (_, hour): [string, string] => [
        new Date(Date.UTC(2026, 9, 1, hour)).toISOString(),
        "!",
      ]),
    );
    const parts = await goBack(ana, pair.id);
    expect(parts.map((part) => part.length)).toEqual(wanted);
    expect(parts.flat()).toEqual(seqs.toReversed());
  });

  test.each([
    [50, [50]],
    [51, [50, 1]],
  ])("so are %i older states, of which it is no longer known who wrote them", async (count, wanted) => {
    const { ana, pair } = await anaWrites();
    const at = "2026-10-01T09:00:00.000Z";
    const empty = { schema_version: 1, state: new Uint8Array(), state_vector: new Uint8Array() };
    const seqs = Array.from({ length: count }, (_, index) => index + 1);
    await shared()
      .db.insertInto("page_snapshot")
      .values(seqs.map((seq) => ({ page: pair.id, seq, at, ...empty })))
      .execute();
    const parts = await goBack(ana, pair.id);
    expect(parts.map((part) => part.length)).toEqual(wanted);
    expect(parts.flat()).toEqual(seqs.toReversed());
  });

  test("any version of it opens as it was", async () => {
    const { app, ana, pair, seqs } = await anaWrites(
      ["2026-11-01T09:00:00.000Z", "Budget"],
      ["2026-11-02T09:00:00.000Z", "!"],
    );
    expect(await textOf(app, ana, `/api/pairs/${pair.id}/versions/${seqs[0]}`)).toBe("Budget");
    expect(await textOf(app, ana, `/api/pairs/${pair.id}/versions/${seqs[1]}`)).toBe("Budget!");
  });

  test("it says who wrote after a version", async () => {
    const { ana, pair, seqs } = await anaWrites(
      ["2026-11-01T09:00:00.000Z", "Budget"],
      ["2026-11-02T09:00:00.000Z", "!"],
    );
    const after = async (seq: unknown) => (await ana.get(`/api/pairs/${pair.id}/versions/${seq}/writers-after`)).body;
    expect(await after(seqs[0])).toEqual({ by: ["a"] });
    expect(await after(seqs[1])).toEqual({ by: [] });
  });

  test("a version of another page is none of this one", async () => {
    const { seqs } = await anaWrites(["2026-11-01T09:00:00.000Z", "Secret"]);
    const { ana, pair } = await anaWrites(["2026-11-01T09:00:00.000Z", "Budget"]);
    expect((await ana.get(`/api/pairs/${pair.id}/versions/${seqs[0]}`)).status).toBe(404);
    expect((await ana.get(`/api/pairs/${pair.id}/versions?before=${seqs[0]}`)).body).toEqual([]);
  });

  test.each(["0", "-1", "1.5", "abc", "9007199254740993", "999999999", "%00"])(
    "there is no version %s",
    async (seq) => {
      const { ana, pair } = await anaWrites();
      expect((await ana.get(`/api/pairs/${pair.id}/versions/${seq}`)).status).toBe(404);
    },
  );

  test("years that were taken out of the page are there to be read", async () => {
    const { app, ana, pair } = await anaWrites();
    expect((await ana.get(`/api/pairs/${pair.id}/volumes`)).body).toEqual([]);
    const doc = new Y.Doc();
    doc.getText("page").insert(0, "2024");
    const sealed = { sealed_at: "2026-01-02T03:04:05.000Z", state: Y.encodeStateAsUpdate(doc) };
    await shared()
      .db.insertInto("page_volume")
      .values([2023, 2024].map((year) => ({ page: pair.id, year, ...sealed })))
      .execute();
    expect((await ana.get(`/api/pairs/${pair.id}/volumes`)).body).toEqual([
      { year: 2024, sealedAt: sealed.sealed_at },
      { year: 2023, sealedAt: sealed.sealed_at },
    ]);
    expect(await textOf(app, ana, `/api/pairs/${pair.id}/volumes/2024`)).toBe("2024");
    expect((await ana.get(`/api/pairs/${pair.id}/volumes/2022`)).status).toBe(404);
  });
});

/** @returns the versions of each part, from the newest on, until no earlier ones are offered. */
async function goBack(visitor: Visitor, page: string): Promise<number[][]> {
  const parts: number[][] = [];
  for (let more = true; more; ) {
    const before = parts.at(-1)?.at(-1);
    const path = `/api/pairs/${page}/versions${before === undefined ? "" : `?before=${before}`}`;
    const part = versionsAtOnce((await visitor.get(path)).body as PageVersion[]);
    parts.push(part.versions.map(({ seq }) => seq));
    more = part.more;
  }
  return parts;
}

async function write({ log }: Database, page: string, edits: [at: string, text: string][]): Promise<number[]> {
  const doc = new Y.Doc();
  const binding = { page, session: crypto.randomUUID(), clientId: doc.clientID, userId: "ana" };
  await log.bindClient(binding);
  const seqs: number[] = [];
  for (const [index, [at, text]] of edits.entries()) {
    const before = Y.encodeStateVector(doc);
    doc.getText("page").insert(doc.getText("page").length, text);
    const update = Y.encodeStateAsUpdate(doc, before);
    seqs.push(...(await log.append([{ ...binding, cseq: index + 1, member: "a", at, update }])));
  }
  return seqs;
}

async function textOf(app: ReturnType<typeof openApp>["app"], visitor: Visitor, path: string): Promise<string> {
  const answer = await app.request(`${ORIGIN}${path}`, { headers: { cookie: visitor.cookie() } });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/octet-stream"]);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, new Uint8Array(await answer.arrayBuffer()));
  return doc.getText("page").toString();
}
