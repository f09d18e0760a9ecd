import { expect, type Locator } from "@playwright/test";
import type { Person } from "./world/person.ts";
import { test } from "./world/test.ts";

test("the first minute and everything done with topics need no mouse", async ({ newPerson }) => {
  test.slow();
  const ana = await newPerson("Ana");
  await ana.page.goto("/");
  await expectFocusSeen(ana, ana.page.getByLabel("Who do you meet?"));
  await press(ana, "Sam", "Enter");
  const field = ana.page.getByRole("textbox", { name: "Add a topic" });
  for (const title of ["One", "Two", "Three"]) {
    await expectFocusSeen(ana, field);
    await press(ana, title, "Enter");
    await expect(ana.topic(title)).toBeVisible();
  }

  await tabTo(ana, ana.topic("One"), "Shift+Tab");
  await ana.page.keyboard.press("ArrowDown");
  await expectFocusSeen(ana, ana.topic("Two"));
  await ana.page.keyboard.press("Alt+ArrowUp");
  await ana.expectTitles(ana.agenda, ["Two", "One", "Three"]);
  await expectFocusSeen(ana, ana.topic("Two"));
  await ana.page.keyboard.press("Alt+ArrowDown");
  await ana.page.keyboard.press("Alt+ArrowDown");
  await ana.expectTitles(ana.agenda, ["One", "Three", "Two"]);
  await expectFocusSeen(ana, ana.topic("Two"));

  await ana.page.keyboard.press("Enter");
  await expectFocusSeen(ana, ana.topic("Two").getByRole("textbox"));
  await ana.page.keyboard.type("written without a mouse");
  await ana.page.keyboard.press("Escape");
  await expectFocusSeen(ana, ana.topic("Two"));
  await expect(ana.topic("Two")).toContainText("written without a mouse");

  const discussed = ana.agenda.getByRole("checkbox", { name: "Discussed: Two" });
  await ana.page.keyboard.press("x");
  await expect(discussed).toBeChecked();
  await expectFocusSeen(ana);
  await ana.page.keyboard.press("Control+z");
  await expect(discussed).not.toBeChecked();

  await toRow(ana, "Three");
  await ana.page.keyboard.press("Control+Shift+ArrowDown");
  await ana.expectTitles(ana.hopper, ["Three"]);
  await ana.expectTitles(ana.agenda, ["One", "Two"]);
  await expectFocusSeen(ana);
  await ana.page.keyboard.press("Control+z");
  await ana.expectTitles(ana.agenda, ["One", "Three", "Two"]);
  await ana.expectTitles(ana.hopper, []);
  await expectFocusSeen(ana);
  await ana.expectSaved();
});

test("inviting and joining need no mouse", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await fromPalette(ana, "Invite the other person");
  const dialog = ana.page.getByRole("dialog");
  await expect(dialog.getByRole("button", { name: "Make a link" })).toBeVisible();
  await tabTo(ana, dialog.getByLabel("Your name, as the invitation says it"));
  await press(ana, "Ana", "Enter");
  const link = dialog.getByLabel("The link");
  await expectFocusSeen(ana, link);
  const address = await link.inputValue();
  await ana.page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expectFocusSeen(ana, ana.page.getByRole("textbox", { name: "Add a topic" }));

  const sam = await newPerson("Sam");
  await sam.page.goto(address);
  await expectFocusSeen(sam, sam.page.getByLabel("Your name"));
  await press(sam, "Sam", "Enter");
  await expect(sam.page.getByRole("heading", { level: 2, name: "Agenda" })).toBeVisible();
  await sam.expectHere("Ana");
});

test("an action with a person and a date, and closing the meeting, need no mouse", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await press(ana, "Talked about", "Enter");
  await press(ana, "Not reached", "Enter");
  await expect(ana.topic("Not reached")).toBeVisible();

  await fromPalette(ana, "Add an action");
  await expectFocusSeen(ana, ana.page.getByRole("textbox", { name: "Add an action" }));
  await ana.page.keyboard.type("Send the numbers");
  await ana.page.keyboard.press("Tab");
  await expectFocusSeen(ana, ana.page.getByLabel("Who", { exact: true }));
  await ana.page.keyboard.press("ArrowDown");
  await expect(ana.page.getByLabel("Who", { exact: true })).toHaveValue("b");
  await ana.page.keyboard.press("Tab");
  await expectFocusSeen(ana, ana.page.getByLabel("By when"));
  // Parts of the page come late, above where somebody is just then.
  await ana.page.evaluate(() => {
    document.documentElement.style.overflowAnchor = "none"; // as at the top of a page, and in browsers without it
    document.querySelector("main")?.prepend(Object.assign(document.createElement("p"), { id: "late" }));
    document.querySelector<HTMLElement>("#late")?.style.setProperty("block-size", "3000px");
  });
  await expectFocusSeen(ana, ana.page.getByLabel("By when"));
  await ana.page.evaluate(() => document.querySelector("#late")?.remove());
  await expectFocusSeen(ana, ana.page.getByLabel("By when"));
  await press(ana, "12122099", "Enter"); // the same whether the day or the month is asked first
  const action = ana.action("Send the numbers");
  await expect(action).toContainText("Sam");
  await expect(action).toContainText("12 Dec 2099");
  await expectFocusSeen(ana, ana.page.getByRole("textbox", { name: "Add an action" }));

  await toRow(ana, "Talked about");
  await ana.page.keyboard.press("x");
  await expect(ana.agenda.getByRole("checkbox", { name: "Discussed: Talked about" })).toBeChecked();
  await fromPalette(ana, "Close the meeting");
  await ana.expectTitles(ana.hopper, ["Not reached"]);
  await expect(ana.agenda.getByRole("heading", { name: "Talked about" })).toBeHidden();
  await expectFocusSeen(ana);
  await ana.page.keyboard.press("Control+z");
  await ana.expectTitles(ana.agenda, ["Talked about", "Not reached"]);
  await ana.expectTitles(ana.hopper, []);
});

/** Types words, then presses a key. */
async function press({ page }: Person, words: string, key: string): Promise<void> {
  await page.keyboard.type(words);
  await page.keyboard.press(key);
}

async function fromPalette({ page }: Person, command: string): Promise<void> {
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Command palette" });
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type(command);
  await expect(palette.getByRole("option", { selected: true })).toContainText(command);
  await page.keyboard.press("Enter");
  await expect(palette).toBeHidden();
}

/** Goes on with Tab until it is reached; whatever is passed must show the focus, too. */
async function tabTo(person: Person, target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let steps = 0; steps < 60 && !(await isThere()); steps += 1) {
    await person.page.keyboard.press(key);
    await expectFocusSeen(person);
  }
  await expectFocusSeen(person, target);
}

/** Goes to the row of a topic by the keys for that. */
async function toRow(person: Person, title: string): Promise<void> {
  await tabTo(person, person.agenda.locator("[data-topic][tabindex='0']"), "Shift+Tab");
  const isThere = () => person.topic(title).evaluate((element) => element === document.activeElement);
  await person.page.keyboard.press("ArrowUp");
  await person.page.keyboard.press("ArrowUp");
  for (let steps = 0; steps < 5 && !(await isThere()); steps += 1) await person.page.keyboard.press("ArrowDown");
  await expectFocusSeen(person, person.topic(title));
}

/** Something has the focus, shows that it has, and is on the screen; `target` where that is given. */
async function expectFocusSeen({ page }: Person, target?: Locator): Promise<void> {
  if (target) await expect(target).toBeFocused();
  await expect(page.locator(":focus-visible:not(body)")).toBeInViewport();
}
