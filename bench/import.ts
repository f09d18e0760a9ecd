import { docxOf, listed, paragraph } from "@candor/document/source/testing/sample-docx.ts";
import { FIVE_YEARS } from "@candor/fixtures/five-years.ts";
import type { Browser } from "playwright-core";
import { launch } from "./browser/launch.ts";
import { createPair, type Pair, signIn } from "./browser/pair.ts";
import { startProduct } from "./browser/start-product.ts";
import { printVerdicts } from "./browser/verdicts.ts";
import { numbersFrom } from "./sync/arguments.ts";
import { median } from "./sync/samples.ts";

// How long a Google Doc of five years takes to come in: from choosing the file until one sees what would change, and
// from the click on Import until it stands on the page; and until the server has all of it.

const { runs } = numbersFrom({ runs: [3] });
const LONGEST_MS = 3000;

const product = await startProduct();
const browser = await launch();
try {
  const file = fiveYears();
  const times: { looked: number; applied: number; saved: number }[] = [];
  for (let run = 0; run < (runs[0] ?? 3); run += 1) {
    times.push(await bringIn(browser, await createPair(product.address, []), file));
  }
  const of = (key: "looked" | "applied" | "saved") => median(times.map((time) => time[key]));
  const whole = median(times.map(({ looked, applied }) => looked + applied));
  const nothing = Number.POSITIVE_INFINITY;
  const what = `${FIVE_YEARS.meetings} meetings of ${FIVE_YEARS.topicsEach} topics`;
  printVerdicts([
    { what: `${what}, the file`, measured: file.length / 1000, limit: nothing, unit: "kB" },
    { what: "until one sees what would change", measured: of("looked"), limit: nothing, unit: "ms" },
    { what: "from Import to the page", measured: of("applied"), limit: nothing, unit: "ms" },
    { what: "both", measured: whole, limit: LONGEST_MS, unit: "ms" },
    { what: "and until it is saved on the server", measured: of("saved"), limit: nothing, unit: "ms" },
  ]);
} finally {
  await browser.close();
  await product.stop();
}

function fiveYears(): Buffer {
  const today = Temporal.Now.plainDateISO();
  const body: string[] = [];
  for (let week = 1; week <= FIVE_YEARS.meetings; week += 1) {
    const day = today.subtract({ weeks: week });
    body.push(paragraph(day.toLocaleString("en-US", { dateStyle: "medium" }), "Heading2"));
    for (let topic = 1; topic <= FIVE_YEARS.topicsEach; topic += 1) {
      const who = topic % 2 === 0 ? "Ana" : "Ben";
      body.push(listed(`${who}: topic ${topic} of the week ${week}`, 0));
      body.push(listed("what we said about it, in a line or two as people write them down", 1));
    }
  }
  return Buffer.from(docxOf(`<w:document><w:body>${body.join("")}</w:body></w:document>`));
}

async function bringIn(on: Browser, { ana, pageId }: Pair, buffer: Buffer) {
  const context = await on.newContext({ viewport: { width: 1280, height: 900 }, serviceWorkers: "block" });
  await signIn(context, ana);
  const page = await context.newPage();
  await page.goto(`${product.address}/p/${pageId}`);
  await page.getByRole("heading", { level: 2, name: "Agenda" }).waitFor();
  await page.keyboard.press("Control+k");
  const box = page.getByRole("combobox");
  await box.fill("Import a document");
  await page.getByRole("option", { name: "Import a document" }).first().waitFor();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Import into this page" });
  const field = dialog.getByLabel("Drop a file here, or choose one.");
  await field.waitFor();
  const chosen = performance.now();
  await field.setInputFiles({ name: "five years.docx", mimeType: "application/octet-stream", buffer });
  const apply = dialog.getByRole("button", { name: "Import", exact: true });
  await apply.waitFor({ timeout: 60_000 });
  const looked = performance.now() - chosen;
  const clicked = performance.now();
  await apply.click();
  await page.getByText(/^Imported 260 meetings/).waitFor({ timeout: 60_000 });
  const applied = performance.now() - clicked;
  await page.getByRole("banner").getByText("Saved").waitFor({ timeout: 60_000 });
  const saved = performance.now() - clicked;
  await context.close();
  return { looked, applied, saved };
}
