import { expect } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { test } from "./world/test.ts";

test("the palette offers every command with its shortcut or none, and finds words on pages", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("How the migration is going");
  await ana.page.keyboard.press("Control+k");
  await expect(ana.page.getByRole("combobox")).toBeFocused();
  const options = ana.page.getByRole("option");
  await expect(options.filter({ hasText: "Add a topic from anywhere" })).toContainText("Q");
  await expect(options.filter({ hasText: "Export this page as Markdown" })).toContainText("none");
  await ana.page.keyboard.type("migration");
  await expect(options.first()).toContainText("How the migration is going");
  await expect(ana.page.getByRole("dialog").getByRole("status")).toHaveText("1 result");
  await ana.page.keyboard.press("Enter");
  await expect(ana.topic("How the migration is going")).toBeFocused();

  await ana.expectSaved();
  await ana.page.keyboard.press("Control+k");
  await expect(ana.page.getByRole("combobox")).toBeFocused();
  await ana.page.goBack(); // a palette is no place of its own
  await expect(ana.page.getByRole("heading", { name: "Today" })).toBeVisible();
  await expect(ana.page.getByRole("dialog")).toBeHidden();

  await ana.page.goForward();
  await expect(ana.topic("How the migration is going")).toBeVisible();
  await ana.goOffline();
  await ana.runFromPalette("History: see or restore");
  const notHere = ana.page.getByRole("dialog", { name: "This needs the server" });
  await expect(notHere.getByRole("alert")).toContainText("Your pages are safe");
  await ana.goOnline();
  const again = notHere.getByRole("button", { name: "Try again" });
  await expect(async () => {
    // It tries by itself, in the moment in which the network comes back.
    if (await again.isVisible()) await again.click({ timeout: 1_000 });
    await expect(ana.page.getByRole("dialog", { name: "History" })).toBeVisible({ timeout: 2_000 });
  }).toPass();
});

test("single keys act outside of text fields alone, and can be switched off", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await expect(ana.page.getByRole("textbox", { name: "Add a topic" })).toBeFocused();
  await ana.page.keyboard.type("q");
  await expect(ana.page.getByRole("dialog")).toBeHidden();
  await ana.addTopic("Growth");
  await ana.topic("Growth").focus();
  await ana.page.keyboard.press("?");
  const sheet = ana.page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(sheet.getByRole("row", { name: /Export this page as Markdown/ })).toContainText("none");
  await sheet.getByLabel("Single-key shortcuts").uncheck();
  await ana.page.keyboard.press("Escape");
  await ana.topic("Growth").focus();
  await ana.page.keyboard.press("q");
  await ana.page.keyboard.press("Control+k");
  await expect(ana.page.getByRole("dialog", { name: "Command palette" })).toBeVisible();
});

test("what is announced while a dialog is open is told inside of it, where it is heard", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await ana.firstMinute("Sam");
  await ana.expectSaved();
  await ana.page.getByRole("banner").getByRole("button", { name: "Invite" }).click();
  const dialog = ana.page.getByRole("dialog");
  const told = dialog.locator('[aria-live="polite"][data-announcements]');
  await expect(told).toHaveText(""); // it stands there before there is anything to say
  await dialog.getByRole("button", { name: "Make a link" }).click();
  await dialog.getByRole("button", { name: "Copy" }).click();
  await expect(told).toHaveText("The link is copied");
  await ana.page.keyboard.press("Escape");
  await expect(ana.page.locator("[data-announcements]")).toHaveCount(1);
});

test("one box searches every page, by person, kind and time, forgives a letter and works without a network", async ({
  newPerson,
}) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("How the migration is going");
  await ana.addAction("Ask Lee about the migration");
  await ana.expectSaved();
  await ana.runFromPalette("Search everything");
  const box = ana.page.getByRole("searchbox", { name: "Words" });
  await expect(box).toBeFocused();
  await ana.page.keyboard.type("migratoin");
  const found = ana.page.getByRole("list", { name: "What was found" }).getByRole("listitem");
  await expect(found).toHaveCount(2);
  await expect(ana.page.getByRole("status").filter({ hasText: "2 things found." })).toBeVisible();
  await expectNoViolations(ana, "search");
  await ana.page.getByLabel("What", { exact: true }).selectOption("Actions");
  await expect(found).toHaveCount(1);
  await expect(found).toContainText("Action with Sam");
  await ana.page.getByLabel("Written").selectOption("Before that");
  await expect(ana.page.getByText("Nothing holds all these words. Filters are set.")).toBeVisible();
  await ana.page.getByRole("button", { name: "Clear the filters" }).click();
  await expect(found).toHaveCount(2);
  await ana.goOffline();
  await box.fill("migration");
  await expect(ana.page.getByText("only what this device keeps was searched")).toBeVisible();
  await expect(found).toHaveCount(2);
  await box.focus();
  await ana.page.keyboard.press("ArrowDown");
  await ana.page.keyboard.press("Enter");
  await expect(ana.action("Ask Lee about the migration")).toBeFocused();

  // What is done is folded away until it is found.
  await ana.action("Ask Lee about the migration").getByRole("checkbox").click();
  const closed = ana.page.locator("[data-closed]").filter({ hasText: "Ask Lee" });
  await expect(closed).toBeHidden();
  await ana.runFromPalette("Search everything");
  await box.fill("ask lee");
  await expect(found).toHaveCount(1);
  await ana.page.keyboard.press("Enter");
  await expect(closed).toBeFocused();
});

test("a search comes back whole by its address, by reloading, by Back and Forward, and tells no server", async ({
  newPerson,
}) => {
  const ana = await newPerson("Ana");
  const { page } = ana;
  await ana.firstMinute("Sam");
  await ana.addTopic("How the migration is going");
  await ana.addAction("Ask Lee about the migration");
  await ana.expectSaved();
  const told: string[] = [];
  page.on("request", (request) => request.isNavigationRequest() && told.push(request.url()));
  await ana.runFromPalette("Search everything");
  const box = page.getByRole("searchbox", { name: "Words" });
  const found = page.getByRole("list", { name: "What was found" }).getByRole("listitem");
  const isWhole = async () => {
    await expect(box).toHaveValue("migration");
    await expect(page.getByLabel("With", { exact: true }).locator("option:checked")).toHaveText("Sam");
    await expect(page.getByLabel("What", { exact: true })).toHaveValue("action");
    await expect(page.getByLabel("Written")).toHaveValue("month");
    await expect(found).toHaveCount(1);
  };
  await box.fill("migration");
  await page.getByLabel("With", { exact: true }).selectOption("Sam");
  await page.getByLabel("What", { exact: true }).selectOption("Actions");
  await page.getByLabel("Written").selectOption("In the last month");
  await isWhole();
  const bookmark = page.url();
  await page.reload();
  await isWhole();

  await found.getByRole("link").click();
  await expect(ana.action("Ask Lee about the migration")).toBeFocused();
  await page.goBack();
  await isWhole();
  await page.goForward();
  await expect(ana.action("Ask Lee about the migration")).toBeFocused();
  await page.goto(bookmark);
  await isWhole();

  // Another one, while the screen stands there, and back.
  await page.goto("/search#q=going&kind=topic&with=0b7e4ee4-7b5f-4b8e-9a30-0f5f8f4fbc01");
  await expect(box).toHaveValue("going");
  await expect(page.getByLabel("With", { exact: true }).locator("option:checked")).toHaveText(
    "Somebody you have no page with",
  );
  await page.getByRole("button", { name: "Clear the filters" }).click();
  await expect(found).toHaveCount(1);
  await expect(page).toHaveURL(/\/search#q=going$/);
  await page.goBack();
  await isWhole();
  await page.goForward();
  await expect(box).toHaveValue("going");

  // What is looked for in private notes is in no address, and an address from before loses its words to nobody else.
  await page.getByLabel("What", { exact: true }).selectOption("Private notes");
  await expect(page).toHaveURL(/\/search#kind=private$/);
  await page.goto("/search?q=migration");
  await expect(found).toHaveCount(2);
  await expect(page).toHaveURL(/\/search#q=migration$/);
  expect(told.filter((address) => new URL(address).search !== "")).toHaveLength(1); // the one that was typed so
});
