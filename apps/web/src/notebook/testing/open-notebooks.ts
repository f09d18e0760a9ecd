import { setImmediate as turn } from "node:timers/promises";
import { TestBrowser } from "../../offline/testing/test-browser.ts";
import type { Fetch } from "../../people/api-client.ts";
import { DeviceNotebook } from "../device-notebook.ts";
import type { MemoryVaults } from "./memory-vaults.ts";

export const PAIR = "pair-of-ana-and-sam";

export type OpenedNotebook = { notebook: DeviceNotebook; browser: TestBrowser };

/** A notebook begun in a browser of its own. @param fetch what comes between it and the server. */
export async function beginNotebook(
  server: MemoryVaults,
  fetch: Fetch = server.fetch,
): Promise<OpenedNotebook & { code: string }> {
  const browser = newBrowser();
  const notebook = await openTab(browser, fetch);
  const { recoveryCode, settle } = await notebook.setup.begin({ thisDevice: true, slots: [] });
  if ((await settle()) !== "begun") throw new Error("a notebook was not begun");
  return { notebook, browser, code: recoveryCode };
}

/** The same notebook in another browser, opened by its recovery code. */
export async function openElsewhere(
  server: MemoryVaults,
  code: string,
  fetch: Fetch = server.fetch,
): Promise<OpenedNotebook> {
  const browser = newBrowser();
  const notebook = await openTab(browser, fetch);
  await notebook.unlock({ kind: "recovery", typed: code });
  await settle(notebook);
  return { notebook, browser };
}

export async function openTab(browser: TestBrowser, fetch: Fetch): Promise<DeviceNotebook> {
  const notebook = new DeviceNotebook(browser.openTab().tab.environment, {
    fetch,
    deviceName: () => "A browser",
    onActivity: () => () => undefined,
  });
  await notebook.loaded;
  await notebook.flush();
  return notebook;
}

export function write(notebook: DeviceNotebook, text: string) {
  return notebook.addNote(PAIR, { text, about: { type: "person" } }) ?? "";
}

export function textsOf(notebook: DeviceNotebook): string[] {
  return notebook.notes.value.map(({ text }) => text).sort();
}

/** Lets what was typed be sealed, sent, and heard of in other tabs. */
export async function settle(...notebooks: DeviceNotebook[]): Promise<void> {
  for (let round = 0; round < 2; round++) {
    for (const notebook of notebooks) await notebook.flush();
    await quiet();
  }
}

export async function quiet(): Promise<void> {
  for (let turns = 0; turns < 60; turns++) {
    await turn();
    await crypto.subtle.digest("SHA-256", new Uint8Array(1)); // stands in the queue behind what is being sealed
  }
}

export function newBrowser(): TestBrowser {
  return new TestBrowser({ userId: "ana", port: () => 1 });
}
