import { expect, type Locator } from "@playwright/test";
import { test } from "./world/test.ts";

test("what is yet to do below something done is not struck through, neither as it is written nor as it is read", async ({
  newPerson,
}) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("Launch");
  const notes = await ana.openNotes("Launch");
  await notes.evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "- [x] write it\n  - [ ] translate it\n  - [x] illustrate it");
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  const expectDone = async () => {
    for (const done of ["write it", "illustrate it"])
      expect(await isStruck(ana.topic("Launch").getByText(done))).toBe(true);
    expect(await isStruck(ana.topic("Launch").getByText("translate it"))).toBe(false);
  };
  await expect(notes).toContainText("translate it");
  await expectDone();
  await ana.page.keyboard.press("Escape");
  await expect(notes).toBeHidden();
  await expectDone();
});

/** A line through something goes through all that is in it. */
function isStruck(text: Locator): Promise<boolean> {
  return text.evaluate((element) => {
    for (let at: Element | null = element; at; at = at.parentElement) {
      if (getComputedStyle(at).textDecorationLine.includes("line-through")) return true;
    }
    return false;
  });
}
