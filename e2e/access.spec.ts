import { expect } from "@playwright/test";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

test("taking an invitation back ends writing within five seconds, and what was written stays", async ({
  newPerson,
}) => {
  const [ana, sam] = await two(newPerson);
  sam.mayBeCutOff();
  await sam.addTopic("From Sam");
  await expect(ana.topic("From Sam")).toBeVisible();
  await ana.page.getByRole("banner").getByRole("button", { name: "Invite" }).click();
  await expect(ana.page.getByRole("dialog", { name: "Sam’s place on this page" })).toContainText(
    "Sam is on this page.",
  );
  await ana.page.getByRole("button", { name: "End Sam’s access" }).click();
  await expect(sam.page.getByText(/Your access to this page has ended/)).toBeVisible({ timeout: 5_000 });
  await expect(sam.page.getByRole("textbox", { name: "Add a topic" })).toBeHidden();
  await ana.page.keyboard.press("Escape");
  await ana.expectTitles(ana.agenda, ["From Sam"]);
  await ana.addTopic("After Sam");
  await ana.expectSaved();
  await sam.page.reload();
  await expect(sam.topic("After Sam")).toBeHidden();
});

test("a link that was taken back before anybody used it opens nothing", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  const link = await ana.invite();
  await ana.page.getByRole("banner").getByRole("button", { name: "Invite" }).click();
  await ana.page.getByRole("dialog").getByRole("button", { name: "Take back" }).click();
  await expect(ana.page.getByRole("dialog")).toContainText("taken back");
  const sam = await newPerson("Sam");
  sam.mayBeCutOff(); // the browser logs the answer "not found"
  await sam.page.goto(link);
  await expect(sam.page.getByRole("heading", { name: "This link opens nothing any more" })).toBeVisible();
});

test("an invitation opens for one person and then for nobody else", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("Between us");
  const link = await ana.invite();
  const sam = await newPerson("Sam");
  await sam.join(link);
  const eve = await newPerson("Eve");
  eve.mayBeCutOff(); // the browser logs the answer "not found"
  await eve.page.goto(link);
  await expect(eve.page.getByRole("heading", { name: "This link opens nothing any more" })).toBeVisible();
  await eve.page.goto(sam.page.url());
  await expect(eve.page.getByRole("heading", { name: "There is no such page here" })).toBeVisible();
  await expect(eve.page.getByText("Between us")).toBeHidden();
});
