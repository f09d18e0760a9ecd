import { expect } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { openEntry, openTab, setUpWorkspace } from "./world/set-up-workspace.ts";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

test("the way out of a page is in its menu and in the palette", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  await ana.expectSaved();
  await ana.page.getByRole("button", { name: "More for this page" }).click();
  await ana.page.getByRole("menuitem", { name: "Leave this page…" }).click();
  const dialog = ana.page.getByRole("dialog", { name: "Leave the page with Sam?" });
  await expect(dialog.getByLabel("Type “Sam” to leave")).toBeFocused();
  await expectNoViolations(ana, "leaving, from the menu");
  await ana.page.keyboard.press("Escape");
  await sam.runFromPalette("Leave this page…");
  await expect(sam.page.getByLabel("Type “Ana” to leave")).toBeFocused();
  await sam.page.keyboard.type("Ana");
  await sam.page.keyboard.press("Enter");
  await expect(sam.page.getByText("You left the page with Ana")).toBeVisible();
});

test("whoever is not signed in reads what beginning a page means, and can sign in instead", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  const { page } = ana;
  await page.goto("/");
  await expect(page.getByText("this browser will know you as somebody new")).toBeVisible();
  await expectNoViolations(ana, "start, nobody known");
  await page.getByRole("link", { name: "Sign in instead" }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.goto("/workspace");
  await expect(page.getByText("nothing says which workspaces are yours")).toBeVisible();
  await expect(page.getByRole("link", { name: "Sign in", exact: true })).toHaveAttribute(
    "href",
    "/sign-in?to=/workspace",
  );
  await expectNoViolations(ana, "workspaces, signed out");
  await ana.firstMinute("Sam");
  await ana.expectSaved();
  await page.goto("/");
  await expect(page.getByLabel("Whom else do you meet?")).toBeVisible();
  await expect(page.getByText("as somebody new")).toBeHidden();
});

test("the first owner is told what comes next, until there are people and a chart", async ({ newPerson }) => {
  const olga = await newPerson("Olga");
  const { page } = olga;
  await setUpWorkspace(olga);
  const next = page.getByRole("region", { name: "What comes next" });
  await expect(next).toContainText("Add the people of your organisation");
  await expectNoViolations(olga, "what comes next");
  await next.getByRole("button", { name: "Import a file" }).click();
  const importText = async (text: string, told: string, button: string) => {
    await page.getByLabel("Or paste it here").fill(text);
    await page.getByRole("button", { name: "See what it would do" }).click();
    await expect(page.getByText(told)).toBeVisible();
    await page.getByRole("button", { name: button }).click();
    await expect(page.getByRole("button", { name: /^Undo the import of/ }).first()).toBeVisible();
  };
  const people = "Name;E-Mail;Reports to\nAna;ana@example.org;\nBen;ben@example.org;\nCleo;cleo@example.org;";
  await importText(people, "3 to add · 0 to change · 0 as they are · 0 left out", "Import: add 3");
  await openTab(olga, "My place");
  await expect(next).toContainText("4 people are here.");

  // The first manager of somebody: there is no page of theirs that the next could fail to read.
  const entry = await openEntry(olga, "Ben");
  await entry.getByRole("button", { name: "Change the manager" }).click();
  await entry.getByLabel("New manager").selectOption({ label: "Ana" });
  await expect(entry).toContainText("they can begin a page of their own. It starts empty.");
  await entry.getByRole("button", { name: "Set it" }).click();
  await page.keyboard.press("Escape");
  await openTab(olga, "My place");
  await expect(next).toBeHidden();
  await openTab(olga, "Chart");
  await page.getByText("2 people without a manager or reports").click();
  const without = page.getByRole("list", { name: "2 people without a manager or reports" });
  await without.getByRole("button", { name: "Cleo" }).click();
  await expect(page.getByRole("dialog", { name: "Cleo" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expectNoViolations(olga, "chart, with those outside of it");
});

for (const colorScheme of ["light", "dark"] as const)
  test(`the operator copies a link out of a mail; one that was taken back is gone, ${colorScheme}`, async ({
    newPerson,
    server,
  }) => {
    const olga = await newPerson("Olga", { colorScheme });
    const { page } = olga;
    await olga.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await setUpWorkspace(olga);
    await olga.runFromPalette("Add somebody to the workspace");
    const added = page.getByRole("dialog");
    await added.getByLabel("Name", { exact: true }).fill("Ben");
    await added.getByLabel("E-mail address").fill("ben@example.org");
    await added.getByRole("button", { name: "Add", exact: true }).click();
    const entry = page.getByRole("dialog", { name: "Ben" });
    await entry.getByRole("button", { name: "Send one to ben@example.org" }).click();
    await expect(entry.getByText("1 link is open.")).toBeVisible();

    const link = /https?:\/\/\S+\/operator\/outbox#\S+/.exec(server.output)?.[0] ?? "";
    const outbox = await olga.context.newPage();
    await outbox.goto(link);
    await expect(outbox.getByRole("heading", { name: "Candor: join Acme" })).toBeVisible();
    const copy = outbox.getByRole("button", { name: /^Copy the link: Candor: join Acme, To ben@example.org/ });
    await copy.click();
    await expect(outbox.getByRole("button", { name: /^Copied/ })).toBeFocused();
    expect(await outbox.evaluate(() => navigator.clipboard.readText())).toMatch(/\/join-workspace\/[\w-]+#[\w-]+$/);
    olga.page = outbox;
    await expectNoViolations(olga, "the operator's outbox");
    olga.page = page;

    await entry.getByRole("button", { name: "Take open links back" }).click();
    await expect(page.getByText("No link is open any more")).toBeVisible();
    await outbox.getByRole("button", { name: "Look again" }).click();
    await expect(outbox.getByText("No mail waits.")).toBeVisible();
  });
