import { expect, type JSHandle, type Locator } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import type { Person } from "./world/person.ts";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

const TITLE = "What is our mission?";
const POINT = "We exist so that shops never run dry.";

async function writeDown({ page }: Person): Promise<void> {
  const topic = page.getByRole("listitem", { name: TITLE });
  await topic.getByRole("button", { name: /^More for/ }).click();
  await page.getByRole("menuitem", { name: /This should be written down/ }).click();
}

/** How far down a text a line of it stood: before, and each time the caret came to another line, before that is drawn. */
function followPlaces(text: Locator, line: string): Promise<JSHandle<number[]>> {
  return text.evaluateHandle((root, line) => {
    const block = [...root.children].find(({ textContent }) => textContent === line);
    const place = () => Math.round((block?.getBoundingClientRect().top ?? 0) - root.getBoundingClientRect().top);
    const places = [place()];
    new MutationObserver(() => places.push(place())).observe(root, { attributeFilter: ["class"], subtree: true });
    return places;
  }, line);
}

test("a direct asks about the mission, the two write it, agree on what leaves their page, and find it from the same question", async ({
  newPerson,
}) => {
  test.slow();
  const [ana, sam] = await two(newPerson);
  await sam.addTopic(TITLE);
  await writeDown(sam);
  const dialog = sam.page.getByRole("dialog");
  await expectNoViolations(sam, "writing it down");
  await dialog.getByRole("checkbox", { name: TITLE }).check();
  await dialog.getByRole("button", { name: "Start writing" }).click();

  const text = sam.page.locator(".artifact-text .notes-text");
  await expect(text).toContainText("Whom we serve");
  await expect(text).not.toContainText(TITLE);
  await expectNoViolations(sam, "an artifact");

  const asks = ana.page.locator(".artifact-asking");
  await ana.page.reload();
  await expect(asks).toContainText("Sam would like to take something from this page");
  await asks.getByRole("button", { name: "Read it" }).click();
  await expectNoViolations(ana, "what is to come out of the page");
  await asks.getByRole("button", { name: "Agree to these words" }).click();
  await expect(asks).toHaveCount(0);
  await expect(text).toContainText(TITLE); // by the same engine, while Sam has it open

  const topic = ana.page.getByRole("listitem", { name: TITLE });
  await topic.getByRole("link", { name: TITLE }).click();
  const hers = ana.page.locator(".artifact-text .notes-text");
  await expect(hers).toContainText(TITLE);
  await hers.getByText(TITLE).click();
  await ana.page.keyboard.press("End");
  await ana.page.keyboard.press("Enter");
  await ana.page.keyboard.type(POINT);
  await expect(text).toContainText(POINT);

  await sam.page.getByLabel("Title").fill("Our mission");
  await expect(ana.page.getByLabel("Title")).toHaveValue("Our mission");

  // either takes theirs out again
  await sam.page.getByRole("button", { name: "Take this out" }).click();
  await expect(hers).not.toContainText(TITLE);
  await expect(hers).toContainText(POINT);

  await ana.page.goto("/artifacts");
  await expect(ana.page.getByRole("link", { name: /mission/ })).toBeVisible();
  await expectNoViolations(ana, "the register");

  // one that comes from no page begins from a template as well
  await ana.page.getByRole("button", { name: "Start one" }).click();
  await ana.page.getByLabel("What it will be").selectOption("Decision");
  await ana.page.getByLabel("Title", { exact: true }).fill("Which till we buy");
  await expectNoViolations(ana, "starting one from the register");
  await ana.page.getByRole("button", { name: "Start writing" }).click();
  await expect(ana.page.getByLabel("Title", { exact: true })).toHaveValue("Which till we buy");
  await expect(hers.locator("h2").first()).toBeVisible();
});

test("somebody who may only read suggests other words, and whoever writes accepts one and declines the other, each by one key", async ({
  newPerson,
}) => {
  test.slow();
  const [ana, sam] = await two(newPerson);
  await ana.addTopic(TITLE);
  await writeDown(ana);
  await ana.page.getByRole("dialog").getByRole("button", { name: "Start writing" }).click();
  const hers = ana.page.locator(".artifact-text .notes-text");
  await expect(hers).toContainText("Whom we serve");
  await ana.page.getByLabel("What Sam does").selectOption("reader");
  await expect(ana.page.getByLabel("What Sam does")).toHaveValue("reader");

  await sam.page.goto(new URL(ana.page.url()).pathname);
  const text = sam.page.locator(".artifact-text .notes-text");
  await expect(text).toContainText("Whom we serve");
  await expect(sam.page.getByRole("button", { name: "Suggest a change" })).toBeVisible(); // the editor has all its parts
  const places = await followPlaces(text, "Whom we serve");
  await text.getByText("Whom we serve").dblclick({ position: { x: 10, y: 10 } }); // the first word
  const selected = () => sam.page.evaluate(() => getSelection()?.toString().trim());
  await expect.poll(selected).toBe("Whom");
  expect(new Set(await places.jsonValue()).size).toBe(1); // it stayed under the pointer
  await sam.page.keyboard.type("Fo"); // whatever is typed over it is suggested
  const dialog = sam.page.getByRole("dialog");
  await expect(dialog.getByLabel("Words instead")).toHaveValue("Fo");
  await expectNoViolations(sam, "suggesting a change");
  await dialog.getByLabel("Words instead").fill("Those whom");
  await dialog.getByLabel("Why").fill("It reads on.");
  await dialog.getByRole("button", { name: "Suggest it" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(text.locator("ins")).toHaveText("Those whom");
  await text.getByText("How we can tell").click();
  await expect.poll(selected).toBe("");
  await sam.page.keyboard.press("End");
  await sam.page.keyboard.type("?");
  await dialog.getByRole("button", { name: "Suggest it" }).click();
  await expect(text.locator("ins")).toHaveText(["Those whom", "?"]);
  await expect(text).toContainText("How we can tell"); // and nothing of it was written

  await expect(hers.locator("del")).toHaveText("Whom"); // at once
  await expectNoViolations(ana, "an artifact with suggestions");
  await hers.getByText("Why we are here").click();
  await ana.page.keyboard.press("Home");
  await ana.page.keyboard.type("This is ");
  await ana.page.getByRole("button", { name: "2 suggestions" }).click();
  const bar = ana.page.getByRole("region", { name: "Suggestions" });
  await expect(bar).toContainText("by Sam");
  await expect(bar).toContainText("It reads on.");
  await ana.page.keyboard.press("a");
  // Where the other one is stands between the words.
  await expect(hers).toContainText(/Those whom(?:Sam)? we serve/);
  await expect(bar).toContainText("Put in: ?");
  await ana.page.keyboard.press("d");
  await expect(bar).toHaveCount(0);
  await expect(text).toContainText(/Those whom(?:Ana)? we serve/);
  await expect(text).toContainText("This is Why we are here");
  await expect(text.locator("ins, del")).toHaveCount(0);
  await sam.page.getByText("2 suggestions were decided").click();
  await expect(sam.page.locator(".artifact-decided")).toContainText("Ana accepted it");
  await expect(sam.page.locator(".artifact-decided")).toContainText("Ana declined it");
  await expectNoViolations(sam, "what became of suggestions");

  sam.mayReport(/40[34]|WebSocket connection to/);
  await ana.page.getByLabel("What Sam does").selectOption({ label: "Take Sam out" });
  await expectNoViolations(ana, "asking whether to take somebody out");
  await ana.page.getByRole("button", { name: "Leave it as it is" }).click();
  await expect(ana.page.getByLabel("What Sam does")).toHaveValue("reader");
  await ana.page.getByLabel("What Sam does").selectOption({ label: "Take Sam out" });
  await ana.page.getByRole("button", { name: "Yes, take Sam out" }).click();
  await expect(sam.page.getByRole("alert")).toContainText("There is nothing here for you."); // without a reload
  await expect(sam.page.locator(".artifact-text")).toHaveCount(0);
});

test("an artifact that is open goes on through a net that drops and a server that is killed, and both have all of it", async ({
  newPerson,
  server,
}) => {
  test.slow();
  const [ana, sam] = await two(newPerson);
  for (const person of [ana, sam]) person.mayBeCutOff();
  await ana.addTopic(TITLE);
  await writeDown(ana);
  await ana.page.getByRole("dialog").getByRole("button", { name: "Start writing" }).click();
  const hers = ana.page.locator(".artifact-text .notes-text");
  await expect(hers).toContainText("Whom we serve");
  await sam.page.goto(new URL(ana.page.url()).pathname);
  const his = sam.page.locator(".artifact-text .notes-text");
  await expect(his).toContainText("Whom we serve");
  const write = async ({ page }: Person, after: string, words: string) => {
    await page.locator(".artifact-text .notes-text").getByText(after).click();
    await page.keyboard.press("End");
    await page.keyboard.type(words);
  };

  await ana.goOffline();
  await write(ana, "Whom we serve", " without a net");
  await expect(ana.page.locator(".artifact-state")).toContainText("kept here");
  await write(sam, "How we can tell", " meanwhile");
  await expect(sam.page.locator(".artifact-state")).toContainText("Saved");
  await ana.goOnline();
  for (const text of [hers, his]) {
    await expect(text).toContainText("Whom we serve without a net", { timeout: 30_000 });
    await expect(text).toContainText("How we can tell meanwhile", { timeout: 30_000 });
  }

  await server.kill();
  await write(ana, "Why we are here", " through a kill");
  await write(sam, "What we do, and what we leave to others", " too");
  await server.restart();
  for (const text of [hers, his]) {
    await expect(text).toContainText("Why we are here through a kill", { timeout: 30_000 });
    await expect(text).toContainText("leave to others too", { timeout: 30_000 });
  }
  await expect(ana.page.locator(".artifact-state")).toContainText("Saved", { timeout: 30_000 });
  await ana.page.reload();
  for (const words of ["through a kill", "without a net", "meanwhile", "others too"])
    await expect(hers).toContainText(words);
});
