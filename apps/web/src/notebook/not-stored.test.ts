import type { AppendNoteRecords } from "@candor/protocol/http/notebook.ts";
import { expect, test } from "vitest";
import type { Fetch } from "../people/api-client.ts";
import { MemoryVaults } from "./testing/memory-vaults.ts";
import { beginNotebook, openElsewhere, settle, textsOf, write } from "./testing/open-notebooks.ts";

test("a server that takes what I write and does not keep it is told at once, and what it lacks is sent again", async () => {
  const server = new MemoryVaults();
  let isForgetful = false;
  const fetch: Fetch = async (path, init) => {
    if (!isForgetful || init?.method !== "POST" || !path.endsWith("/records")) return server.fetch(path, init);
    const { records } = JSON.parse(String(init.body)) as AppendNoteRecords;
    return Response.json({ seqs: records.map((_, index) => 1_000 + index) });
  };
  const { notebook, code } = await beginNotebook(server, fetch);
  write(notebook, "Kept");
  await settle(notebook);
  expect(notebook.alarms.value).toEqual([]);
  isForgetful = true;
  write(notebook, "Forgotten");
  await settle(notebook);
  expect(notebook.alarms.value).toEqual([{ type: "older", restored: false }]);
  isForgetful = false;
  expect(await notebook.giveBack()).toBe(true);
  await settle(notebook);
  expect(notebook.alarms.value).toEqual([]);
  expect(textsOf((await openElsewhere(server, code)).notebook)).toEqual(["Forgotten", "Kept"]);
});
