import { execFileSync } from "node:child_process";
import { expect } from "@playwright/test";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

test("a server that is killed while both type loses nothing", async ({ newPerson, server }) => {
  const [ana, sam] = await two(newPerson);
  for (const person of [ana, sam]) person.mayBeCutOff();
  await ana.addTopic("Growth");
  await expect(sam.topic("Growth")).toBeVisible();
  await sam.addTopic("Conference");
  await expect(ana.topic("Conference")).toBeVisible();
  await ana.openNotes("Growth");
  await sam.openNotes("Conference");
  const words = Array.from({ length: 24 }, (_, index) => `w${index}`).join(" ");
  const typing = Promise.all([
    ana.page.keyboard.type(`Ana ${words}`, { delay: 30 }),
    sam.page.keyboard.type(`Sam ${words}`, { delay: 30 }),
  ]);
  await expect(ana.topic("Growth")).toContainText("w3");
  await server.kill();
  await expect(ana.topic("Growth")).toContainText("w12");
  await expect(ana.page.locator("[data-sync]")).not.toHaveAttribute("data-sync", "saved");
  await server.restart();
  await typing;
  for (const person of [ana, sam]) {
    await expect(person.topic("Growth")).toContainText(`Ana ${words}`, { timeout: 30_000 });
    await expect(person.topic("Conference")).toContainText(`Sam ${words}`, { timeout: 30_000 });
    await person.expectSaved();
  }
  await server.kill();
  await server.restart();
  await ana.page.reload();
  await expect(ana.topic("Growth")).toContainText(`Ana ${words}`);
  await expect(ana.topic("Conference")).toContainText(`Sam ${words}`);
});

test("who begins a first page while the server has no room is told so, and not that they are offline", async ({
  newPerson,
  server,
}) => {
  const ana = await newPerson("Ana");
  ana.mayBeCutOff();
  limitFiles(server.pid, "1");
  await ana.firstMinute("Sam");
  await ana.addTopic("Written on a full disk");
  await expect(ana.page.locator("[data-banner]")).toContainText("The server has no room left");
  await expect(ana.page.locator("[data-sync]")).toHaveText("Not saved on the server");

  limitFiles(server.pid, "unlimited");
  await ana.expectSaved();
  await expect(ana.page.locator("[data-banner]")).toBeHidden();
});

test("a full disk is said within two seconds; reading goes on; room again needs no restart", async ({
  newPerson,
  server,
}) => {
  const [ana, sam] = await two(newPerson);
  for (const person of [ana, sam]) person.mayBeCutOff();
  await ana.addTopic("Growth");
  await ana.expectSaved();
  await sam.expectTitles(sam.agenda, ["Growth"]);
  // His device says its zone soon after it came; that is his as well, and has to be stored by then.
  await expect.poll(() => sam.wire.join().includes("timeZoneOfB")).toBe(true);
  await sam.expectSaved();

  limitFiles(server.pid, "1"); // no file may grow beyond a byte, as on a disk without room
  await ana.addTopic("Written on a full disk");
  await expect(ana.page.locator("[data-banner]")).toContainText("The server has no room left", { timeout: 2_000 });
  await expect(ana.page.locator("[data-sync]")).toHaveText("Not saved on the server");
  await expect(sam.page.locator("[data-banner]")).toContainText("The server has no room left");
  await expect(sam.page.locator("[data-sync]")).toHaveText("Server has no room"); // nothing of his is unsaved
  await expect(sam.topic("Written on a full disk")).toBeHidden();
  await sam.page.reload();
  await sam.expectTitles(sam.agenda, ["Growth"]);

  limitFiles(server.pid, "unlimited");
  await expect(sam.topic("Written on a full disk")).toBeVisible({ timeout: 20_000 });
  await ana.expectSaved();
  await expect(ana.page.locator("[data-banner]")).toBeHidden();
  expect(server.isRunning).toBe(true);
});

function limitFiles(pid: number, softLimit: string): void {
  execFileSync("prlimit", ["--pid", String(pid), `--fsize=${softLimit}:unlimited`]);
}

test("what was being typed when a tab died is there again, until it is sent", async ({ newPerson }) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  await ana.expectSaved();
  const address = ana.page.url();
  const words = "How the split of the team went, and what each of us would do otherwise the next time";
  const topic = () => ana.page.getByRole("textbox", { name: "Add a topic" });
  const action = () => ana.page.getByRole("textbox", { name: "Add an action" });
  await topic().pressSequentially(words);
  await action().pressSequentially("Write down what we learned");
  const died = ana.page.waitForEvent("crash");
  const session = await ana.context.newCDPSession(ana.page);
  void session.send("Page.crash").catch(() => undefined); // nobody is left to answer
  await died;

  ana.page = await ana.context.newPage();
  await ana.page.goto(address);
  await expect(topic()).toHaveValue(words);
  await expect(action()).toHaveValue("Write down what we learned");
  await topic().press("Enter");
  await expect(ana.topic(words)).toBeVisible();
  await expect(topic()).toHaveValue("");
  await ana.expectSaved();
  await ana.page.reload();
  await expect(ana.topic(words)).toBeVisible();
  await expect(topic()).toHaveValue("");
  await expect(action()).toHaveValue("Write down what we learned");
});
