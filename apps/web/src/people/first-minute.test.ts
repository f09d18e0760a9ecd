import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addTopic } from "@candor/document/topic/add-topic.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadConfig } from "../../../server/src/config.ts";
import { createLog } from "../../../server/src/http/log.ts";
import { type RunningServer, startServer } from "../../../server/src/start-server.ts";
import type { PageHandle } from "../offline/page-handle.ts";
import { type TestBrowser, type TestTab, until } from "../offline/testing/test-browser.ts";
import { createPair } from "./create-pair.ts";
import { acceptInvitation, invite, listInvitations, lookAtInvitation, revokeInvitation } from "./invitations.ts";
import { openCookieBrowser } from "./testing/cookie-browser.ts";

let directory: string;
let server: RunningServer;
let browsers: TestBrowser[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "candor-first-minute-"));
  server = await startServer(
    loadConfig({ PORT: "0", CANDOR_DATA: directory }),
    createLog(
      "error",
      () => undefined,
      () => new Date(),
    ),
  );
  browsers = [];
});

afterEach(async () => {
  for (const browser of browsers) for (const tab of browser.tabs) tab.kill();
  await server.stop();
  await rm(directory, { recursive: true });
});

function newBrowser(): TestBrowser {
  const browser = openCookieBrowser(server.address);
  browsers.push(browser);
  return browser;
}

function begin({ tab }: TestTab, theirName: string): Promise<string> {
  const { people, pages, environment } = tab;
  return createPair({ people, pages, newUuid: environment.newUuid }, { theirName });
}

/** The server is a real one with a disk of its own, so time passes for the browsers as it does for that. */
function inTime(holds: () => boolean): Promise<void> {
  let last = performance.now();
  return until(holds, () => {
    const now = performance.now();
    for (const browser of browsers) browser.pass(now - last);
    last = now;
  });
}

function titles(page: PageHandle): string[] {
  return page.page.value.topics.map((topic) => topic.title).sort();
}

test("a name is enough for a page, which is on the server a moment later", async () => {
  const tab = newBrowser().openTab();
  const pairId = await begin(tab, "Sam");
  const page = tab.tab.pages.open(pairId);
  expect(page.state.value).toBe("ready");
  expect(page.page.value.meetings).toHaveLength(1);
  await inTime(() => page.sync.value.type === "saved");
  expect(tab.tab.people.pairs.value).toMatchObject([{ id: pairId, standing: "shared", me: "a" }]);
  expect(tab.tab.people.me.value).toMatchObject({ anonymous: true });
});

test("a name copied along with the marks that turn it, or a tab, keeps no page from the server", async () => {
  const tab = newBrowser().openTab();
  for (const [copied, name] of [
    ["\u2067نور\u2069", "نور"],
    ["Ana\tLee\u202e", "Ana Lee"],
  ] as const) {
    const pairId = await begin(tab, copied);
    const page = tab.tab.pages.open(pairId);
    await inTime(() => page.sync.value.type === "saved");
    const pair = tab.tab.people.pairs.value.find(({ id }) => id === pairId);
    expect(pair).toMatchObject({ standing: "shared", members: [{}, { name }] });
  }
});

test("a page begun offline is kept by this browser, and goes to the server when there is one", async () => {
  const browser = newBrowser();
  browser.isOnline = false;
  const first = browser.openTab();
  const pairId = await begin(first, "Sam");
  const page = first.tab.pages.open(pairId);
  addTopic(page.doc, page.editor(), { title: "Budget", place: "hopper" });
  await inTime(() => page.sync.value.type === "offline");
  await first.tab.pages.open(pairId).kept();
  first.kill();

  const second = browser.openTab();
  const again = second.tab.pages.open(pairId);
  await inTime(() => again.state.value === "ready");
  expect(titles(again)).toEqual(["Budget"]);
  expect(second.tab.people.pairs.value).toMatchObject([{ id: pairId, standing: "only_here" }]);

  browser.goOnline();
  await inTime(() => again.sync.value.type === "saved");
  expect(second.tab.people.pairs.value).toMatchObject([{ id: pairId, standing: "shared" }]);
});

test("whoever opens the link and gives a name is on the page, until the link is revoked", async () => {
  const ana = newBrowser().openTab();
  const pairId = await begin(ana, "Sam");
  const anas = ana.tab.pages.open(pairId);
  const invited = await invite(ana.tab, pairId);
  if (invited.type !== "ok") throw new Error(invited.type);
  const { id, secret } = invited.value;

  const sam = newBrowser().openTab();
  expect(await lookAtInvitation(sam.tab, id, secret)).toMatchObject({ type: "ok", value: { suggestedName: "Sam" } });
  expect(await acceptInvitation(sam.tab, id, { secret, name: "Sam" })).toMatchObject({
    type: "ok",
    value: { me: "b" },
  });
  const sams = sam.tab.pages.open(pairId);
  await inTime(() => sams.state.value === "ready" && sams.page.value.meetings.length === 1);
  addTopic(sams.doc, sams.editor(), { title: "Growth", place: "hopper" });
  await inTime(() => titles(anas).includes("Growth"));
  await inTime(() => anas.presence.value[0]?.name === "Sam");
  expect(await listInvitations(ana.tab, pairId)).toMatchObject({ value: [{ acceptedBy: "Sam" }] });

  await revokeInvitation(ana.tab, id);
  await inTime(() => sams.access.value.type === "read");
  expect(titles(sams)).toEqual(["Growth"]);
  await sam.tab.people.refresh();
  expect(sam.tab.people.pairs.value).toMatchObject([{ standing: "ended" }]);
});

test("names can be changed on a page, before the server has it and after", async () => {
  const browser = newBrowser();
  browser.isOnline = false;
  const tab = browser.openTab();
  const { people } = tab.tab;
  const pairId = await begin(tab, "Sma");
  await people.change(pairId, { members: [{ member: "b", name: "Sam" }] });
  browser.goOnline();
  await inTime(() => people.pairs.value[0]?.standing === "shared");
  await people.change(pairId, { members: [{ member: "a", name: "Ana" }] });
  await people.refresh();
  expect(people.pairs.value[0]?.members.map((member) => member.name)).toEqual(["Ana", "Sam"]);
});

test("a page begun in one tab shows in the others, signed in as the same person", async () => {
  const browser = newBrowser();
  const [first, second] = [browser.openTab(), browser.openTab()];
  await second.tab.people.refresh();
  const pairId = await begin(first, "Sam");
  await inTime(() => second.tab.people.pairs.value[0]?.standing === "shared");
  const page = second.tab.pages.open(pairId);
  await inTime(() => page.state.value === "ready" && page.page.value.meetings.length === 1);
  expect(await second.tab.people.signIn()).toMatchObject({ value: { userId: first.tab.people.me.value?.userId } });
});

test("a page taken off this device is gone from it", async () => {
  const browser = newBrowser();
  const tab = browser.openTab();
  const pairId = await begin(tab, "Sam");
  const page = tab.tab.pages.open(pairId);
  await inTime(() => page.sync.value.type === "saved");
  await tab.tab.forgetPair(pairId);
  expect(await tab.tab.readStoredPage(pairId)).toBeNull();
  expect(tab.tab.people.pairs.value).toEqual([]);
});
