import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkpointBeside } from "./checkpoint-beside.ts";
import { SqliteWriter } from "./sqlite-writer.ts";
import type { WriterData } from "./writer-messages.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "candor-checkpoint-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("what was committed moves into the data file while somebody else's transaction is open", async () => {
  const data: WriterData = { path: join(folder, "candor.sqlite"), synchronous: "FULL" };
  const writer = await SqliteWriter.open(data);
  await writer.batch([
    { sql: "create table note (text)", parameters: [] },
    { sql: "insert into note values (?1)", parameters: ["x".repeat(1_000_000)] },
  ]);
  const before = await stat(data.path);
  const transaction = await writer.begin();
  await transaction.query({ sql: "insert into note values ('meanwhile')", parameters: [] });
  await checkpointBeside(data);
  expect((await stat(data.path)).size - before.size).toBeGreaterThan(900_000);
  await transaction.commit();
  const { rows } = await writer.query({ sql: "select length(text) as length from note", parameters: [] });
  expect(rows.map(({ length }) => length)).toEqual([1_000_000, 9]);
  await writer.close();
});
