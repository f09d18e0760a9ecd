import { expect } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { test } from "./world/test.ts";

test("a thought is captured for a person by one key, from another screen, and offline", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.expectSaved();
  await ana.page.getByRole("link", { name: "All my pages" }).click();
  await expect(ana.page.getByRole("heading", { name: "Today" })).toBeVisible();
  await ana.goOffline();
  await ana.page.getByRole("heading", { name: "Today" }).click();
  await ana.page.keyboard.press("q");
  const dialog = ana.page.getByRole("dialog", { name: "Add to a 1:1" });
  await expect(dialog.getByRole("textbox")).toBeFocused();
  await ana.page.keyboard.type("@sma growth plan !someday");
  await expect(dialog.getByLabel("What this makes")).toHaveText(
    "Your inbox, until you say for whom · Hopper · “@sma”, “!someday” stay in the text",
  );
  await dialog.getByRole("textbox").fill("");
  await ana.page.keyboard.type("@sam growth plan #career");
  await expect(dialog.getByLabel("What this makes")).toHaveText("Sam · Hopper · #career");
  await ana.page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await ana.goOnline();
  await ana.page.getByRole("link", { name: /Sam/ }).click();
  await ana.expectTitles(ana.hopper, ["growth plan"]);
  await ana.expectSaved();
});

test("what names nobody waits in the inbox until somebody is chosen", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.expectSaved();
  await ana.page.goto("/capture?title=The%20plan&url=https%3A%2F%2Fexample.org%2Fplan");
  await expect(ana.page.getByRole("textbox")).toHaveValue("The plan");
  await ana.page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(ana.page.getByRole("button", { name: "Add", exact: true })).toBeDisabled(); // its address as well is added once
  await expectNoViolations(ana, "what waits for a name");
  await ana.page.reload();
  await ana.page.getByLabel("For whom is “The plan”?").selectOption("Sam");
  await expect(ana.page.getByText("Nothing waits").or(ana.page.getByLabel("Inbox on this device"))).toBeHidden();
  await ana.page.goto("/");
  await ana.page.getByRole("link", { name: /Sam/ }).click();
  await ana.expectTitles(ana.hopper, ["The plan"]);
  await expect(ana.hopper.getByRole("link", { name: "https://example.org/plan" })).toBeVisible();
});

test("what is typed right after the key that opens the inbox goes into its line", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.expectSaved();
  await ana.page.goto("/capture?title=The%20plan");
  await ana.page.getByRole("button", { name: "Add", exact: true }).click();
  await ana.page.getByRole("link", { name: "To the start" }).click();
  const inbox = ana.page.getByRole("link", { name: "Inbox, 1 to sort" });
  await inbox.focus();
  await ana.page.keyboard.press("Enter");
  await ana.page.keyboard.type("Growth");
  await expect(ana.page.getByLabel("What would you like to talk about?")).toHaveValue("Growth");
});

test("the start page says what waits in the inbox for a name, and leads to it", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.expectSaved();
  await ana.page.goto("/");
  await expect(ana.page.getByRole("heading", { name: "Today" })).toBeVisible();
  const waits = ana.page.getByRole("link", { name: "Inbox, 1 to sort" });
  await ana.page.keyboard.press("q");
  await expect(ana.page.getByLabel("What would you like to talk about?")).toBeFocused();
  await ana.page.keyboard.type("Somebody should look at this");
  await ana.page.keyboard.press("Enter");
  await expect(waits).toBeVisible();
  await ana.page.reload();
  await waits.click();
  await ana.page.getByLabel("For whom is “Somebody should look at this”?").selectOption("Sam");
  await expect(ana.page.getByText("Added to Sam: Hopper")).toBeVisible();
  await ana.page.getByRole("link", { name: "To the start" }).click();
  await expect(ana.page.getByRole("heading", { name: "Today" })).toBeVisible();
  await expect(waits).toBeHidden();
});

test("what another app shares comes along without a service worker, and of what is too long a sentence says so", async ({
  newPerson,
}) => {
  const ana = await newPerson("Ana", { serviceWorkers: "block" });
  await ana.firstMinute("Sam");
  await ana.expectSaved();
  const words = "What we said in spring. ".repeat(1500).trim();
  await ana.page.goto(`/capture?text=${encodeURIComponent(words)}`);
  await expect(ana.page.getByRole("textbox")).toHaveValue(words);
  ana.mayReport(/431/);
  await ana.page.goto(`/capture?text=${encodeURIComponent(words.repeat(3))}`);
  await expect(ana.page.getByRole("heading", { name: "This was too long to come along." })).toBeVisible();
  await expectNoViolations(ana, "what was too long to be shared");
  await ana.page.getByRole("link", { name: "open the form" }).click();
  await expect(ana.page.getByRole("textbox")).toBeFocused();
});
