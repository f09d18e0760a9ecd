import { FIVE_YEARS, ONE_MONTH } from "@candor/fixtures/five-years.ts";
import type { PageVolume } from "@candor/protocol/http/people.ts";
import type { Browser } from "playwright-core";
import { noteWhenEditable, whenEditable } from "./browser/editable.ts";
import { launch } from "./browser/launch.ts";
import { type History, meetingsUntil } from "./browser/pages.ts";
import { createPair, type Pair, signIn } from "./browser/pair.ts";
import { startProduct } from "./browser/start-product.ts";
import { printVerdicts } from "./browser/verdicts.ts";
import { numbersFrom } from "./sync/arguments.ts";
import { median } from "./sync/samples.ts";

// Whether a page opens as fast after five years as after a month: weekly meetings of eight topics, 100,000 keys of notes,
// written one by one; opened cold, in turns, after the server has had time to tidy both.

const { runs } = numbersFrom({ runs: [9] });
const TOPICS = FIVE_YEARS.topicsEach;
const TIDY_WITHIN_MS = 60_000;

const keysEach = Math.round(FIVE_YEARS.keystrokes / FIVE_YEARS.meetings / TOPICS);
const old: History = { meetings: FIVE_YEARS.meetings, topicsEach: TOPICS, keysEach };
const young: History = { meetings: ONE_MONTH.meetings, topicsEach: TOPICS, keysEach };

const product = await startProduct();
const browser = await launch();
try {
  const now = Temporal.Now.zonedDateTimeISO("Europe/Berlin").add({ days: 2 });
  const grown = await createPair(product.address, [...meetingsUntil(now, old)]);
  const fresh = await createPair(product.address, [...meetingsUntil(now, young)]);
  const volumes = await waitForVolumes(grown);
  const times: { grown: number[]; fresh: number[] } = { grown: [], fresh: [] };
  for (let run = 0; run <= (runs[0] ?? 9); run += 1) {
    const [one, other] = [await open(browser, grown), await open(browser, fresh)];
    if (run === 0) continue; // the first one warms up the server's and the browser's own caches
    times.grown.push(one);
    times.fresh.push(other);
  }
  const [grownMs, freshMs] = [median(times.grown), median(times.fresh)];
  const nothing = Number.POSITIVE_INFINITY;
  printVerdicts([
    {
      what: `page of ${old.meetings} meetings to editable, median of ${times.grown.length}`,
      measured: grownMs,
      limit: nothing,
      unit: "ms",
    },
    { what: `page of ${young.meetings} meetings to editable`, measured: freshMs, limit: nothing, unit: "ms" },
    { what: "five years against a month", measured: grownMs / freshMs, limit: 1.3, unit: "×" },
    { what: "years put away in volumes", measured: volumes, limit: nothing, unit: "" },
  ]);
} finally {
  await browser.close();
  await product.stop();
}

async function open(browser: Browser, { ana, pageId }: Pair): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: "block" });
  await signIn(context, ana);
  const page = await context.newPage();
  await page.addInitScript(noteWhenEditable, TOPICS);
  await page.goto(`${ana.address}/p/${pageId}`, { waitUntil: "commit" });
  const editable = await whenEditable(page);
  await context.close();
  return editable;
}

/** The server puts old years away when nobody has written for a while. @returns how many there are. */
async function waitForVolumes({ ana: { address, cookie }, pageId }: Pair): Promise<number> {
  const until = performance.now() + TIDY_WITHIN_MS;
  let before = 0;
  for (;;) {
    const response = await fetch(`${address}/api/pairs/${pageId}/volumes`, { headers: { cookie } });
    if (!response.ok) throw new Error(`/volumes answered ${response.status}`);
    const { length } = (await response.json()) as PageVolume[];
    if ((length > 0 && length === before) || performance.now() > until) return length;
    before = length;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}
