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

  limitFiles(server.pid, "1"); // no file may grow beyond a byte, as on a disk without room
  await ana.addTopic("Written on a full disk");
  await expect(ana.page.locator("[data-banner]")).toContainText("The server has no room left", { timeout: 2_000 });
  await expect(ana.page.locator("[data-sync]")).toHaveText("Not saved on the server");
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
