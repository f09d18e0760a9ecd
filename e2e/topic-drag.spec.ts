import { expect, type Locator } from "@playwright/test";
import type { Person } from "./world/person.ts";
import { test } from "./world/test.ts";

test("a topic is dragged by its grip past others that no mouse was over, and into the Hopper and back", async ({
  newPerson,
}) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  for (const title of ["One", "Two", "Three"]) await ana.addTopic(title);
  await ana.addForLater("Four");

  await drag(ana, "Three", ana.topic("One"), "before");
  await ana.expectTitles(ana.agenda, ["Three", "One", "Two"]);
  await drag(ana, "Three", ana.topic("One"), "after");
  await ana.expectTitles(ana.agenda, ["One", "Three", "Two"]);
  await drag(ana, "One", ana.topic("Four"), "after");
  await ana.expectTitles(ana.hopper, ["Four", "One"]);
  await drag(ana, "Four", ana.topic("Two"), "before");
  await ana.expectTitles(ana.agenda, ["Three", "Four", "Two"]);
});

async function drag(person: Person, title: string, onto: Locator, where: "before" | "after"): Promise<void> {
  const { mouse } = person.page;
  const row = person.topic(title);
  await row.hover();
  await expect(row).toHaveAttribute("draggable", "true");
  await row.locator("[data-grip]").hover();
  await mouse.down();
  const box = await onto.boundingBox();
  if (!box) throw new Error("nowhere to drop");
  const y = box.y + (where === "before" ? 6 : box.height - 6);
  await mouse.move(box.x + 60, y, { steps: 12 });
  await mouse.move(box.x + 66, y, { steps: 3 }); // what is entered hears only of the moves after that
  await expect(onto).toHaveAttribute("data-drop", where);
  await mouse.up();
}
