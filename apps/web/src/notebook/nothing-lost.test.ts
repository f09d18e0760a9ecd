import { expect, test } from "vitest";
import { MemoryVaults } from "./testing/memory-vaults.ts";
import { beginNotebook, openTab, quiet, settle, textsOf, write } from "./testing/open-notebooks.ts";

test("whoever leaves the tab in the very moment of their first note about somebody finds it again", async () => {
  const server = new MemoryVaults();
  const { notebook, browser } = await beginNotebook(server);
  await settle(notebook);
  write(notebook, "The first");
  browser.tabs[0]!.leave(); // hidden, and then gone
  browser.tabs[0]!.leave();
  await quiet();
  await settle(notebook);
  const again = await openTab(browser, server.fetch);
  expect(again.state.value).toEqual({ type: "open" });
  expect(textsOf(again)).toEqual(["The first"]);
});
