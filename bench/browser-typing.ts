import type { Page } from "playwright-core";
import { launch } from "./browser/launch.ts";
import { fillAgenda } from "./browser/pages.ts";
import { createPair, signIn } from "./browser/pair.ts";
import { startProduct } from "./browser/start-product.ts";
import { printVerdicts } from "./browser/verdicts.ts";
import { numbersFrom } from "./sync/arguments.ts";
import { Samples } from "./sync/samples.ts";

// Two browsers, two processes, one page of sixty topics, the product as built, every edit on disk before it is passed
// on. From the key's own event in one browser to the character in the other's page, and to its next painted frame; and
// in the browser where it was typed, from the key to the next painted frame.

const { keys, topics } = numbersFrom({ keys: [300], topics: [60] });
const count = keys[0] ?? 300;
const LETTERS = "the quick brown fox jumps over the lazy dog".replaceAll(" ", "");
const PAUSE_MS = 60; // between keys: fast typing, and each alone

const product = await startProduct();
const pair = await createPair(product.address, [(doc) => fillAgenda(doc, topics[0] ?? 60)]);
const browsers = await Promise.all([launch(), launch()]);
try {
  const [ana, ben] = await Promise.all(
    [pair.ana, pair.ben].map(async (person, index) => {
      const context = await (browsers[index] ?? browsers[0]).newContext({ viewport: { width: 1280, height: 900 } });
      await signIn(context, person);
      const page = await context.newPage();
      await page.goto(`${product.address}/p/${pair.pageId}`);
      await page.getByRole("heading", { name: "Topic 1", exact: true }).waitFor();
      return page;
    }),
  );
  if (!ana || !ben) throw new Error("two browsers were started");
  await openNotes(ana, "Topic 3");
  await openNotes(ben, "Topic 3");
  await ana.keyboard.type("warming up ");
  await ben.getByText("warming up").waitFor();
  await ben.evaluate(watchText);
  await ana.evaluate(watchKeys);
  for (let index = 0; index < count; index += 1) {
    await ana.keyboard.press(LETTERS[index % LETTERS.length] ?? "x");
    await ana.waitForTimeout(PAUSE_MS);
  }
  await ben.waitForFunction((wanted) => globalThis.seen.length >= wanted, count);
  const pressed = await ana.evaluate(() => globalThis.pressed);
  const seen = await ben.evaluate(() => globalThis.seen);
  const [there, painted, here] = [new Samples(), new Samples(), new Samples()];
  for (const [index, { at, paintedAt }] of pressed.entries()) {
    const other = seen[index];
    if (!other) throw new Error("a key did not arrive");
    there.add(other.at - at);
    painted.add(other.paintedAt - at);
    here.add(paintedAt - at);
  }
  printVerdicts([
    { what: `key → in the other's page, p50 of ${count}`, measured: there.at(0.5), limit: 12, unit: "ms" },
    { what: "key → in the other's page, p95", measured: there.at(0.95), limit: 25, unit: "ms" },
    { what: "key → painted in the other, p50", measured: painted.at(0.5), limit: Number.POSITIVE_INFINITY, unit: "ms" },
    {
      what: "key → painted in the other, p95",
      measured: painted.at(0.95),
      limit: Number.POSITIVE_INFINITY,
      unit: "ms",
    },
    {
      what: `key → painted here, ${topics[0]} topics, p50`,
      measured: here.at(0.5),
      limit: Number.POSITIVE_INFINITY,
      unit: "ms",
    },
    { what: "key → painted here, p95", measured: here.at(0.95), limit: 50, unit: "ms" },
  ]);
} finally {
  await Promise.all(browsers.map((browser) => browser.close()));
  await product.stop();
}

/** Opens a topic's notes and puts the caret at their end. */
async function openNotes(page: Page, title: string): Promise<void> {
  const row = page.locator("[data-topic]").filter({ has: page.getByRole("heading", { name: title, exact: true }) });
  await row.focus();
  await page.keyboard.press("Enter");
  await row.locator('[role="textbox"][aria-multiline="true"]').waitFor();
}

// Times are wall-clock times of a steady clock: performance.timeOrigin tells both browsers apart from each other's
// start, and both run on one machine.

type Moment = { at: number; paintedAt: number };

declare global {
  var pressed: Moment[];
  var seen: Moment[];
}

function watchKeys(): void {
  globalThis.pressed = [];
  addEventListener(
    "keydown",
    (event) => {
      const moment = { at: performance.timeOrigin + event.timeStamp, paintedAt: Number.NaN };
      globalThis.pressed.push(moment);
      // The frame after this one has been painted when a message posted from its callback comes in.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          moment.paintedAt = performance.timeOrigin + performance.now();
        };
        port2.postMessage(null);
      });
    },
    true,
  );
}

function watchText(): void {
  globalThis.seen = [];
  const editor = document.querySelector('[role="textbox"][aria-multiline="true"]');
  if (!editor) throw new Error("no notes are open");
  // The name at the other's caret is no text of the page.
  const lengthOf = (element: Element | null) => element?.textContent?.length ?? 0;
  const written = () => lengthOf(editor) - lengthOf(editor.querySelector(".remote-caret-name"));
  let length = written();
  new MutationObserver(() => {
    const now = written();
    const moments: Moment[] = [];
    for (; length < now; length += 1) {
      moments.push({ at: performance.timeOrigin + performance.now(), paintedAt: Number.NaN });
    }
    globalThis.seen.push(...moments);
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        for (const moment of moments) moment.paintedAt = performance.timeOrigin + performance.now();
      };
      port2.postMessage(null);
    });
  }).observe(editor, { subtree: true, childList: true, characterData: true });
}
