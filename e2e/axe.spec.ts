import AxeBuilder from "@axe-core/playwright";
import { expect } from "@playwright/test";
import type { Person } from "./world/person.ts";
import { test } from "./world/test.ts";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

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

async function expectNoViolations(person: Person, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: person.page }).withTags(TAGS).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ")}`);
  expect(found, where).toEqual([]);
}
