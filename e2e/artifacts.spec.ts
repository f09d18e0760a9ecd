import { expect } from "@playwright/test";
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
});
