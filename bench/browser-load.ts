import type { Browser, BrowserContext, Page } from "playwright-core";
import { noteWhenEditable, whenEditable } from "./browser/editable.ts";
import { launch } from "./browser/launch.ts";
import { fillAgenda } from "./browser/pages.ts";
import { createPair, type Pair, signIn } from "./browser/pair.ts";
import { type Product, startProduct } from "./browser/start-product.ts";
import { printVerdicts } from "./browser/verdicts.ts";
import { numbersFrom } from "./sync/arguments.ts";
import { median } from "./sync/samples.ts";

// How long until a page of sixty topics can be edited: in a browser that has never been here, and in one that has and
// is offline now. And how much code it asks for until then, as compressed by the server.

const { runs, topics } = numbersFrom({ runs: [7], topics: [60] });
const count = topics[0] ?? 60;
const AHEAD_MS = 4000; // in which the browser fetches ahead of need, at rest

const product = await startProduct();
const pair = await createPair(product.address, [(doc) => fillAgenda(doc, count)]);
const browser = await launch();
try {
  const results: Awaited<ReturnType<typeof measure>>[] = [];
  for (let run = 0; run < (runs[0] ?? 7); run += 1) results.push(await measure(browser, product, pair));
  const of = (key: keyof (typeof results)[number]) => median(results.map((result) => result[key]));
  const nothing = Number.POSITIVE_INFINITY;
  printVerdicts([
    { what: `cold load to editable, median of ${results.length}`, measured: of("editable"), limit: 800, unit: "ms" },
    { what: "cold load to writing in notes", measured: of("notesOpen"), limit: nothing, unit: "ms" },
    { what: "JS and CSS until editable", measured: of("neededKilobytes"), limit: 130, unit: "kB" },
    { what: "JS and CSS fetched ahead, at rest", measured: of("aheadKilobytes"), limit: nothing, unit: "kB" },
    { what: "fonts", measured: of("fontKilobytes"), limit: nothing, unit: "kB" },
    { what: "warm offline start to the agenda", measured: of("offline"), limit: 500, unit: "ms" },
  ]);
} finally {
  await browser.close();
  await product.stop();
}

async function measure(browser: Browser, { address }: Product, { ana, pageId }: Pair) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await signIn(context, ana);
  const url = `${address}/p/${pageId}`;
  const cold = await context.newPage();
  const transfers = await countTransfers(cold);
  await cold.addInitScript(noteWhenEditable, count);
  await cold.goto(url, { waitUntil: "commit" });
  const editable = await whenEditable(cold);
  const needed = await cold.evaluate(askedForUntil, editable);
  const notesOpen = await cold.evaluate(openFirstNotes);
  await cold.waitForTimeout(AHEAD_MS);
  const all = transfers.kilobytes();
  await cold.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await cold.close();

  await settle(context, url);
  await context.setOffline(true);
  const warm = await context.newPage();
  await warm.addInitScript(noteWhenEditable, count);
  await warm.goto(url, { waitUntil: "commit" });
  const offline = await whenEditable(warm);
  await context.close();
  return {
    editable,
    notesOpen,
    neededKilobytes: needed,
    aheadKilobytes: all.code - needed,
    fontKilobytes: all.fonts,
    offline,
  };
}

/** A visit that the service worker serves, so that all is where the next visit looks for it. */
async function settle(context: BrowserContext, url: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(url);
  await page.locator("[data-topic]").first().waitFor();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.waitForTimeout(1000); // the copy on the device is written at rest
  await page.close();
}

/** Bytes on the wire, heads left out, of this page and of what its service worker fetches by it. */
async function countTransfers(page: Page): Promise<{ kilobytes: () => { code: number; fonts: number } }> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const kinds = new Map<string, string>();
  const bytes = new Map<string, number>();
  session.on("Network.responseReceived", ({ requestId, type }) => kinds.set(requestId, type));
  session.on("Network.dataReceived", ({ requestId, encodedDataLength }) =>
    bytes.set(requestId, (bytes.get(requestId) ?? 0) + encodedDataLength),
  );
  const sum = (wanted: readonly string[]) =>
    [...bytes].reduce((total, [id, length]) => total + (wanted.includes(kinds.get(id) ?? "") ? length : 0), 0) / 1000;
  return { kilobytes: () => ({ code: sum(["Script", "Stylesheet"]), fonts: sum(["Font"]) }) };
}

/** @returns kilobytes of code that were asked for before a moment of the page's clock. Runs in the browser. */
function askedForUntil(moment: number): number {
  const files = performance.getEntriesByType("resource") as PerformanceResourceTiming[];
  const code = files.filter(
    ({ name, startTime }) => startTime <= moment && /\.(?:js|css)$/.test(new URL(name).pathname),
  );
  return code.reduce((bytes, { encodedBodySize }) => bytes + encodedBodySize, 0) / 1000;
}

/** @returns milliseconds since the navigation until the caret stands in the first topic's notes. Runs in the browser. */
async function openFirstNotes(): Promise<number> {
  document.querySelector<HTMLElement>("[data-topic] .notes-edit, [data-topic] .notes-add")?.click();
  while (document.activeElement?.getAttribute("aria-multiline") !== "true") {
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return performance.now();
}
