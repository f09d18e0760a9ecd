import { stat } from "node:fs/promises";
import { FIVE_YEARS } from "@candor/fixtures/five-years.ts";
import type { Browser } from "playwright-core";
import { launch } from "./browser/launch.ts";
import { meetingsUntil } from "./browser/pages.ts";
import { createPair, type Pair, signIn } from "./browser/pair.ts";
import { startProduct } from "./browser/start-product.ts";
import { printVerdicts } from "./browser/verdicts.ts";
import { numbersFrom } from "./sync/arguments.ts";
import { median } from "./sync/samples.ts";

// How long "Export everything" takes on a device that has nothing yet, from the click to the file: a page of one year of
// weekly meetings and one of five.

const { runs } = numbersFrom({ runs: [5] });
const topicsEach = FIVE_YEARS.topicsEach;
const keysEach = Math.round(FIVE_YEARS.keystrokes / FIVE_YEARS.meetings / topicsEach);
const LONGEST_MS = 5000;

const product = await startProduct();
const browser = await launch();
try {
  const now = Temporal.Now.zonedDateTimeISO("Europe/Berlin").add({ days: 2 });
  const verdicts = [];
  for (const meetings of [52, FIVE_YEARS.meetings]) {
    const pair = await createPair(product.address, [...meetingsUntil(now, { meetings, topicsEach, keysEach })]);
    const times: number[] = [];
    let bytes = 0;
    for (let run = 0; run <= (runs[0] ?? 5); run += 1) {
      const exported = await exportAll(browser, pair);
      if (run > 0) times.push(exported.milliseconds); // the first one warms up the server's caches
      bytes = exported.bytes;
    }
    const what = `a page of ${meetings} meetings`;
    verdicts.push(
      { what: `${what}, median of ${times.length}`, measured: median(times), limit: LONGEST_MS, unit: "ms" },
      { what: `${what}, the file`, measured: bytes / 1000, limit: Number.POSITIVE_INFINITY, unit: "kB" },
    );
  }
  printVerdicts(verdicts);
} finally {
  await browser.close();
  await product.stop();
}

async function exportAll(on: Browser, { ana }: Pair): Promise<{ milliseconds: number; bytes: number }> {
  const context = await on.newContext({ acceptDownloads: true, serviceWorkers: "block" });
  await signIn(context, ana);
  const page = await context.newPage();
  await page.goto(`${product.address}/settings/data`);
  const button = page.getByRole("button", { name: "Export everything" });
  await button.waitFor();
  const coming = page.waitForEvent("download", { timeout: 60_000 });
  const begun = performance.now();
  await button.click();
  const download = await coming;
  const milliseconds = performance.now() - begun;
  const { size } = await stat(await download.path());
  const status = await page.getByRole("status").filter({ hasText: "Exported" }).textContent();
  if (status?.includes("missing")) throw new Error(`the export is not whole: ${status}`);
  await context.close();
  return { milliseconds, bytes: size };
}
