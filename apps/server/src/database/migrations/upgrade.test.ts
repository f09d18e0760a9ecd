import { expect, test } from "vitest";
import * as Y from "yjs";
import { searchPages } from "../../page/projection/search-pages.ts";
import { SyncServer } from "../../sync/testing/sync-server.ts";
import { PAGE, TestTab } from "../../sync/testing/test-tab.ts";
import { type Database, openDatabase } from "../open-database.ts";
import { describeEachEngine } from "../testing/describe-each-engine.ts";
import { stepsOf } from "./migrate.ts";

const FIRST_RELEASE = "0002_personal_tables";
const FIRST_WITH_NODES = "0009_node_tables"; // two servers on one PostgreSQL, and so side by side in an upgrade

describeEachEngine("an upgrade", ({ engine, freshBare }) => {
  const taken = async ({ log }: Database) =>
    (await log.sql<{ name: string }>("select name from kysely_migration order by name")).map(({ name }) => name);

  test("people who write while their server is replaced by a newer one lose nothing", async () => {
    const config = await freshBare();
    const before = await openDatabase(config, engine === "sqlite" ? FIRST_RELEASE : FIRST_WITH_NODES);
    const first = await serve(before);
    const [ana, ben] = [await TestTab.open(first, "ana"), await TestTab.open(first, "ben")];
    ana.write("before");
    await Promise.all([ana.acknowledged(), ben.receiveUpdate()]);

    // On PostgreSQL the newer one comes up beside the older one, in which people go on writing.
    const beside = engine === "postgres" ? openDatabase(config) : null;
    for (let line = 0; line < 20; line += 1) (line % 2 === 0 ? ana : ben).write(`meanwhile ${line}`);
    const after = beside ? await beside : null;
    await ana.acknowledged();
    ben.write("sent to the old one and never answered");
    await first.stop();
    await before.close();

    const database = after ?? (await openDatabase(config));
    expect(await taken(database)).toEqual(stepsOf());
    const second = await serve(database);
    for (const tab of [ana, ben]) {
      tab.server = second;
      await tab.connect();
      await tab.acknowledged();
    }
    ana.write("after");
    await ana.acknowledged();
    const page = new Y.Doc();
    for (const { update } of await database.log.readTail(PAGE, 0)) Y.applyUpdate(page, update);
    const text = page.getXmlFragment("welcome").toString();
    const words = [
      "before",
      "sent to the old one",
      "after",
      ...Array.from({ length: 20 }, (_, line) => `meanwhile ${line}<`),
    ];
    for (const word of words) expect(text.split(word).length - 1, word).toBe(1);
    await second.stop();
    await database.close();
  });

  test("what was written before the search knew accents is found without them afterwards", async () => {
    const config = await freshBare();
    const before = await openDatabase(config, "0047_work_tables");
    const entry = {
      page: PAGE,
      volume: null,
      kind: "topic" as const,
      item: "t1",
      title: "Résumé",
      body: "über Zürich",
    };
    await before.db.insertInto("search_entry").values(entry).execute();
    await before.close();
    const { db, close } = await openDatabase(config);
    for (const text of ["resume", "Zürich", "zurich uber"])
      expect(await searchPages({ db, engine }, { text, documents: [PAGE] }, 5)).toMatchObject([{ item: "t1" }]);
    await close();
  });

  test("a step that fails leaves the tables of before, and the older version goes on with them", async () => {
    const config = await freshBare();
    const before = await openDatabase(config, FIRST_RELEASE);
    await before.db.insertInto("setting").values({ key: "kept", value: "yes" }).execute();
    // In the way of a later step, made by somebody else's hand.
    await before.db.schema.createTable("workspace_invitation").addColumn("id", "text").execute();
    await before.close();
    await expect(openDatabase(config)).rejects.toThrow("could not be brought up to date");
    const again = await openDatabase(config, FIRST_RELEASE);
    expect(await taken(again)).toEqual(stepsOf().filter((step) => step <= FIRST_RELEASE));
    const kept = await again.db.selectFrom("setting").select("value").where("key", "=", "kept").execute();
    expect(kept).toEqual([{ value: "yes" }]);
    await again.close();
  });

  test("an older version does not start on newer tables", async () => {
    const config = await freshBare();
    await (await openDatabase(config)).close();
    await expect(openDatabase(config, FIRST_WITH_NODES)).rejects.toThrow(/written by a newer version/);
  });

  if (engine === "postgres")
    test("two that start at once take each step once", async () => {
      const config = await freshBare();
      const both = await Promise.all([openDatabase(config), openDatabase(config)]);
      for (const database of both) expect(await taken(database)).toEqual(stepsOf());
      for (const database of both) await database.close();
    });
});

test("the steps are taken in the order of their names", () => {
  expect(stepsOf()).toEqual([...stepsOf()].sort());
});

async function serve({ log }: Database): Promise<SyncServer> {
  const server = await SyncServer.start(log);
  server.invite(PAGE, "ana", { member: "a", name: "Ana", write: true });
  server.invite(PAGE, "ben", { member: "b", name: "Ben", write: true });
  return server;
}
