import type { NoteRecordsPage } from "@candor/protocol/http/notebook.ts";
import { expect, test } from "vitest";
import type { Fetch } from "../people/api-client.ts";
import { MemoryVaults } from "./testing/memory-vaults.ts";
import { beginNotebook, newBrowser, openElsewhere, openTab, settle, textsOf, write } from "./testing/open-notebooks.ts";

const NO_OBJECT = [null, {}, [], "abc", 7];
const SPOILT_RECORDS = [
  null,
  {},
  { bytes: 5 },
  { doc: undefined },
  { seq: 0 },
  { seq: "1" },
  { snapshot: { covers: null } },
];

test.each([
  ...NO_OBJECT.map((body) => ["vaults/id", /vaults\/[^/]+$/, () => body] as const),
  ...NO_OBJECT.map((body) => ["records", /records\?/, () => body] as const),
  ...[...NO_OBJECT, { seqs: ["1"] }, { seqs: [0] }].map((body) => ["appended", /records$/, () => body] as const),
])("nonsense in place of %s keeps nobody from the notes of this device, and passes (%#)", async (_, at, nonsense) => {
  const server = new MemoryVaults();
  let isHonest = true;
  const fetch: Fetch = async (path, init) => {
    const answer = await server.fetch(path, init);
    return isHonest || !at.test(path) ? answer : Response.json(nonsense());
  };
  const { notebook, browser, code } = await beginNotebook(server, fetch);
  write(notebook, "Before");
  await settle(notebook);
  isHonest = false;
  const again = await openTab(browser, fetch);
  write(again, "Meanwhile");
  await settle(again);
  expect(textsOf(again)).toEqual(["Before", "Meanwhile"]);
  expect(again.saved.value.type).toMatch(/offline|saved/);
  isHonest = true;
  await settle(again);
  expect([again.saved.value, again.alarms.value]).toEqual([{ type: "saved" }, []]);
  expect(textsOf((await openElsewhere(server, code)).notebook)).toEqual(["Before", "Meanwhile"]);
});

test.each(SPOILT_RECORDS)(
  "one record that is none is told as changed, and the others are taken over (%#)",
  async (spoilt) => {
    const server = new MemoryVaults();
    let spoils: string | null = null;
    const { notebook: laptop, code } = await beginNotebook(server);
    write(laptop, "Before");
    await settle(laptop);
    const { notebook: phone } = await openElsewhere(server, code, async (path, init) => {
      const answer = await server.fetch(path, init);
      if (spoils === null || !/records\?/.test(path)) return answer;
      const { records, more } = (await answer.json()) as NoteRecordsPage;
      const isSpoilt = (record: { doc: string }) => record.doc === spoils;
      return Response.json({ records: records.map((one) => (isSpoilt(one) ? spoil(one, spoilt) : one)), more });
    });
    await settle(phone);
    laptop.addNote("pair-of-ana-and-kim", { text: "Spoilt on its way", about: { type: "person" } });
    spoils = laptop.index.value.documents.find(({ pair }) => pair === "pair-of-ana-and-kim")?.doc ?? "";
    write(laptop, "As good as ever");
    await settle(laptop);
    await settle(phone);
    expect(textsOf(phone)).toEqual(["As good as ever", "Before"]);
    expect(phone.alarms.value).toEqual([{ type: "changed", device: null }]);
    expect(phone.saved.value).toEqual({ type: "saved" });
    spoils = null;
    await settle(phone);
    expect(textsOf(phone)).toEqual(["As good as ever", "Before", "Spoilt on its way"]);
  },
);

test.each([...NO_OBJECT.filter((body) => !Array.isArray(body)), [null], [{}], [{ vault: "../people", manifest: "" }]])(
  "a list of vaults that is none says nothing about whether there are private notes (%#)",
  async (nonsense) => {
    const notebook = await openTab(newBrowser(), async () => Response.json(nonsense));
    expect(await notebook.look()).toBe("unreachable");
    expect(await notebook.waysIn()).toBeNull();
    expect(await notebook.unlock({ kind: "recovery", typed: "" })).toEqual({ type: "unreachable" });
  },
);

test("numbers beyond all measure keep other devices' notes away for a session at most", async () => {
  const server = new MemoryVaults();
  let isHonest = false;
  const fetch: Fetch = async (path, init) => {
    const answer = await server.fetch(path, init);
    if (isHonest || !/records\?/.test(path)) return answer;
    const { records } = (await answer.json()) as NoteRecordsPage;
    return Response.json({ records: records.map((record) => ({ ...record, seq: 9e15 })), more: false });
  };
  const { notebook, browser, code } = await beginNotebook(server, fetch);
  write(notebook, "By the laptop");
  await settle(notebook);
  const misled = await openTab(browser, fetch);
  await settle(misled);
  isHonest = true;
  const again = await openTab(browser, fetch);
  await settle(again);
  const { notebook: phone } = await openElsewhere(server, code);
  write(phone, "By the phone");
  await settle(phone, again);
  expect(textsOf(again)).toEqual(["By the laptop", "By the phone"]);
});

function spoil(record: object, spoilt: object | null): object | null {
  if (spoilt === null) return null;
  return { ...record, ...(Object.keys(spoilt).length === 0 ? { bytes: undefined } : spoilt) };
}
