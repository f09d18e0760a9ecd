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
  ...SPOILT_RECORDS.map((spoilt) => ["a record", /records\?/, spoilOne(spoilt)] as const),
])("nonsense in place of %s keeps nobody from the notes of this device, and passes (%#)", async (_, at, nonsense) => {
  const server = new MemoryVaults();
  let isHonest = true;
  const fetch: Fetch = async (path, init) => {
    const answer = await server.fetch(path, init);
    return isHonest || !at.test(path) ? answer : Response.json(nonsense(await answer.json()));
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

function spoilOne(spoilt: object | null) {
  return ({ records, more }: { records: object[]; more: boolean }) => ({
    records: records.map(
      (record) => spoilt && { ...record, ...spoilt, ...(Object.keys(spoilt).length === 0 && { bytes: undefined }) },
    ),
    more,
  });
}
