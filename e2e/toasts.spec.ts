import { expect, type Locator } from "@playwright/test";
import { test } from "./world/test.ts";

const LONGER_THAN_NOTES = 200_001;

for (const [screen, options] of [
  ["a phone", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
  ["a desk", { viewport: { width: 1280, height: 900 } }],
] as const) {
  test(`what is told on ${screen} lies over neither the tools of a text nor the line one writes`, async ({
    newPerson,
  }) => {
    const ana = await newPerson("Ana", options);
    await ana.firstMinute("Sam");
    await ana.addTopic("Growth");
    const notes = await ana.openNotes("Growth");
    // So many lines that the tools lie at the foot of the screen.
    for (let line = 0; line < 30; line += 1) await ana.page.keyboard.press("Enter");
    await ana.page.keyboard.type("the last line");
    const tools = ana.page.getByRole("toolbar", { name: "Formatting" });
    await expectToldApartFrom(notes, tools);
    await expectToldApartFrom(notes, notes.getByText("the last line"));
    await ana.page.mouse.wheel(0, -150);
    await expectToldApartFrom(notes, tools);
    await ana.page.keyboard.press("Control+Home");
    const told = await expectToldApartFrom(notes, tools);
    await told.first().getByRole("button", { name: "Dismiss" }).click(); // and it can be pressed where it lies
  });
}

/** Has something told, and then measures. */
async function expectToldApartFrom(notes: Locator, inUse: Locator): Promise<Locator> {
  const told = await refuseAPaste(notes);
  await expect
    .poll(async () => {
      const used = await inUse.boundingBox();
      const boxes = await told.evaluateAll((toasts) => toasts.map((toast) => toast.getBoundingClientRect().toJSON()));
      return used && boxes.length > 0 ? boxes.filter((box) => isOver(box, used)) : "not shown";
    })
    .toEqual([]);
  await expect(told.first()).toBeInViewport();
  return told;
}

type Box = { x: number; y: number; width: number; height: number };

function isOver(one: Box, other: Box): boolean {
  const isBeside = one.x + one.width <= other.x || other.x + other.width <= one.x;
  return !isBeside && one.y + one.height > other.y && other.y + other.height > one.y;
}

async function refuseAPaste(notes: Locator): Promise<Locator> {
  await notes.evaluate((element, length) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "x".repeat(length));
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, LONGER_THAN_NOTES);
  const told = notes.page().locator(".toast").filter({ hasText: "That is too long for notes." });
  await expect(told.first()).toBeVisible();
  return told;
}

test("what was done last is told and can be taken back at once, however quickly much was done before", async ({
  newPerson,
}) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  await ana.topic("Growth").focus();
  await ana.page.keyboard.press("x");
  await ana.pointAtUndo(); // what is pointed at stays, so that nothing comes merely because its time was up
  for (const key of ["x", "x", "x", "x", "x", "Delete"]) await ana.page.keyboard.press(key);
  const told = ana.page.locator(".toast").filter({ hasText: "“Growth” is in the bin" });
  await told.getByRole("button", { name: "Undo" }).click();
  await expect(ana.topic("Growth")).toBeVisible();
  await expect(ana.page.locator(".toast")).toHaveCount(1);
});
