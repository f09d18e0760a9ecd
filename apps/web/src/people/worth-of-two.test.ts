import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { effect } from "@preact/signals";
import { afterEach, beforeEach, expect, test } from "vitest";
import { loadConfig } from "../../../server/src/config.ts";
import { createLog } from "../../../server/src/http/log.ts";
import { type RunningServer, startServer } from "../../../server/src/start-server.ts";
import { type TestBrowser, type TestTab, until } from "../offline/testing/test-browser.ts";
import { createPair } from "./create-pair.ts";
import { acceptInvitation, invite } from "./invitations.ts";
import { personalOf } from "./personal.ts";
import { openCookieBrowser } from "./testing/cookie-browser.ts";

const FASTER = 8;

let directory: string;
let server: RunningServer;
let browsers: TestBrowser[];
let stops: (() => void)[];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "candor-worth-"));
  server = await startServer(
    loadConfig({ PORT: "0", CANDOR_DATA: directory }),
    createLog(
      "error",
      () => undefined,
      () => new Date(),
    ),
  );
  [browsers, stops] = [[], []];
});

afterEach(async () => {
  for (const stop of stops) stop();
  for (const browser of browsers) for (const tab of browser.tabs) tab.kill();
  await server.stop();
  await rm(directory, { recursive: true });
});

test("two people answer, one of them offline, and each sees the other's answer once their own is there", async () => {
  const [ana, ben] = [newBrowser(), newBrowser()];
  const [anas, bens] = [ana.openTab(), ben.openTab()];
  const pairId = await beginTogether(anas, bens);
  const [shownToAna, shownToBen] = [show(anas, pairId), show(bens, pairId)];

  ben.goOffline();
  personalOf(bens.tab).worth.say(pairId, "m1", "no");
  personalOf(anas.tab).worth.say(pairId, "m1", "yes");
  await inTime(() => personalOf(anas.tab).outbox.waiting.value.length === 0);
  expect(shownToAna()).toEqual({ m1: { mine: "yes", theirs: null } });
  expect(shownToBen()).toEqual({ m1: { mine: "no", theirs: null } });

  ben.goOnline();
  await inTime(() => JSON.stringify(shownToBen()) === '{"m1":{"mine":"no","theirs":"yes"}}');
  await inTime(() => JSON.stringify(shownToAna()) === '{"m1":{"mine":"yes","theirs":"no"}}');
});

/** A page of two people who have both opened it. @returns the pair's id. */
async function beginTogether({ tab: ana }: TestTab, { tab: ben }: TestTab): Promise<string> {
  const { people, pages, environment } = ana;
  const pairId = await createPair({ people, pages, newUuid: environment.newUuid }, { theirName: "Ben" });
  const invited = await invite(ana, pairId);
  if (invited.type !== "ok") throw new Error(invited.type);
  const { id, secret } = invited.value;
  const accepted = await acceptInvitation(ben, id, { secret, name: "Ben" });
  if (accepted.type !== "ok") throw new Error(accepted.type);
  return pairId;
}

function show({ tab }: TestTab, pairId: string): () => unknown {
  let shown: unknown;
  stops.push(
    effect(() => {
      shown = { ...personalOf(tab).worth.of(pairId).value };
    }),
  );
  return () => shown;
}

function newBrowser(): TestBrowser {
  const browser = openCookieBrowser(server.address);
  browsers.push(browser);
  return browser;
}

/** The server is a real one, and does in no time what the browsers wait for: theirs runs faster. */
function inTime(holds: () => boolean): Promise<void> {
  let last = performance.now();
  return until(holds, () => {
    const now = performance.now();
    for (const browser of browsers) browser.pass(FASTER * (now - last));
    last = now;
  });
}
