import { expect } from "@playwright/test";
import { test } from "./world/test.ts";

test("a name and a topic make a prepared agenda with a date, and no account", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await expect(ana.page.getByRole("heading", { level: 1 })).toContainText("Sam");
  await expect(ana.page.locator(".welcome")).toContainText("This meeting is Sam’s");
  await expect(ana.page.getByRole("textbox", { name: "Add a topic" })).toBeFocused();
  await ana.page.keyboard.type("How the migration is going");
  await ana.page.keyboard.press("Enter");
  await ana.expectTitles(ana.agenda, ["How the migration is going"]);
  await expect(ana.page.locator("[data-next-meeting] time")).toHaveAttribute("datetime", /^\d{4}-\d\d-\d\dT10:00$/);
  await ana.expectSaved();
});

test("a name of which nothing shows is no name, and is said to be none", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.page.goto("/");
  const field = ana.page.getByLabel("Who do you meet?");
  await field.fill("\u200b\u2060\u200d");
  await ana.page.keyboard.press("Enter");
  const said = ana.page.getByRole("alert").filter({ hasText: "A name needs at least one letter that can be seen." });
  await expect(said).toBeVisible();
  await field.fill("\u2067Sam\u2069");
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.getByRole("heading", { level: 1 })).toHaveText("You & Sam");
  await ana.expectSaved();

  const sam = await newPerson("Sam");
  await sam.page.goto(await ana.invite());
  for (const nothing of ["   ", "\u200b"]) {
    await sam.page.getByLabel("Your name").fill(nothing);
    await sam.page.keyboard.press("Enter");
    await expect(sam.page.getByRole("alert").filter({ hasText: "letter that can be seen" })).toBeVisible();
  }
});

test("everything is there again after a reload, and without a network", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  await ana.addForLater("Conference");
  await ana.addAction("Ask Lee to review the plan");
  const notes = await ana.openNotes("Growth");
  await ana.page.keyboard.type("wants to lead the billing split");
  await ana.expectSaved();

  await ana.page.reload();
  await ana.expectTitles(ana.agenda, ["Growth"]);
  await expect(ana.topic("Growth")).toContainText("wants to lead the billing split");
  await ana.expectTitles(ana.hopper, ["Conference"]);
  await expect(ana.action("Ask Lee to review the plan")).toBeVisible();
  await expect(notes).toBeHidden();

  await expect
    .poll(() => ana.page.evaluate(async () => (await navigator.serviceWorker.ready).active?.state))
    .toBe("activated");
  await ana.goOffline();
  await ana.page.reload();
  await ana.expectTitles(ana.agenda, ["Growth"]);
  await expect(ana.topic("Growth")).toContainText("wants to lead the billing split");
});

test("an example in the Hopper is kept with one click", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.page
    .getByRole("button", { name: /^Keep “/ })
    .first()
    .click();
  await expect(ana.hopper.locator("[data-topic]")).toHaveCount(1);
});

test("the other person opens the link, gives a name, and is on the page", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  const link = await ana.invite();
  const sam = await newPerson("Sam");
  await sam.join(link);
  const field = sam.page.getByRole("textbox", { name: "Add a topic" });
  await expect(field).toBeFocused();
  await sam.page.keyboard.type("Conference");
  await sam.page.keyboard.press("Enter");
  await sam.expectTitles(sam.agenda, ["Growth", "Conference"]);
  await ana.expectTitles(ana.agenda, ["Growth", "Conference"]);
  await ana.expectHere("Sam");
  await sam.expectHere("Ana");

  // Once: whoever comes back to the page is where they are.
  await sam.page.getByRole("link", { name: "All my pages" }).click();
  await sam.page.getByRole("link", { name: "Ana" }).click();
  await sam.expectTitles(sam.agenda, ["Growth", "Conference"]);
  await expect(field).not.toBeFocused();
});

test("an address with an escape that is not whole leads nowhere, and says so", async ({ newPerson, server }) => {
  const ana = await newPerson("Ana");
  await ana.page.goto(`${server.url}/p/%E0%A4%A`);
  await expect(ana.page.getByRole("heading", { name: "There is no such page here" })).toBeVisible();
  await ana.page.getByRole("link").click();
  await expect(ana.page.getByLabel("Who do you meet?")).toBeVisible();
});
