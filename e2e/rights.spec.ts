import { readFile } from "node:fs/promises";
import type { MyData } from "@candor/protocol/http/rights.ts";
import { expect } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import type { Person } from "./world/person.ts";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

async function exportAll(person: Person): Promise<Record<string, string>> {
  await person.page.goto("/settings/data");
  const download = person.page.waitForEvent("download");
  await person.page.getByRole("button", { name: "Export everything" }).click();
  const bytes = await readFile(await (await download).path());
  await expect(person.page.getByRole("status").filter({ hasText: "Exported as" })).toBeVisible();
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, file]) => [path, strFromU8(file)]));
}

test("everything of mine is one file: pages to read and to bring back, my actions, what is kept about me", async ({
  newPerson,
}) => {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Growth");
  await ana.addAction("Write the plan");
  await sam.addTopic("Salary");
  await expect(ana.topic("Salary")).toBeVisible();
  await ana.expectSaved();
  await sam.expectSaved();
  const files = await exportAll(ana);
  expect(Object.keys(files).sort()).toEqual([
    "actions.json",
    "actions.md",
    "index.md",
    "me.json",
    "pages/Sam/access.json",
    "pages/Sam/page.json",
    "pages/Sam/page.md",
    "pages/Sam/versions.json",
  ]);
  expect(files["index.md"]).toContain("Nothing is missing.");
  for (const title of ["Growth", "Salary"]) expect(files["pages/Sam/page.md"]).toContain(title);
  expect(files["actions.md"]).toContain("- [ ] Write the plan (with Sam");
  const me = JSON.parse(files["me.json"] ?? "") as MyData;
  expect(me.profile).toMatchObject({ name: "Ana", anonymous: true });
  expect([me.sessions.length, me.invitations.length, me.pages.length]).toEqual([1, 1, 1]);
  const versions = JSON.parse(files["pages/Sam/versions.json"] ?? "") as { by: string[] }[];
  expect([...new Set(versions.flatMap(({ by }) => by))].sort()).toEqual(["a", "b"]);
  // Sam's is the same page, and nothing of what is kept about Ana.
  const sams = await exportAll(sam);
  expect(sams["pages/Ana/page.json"]).toBe(files["pages/Sam/page.json"]);
  expect(sams["me.json"]).not.toContain(me.profile.userId);

  await ana.page.goto("/");
  await ana.page.getByLabel("Whom else do you meet?").fill("Lee");
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.getByRole("heading", { level: 1 })).toContainText("Lee");
  await ana.runFromPalette("Import a document, or take an import back");
  const dialog = ana.page.getByRole("dialog", { name: "Import into this page" });
  const buffer = Buffer.from(files["pages/Sam/page.json"] ?? "");
  await dialog
    .getByLabel("Drop a file here, or choose one.")
    .setInputFiles({ name: "page.json", mimeType: "application/json", buffer });
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  for (const title of ["Growth", "Salary"]) await expect(ana.topic(title)).toBeVisible();
});

test("somebody new brings everything back through the screen: the file as it came, one page after the other", async ({
  newPerson,
}) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  await ana.expectSaved();
  const begin = async (person: Person, name: string) => {
    await person.page.goto("/");
    await person.page.getByLabel("Whom else do you meet?").fill(name);
    await person.page.keyboard.press("Enter");
    await expect(person.page.getByRole("heading", { level: 1 })).toContainText(name);
  };
  await begin(ana, "Lee");
  await ana.addTopic("Salary");
  await ana.expectSaved();
  await ana.page.goto("/settings/data");
  const download = ana.page.waitForEvent("download");
  await ana.page.getByRole("button", { name: "Export everything" }).click();
  const zip = {
    name: "Candor export.zip",
    mimeType: "application/zip",
    buffer: await readFile(await (await download).path()),
  };

  const anew = await newPerson("Ana");
  await anew.firstMinute("Sam");
  const bringBack = async (page: string) => {
    await anew.runFromPalette("Import a document, or take an import back");
    const dialog = anew.page.getByRole("dialog", { name: "Import into this page" });
    await dialog.getByLabel("Drop a file here, or choose one.").setInputFiles(zip);
    await expect(dialog.getByRole("heading", { name: "Which of the pages in it belongs on this one?" })).toBeVisible();
    await expectNoViolations(anew, "which page of an export of everything");
    await dialog.getByRole("button", { name: page, exact: true }).press("Enter");
    await expect(dialog.getByRole("heading", { name: `“Candor export.zip: ${page}”` })).toBeVisible();
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await expect(dialog).toBeHidden();
  };
  await bringBack("Sam");
  await expect(anew.topic("Growth")).toBeVisible();
  await expect(anew.topic("Salary")).toBeHidden();
  await begin(anew, "Lee");
  await bringBack("Lee");
  await expect(anew.topic("Salary")).toBeVisible();
  await anew.page.reload();
  await expect(anew.topic("Salary")).toBeVisible();
  await expect(anew.topic("Growth")).toBeHidden();
});

test("without the server the file holds what this device has, and says what is missing", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  await ana.expectSaved();
  await ana.page.goto("/settings/data");
  await expect(ana.page.getByRole("button", { name: "Export everything" })).toBeVisible();
  await ana.page.evaluate(() => navigator.serviceWorker.ready);
  await exportAll(ana); // its code is on this device from now on, if it was not before
  await ana.goOffline();
  const download = ana.page.waitForEvent("download");
  await ana.page.getByRole("button", { name: "Export everything" }).click();
  const bytes = await readFile(await (await download).path());
  const files = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, file]) => [path, strFromU8(file)]));
  expect(files["pages/Sam/page.md"]).toContain("Growth");
  expect(files["index.md"]).toContain("## What is missing");
  expect(files["index.md"]).toContain("past years, which lie on the server.");
  expect(Object.keys(files)).toContain("me-on-this-device.json");
  await expect(ana.page.getByRole("status").filter({ hasText: "missing" })).toBeVisible();
});

test("a page that nobody else is on goes into the bin and comes back", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  await ana.expectSaved();
  await ana.runFromPalette("Names and relation of this pair");
  await ana.page.getByRole("button", { name: "Put this page into the bin" }).click();
  await expect(ana.page.getByText("The page with Sam is in the bin")).toBeVisible();
  await expect(ana.page).toHaveURL(/\/$/);
  await expect(ana.page.getByRole("link", { name: "Sam" })).toBeHidden();

  await ana.page.goto("/settings/data");
  await expect(ana.page.getByText(/then gone for good/)).toBeVisible();
  await ana.page.getByRole("button", { name: "Bring back the page with Sam" }).click();
  await expect(ana.page.getByText("The page with Sam is back")).toBeVisible();
  await ana.page.goto("/");
  await ana.page.getByRole("link", { name: "Sam" }).first().click();
  await expect(ana.topic("Growth")).toBeVisible();
  await ana.addTopic("Written again");
  await ana.expectSaved();
});

test("whoever leaves types the other's name, is out at once, and can come back", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Growth");
  await expect(sam.topic("Growth")).toBeVisible();
  await ana.expectSaved();
  await ana.runFromPalette("Names and relation of this pair");
  const dialog = ana.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Leave this page…" }).click();
  const confirm = dialog.getByRole("button", { name: "Leave this page", exact: true });
  await expect(confirm).toBeDisabled();
  await expectNoViolations(ana, "leaving");
  await ana.page.keyboard.type("sam");
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.getByText("You left the page with Sam")).toBeVisible();
  await ana.pointAtUndo();

  await expect(sam.page.getByText("Ana has left: you can read this page, nobody can change it.")).toBeVisible();
  await expect(sam.page.getByRole("textbox", { name: "Add a topic" })).toBeHidden();
  await expect(sam.topic("Growth")).toBeVisible();
  await expectNoViolations(sam, "an archived page");

  await ana.page.getByRole("button", { name: "Undo" }).click();
  await expect(ana.topic("Growth")).toBeVisible();
  await ana.addTopic("Back again");
  await expect(sam.topic("Back again")).toBeVisible();
  await sam.addTopic("Good");
  await expect(ana.topic("Good")).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const)
  test(`an erasure is asked for and taken back, on a screen for everybody, in the ${colorScheme}`, async ({
    newPerson,
  }) => {
    const ana = await newPerson("Ana", { colorScheme });
    await ana.firstMinute("Sam");
    await ana.page.goto("/settings");
    await ana.page.getByRole("link", { name: "Your data" }).click();
    await expect(ana.page.getByRole("heading", { level: 1, name: "Your data" })).toBeVisible();
    await expectNoViolations(ana, "your data");
    await ana.page.getByLabel("Keep my name on pages that I share").check();
    await ana.page.getByRole("button", { name: "Erase me in 30 days" }).click();
    await expect(ana.page.getByText(/^You will be erased on /)).toBeVisible();
    await expectNoViolations(ana, "an erasure asked for");
    await ana.page.reload();
    await expect(ana.page.getByText(/^You will be erased on /)).toBeVisible();
    await ana.page.goto("/");
    await expect(ana.page.getByText(/^You will be erased on .+, as you asked\.$/)).toBeVisible();
    await expectNoViolations(ana, "the start of somebody who asked to be erased");
    await ana.page.getByRole("link", { name: "Export, or take it back" }).click();
    await ana.page.getByRole("button", { name: "Take it back" }).click();
    await expect(ana.page.getByRole("button", { name: "Erase me in 30 days" })).toBeVisible();
    await ana.page.reload();
    await expect(ana.page.getByRole("button", { name: "Erase me in 30 days" })).toBeVisible();
    await ana.page.goto("/");
    await expect(ana.page.getByRole("heading", { name: "Today" })).toBeVisible();
    await expect(ana.page.getByText(/^You will be erased on/)).toHaveCount(0);
  });

test("an owner sets how long archived pages are kept, and bad numbers lose nothing", async ({ newPerson, server }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.expectSaved();
  const secret = /\/setup#([\w-]+)/.exec(server.output)?.[1];
  const status = await ana.page.evaluate(async (given) => {
    const body = JSON.stringify({ secret: given, name: "Acme", myName: "Ana", timeZone: "Europe/Berlin" });
    const headers = { "content-type": "application/json" };
    return (await fetch("/api/setup", { method: "POST", headers, body })).status;
  }, secret);
  expect(status).toBe(201);
  await ana.page.goto("/settings/data");
  await expect(ana.page.getByRole("heading", { name: "What Acme keeps, and how long" })).toBeVisible();
  const months = ana.page.getByLabel("Archived pages, in months");
  await expect(months).toHaveValue("24");
  await months.fill("0");
  const save = ana.page.getByRole("button", { name: "Save", exact: true });
  await save.click();
  await expect(ana.page.getByRole("alert").filter({ hasText: "whole number" })).toBeVisible();
  await expectNoViolations(ana, "retention");
  await months.fill("12");
  await save.click();
  await expect(ana.page.getByText("Saved", { exact: true })).toBeVisible();
  await ana.page.reload();
  await expect(months).toHaveValue("12");
});
