import type { Browser } from "playwright-core";
import { launch } from "./browser/launch.ts";
import { textOf } from "./browser/long-text.ts";
import { fillDocument, signIn } from "./browser/pair.ts";
import { startProduct } from "./browser/start-product.ts";
import { printVerdicts } from "./browser/verdicts.ts";
import { askAs, Person } from "./sync/api.ts";
import { numbersFrom } from "./sync/arguments.ts";
import { median } from "./sync/samples.ts";

// Whether a long artifact is as soon there to be written in as a short one: opened cold, in turns, until a letter that was
// typed at its beginning stands there and is painted. And whether what is typed into a line that was just begun stands there
// as it was typed: a browser that leaves out the layout of what is off the screen once did so for new lines, too.

const { runs, pages } = numbersFrom({ runs: [9], pages: [100] });
const long = pages[0] ?? 100;
const LINES = 60;

const product = await startProduct();
const browser = await launch();
try {
  const ana = await Person.signIn(product.address);
  const short = await artifactOf(ana, 1);
  const tall = await artifactOf(ana, long);
  const times: { short: number[]; tall: number[] } = { short: [], tall: [] };
  for (let run = 0; run <= (runs[0] ?? 9); run += 1) {
    const [one, other] = [await open(browser, ana, short), await open(browser, ana, tall)];
    if (run === 0) continue; // the first one warms up the server's and the browser's own caches
    times.short.push(one);
    times.tall.push(other);
  }
  const otherwise = await typeLines(browser, ana, tall);
  const [shortMs, tallMs] = [median(times.short), median(times.tall)];
  const nothing = Number.POSITIVE_INFINITY;
  printVerdicts([
    {
      what: `1 page to its first edit, median of ${times.short.length}`,
      measured: shortMs,
      limit: nothing,
      unit: "ms",
    },
    { what: `${long} pages to their first edit`, measured: tallMs, limit: nothing, unit: "ms" },
    { what: `${long} pages against one`, measured: tallMs / shortMs, limit: 1.5, unit: "×" },
    {
      what: `of ${LINES} lines begun and typed, those that came out otherwise`,
      measured: otherwise,
      limit: 0,
      unit: "",
    },
  ]);
} finally {
  await browser.close();
  await product.stop();
}

async function artifactOf(person: Person, length: number): Promise<string> {
  const id = crypto.randomUUID();
  await askAs(person, "PUT", `/api/artifacts/${id}`, { kind: "other", form: "document", title: "How we work" });
  await fillDocument(person, id, [...textOf(length)]);
  return id;
}

async function open(inside: Browser, person: Person, id: string): Promise<number> {
  const context = await inside.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: "block" });
  await signIn(context, person);
  const page = await context.newPage();
  await page.addInitScript(typeWhenEditable);
  await page.goto(`${person.address}/artifacts/${id}`, { waitUntil: "commit" });
  await page.waitForFunction(() => globalThis.firstEditAt !== undefined);
  const at = await page.evaluate(() => globalThis.firstEditAt ?? Number.NaN);
  await context.close();
  return at;
}

/** @returns how many of the lines do not read as they were typed. */
async function typeLines(inside: Browser, person: Person, id: string): Promise<number> {
  const context = await inside.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: "block" });
  await signIn(context, person);
  const page = await context.newPage();
  await page.goto(`${person.address}/artifacts/${id}`);
  const text = page.locator('.artifact-text [contenteditable="true"]');
  await text.locator("h2").first().click(); // one line high, so that its end is the end
  const typed = Array.from({ length: LINES }, (_, index) => `Line ${index + 1} as it was typed.`);
  for (const line of typed) {
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.keyboard.type(line);
  }
  const written = await text.locator("p").allTextContents();
  await context.close();
  return typed.filter((line) => !written.includes(line)).length;
}

declare global {
  var firstEditAt: number | undefined;
}

/** Types a letter as soon as the text takes one, and notes when it has been painted. Runs in the browser. */
function typeWhenEditable(): void {
  const look = () => {
    const text = document.querySelector<HTMLElement>('.artifact-text [contenteditable="true"]');
    const first = text?.querySelector("h2, p");
    if (!text || !first) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      const range = document.createRange();
      range.selectNodeContents(first);
      range.collapse(false);
      text.focus();
      getSelection()?.removeAllRanges();
      getSelection()?.addRange(range);
      document.execCommand("insertText", false, "Ω");
      const written = () => {
        if (!text.textContent?.includes("Ω")) return requestAnimationFrame(written);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          globalThis.firstEditAt = performance.now();
        };
        return port2.postMessage(null);
      };
      requestAnimationFrame(written);
    });
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, attributes: true });
}
