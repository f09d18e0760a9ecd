import { expect, type Locator } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import type { Person } from "./world/person.ts";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

const LINES = 120;

test("notes of very many lines are folded, and nothing of them is out of reach", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("Minutes");
  await ana.addTopic("Next");
  await writeLong(ana, "Minutes");
  const showAll = ana.page.getByRole("button", { name: "Show all Minutes" });
  const showLess = ana.page.getByRole("button", { name: "Show less Minutes" });
  // Whoever has just written there goes on seeing it.
  await expect(showLess).toHaveAttribute("aria-expanded", "true");
  await ana.expectSaved();
  await ana.page.reload();
  await expect(showAll).toHaveAttribute("aria-expanded", "false");
  expect(await heightOf(ana.topic("Minutes"))).toBeLessThan(900);
  await expectNoViolations(ana, "folded notes");

  await showAll.focus();
  await ana.page.keyboard.press("Enter");
  await expect(showLess).toBeFocused();
  await expect(showLess).toBeInViewport();
  expect(await heightOf(ana.topic("Minutes"))).toBeGreaterThan(2000);
  await ana.page.keyboard.press("Enter");
  await expect(showAll).toBeFocused();
  await expect(showAll).toBeInViewport();

  // What the browser itself brings into view, as it does with a word that it is asked to find.
  await ana
    .topic("Minutes")
    .getByText(`line ${LINES - 10} of`)
    .scrollIntoViewIfNeeded();
  await expect(showLess).toBeVisible();
  await expect(ana.topic("Minutes").getByText(`line ${LINES - 10} of`)).toBeInViewport();
  await showLess.click();

  // On paper there is all of it and no button.
  await ana.page.emulateMedia({ media: "print" });
  expect(await heightOf(ana.topic("Minutes"))).toBeGreaterThan(2000);
  await expect(showAll).toBeHidden();
  await ana.page.emulateMedia({ media: "screen" });

  // To write is to see all of it: Enter opens it at its end.
  const notes = await ana.openNotes("Minutes");
  await ana.page.keyboard.type("And the last word.");
  await expect(notes.getByText("And the last word.")).toBeInViewport();
  await ana.page.keyboard.press("Escape");
  await expect(ana.topic("Minutes").getByText("And the last word.")).toBeInViewport();
  await ana.expectSaved();
});

test("a link in what is folded away is reached by Tab", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("Minutes");
  await writeLong(ana, "Minutes", "\n\n[the minutes](https://example.org/minutes)");
  await ana.expectSaved();
  await ana.page.reload();
  await ana.page.getByRole("button", { name: "Show all Minutes" }).focus();
  await ana.page.keyboard.press("Shift+Tab");
  const link = ana.topic("Minutes").getByRole("link", { name: "the minutes" });
  await expect(link).toBeFocused();
  await expect(link).toBeInViewport();
  await expect(ana.page.getByRole("button", { name: "Show less Minutes" })).toBeVisible();
});

test("where the other writes below what shows, it unfolds", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Minutes");
  await writeLong(ana, "Minutes");
  await ana.expectSaved();
  await sam.page.reload();
  const showAll = sam.page.getByRole("button", { name: "Show all Minutes" });
  await expect(showAll).toBeVisible();
  await ana.topic("Minutes").getByText("line 1 of").click();
  await expect(sam.topic("Minutes").locator(".is-written")).toBeVisible();
  await expect(showAll).toBeVisible();
  await ana.page.keyboard.press("Control+End");
  await expect(sam.page.getByRole("button", { name: "Show less Minutes" })).toBeVisible();
  await ana.page.keyboard.type("What Sam sees arrive.");
  await expect(sam.topic("Minutes")).toContainText("What Sam sees arrive.");
});

async function writeLong(person: Person, title: string, end = ""): Promise<void> {
  const notes = await person.openNotes(title);
  const text = Array.from({ length: LINES }, (_, line) => `line ${line + 1} of what was said at length`).join("\n");
  await notes.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text + end);
  await expect(notes).toContainText(`line ${LINES} of`);
  await person.page.keyboard.press("Escape");
}

async function heightOf(part: Locator): Promise<number> {
  return (await part.boundingBox())?.height ?? 0;
}
