import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "@playwright/test";
import { CandorServer } from "./world/candor-server.ts";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import type { Person } from "./world/person.ts";
import { test as base } from "./world/test.ts";
import { two } from "./world/two.ts";

type World = { calendar: { origin: string; events: string[]; isBroken: boolean } };

/** A calendar on this machine, for which whoever runs the server vouches. */
const test = base.extend<World>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
  calendar: async ({}, use) => {
    const calendar = { origin: "", events: [] as string[], isBroken: false };
    const host = createServer((_request, response) => {
      if (calendar.isBroken) response.writeHead(503).end();
      else response.end(["BEGIN:VCALENDAR", ...calendar.events, "END:VCALENDAR", ""].join("\r\n"));
    });
    await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
    calendar.origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
    await use(calendar);
    host.closeAllConnections();
    host.close();
  },
  server: async ({ calendar }, use, testInfo) => {
    const server = await CandorServer.start({ environment: { CANDOR_CALENDAR_ORIGINS: calendar.origin } });
    await use(server);
    await server.stop();
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach("server", { body: server.output });
  },
});

const dialogOf = (person: Person) => person.page.getByRole("dialog");
const back = async ({ page }: Person) => {
  await page.goBack();
  await expect(page.getByRole("button", { name: "Can’t make it?" })).toBeVisible();
};

async function offered(person: Person): Promise<string[]> {
  await person.page.getByRole("button", { name: "Can’t make it?" }).click();
  await expect(dialogOf(person).getByText("Calendar settings")).toBeVisible();
  return dialogOf(person).getByRole("listitem").allInnerTexts();
}

/** Taken from now on for so many days, with a name that nobody else is to see. */
function taken(days: number): string[] {
  const at = (add: number) => new Date(Date.now() + add * 86_400_000).toISOString().slice(0, 19).replace(/[-:]/g, "");
  return ["BEGIN:VEVENT", "UID:1", "SUMMARY:Canary", `DTSTART:${at(0)}Z`, `DTEND:${at(days)}Z`, "END:VEVENT"];
}

test("who connects a calendar is offered times that are free, and the other too once that is shared", async ({
  newPerson,
  calendar,
}) => {
  calendar.events = taken(40);
  const [ana, sam] = await two(newPerson);
  const before = await offered(sam);
  expect(before).toHaveLength(4);
  await expect(dialogOf(sam)).toContainText("Your calendar is not connected. Ana has not shared when they are taken.");
  await sam.page.keyboard.press("Escape");

  ana.mayReport(/400 \(Bad Request\)/);
  await ana.page.goto("/settings");
  await ana.page.getByRole("link", { name: "Open my calendars" }).click();
  await ana.page.getByLabel("Its secret address").fill("http://calendar.example.org/private.ics");
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.getByRole("alert").filter({ hasText: "must begin with https://" })).toBeVisible();
  await ana.page.getByLabel("Its secret address").fill(`${calendar.origin}/canary-address.ics`);
  await ana.page.keyboard.press("Enter");
  await expect(ana.page.getByText("Read just now, 1 entry.")).toBeVisible();
  await expect(ana.page.getByLabel("Its secret address")).toHaveValue("");
  await expectNoViolations(ana, "the calendar settings");
  expect(await ana.page.content()).not.toContain("canary-address");

  await ana.page.goBack();
  await back(ana);
  expect(await offered(ana)).toEqual([]);
  await expect(dialogOf(ana)).toContainText("No time within three weeks suits you both");
  await expect(dialogOf(ana)).toContainText("Your calendar was read");
  await ana.page.keyboard.press("Escape");
  expect(await offered(sam)).toHaveLength(4);
  await sam.page.keyboard.press("Escape");

  await ana.page.goto("/settings/calendar");
  await ana.page.getByRole("checkbox", { name: "Sam" }).check();
  await expect(ana.page.getByRole("checkbox", { name: "Sam" })).toBeChecked();
  const answer = sam.page.waitForResponse(/\/busy$/);
  expect(await offered(sam)).toEqual([]);
  await expect(dialogOf(sam)).toContainText("Ana’s was read just now.");
  expect(await (await answer).text()).not.toMatch(/canary/i);
  await sam.page.keyboard.press("Escape");

  calendar.isBroken = true;
  await ana.page.getByRole("button", { name: /^Read now: 127/ }).click();
  await expect(ana.page.getByText("The calendar’s server has a fault of its own.")).toBeVisible();
  await expect(ana.page.getByText("What is known is from just now.")).toBeVisible();
  await ana.page.getByRole("button", { name: /^Take away 127/ }).click();
  await expect(ana.page.getByText("None is connected.")).toBeVisible();
  expect(await offered(sam)).toHaveLength(4);
  await expect(dialogOf(sam)).toContainText("Ana has no calendar connected.");
});

test("a file is read on the spot, what its meetings are about stays on the device, and no net is no obstacle to moving", async ({
  newPerson,
}) => {
  const [, sam] = await two(newPerson);
  sam.mayReport(/400 \(Bad Request\)/);
  await sam.page.goto("/settings/calendar");
  const sent = sam.page.waitForRequest(/\/calendars\/files$/);
  const text = ["BEGIN:VCALENDAR", ...taken(40), "END:VCALENDAR"].join("\r\n");
  await sam.page
    .getByLabel("Or add a file")
    .setInputFiles({ name: "work.ics", mimeType: "text/calendar", buffer: Buffer.from(text) });
  expect((await sent).postData()).not.toContain("Canary");
  await expect(sam.page.getByText(/^Added just now; it says nothing of what comes after/)).toBeVisible();
  await sam.page
    .getByLabel("Or add a file")
    .setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("hello") });
  await expect(sam.page.getByRole("alert").filter({ hasText: "There is no calendar in this file." })).toBeVisible();
  await back(sam);
  expect(await offered(sam)).toEqual([]);
  await sam.page.keyboard.press("Escape");
  await sam.goOffline();
  await sam.page.getByRole("button", { name: "Can’t make it?" }).click();
  await expect(dialogOf(sam).getByRole("listitem")).toHaveCount(4);
  await sam.goOnline();
});

test("one's meetings come to one's own calendar by a private address, which is shown once and can be replaced", async ({
  newPerson,
}) => {
  test.slow(); // what stands on a page is written down some seconds after the last edit
  const [ana] = await two(newPerson);
  const when = await ana.page.locator("[data-next-meeting] time").getAttribute("datetime");
  await ana.page.goto("/settings/calendar");
  await ana.page.getByRole("button", { name: "Make an address" }).click();
  const address = await ana.page.getByLabel("The address to subscribe to").inputValue();
  const ask = async () => (await ana.page.request.get(address)).text();
  await expect.poll(ask, { timeout: 60_000 }).toContain("BEGIN:VEVENT");
  const text = await ask();
  expect(text).toContain("SUMMARY:1:1\r\n");
  expect(text).not.toContain("Sam");
  expect(text).toMatch(new RegExp(`DTSTART[^:]*:${(when ?? "").slice(0, 10).replaceAll("-", "")}T`));
  await ana.page.getByLabel("Say with whom").check();
  await expect.poll(ask).toContain("SUMMARY:1:1 with Sam");
  await expectNoViolations(ana, "the calendar settings with an address");
  await ana.page.reload();
  await expect(ana.page.getByText(/^Made .*, last asked for/)).toBeVisible();
  expect(await ana.page.content()).not.toContain(address);
  await ana.page.getByRole("button", { name: "Make another address" }).click();
  await expect(ana.page.getByLabel("The address to subscribe to")).not.toHaveValue(address);
  expect((await ana.page.request.get(address)).status()).toBe(404);
  await ana.page.getByRole("button", { name: "Switch off" }).click();
  await expect(ana.page.getByRole("button", { name: "Make an address" })).toBeVisible();
});

for (const [name, options] of [
  ["desktop", { viewport: { width: 1280, height: 900 } }],
  ["phone", { viewport: { width: 390, height: 844 } }],
  ["dark", { viewport: { width: 1280, height: 900 }, colorScheme: "dark" as const }],
] as const)
  test(`the calendar settings are whole and reachable: ${name}`, async ({ newPerson, calendar }, testInfo) => {
    calendar.events = [
      ...taken(1),
      ...["BEGIN:VEVENT", "UID:2", "DTSTART;TZID=Nowhere:20261201T100000", "DURATION:PT1H", "END:VEVENT"],
    ];
    const ana = await newPerson("Ana", options);
    await ana.firstMinute("Sam");
    await ana.page.goto("/settings/calendar");
    await ana.page.getByLabel("Its secret address").fill(`${calendar.origin}/a.ics`);
    await ana.page.keyboard.press("Enter");
    await expect(ana.page.getByText("Read just now, 2 entries.")).toBeVisible();
    await ana.page.getByText("Where do I find it?").click();
    await expectNoViolations(ana, "the calendar settings");
    expect(await ana.page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await ana.page.screenshot({ path: testInfo.outputPath(`calendar-${name}.png`), fullPage: true });
  });
