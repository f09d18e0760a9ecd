import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import type { CandorServer } from "./world/candor-server.ts";
import type { Person } from "./world/person.ts";
import { test } from "./world/test.ts";
import { two } from "./world/two.ts";

const CARE = fileURLToPath(new URL("../apps/server/dist/care.js", import.meta.url));

function care<T>(server: CandorServer, command: object): T {
  const env = { PATH: process.env.PATH ?? "", CANDOR_DATA: server.dataDirectory };
  return JSON.parse(execFileSync(process.execPath, [CARE, JSON.stringify(command)], { env, encoding: "utf8" })) as T;
}

/** Two people, what both had written when the backup was made, and what they wrote since. */
async function writtenSinceTheBackup(newPerson: (name: string) => Promise<Person>, server: CandorServer) {
  const [ana, sam] = await two(newPerson);
  for (const person of [ana, sam]) person.mayBeCutOff();
  await ana.addTopic("In the backup");
  await expect(sam.topic("In the backup")).toBeVisible();
  await ana.expectSaved();
  const command = { command: "backup", to: null, withSecret: false, json: true } as const;
  const { folder } = care<{ folder: string }>(server, command);
  await ana.addTopic("Growth");
  await expect(sam.topic("Growth")).toBeVisible();
  await sam.openNotes("Growth");
  await sam.page.keyboard.type("Sam types below it");
  await expect(ana.topic("Growth")).toContainText("Sam types below it");
  await sam.addTopic("Conference");
  await expect(ana.topic("Conference")).toBeVisible();
  for (const person of [ana, sam]) await person.expectSaved();
  return { ana, sam, folder };
}

async function restore(server: CandorServer, from: string): Promise<void> {
  await server.kill();
  care(server, { command: "restore", from, replace: true, signOutEverybody: false, json: true });
  await server.restart();
}

/** The page on a device that has nothing of it. */
async function onNewDevice(
  ana: Person,
  newPerson: (name: string, options: object) => Promise<Person>,
): Promise<Person> {
  const device = await newPerson("Ana elsewhere", { storageState: await ana.context.storageState() });
  await device.page.goto(ana.page.url());
  return device;
}

test("after a restore both screens have all that both wrote since the backup, and so has the server", async ({
  newPerson,
  server,
}) => {
  const { ana, sam, folder } = await writtenSinceTheBackup(newPerson, server);
  await restore(server, folder);
  const device = await onNewDevice(ana, newPerson);
  for (const person of [ana, sam, device]) {
    await expect(person.topic("Growth")).toContainText("Sam types below it", { timeout: 30_000 });
    await person.expectTitles(person.agenda, ["In the backup", "Growth", "Conference"]);
    await person.expectSaved();
  }
  await ana.addTopic("And on they go");
  await expect(sam.topic("And on they go")).toBeVisible();
  await expect(device.topic("And on they go")).toBeVisible();
});

test("what the other wrote since the backup comes back from one's own device alone, after a reload", async ({
  newPerson,
  server,
}) => {
  const { ana, sam, folder } = await writtenSinceTheBackup(newPerson, server);
  await ana.page.reload();
  await expect(ana.topic("Conference")).toBeVisible();
  await ana.expectSaved();
  await sam.context.close();
  await restore(server, folder);
  const device = await onNewDevice(ana, newPerson);
  for (const person of [ana, device]) {
    await expect(person.topic("Growth")).toContainText("Sam types below it", { timeout: 30_000 });
    await person.expectTitles(person.agenda, ["In the backup", "Growth", "Conference"]);
    await person.expectSaved();
  }
});
