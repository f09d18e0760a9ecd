import { basic, missing, RADICALE } from "@candor/integrations/calendar/caldav/testing/dav-servers.ts";
import { startUnrulyProxy, type UnrulyProxy } from "@candor/integrations/calendar/caldav/testing/unruly-proxy.ts";
import { expect } from "@playwright/test";
import { CandorServer } from "./world/candor-server.ts";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import type { Person } from "./world/person.ts";
import { test as base } from "./world/test.ts";
import { two } from "./world/two.ts";

type World = { radicale: UnrulyProxy & { password: string } };

/** A real CalDAV server on this machine, for which whoever runs Candor vouches. */
const test = base.extend<World>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
  radicale: async ({}, use) => {
    const server = await RADICALE.start();
    const proxy = await startUnrulyProxy(server.origin, null);
    await use({ ...proxy, password: server.password });
    await proxy.close();
    await server.close();
  },
  server: async ({ radicale }, use, testInfo) => {
    const server = await CandorServer.start({ environment: { CANDOR_CALENDAR_ORIGINS: radicale.origin } });
    await use(server);
    await server.stop();
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach("server", { body: server.output });
  },
});
const sentence = missing(RADICALE);
test.skip(sentence !== null, sentence ?? "");

const headers = { authorization: basic("ana") };

/** What stands in Ana's calendar at her server. */
async function standing({ origin }: UnrulyProxy): Promise<string> {
  const listed = await fetch(`${origin}/ana/work/`, { method: "PROPFIND", headers: { ...headers, depth: "1" } });
  const paths = [...(await listed.text()).matchAll(/>([^<]*\.ics)</g)].map(([, path]) => path);
  return (await Promise.all(paths.map(async (path) => (await fetch(`${origin}${path}`, { headers })).text()))).join("");
}

async function plant({ origin }: UnrulyProxy): Promise<void> {
  const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 19).replace(/[-:]/g, "");
  await fetch(`${origin}/ana/work/holiday.ics`, {
    method: "PUT",
    headers: { ...headers, "content-type": "text/calendar" },
    body: `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:holiday\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:${at(0)}Z\r\nDTEND:${at(40)}Z\r\nSUMMARY:Canary\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`,
  });
}

async function connect(ana: Person, radicale: World["radicale"], password = radicale.password): Promise<void> {
  await ana.page.getByLabel("Server", { exact: true }).fill(radicale.origin);
  await ana.page.getByLabel("User name").fill("ana");
  await ana.page.getByLabel("App password").fill(password);
  await ana.page.keyboard.press("Enter");
}

test("an account is connected, its calendar read, and one's 1:1s stand in it and are taken out again", async ({
  newPerson,
  radicale,
}) => {
  test.slow(); // what stands on a page is written down some seconds after the last edit
  const [ana] = await two(newPerson);
  ana.mayReport(/409 \(Conflict\)/);
  const when = await ana.page.locator("[data-next-meeting] time").getAttribute("datetime");
  await ana.page.goto("/settings/calendar");
  await connect(ana, radicale, "not the password");
  await expect(ana.page.getByRole("alert").filter({ hasText: "does not take this name and password" })).toBeVisible();
  await expect(ana.page.getByLabel("User name")).toHaveValue("ana");
  await connect(ana, radicale);
  await expect(ana.page.getByRole("checkbox", { name: "Work & more" })).toBeChecked();
  await expect(ana.page.getByRole("checkbox", { name: "Work & more" })).toBeFocused();
  await ana.page.getByLabel("Put my 1:1s into").selectOption({ label: "Work & more" });
  await expectNoViolations(ana, "choosing calendars");
  await ana.page.getByRole("button", { name: "Save" }).click();
  await expect.poll(() => standing(radicale), { timeout: 90_000 }).toContain("BEGIN:VEVENT");
  await ana.page.reload();
  await expect(ana.page.getByText("1 meeting in “Work & more”.")).toBeVisible();
  const text = await standing(radicale);
  expect(text).toContain("SUMMARY:1:1\r\n");
  expect(text).not.toContain("Sam");
  expect(text).toMatch(new RegExp(`DTSTART[^:]*:${(when ?? "").slice(0, 10).replaceAll("-", "")}T`));
  await expect(
    ana.page.getByText("Read just now, 1 entry.").or(ana.page.getByText("Read just now, 0 entries.")),
  ).toBeVisible();

  // Their own 1:1 does not stand in its own way; what else is there does.
  await ana.page.goBack();
  await ana.page.getByRole("button", { name: "Can’t make it?" }).click();
  await expect(ana.page.getByRole("dialog").getByRole("listitem")).toHaveCount(4);
  await ana.page.getByRole("dialog").getByRole("listitem").first().getByRole("button").click();
  await expect.poll(() => standing(radicale), { timeout: 90_000 }).toMatch(/RECURRENCE-ID|SEQUENCE:1/);
  expect(await standing(radicale)).toMatch(/SEQUENCE:1\r/);
  await plant(radicale);
  await ana.page.goto("/settings/calendar");
  await ana.page.getByRole("button", { name: "Read now: Work & more" }).click();
  await expect(ana.page.getByText("Read just now, 2 entries.")).toBeVisible();
  expect(await ana.page.content()).not.toContain("Canary");

  await ana.page.getByRole("button", { name: /^Choose calendars of ana/ }).click();
  await ana.page.getByLabel("Put my 1:1s into").selectOption({ label: "No calendar" });
  await ana.page.getByRole("button", { name: "Save" }).click();
  await expect.poll(() => standing(radicale), { timeout: 60_000 }).not.toContain("meeting.candor");
  expect(await standing(radicale)).toContain("Canary");

  radicale.disturb({ status: 401 });
  await ana.page.getByRole("button", { name: "Read now: Work & more" }).click();
  await expect(ana.page.getByText("It lets us in no more.")).toBeVisible({ timeout: 40_000 });
  radicale.disturb(null);
  await ana.page.getByRole("listitem").getByLabel("App password").fill(radicale.password);
  await ana.page.getByRole("button", { name: "Use this password" }).click();
  await expect(ana.page.getByText("It lets us in no more.")).toBeHidden();
  await ana.page.getByRole("button", { name: /^Disconnect ana/ }).click();
  await expect(ana.page.getByText("None is connected.")).toBeVisible();
});

for (const [name, options] of [
  ["desktop", { viewport: { width: 1280, height: 900 } }],
  ["phone", { viewport: { width: 390, height: 844 } }],
  ["dark", { viewport: { width: 1280, height: 900 }, colorScheme: "dark" as const }],
] as const)
  test(`accounts are whole and reachable by keys alone: ${name}`, async ({ newPerson, radicale }, testInfo) => {
    const ana = await newPerson("Ana", options);
    await ana.firstMinute("Sam");
    await ana.page.goto("/settings/calendar");
    await connect(ana, radicale);
    await expect(ana.page.getByRole("checkbox", { name: "Work & more" })).toBeFocused();
    await ana.page.keyboard.press("Tab");
    await ana.page.keyboard.press("ArrowDown");
    await ana.page.screenshot({ path: testInfo.outputPath(`choosing-${name}.png`), fullPage: true });
    await expectNoViolations(ana, "choosing calendars");
    await ana.page.getByRole("button", { name: "Save" }).focus();
    await ana.page.keyboard.press("Enter");
    await expect(ana.page.getByText("One of its calendars is read.")).toBeVisible();
    await ana.page.getByText("Connect a CalDAV account").click();
    await expectNoViolations(ana, "accounts");
    expect(await ana.page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await ana.page.screenshot({ path: testInfo.outputPath(`accounts-${name}.png`), fullPage: true });
  });
