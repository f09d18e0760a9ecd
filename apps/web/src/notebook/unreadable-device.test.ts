import { expect, test } from "vitest";
import { DeviceNotebook } from "./device-notebook.ts";
import { MemoryVaults } from "./testing/memory-vaults.ts";
import { beginNotebook, openTab, settle, textsOf, write } from "./testing/open-notebooks.ts";

/** A tab of a browser whose disk fails for as long as it is said to. */
async function openOnBadDisk() {
  const server = new MemoryVaults();
  const { notebook, browser, code } = await beginNotebook(server);
  write(notebook, "Here all along");
  await settle(notebook);
  const disk = { fails: true };
  const { environment } = browser.openTab().tab;
  const indexedDB = new Proxy(environment.indexedDB!, {
    get: (factory, name) => {
      if (name === "open" && disk.fails) throw new DOMException("the disk fails", "UnknownError");
      const value: unknown = Reflect.get(factory, name);
      return typeof value === "function" ? value.bind(factory) : value;
    },
  });
  const parts = { fetch: server.fetch, deviceName: () => "A browser", onActivity: () => () => undefined };
  const broken = new DeviceNotebook({ ...environment, indexedDB }, { ...parts, isKnown: () => true });
  await broken.loaded;
  return { server, browser, broken, disk, code };
}

test("a browser that cannot read its disk says so, and opens my notes once it can", async () => {
  const { broken, disk } = await openOnBadDisk();
  expect(broken.state.value).toEqual({ type: "unreadable" });
  await broken.readAgain();
  expect(broken.state.value).toEqual({ type: "unreadable" });
  disk.fails = false;
  await broken.readAgain();
  expect(broken.state.value).toEqual({ type: "open" });
  expect(textsOf(broken)).toEqual(["Here all along"]);
});

test("with a disk that cannot be read the recovery code opens the server's copy, and what is here is left as it is", async () => {
  const { server, browser, broken, code } = await openOnBadDisk();
  await broken.goAside();
  expect(await broken.look()).toBe("there");
  expect((await broken.unlock({ kind: "recovery", typed: code })).type).toBe("open");
  await settle(broken);
  expect(textsOf(broken)).toEqual(["Here all along"]);
  write(broken, "Meanwhile");
  await settle(broken);
  await broken.lock("nobody_here");
  const again = await openTab(browser, server.fetch);
  if (again.state.value.type !== "open") await again.unlockByDevice();
  await settle(again);
  expect(textsOf(again)).toEqual(["Here all along", "Meanwhile"]);
  expect(again.alarms.value).toEqual([]);
});

test("a fault in the middle of reading this device is no sign that there are no notes", async () => {
  const server = new MemoryVaults();
  const { browser } = await beginNotebook(server);
  const { environment } = browser.openTab().tab;
  let isTorn = true;
  const notebook = new DeviceNotebook(
    {
      ...environment,
      instant: () => {
        if (isTorn) throw new Error("in the middle");
        return environment.instant();
      },
    },
    { fetch: server.fetch, deviceName: () => "A browser", onActivity: () => () => undefined },
  );
  await notebook.loaded;
  expect(notebook.state.value).toEqual({ type: "unreadable" });
  isTorn = false;
  await notebook.readAgain();
  expect(notebook.state.value).toEqual({ type: "open" });
});
