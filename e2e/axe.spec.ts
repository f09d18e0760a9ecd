import { expect } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { test } from "./world/test.ts";

for (const colorScheme of ["light", "dark"] as const) {
  test(`no screen breaks a rule of accessibility, ${colorScheme}`, async ({ newPerson }) => {
    test.slow();
    const ana = await newPerson("Ana", { colorScheme, reducedMotion: "reduce" });
    await ana.page.goto("/");
    await expect(ana.page.getByLabel("Who do you meet?")).toBeVisible();
    await expectNoViolations(ana, "start, empty");
    await ana.firstMinute("Sam");
    await expectNoViolations(ana, "page, empty");
    await ana.addTopic("Growth");
    await ana.addForLater("Conference");
    await ana.addAction("Ask Lee");
    await ana.openNotes("Growth");
    await ana.page.keyboard.type("wants to lead");
    await expectNoViolations(ana, "page, full, writing");
    await ana.page.keyboard.press("Escape");
    for (const keys of ["Control+k", "?", "q"]) {
      await ana.topic("Growth").focus();
      await ana.page.keyboard.press(keys);
      await expect(ana.page.getByRole("dialog")).toBeVisible();
      await expectNoViolations(ana, `overlay of ${keys}`);
      await ana.page.keyboard.press("Escape");
      await expect(ana.page.getByRole("dialog")).toBeHidden();
    }
    const page = ana.page.url();
    for (const path of [page.replace("/p/", "/print/"), "/capture", "/settings", "/"]) {
      await ana.page.goto(path);
      await expect(ana.page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectNoViolations(ana, path);
    }
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`inviting, joining, history, import and the end of access break no rule either, ${colorScheme}`, async ({
    newPerson,
  }) => {
    test.slow();
    const look = { colorScheme, reducedMotion: "reduce" } as const;
    const ana = await newPerson("Ana", look);
    await ana.firstMinute("Sam");
    await ana.addTopic("Growth");
    await ana.expectSaved();
    const dialog = ana.page.getByRole("dialog");
    await ana.page.getByRole("banner").getByRole("button", { name: "Invite" }).click();
    await expect(dialog.getByRole("button", { name: "Make a link" })).toBeVisible();
    await expectNoViolations(ana, "invite, no link yet");
    await dialog.getByRole("button", { name: "Make a link" }).click();
    await expect(dialog.getByRole("button", { name: "Take back" })).toBeVisible();
    await expectNoViolations(ana, "invite, with a link");
    const link = await dialog.getByLabel("The link").inputValue();
    await ana.page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();

    const sam = await newPerson("Sam", look);
    await sam.page.goto(link);
    await expect(sam.page.getByLabel("Your name")).toBeVisible();
    await expectNoViolations(sam, "join");
    await sam.join(link);
    await ana.expectHere("Sam");
    await expectNoViolations(sam, "page of two");

    await ana.runFromPalette("History: see or restore");
    await dialog.getByRole("button", { name: /^View/ }).last().click();
    await expect(dialog.getByRole("region", { name: /^The page as of/ })).toBeVisible();
    await expectNoViolations(ana, "history");
    await ana.page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await ana.runFromPalette("Import a document, or take an import back");
    await dialog.getByLabel("Drop a file here, or choose one.").setInputFiles({
      name: "notes.md",
      mimeType: "text/markdown",
      buffer: Buffer.from("# 2026-01-05\n\n- Conference\n"),
    });
    await expect(dialog.getByRole("button", { name: "Import", exact: true })).toBeVisible();
    await expectNoViolations(ana, "import");
    await ana.page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();

    sam.mayBeCutOff();
    await ana.page.getByRole("banner").getByRole("button", { name: "Invite" }).click();
    await dialog.getByRole("button", { name: "End Sam’s access" }).click();
    await expect(sam.page.getByText(/Your access to this page has ended/)).toBeVisible();
    await expectNoViolations(sam, "access ended");
    await ana.page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await ana.page.goto("/");
    await expect(ana.page.getByRole("heading", { name: "Today" })).toBeVisible();
    await expect(ana.page.getByText("1 topic")).toBeVisible();
    await expectNoViolations(ana, "start, with pages");
    await sam.page.goto("/");
    await expect(sam.page.getByRole("heading", { name: "Today" })).toBeVisible();
    await expectNoViolations(sam, "start, with an ended page");
  });
}

test("at the width of a small phone nothing scrolls sideways", async ({ newPerson }) => {
  const ana = await newPerson("Ana", { viewport: { width: 320, height: 640 } });
  await ana.firstMinute("Sam");
  await ana.addTopic("How the migration is going");
  const overflow = () => ana.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await ana.page.getByRole("tab", { name: "Hopper" }).click();
  await expect(ana.page.getByRole("textbox", { name: "Add for later" })).toBeVisible();
  expect(await overflow()).toBeLessThanOrEqual(0);
});

test("with letters twice as large nothing scrolls sideways", async ({ newPerson }) => {
  const ana = await newPerson("Ana", { viewport: { width: 1280, height: 900 } });
  await ana.firstMinute("Sam");
  await ana.addTopic("How the migration of the billing system is going");
  await ana.addForLater("Conference");
  await ana.addAction("Ask Lee to review the plan");
  await ana.expectSaved();
  const { pathname } = new URL(ana.page.url());
  for (const path of [pathname, "/", "/settings", "/capture"]) {
    await ana.page.goto(path);
    await expect(ana.page.getByRole("heading", { level: 1 })).toBeVisible();
    await ana.page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    await expect
      .poll(() => ana.page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path)
      .toBeLessThanOrEqual(0);
  }
});

test("who wants less motion sees none", async ({ newPerson }) => {
  const ana = await newPerson("Ana", { reducedMotion: "reduce" });
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  await ana.addTopic("Conference");
  await ana.topic("Conference").focus();
  await ana.page.keyboard.press("Alt+ArrowUp");
  await ana.expectTitles(ana.agenda, ["Conference", "Growth"]);
  await ana.page.keyboard.press("Control+Shift+ArrowDown");
  await ana.expectTitles(ana.hopper, ["Conference"]);
  await ana.page.keyboard.press("Control+k");
  await expect(ana.page.getByRole("dialog")).toBeVisible();
  const moving = () =>
    ana.page.evaluate(() => [
      ...document.getAnimations().map((animation) => animation.effect?.getTiming().duration),
      ...[...document.querySelectorAll("*")]
        .map((element) => getComputedStyle(element))
        .filter(
          ({ animationName, transitionDuration }) =>
            animationName !== "none" || !/^(0s(, )?)+$/.test(transitionDuration),
        )
        .map(({ animationName, transitionDuration }) => `${animationName} ${transitionDuration}`),
    ]);
  expect(await moving()).toEqual([]);
});

test("with the system’s own colours everything can be told apart, and the focus is seen", async ({ newPerson }) => {
  const ana = await newPerson("Ana", { forcedColors: "active" });
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  await ana.addAction("Ask Lee");
  await ana.topic("Growth").focus();
  await ana.page.keyboard.press("Alt+ArrowDown");
  await expect(ana.topic("Growth")).toBeFocused();
  await expect(ana.topic("Growth")).not.toHaveCSS("outline-style", "none");
  await expect(ana.agenda.getByRole("checkbox", { name: "Discussed: Growth" })).toBeVisible();
  const borderless = await ana.page
    .locator("button.button:visible, input.input:visible")
    .evaluateAll((parts) =>
      parts.filter((part) => getComputedStyle(part).borderTopStyle === "none").map((part) => part.outerHTML),
    );
  expect(borderless).toEqual([]);
  await expectNoViolations(ana, "page in forced colours");
});
