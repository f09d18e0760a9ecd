import { expect, test } from "vitest";
import type { Fetch } from "../people/api-client.ts";
import type { DeviceNotebook } from "./device-notebook.ts";
import { otherVaults, readOtherVault } from "./read-other-vault.ts";
import { MemoryVaults } from "./testing/memory-vaults.ts";
import { beginNotebook, openElsewhere, openTab, quiet, settle, textsOf, write } from "./testing/open-notebooks.ts";

const OTHER = "pair-of-ana-and-kim";

/** Two notebooks of one person: that of the account, and one that was begun before signing in to it. */
async function twoNotebooks(fetch?: (server: MemoryVaults) => Fetch) {
  const [server, before] = [new MemoryVaults(), new MemoryVaults()];
  const account = await beginNotebook(server, fetch?.(server) ?? server.fetch);
  const first = await beginNotebook(before);
  write(account.notebook, "Of the account");
  write(first.notebook, "From before");
  first.notebook.addNote(OTHER, { text: "About Kim, from before", about: { type: "person" } });
  await settle(account.notebook, first.notebook);
  server.claim(before);
  return { server, account, code: first.code };
}

const ALL = ["About Kim, from before", "From before", "Of the account"];

test("a notebook from before an account is copied into the account's own, and nothing of either is lost", async () => {
  const { server, account, code } = await twoNotebooks();
  const { notebook } = account;
  expect(await otherVaults(notebook.api, own(notebook))).toHaveLength(1);
  expect((await readOtherVault(notebook.api, own(notebook), { kind: "recovery", typed: account.code })).type).toBe(
    "wrong",
  );
  expect(await merge(notebook, code)).toBe(true);
  expect(textsOf(notebook)).toEqual(ALL);
  const { notebook: phone } = await openElsewhere(server, account.code);
  expect(textsOf(phone)).toEqual(ALL);
  expect([...notebook.alarms.value, ...phone.alarms.value]).toEqual([]);
  // The other still opens by its own code, until it is destroyed.
  expect(textsOf((await openElsewhere(server, code)).notebook)).toEqual(["About Kim, from before", "From before"]);
});

test("copied once more, by another device and after notes were changed, a notebook brings nothing twice and undoes nothing", async () => {
  const { server, account, code } = await twoNotebooks();
  const { notebook: phone } = await openElsewhere(server, account.code);
  expect(await merge(account.notebook, code)).toBe(true);
  const note = account.notebook.notes.value.find(({ text }) => text === "From before");
  account.notebook.setNoteText(note!.id, "From before, and changed");
  await settle(account.notebook);
  expect(await merge(phone, code)).toBe(true);
  await settle(phone, account.notebook);
  const all = ["About Kim, from before", "From before, and changed", "Of the account"];
  expect([textsOf(phone), textsOf(account.notebook)]).toEqual([all, all]);
  expect([...phone.alarms.value, ...account.notebook.alarms.value]).toEqual([]);
});

test.each([1, 2, 3, 4, 5, 6])("a copy that breaks off after %i requests is finished the next time", async (most) => {
  let left = Number.POSITIVE_INFINITY;
  const { server, account, code } = await twoNotebooks((to) => async (path, init) => {
    if (init?.method !== "POST" && init?.method !== "PUT") return to.fetch(path, init);
    left -= 1;
    if (left < 0) throw new TypeError("no network");
    return to.fetch(path, init);
  });
  left = most;
  await merge(account.notebook, code).catch(() => false);
  for (const tab of account.browser.tabs) tab.kill();
  await quiet();
  const again = await openTab(account.browser, server.fetch);
  await settle(again);
  expect(await merge(again, code)).toBe(true);
  expect(textsOf(again)).toEqual(ALL);
  expect(textsOf((await openElsewhere(server, account.code)).notebook)).toEqual(ALL);
});

async function merge(notebook: DeviceNotebook, code: string): Promise<boolean> {
  const read = await readOtherVault(notebook.api, own(notebook), { kind: "recovery", typed: code });
  if (read.type !== "read" || !read.isWhole) throw new Error(read.type);
  return notebook.takeOver(read.vault);
}

function own(notebook: DeviceNotebook): string {
  return notebook.manifest.value?.vault ?? "";
}
