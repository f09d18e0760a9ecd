import { readFileSync } from "node:fs";
import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

const TITLE = "What is our mission?";
const STARTS = { PDF: "%PDF-", "Word (.docx)": "PK", HTML: "<!doctype html>", Markdown: "PK" };

test("a stranger reads an artifact by a link until it is closed, and those who write it take it along as files", async ({
  newPerson,
  browser,
}) => {
  test.slow();
  const [ana, sam] = await two(newPerson);
  await sam.addTopic(TITLE);
  const topic = sam.page.getByRole("listitem", { name: TITLE });
  await topic.getByRole("button", { name: /^More for/ }).click();
  await sam.page.getByRole("menuitem", { name: /This should be written down/ }).click();
  await sam.page.getByRole("dialog").getByRole("button", { name: "Start writing" }).click();
  const text = sam.page.locator(".artifact-text .notes-text");
  await expect(text).toContainText("Whom we serve");
  await text.getByText("Whom we serve").click();
  await sam.page.getByRole("button", { name: "Image" }).first().waitFor();
  await sam.page.locator(`.artifact-text input[type="file"]`).setInputFiles({
    ...{ name: "dot.png", mimeType: "image/png" },
    buffer: Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    ),
  });
  await expect(text.locator("img")).toHaveCount(1);

  const links = sam.page.getByRole("region", { name: "Links" });
  await expect(links).toContainText("Nobody reads it by a link.");
  await links.getByRole("button", { name: "Make a link" }).click();
  await links.getByLabel("For whom").fill("the board");
  await expectNoViolations(sam, "making a link");
  await links.getByRole("button", { name: "Make it" }).click();
  const address = await links.getByLabel("Link", { exact: true }).inputValue();
  await expect(links).toContainText("not opened yet");
  await links.getByRole("button", { name: "I have it" }).click();

  // one that is closed at once is there to be copied no more
  await links.getByRole("button", { name: "Make a link" }).click();
  await links.getByLabel("For whom").fill("nobody");
  await links.getByRole("button", { name: "Make it" }).click();
  await expect(links.getByLabel("Link", { exact: true })).toBeVisible();
  await links.getByRole("button", { name: "Close the link “nobody”" }).click();
  await expect(links.getByLabel("Link", { exact: true })).toHaveCount(0);

  // somebody without an account, with a phone, in the dark
  const context = await browser.newContext({ viewport: { width: 390, height: 800 }, colorScheme: "dark" });
  const stranger = await context.newPage();
  const faults: string[] = [];
  stranger.on(
    "console",
    (message) => /Content Security Policy|ERR_/.test(message.text()) && faults.push(message.text()),
  );
  expect((await stranger.goto(address))?.status()).toBe(200);
  await expect(stranger.getByRole("heading", { level: 1, name: TITLE })).toBeVisible();
  await expect(stranger.getByText("Sam", { exact: true })).toBeVisible();
  await expect.poll(() => stranger.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
  expect(
    await stranger.evaluate(() => [window.origin, document.cookie.length === 0]).catch(() => ["null", true]),
  ).toEqual(["null", true]);
  expect(await context.cookies()).toEqual([]);
  // No script runs there, the tools of accessibility among them: they look at the same page outside of its sandbox.
  const outside = await context.newPage();
  await outside.setContent(await stranger.content());
  expect((await new AxeBuilder({ page: outside }).analyze()).violations).toEqual([]);
  await outside.close();
  const width = await stranger.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);

  // what is live follows
  await sam.page.getByLabel("Title").fill("Our mission");
  await expect
    .poll(async () => {
      await stranger.reload();
      return stranger.getByRole("heading", { level: 1 }).textContent();
    })
    .toBe("Our mission");
  expect(faults).toEqual([]);

  const files = sam.page.getByRole("region", { name: "Take it along" });
  for (const [name, start] of Object.entries(STARTS)) {
    const [download] = await Promise.all([
      sam.page.waitForEvent("download"),
      files.getByRole("button", { name, exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^Our mission\.(pdf|docx|html|zip)$/);
    expect(
      readFileSync(await download.path())
        .subarray(0, start.length)
        .toString("latin1"),
    ).toBe(start);
  }

  // the other of the two sees it, and closes it, by keys alone
  await ana.page.reload();
  await ana.page.getByRole("listitem", { name: TITLE }).getByRole("link", { name: "Our mission" }).click();
  const hers = ana.page.getByRole("region", { name: "Links" });
  await expect(hers).toContainText("“the board”");
  await expect(hers).toContainText(/opened \d+ times/);
  await hers.getByRole("button", { name: "Close the link “the board”" }).focus();
  await ana.page.keyboard.press("Enter");
  await expect(hers).toContainText("2 that are over");
  expect((await stranger.reload())?.status()).toBe(404);
  await expect(stranger.getByRole("heading", { name: "This link opens nothing" })).toBeVisible();
  const closed = await stranger.content();
  await stranger.goto(address.replace(/.{8}$/, "AAAAAAAA"));
  expect(await stranger.content()).toBe(closed);
  await context.close();
});
