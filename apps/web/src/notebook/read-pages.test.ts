import type { NoteRecordsPage } from "@candor/protocol/http/notebook.ts";
import { expect, test } from "vitest";
import type { Fetch } from "../people/api-client.ts";
import { readPages } from "./read-pages.ts";
import { MemoryVaults } from "./testing/memory-vaults.ts";
import { beginNotebook, openTab, settle, textsOf, write } from "./testing/open-notebooks.ts";

test("a server that always has more is told, and not read without end", async () => {
  const server = new MemoryVaults();
  let isEndless = false;
  let asked = 0;
  const fetch: Fetch = async (path, init) => {
    const answer = await server.fetch(path, init);
    if (!isEndless || !/records\?/.test(path)) return answer;
    asked += 1;
    const [first] = ((await answer.json()) as NoteRecordsPage).records;
    const seq = Number(/after=(\d+)/.exec(path)?.[1]) + 1;
    return Response.json({ records: [{ ...(first ?? server.records[0]), seq }], more: true });
  };
  const { notebook, browser } = await beginNotebook(server, fetch);
  write(notebook, "Before it");
  await settle(notebook);
  isEndless = true;
  const again = await openTab(browser, fetch);
  await again.flush();
  expect(again.alarms.value).toEqual([{ type: "endless" }]);
  expect(again.saved.value.type).toBe("offline");
  expect(textsOf(again)).toEqual(["Before it"]);
  expect(asked).toBeLessThan(20_000);
  isEndless = false;
  await settle(again);
  expect([again.saved.value, again.alarms.value]).toEqual([{ type: "saved" }, []]);
});

test.each([
  ["pages", { pages: 3, letters: 1e9 }],
  ["letters", { pages: 1e9, letters: 35 }],
])("all that a server has is read up to so many %s", async (_, most) => {
  const pages = (count: number) => (after: number) => {
    const record = { doc: "d", device: "v", dseq: 1, kind: "update" as const, bytes: "ten lettrs", at: "" };
    const value = { records: [{ ...record, seq: after + 1 }], more: after + 1 < count, misshapen: 0 };
    return Promise.resolve({ type: "ok" as const, value });
  };
  expect((await readPages(0, pages(3), most)).type).toBe("read");
  expect((await readPages(0, pages(4), most)).type).toBe("endless");
});
