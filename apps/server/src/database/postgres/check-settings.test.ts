import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../open-database.ts";
import { type PostgresCluster, startPostgres } from "../testing/postgres-cluster.ts";

let cluster: PostgresCluster;
beforeAll(async () => {
  cluster = await startPostgres();
});
afterAll(() => cluster.remove());

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(statement);
  await client.end();
}

const open = (url: string) => openDatabase({ engine: "postgres", url });
const nameOf = (url: string) => new URL(url).pathname.slice(1);

for (const [whose, target] of [
  ["the database", (url: string) => `database ${nameOf(url)}`],
  ["the role", () => "role candor"],
  ["the role in this database", (url: string) => `role candor in database ${nameOf(url)}`],
] as const) {
  test(`a synchronous_commit that is off for ${whose} alone stops the start, and says where it is set`, async () => {
    const url = await cluster.newDatabase();
    await run(url, `alter ${target(url)} set synchronous_commit = off`);
    await expect(open(url)).rejects.toThrow(
      `synchronous_commit = off (set for ${whose}); what was saved could be lost`,
    );
    await run(url, `alter ${target(url)} reset synchronous_commit`);
    await (await open(url)).close();
  });
}

for (const setting of ["fsync", "full_page_writes"]) {
  test(`${setting} = off stops the start`, async () => {
    const url = await cluster.newDatabase();
    await run(url, `alter system set ${setting} = off`);
    await cluster.halt();
    await cluster.resume();
    const refused = open(url);
    await expect(refused).rejects.toThrow(`${setting} = off; what was saved could be lost. Turn it on.`);
    await run(url, `alter system reset ${setting}`);
    await cluster.halt();
    await cluster.resume();
    await (await open(url)).close();
  });
}

test("a default that is changed under a running server changes nothing for its commits", async () => {
  const url = await cluster.newDatabase();
  const database = await open(url);
  await run(url, "alter role candor set synchronous_commit = off");
  await cluster.endConnections();
  const { rows } = await sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(database.db);
  expect(rows).toEqual([{ synchronous_commit: "on" }]);
  await database.close();
  await run(url, "alter role candor reset synchronous_commit");
});
