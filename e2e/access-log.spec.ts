import { expect } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

test("both see in the page who has had access; whoever lost their place sees it no more", async ({ newPerson }) => {
  const [ana, sam] = await two(newPerson);
  sam.mayBeCutOff();
  const logOf = async (person: typeof ana) => {
    await person.page.getByRole("button", { name: "More for this page" }).click();
    await person.page.getByRole("menuitem", { name: "Who has had access" }).click();
    return person.page.getByRole("dialog", { name: "Who has had access" });
  };
  const hers = await logOf(ana);
  await expect(hers.getByRole("list", { name: "Who has had access" })).toContainText("You made a link");
  await expect(hers).toContainText("Sam took a place on the page through a link");
  await expect(hers).not.toContainText("opened the page");
  await hers.getByLabel("Show the days on which it was opened").check();
  await expect(hers).toContainText("You opened the page");
  await expect(hers).not.toContainText("Sam opened the page"); // that is told tomorrow
  await expectNoViolations(ana, "the access log");
  await ana.page.keyboard.press("Escape");

  const his = await logOf(sam);
  await expect(his).toContainText("Ana made a link");
  await expect(his).toContainText("You took a place on the page through a link");
  await sam.page.keyboard.press("Escape");

  await ana.page.getByRole("banner").getByRole("button", { name: "Invite" }).click();
  await ana.page.getByRole("button", { name: "End Sam’s access" }).click();
  await ana.page.keyboard.press("Escape");
  await expect(await logOf(ana)).toContainText("You ended the access of Sam");
  await expect(sam.page.getByText(/Your access to this page has ended/)).toBeVisible();
  await sam.page.getByRole("button", { name: "More for this page" }).click();
  const refused = sam.page.getByRole("menuitem", { name: "Who has had access" });
  await expect(refused).toBeDisabled();
  await expect(refused).toHaveAccessibleDescription("Your access to this page has ended.");
});

test("a copy taken out of the page is in its log; without the server the log says so and tries again", async ({
  newPerson,
}) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  await ana.expectSaved();
  const download = ana.page.waitForEvent("download");
  await ana.runFromPalette("Export this page as Markdown");
  await download;
  const dialog = ana.page.getByRole("dialog", { name: "Who has had access" });
  await ana.runFromPalette("Who has had access");
  await expect(dialog).toBeVisible(); // its code is here from now on
  await ana.page.keyboard.press("Escape");
  await ana.goOffline();
  await ana.runFromPalette("Who has had access");
  await expect(dialog.getByRole("alert")).toContainText("can’t be reached");
  await ana.goOnline();
  await dialog.getByRole("button", { name: "Try again" }).click();
  await expect(dialog).toContainText("You saved a copy of the page as a file");
});
