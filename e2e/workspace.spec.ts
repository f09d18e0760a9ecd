import { expect } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { joinWorkspace, linkFor, openEntry, openTab, setUpWorkspace, setupLink } from "./world/set-up-workspace.ts";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

const FILE = [
  "\uFEFFName;E-Mail;Title;Reports to",
  "Ana;ana@example.org;Lead;",
  "Ben;BEN@example.org;Engineer;ana@example.org",
  "Ben again;ben@example.org;;",
  "Cleo;cleo at example;;Ana",
  '"Dan\tO\'Neil";dan@example.org;;Zoe',
  "=1+1;evil@example.org;;",
  "Eve;eve@example.org;;fay@example.org",
  "Fay;fay@example.org;;eve@example.org",
].join("\r\n");

test("a workspace from its first owner to somebody who leaves: a file with faults, a link, a page, a re-org", async ({
  newPerson,
}) => {
  test.slow();
  const olga = await newPerson("Olga");
  const used = setupLink(olga);
  await setUpWorkspace(olga);

  // The setup link opened once.
  const eve = await newPerson("Eve");
  eve.mayReport(/410/);
  await eve.page.goto(used);
  await expect(eve.page.getByRole("alert")).toContainText("This setup link has been used or has expired");

  // A file with faults, each told.
  await openTab(olga, "Import");
  await olga.page.getByLabel("Choose a file").setInputFiles({
    name: "people.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(FILE),
  });
  const rows = olga.page.getByRole("table").getByRole("row");
  await expect(olga.page.getByText("4 to add · 0 to change · 0 as they are · 4 left out")).toBeVisible();
  await expect(rows.filter({ hasText: "Ben again" })).toContainText("Left out: line 3 is the same person");
  await expect(rows.filter({ hasText: "Cleo" })).toContainText("“cleo at example” is no e-mail address");
  await expect(rows.filter({ hasText: "=1+1" }).first()).toContainText("begins like a formula");
  await expect(rows.filter({ hasText: "Dan" })).toContainText("characters that cannot be shown");
  await expect(rows.filter({ hasText: "Fay" })).toContainText("it would close a circle: Fay → Eve → Fay");
  await openTab(olga, "People");
  await expect(olga.page.getByText("1 person")).toBeVisible(); // nothing is written before

  // What a dialog tells of is told in front of it.
  await olga.page.getByRole("button", { name: /^Olga/ }).click();
  const dialog = olga.page.getByRole("dialog");
  await dialog.getByLabel("What they do").fill("Founder");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.getByRole("status").getByRole("button", { name: "Dismiss" }).click();
  await dialog.getByRole("button", { name: "Close" }).click();

  // Imported, undone, imported again.
  await openTab(olga, "Import");
  const importFile = async () => {
    await olga.page.getByLabel("Or paste it here").fill(FILE);
    await olga.page.getByRole("button", { name: "See what it would do" }).click();
    await olga.page.getByRole("button", { name: "Import: add 4" }).click();
    await expect(olga.page.getByRole("button", { name: /^Undo the import of/ })).toBeVisible();
  };
  await importFile();
  await openTab(olga, "People");
  await expect(olga.page.getByText("5 people")).toBeVisible();
  await openTab(olga, "Import");
  await olga.page.getByRole("button", { name: /^Undo the import of/ }).click();
  await expect(olga.page.getByText("Undone: 4 people taken away, 0 people as before")).toBeVisible();
  await importFile();

  // The chart says so, and Ana and Ben come in by links.
  await openTab(olga, "Chart");
  const tree = olga.page.getByRole("list", { name: "Who manages whom" });
  await expect(tree.getByRole("listitem").filter({ hasText: "Ana" }).getByText("Ben", { exact: true })).toBeVisible();
  const ana = await newPerson("Ana");
  await joinWorkspace(ana, await linkFor(olga, "Ana"));
  const ben = await newPerson("Ben");
  await joinWorkspace(ben, await linkFor(olga, "Ben"));
  await expect(ben.page.getByText("your manager")).toBeVisible();

  // A page from the chart: both stand on it without another link.
  await ana.page.reload();
  await ana.page.getByRole("button", { name: "Begin a page with Ben" }).click();
  await expect(ana.page.getByRole("heading", { level: 2, name: "Agenda" })).toBeVisible();
  await ana.expectSaved();
  await ben.page.reload();
  await ben.page.getByRole("link", { name: "Open the page with Ana" }).click();
  await ana.expectHere("Ben");
  await ana.addTopic("Growth");
  await expect(ben.topic("Growth")).toBeVisible();
  await ben.expectSaved();

  // A re-org makes it read-only on both screens.
  const entry = await openEntry(olga, "Ben");
  await entry.getByRole("button", { name: "Change the manager" }).click();
  await entry.getByLabel("New manager").selectOption({ label: "Eve" });
  await expect(entry.getByRole("status")).toContainText("From today on Ana no longer manages Ben.");
  await entry.getByRole("button", { name: "Set it" }).click();
  for (const person of [ana, ben]) {
    await expect(person.page.locator("[data-banner]")).toContainText("are no longer manager and report");
    await expect(person.page.getByRole("textbox", { name: "Add a topic" })).toBeHidden();
    await expect(person.topic("Growth")).toBeVisible();
  }
  // It comes back when the edge does.
  await entry.getByRole("button", { name: "Change the manager" }).click();
  await entry.getByLabel("New manager").selectOption({ label: "Ana" });
  await entry.getByRole("button", { name: "Set it" }).click();
  await ben.addTopic("Back again");
  await expect(ana.topic("Back again")).toBeVisible();
  await ben.expectSaved();

  // Leaving cuts Ben off; Ana reads on.
  ben.mayReport(/404|401/);
  await entry.getByRole("button", { name: "Ben leaves the workspace" }).click();
  await expect(entry).toBeHidden();
  await expect(ben.page.locator("[data-banner]")).toContainText("Your access to this page has ended");
  await expect(ana.page.locator("[data-banner]")).toContainText("Ben has left");
  await expect(ana.topic("Back again")).toBeVisible();
  await ben.page.goto("/workspace");
  await expect(ben.page.getByText("You are in no workspace.")).toBeVisible();

  // And all of it can be taken back.
  await openTab(olga, "People");
  await olga.page.getByLabel("Show").selectOption({ label: "Who has left" });
  await olga.page.getByRole("button", { name: /^Ben/ }).click();
  await olga.page.getByRole("dialog").getByRole("button", { name: "Take leaving back" }).click();
  await expect(olga.page.getByRole("status").filter({ hasText: "Ben is back" }).first()).toBeVisible();
  await ana.addTopic("Ben is here again");
});

test("a page begun with somebody who has not joined opens to them when its maker lets them in", async ({
  newPerson,
}) => {
  const olga = await newPerson("Olga");
  await setUpWorkspace(olga);
  const add = async (name: string) => {
    await openTab(olga, "People");
    await olga.page.getByRole("button", { name: "Add somebody" }).click();
    await olga.page.getByRole("dialog").getByLabel("Name", { exact: true }).fill(name);
    await olga.page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
    await expect(olga.page.getByRole("dialog", { name })).toBeVisible();
    await olga.page.keyboard.press("Escape");
  };
  await add("Ana");
  await add("Ben");
  const ana = await newPerson("Ana");
  await joinWorkspace(ana, await linkFor(olga, "Ana"));
  const entry = await openEntry(ana, "Ben");
  await entry.getByLabel("What you are to each other").selectOption({ label: "I mentor Ben" });
  await entry.getByRole("button", { name: "Begin a page" }).click();
  await ana.addTopic("Writing");
  await ana.expectSaved();
  const ben = await newPerson("Ben");
  await joinWorkspace(ben, await linkFor(olga, "Ben"));
  await expect(ben.page.getByRole("link", { name: "Open the page with Ana" })).toBeHidden();
  await ana.page.goto("/workspace");
  await expect(ana.page.getByText("Ben has joined since you began the page.")).toBeVisible();
  await ana.page.getByRole("button", { name: "Let Ben onto your page" }).click();
  const asks = ana.page.getByRole("dialog", { name: "Is it Ben?" });
  await expect(asks).toContainText("a link that Olga made and passed on. Whoever had the link could open it as Ben");
  await expect(asks).toContainText("Ben signs in without an e-mail address here.");
  await expectNoViolations(ana, "letting somebody in");
  await asks.getByRole("button", { name: "Let in" }).click();
  await ben.page.reload();
  await ben.page.getByRole("link", { name: "Open the page with Ana" }).click();
  await expect(ben.topic("Writing")).toBeVisible();
});

test("two who have a page already find it in the workspace, and are asked before they begin another", async ({
  newPerson,
}) => {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Growth");
  await ana.expectSaved();
  const olga = await newPerson("Olga");
  await setUpWorkspace(olga);
  await openTab(olga, "Import");
  await olga.page
    .getByLabel("Or paste it here")
    .fill("Name;E-Mail;Reports to\nAna;ana@example.org;\nSam;sam@example.org;Ana");
  await olga.page.getByRole("button", { name: "See what it would do" }).click();
  await olga.page.getByRole("button", { name: "Import: add 2" }).click();
  await joinWorkspace(ana, await linkFor(olga, "Ana"));
  await joinWorkspace(sam, await linkFor(olga, "Sam"));
  await sam.page.getByRole("link", { name: "Open the page with Ana" }).click();
  await expect(sam.topic("Growth")).toBeVisible();
  await ana.page.reload();
  const report = ana.page.locator("[data-person]").filter({ hasText: "Sam" });
  await expect(report).toContainText("a page of your own, begun without the workspace");
  await expect(report.getByRole("button", { name: "Begin a page with Sam" })).toHaveCount(0);
  const entry = await openEntry(ana, "Sam");
  await expect(entry).toContainText("You and Sam already have a page.");
  await expect(entry.getByRole("button", { name: "Begin another page" })).toBeVisible();
  await expectNoViolations(ana, "somebody one has a page with already");
  await entry.getByRole("link", { name: "Open the page with Sam" }).click();
  await expect(ana.topic("Growth")).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`the screens of a workspace break no rule of accessibility, ${colorScheme}`, async ({ newPerson }) => {
    test.slow();
    const olga = await newPerson("Olga", { colorScheme, reducedMotion: "reduce" });
    await olga.page.goto(setupLink(olga));
    await expect(olga.page.getByRole("button", { name: "Begin it" })).toBeVisible();
    await expectNoViolations(olga, "setup");
    await setUpWorkspace(olga);
    await expectNoViolations(olga, "my place, empty");
    await openTab(olga, "Chart");
    await expectNoViolations(olga, "chart, empty");
    await openTab(olga, "Import");
    await expectNoViolations(olga, "import, empty");
    await olga.page.getByLabel("Or paste it here").fill(FILE);
    await olga.page.getByRole("button", { name: "See what it would do" }).click();
    await expect(olga.page.getByRole("table")).toBeVisible();
    await expectNoViolations(olga, "import, preview");
    await olga.page.getByRole("button", { name: "Import: add 4" }).click();
    await expect(olga.page.getByRole("button", { name: /^Undo the import of/ })).toBeVisible();
    await openTab(olga, "People");
    await expectNoViolations(olga, "people");
    await openTab(olga, "Chart");
    await expectNoViolations(olga, "chart");
    const entry = await openEntry(olga, "Ben");
    await entry.getByRole("button", { name: "Change the manager" }).click();
    await entry.getByLabel("New manager").selectOption({ label: "Eve" });
    await expect(entry.getByRole("status")).toContainText("From today on");
    await expectNoViolations(olga, "entry of somebody");
    await olga.page.keyboard.press("Escape");
    const link = await linkFor(olga, "Ben");
    const ben = await newPerson("Ben", { colorScheme, reducedMotion: "reduce" });
    await ben.page.goto("/workspace");
    await expect(ben.page.getByText("You are not signed in")).toBeVisible();
    await expectNoViolations(ben, "no workspace");
    await ben.page.goto(link);
    await expect(ben.page.getByRole("button", { name: "Join", exact: true })).toBeVisible();
    await expectNoViolations(ben, "join");
    await joinWorkspace(ben, link);
    await expectNoViolations(ben, "my place");
  });
}
