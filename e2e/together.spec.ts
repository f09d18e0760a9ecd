import { expect } from "@playwright/test";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

test("the page says that both can read it as soon as the other has joined", async ({ newPerson }) => {
  const [ana] = await two(newPerson);
  await expect(ana.page.getByText("Only you and Sam can read this page.")).toBeVisible();
});

test("both type at once, and each sees the other's words", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Growth");
  await sam.addTopic("Conference");
  await ana.openNotes("Growth");
  await sam.openNotes("Conference");
  await Promise.all([
    ana.page.keyboard.type("wants to lead the billing split", { delay: 15 }),
    sam.page.keyboard.type("two days in May", { delay: 15 }),
  ]);
  for (const person of [ana, sam]) {
    await expect(person.topic("Growth")).toContainText("wants to lead the billing split");
    await expect(person.topic("Conference")).toContainText("two days in May");
    await person.expectSaved();
  }
});

test("what one types into a topic stays whole while the other types into it and moves it", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Growth");
  await ana.openNotes("Growth");
  await ana.page.keyboard.type("first line");
  await ana.page.keyboard.press("Enter");
  await expect(sam.topic("Growth")).toContainText("first line");
  await sam.openNotes("Growth");
  await sam.putCaretAtStart("first line");
  await Promise.all([
    ana.page.keyboard.type("what Ana writes below", { delay: 25 }),
    (async () => {
      await sam.page.keyboard.type("Sam above: ", { delay: 25 });
      await sam.page.keyboard.press("Escape");
      await sam.page.keyboard.press("Control+Shift+ArrowDown");
    })(),
  ]);
  await expect(sam.hopper).toContainText("Sam above: first line");
  await expect(sam.hopper).toContainText("what Ana writes below");
  // While Ana is in it, it stays under her hands; then it goes where Sam put it.
  await expect(ana.agenda).toContainText("what Ana writes below");
  await expect(ana.topic("Growth")).toContainText("Sam moved this to the Hopper");
  await ana.page.keyboard.press("Escape");
  await ana.page.keyboard.press("Escape");
  await expect(ana.hopper).toContainText("what Ana writes below");
  for (const person of [ana, sam]) {
    await expect(person.topic("Growth")).toHaveCount(1);
    await person.expectSaved();
  }
});

test("a title that both edit keeps the words of both", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Growth");
  for (const person of [ana, sam]) {
    await person.topic("Growth").focus();
    await person.page.keyboard.press("e");
    await expect(person.page.getByLabel("Title of the topic")).toBeFocused();
  }
  await sam.page.keyboard.press("Home");
  await Promise.all([
    ana.page.keyboard.type(" next year", { delay: 20 }),
    sam.page.keyboard.type("Sam’s ", { delay: 20 }),
  ]);
  for (const person of [ana, sam]) {
    await expect(person.page.getByLabel("Title of the topic")).toHaveValue("Sam’s Growth next year");
    await person.page.keyboard.press("Enter");
    await person.expectTitles(person.agenda, ["Sam’s Growth next year"]);
  }
});

test("what is typed right after the key for editing a title goes into the title", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  await ana.topic("Growth").focus();
  await ana.page.keyboard.type("e next year");
  await ana.page.keyboard.press("Enter");
  await ana.expectTitles(ana.agenda, ["Growth next year"]);
});

test("undo is mine: it never takes back what the other did", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  await ana.addTopic("Growth");
  await sam.addTopic("Conference");
  await expect(ana.topic("Conference")).toBeVisible();
  await sam.openNotes("Growth");
  await sam.page.keyboard.type("Sam wrote this");
  await expect(ana.topic("Growth")).toContainText("Sam wrote this");
  await ana.agenda.getByRole("checkbox", { name: "Discussed: Conference" }).click();
  await expect(sam.agenda.getByRole("checkbox", { name: "Discussed: Conference" })).toBeChecked();

  await ana.topic("Growth").focus();
  await ana.page.keyboard.press("Control+z");
  await expect(ana.agenda.getByRole("checkbox", { name: "Discussed: Conference" })).not.toBeChecked();
  await expect(ana.page.locator("[data-announcements]")).toHaveText("Undid: marking a topic");
  await ana.page.keyboard.press("Control+z");
  await expect(ana.topic("Growth")).toBeHidden();
  await expect(ana.topic("Conference")).toBeVisible();
  await ana.page.keyboard.press("Control+z");
  await expect(ana.topic("Conference")).toBeVisible();

  await ana.page.keyboard.press("Control+Shift+z");
  await expect(ana.topic("Growth")).toContainText("Sam wrote this");
  await expect(sam.topic("Growth")).toContainText("Sam wrote this");
});

test("what the other does moves neither my cursor nor my page", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  for (let index = 1; index <= 12; index += 1) await ana.addTopic(`Topic ${index}`);
  await ana.openNotes("Topic 12");
  await ana.page.keyboard.type("here I write");
  await ana.expectSaved();
  const caret = () =>
    ana.page.evaluate(() => {
      const range = getSelection()?.getRangeAt(0).getBoundingClientRect();
      return { top: Math.round(range?.top ?? 0), left: Math.round(range?.left ?? 0) };
    });
  const before = await caret();
  await sam.openNotes("Topic 1");
  await sam.page.keyboard.type("one\ntwo\nthree");
  await expect(ana.topic("Topic 1")).toContainText("three");
  expect(await caret()).toEqual(before);
  await ana.page.keyboard.type(" on");
  await expect(ana.topic("Topic 12")).toContainText("here I write on");
});

test("actions and the date of the meeting are both people's", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  await ana.addAction("Ask Lee to review the plan");
  await expect(sam.action("Ask Lee to review the plan")).toBeVisible();
  await sam.action("Ask Lee to review the plan").getByRole("checkbox").click();
  await sam.pointAtUndo();
  await expect(ana.action("Ask Lee to review the plan")).toBeHidden();
  await sam.page.getByRole("button", { name: "Undo" }).click();
  await expect(ana.action("Ask Lee to review the plan")).toBeVisible();
});

test("two tabs of one person are one person", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  const first = ana.page;
  const second = await ana.context.newPage();
  await second.goto(first.url());
  await ana.addTopic("From the first tab");
  ana.page = second;
  await expect(ana.topic("From the first tab")).toBeVisible();
  await ana.addTopic("From the second tab");
  ana.page = first;
  await ana.expectTitles(ana.agenda, ["From the first tab", "From the second tab"]);
  await sam.expectTitles(sam.agenda, ["From the first tab", "From the second tab"]);
  await sam.expectHere("Ana");
  await expect(sam.page.locator("[data-presence]")).toHaveCount(1);
});
