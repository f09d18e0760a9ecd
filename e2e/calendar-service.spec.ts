import { GoogleServer } from "@candor/integrations/calendar/google/testing/google-server.ts";
import { MicrosoftServer } from "@candor/integrations/calendar/microsoft/testing/microsoft-server.ts";
import { CLIENT } from "@candor/integrations/calendar/testing/provider-server.ts";
import { expect } from "@playwright/test";
import { CandorServer } from "./world/candor-server.ts";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import type { Person } from "./world/person.ts";
import { test as base } from "./world/test.ts";
import { two } from "./world/two.ts";

type World = { google: GoogleServer; microsoft: MicrosoftServer };

/** Two services on this machine that speak as Google and Microsoft do, and with which this Candor is registered. */
const test = base.extend<World>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
  google: async ({}, use) => {
    const service = await GoogleServer.start();
    service.consents = false;
    await use(service);
    await service.stop();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
  microsoft: async ({}, use) => {
    const service = await MicrosoftServer.start();
    service.consents = false;
    await use(service);
    await service.stop();
  },
  server: async ({ google, microsoft }, use, testInfo) => {
    const environment = {
      CANDOR_GOOGLE_CALENDAR_CLIENT_ID: CLIENT.id,
      CANDOR_GOOGLE_CALENDAR_CLIENT_SECRET: CLIENT.secret,
      CANDOR_GOOGLE_CALENDAR_ORIGIN: google.url,
      CANDOR_MICROSOFT_CALENDAR_CLIENT_ID: CLIENT.id,
      CANDOR_MICROSOFT_CALENDAR_CLIENT_SECRET: CLIENT.secret,
      CANDOR_MICROSOFT_CALENDAR_LOGIN: microsoft.url,
      CANDOR_MICROSOFT_CALENDAR_GRAPH: microsoft.url,
    };
    const server = await CandorServer.start({ environment });
    await use(server);
    await server.stop();
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach("server", { body: server.output });
  },
});

/** Taken from now on for so many days. */
function taken(days: number) {
  const at = (add: number) => new Date(Date.now() + add * 86_400_000).toISOString().slice(0, 19);
  return { start: { dateTime: at(0), timeZone: "UTC" }, end: { dateTime: at(days), timeZone: "UTC" } };
}

async function connect({ page }: Person, name: string): Promise<void> {
  await page.getByRole("button", { name: `Connect ${name} Calendar` }).click();
  await expect(page.getByRole("heading", { name: "Candor wants access" })).toBeVisible();
  await page.getByRole("link", { name: "Allow" }).click();
}

test("Google is connected by a permission, tells of changes, holds one's 1:1s, and is given back", async ({
  newPerson,
  google,
}) => {
  test.slow(); // what stands on a page is written down some seconds after the last edit
  const [ana, sam] = await two(newPerson);
  google.plant(taken(40));
  await ana.page.goto("/settings/calendar");
  await ana.page.getByRole("button", { name: "Connect Google Calendar" }).click();
  await ana.page.getByRole("link", { name: "Deny" }).click();
  await expect(ana.page.getByRole("alert").filter({ hasText: "No permission was given" })).toBeVisible();
  await expect(ana.page).toHaveURL(/\/settings\/calendar$/);

  await ana.page.getByLabel("Let Candor put my 1:1s into a calendar there").check();
  await connect(ana, "Google");
  await expect(ana.page.getByRole("checkbox", { name: "Ana", exact: true })).toBeChecked();
  await expect(ana.page).toHaveURL(/\/settings\/calendar$/);
  expect(google.asked.filter(({ path }) => path.includes("auth"))[0]?.url.searchParams.get("scope")).not.toMatch(
    /calendar\.events$/,
  );
  await ana.page.getByLabel("Put my 1:1s into", { exact: true }).selectOption({ label: "Ana" });
  await expectNoViolations(ana, "choosing calendars at Google");
  await ana.page.getByRole("button", { name: "Save" }).click();
  await expect(ana.page.getByText("Read just now, 1 entry.")).toBeVisible({ timeout: 30_000 });
  const ours = () =>
    google.eventsOf().filter(({ iCalUID, status }) => /candor/.test(iCalUID) && status !== "cancelled");
  await expect.poll(() => ours().length, { timeout: 90_000 }).toBe(1);
  expect(ours()[0]?.summary).toBe("1:1");
  expect(await ana.page.content()).not.toContain("Canary");

  // What Google tells of is read at once, and not in half an hour.
  await expect.poll(() => google.channels.length, { timeout: 40_000 }).toBe(1);
  const reads = () => google.count("GET", /\/events$/);
  const before = reads();
  google.plant(taken(1));
  await expect.poll(reads, { timeout: 60_000 }).toBeGreaterThan(before);

  google.revokeAll();
  await ana.page.reload();
  await ana.page.getByRole("button", { name: "Read now: Ana" }).click();
  await expect(ana.page.getByText("The permission was taken back, or is over.")).toBeVisible({ timeout: 40_000 });
  await expectNoViolations(ana, "a permission that is over");
  await ana.page.getByRole("button", { name: "Give Google’s permission again" }).click();
  await ana.page.getByRole("link", { name: "Allow" }).click();
  await expect(ana.page.getByText("The permission was taken back, or is over.")).toBeHidden();
  await ana.page.getByRole("button", { name: "Cancel" }).click();
  await ana.page.getByRole("button", { name: "Disconnect ana@example.com" }).click();
  await expect(ana.page.getByText("None is connected.")).toBeVisible();
  expect(google.openGrants).toBe(0);
  await sam.page.goto("/settings/calendar");
  await expect(sam.page.getByText("None is connected.")).toBeVisible();
});

test("Microsoft is connected by a permission to look, and goes on after the server was started anew", async ({
  newPerson,
  microsoft,
  server,
}) => {
  const ana = await newPerson("Ana");
  await ana.firstMinute("Sam");
  ana.mayReport(/Failed to (load resource|fetch)|net::ERR|WebSocket/);
  microsoft.plant(taken(2));
  await ana.page.goto("/settings/calendar");
  await connect(ana, "Microsoft");
  await expect(ana.page.getByRole("checkbox", { name: "Calendar", exact: true })).toBeChecked();
  await expect(ana.page.getByText("connect the account once more and let Candor do so")).toBeVisible();
  await ana.page.getByRole("button", { name: "Save" }).click();
  await expect(ana.page.getByText("Read just now, 1 entry.")).toBeVisible({ timeout: 30_000 });
  await expect.poll(() => microsoft.subscriptions.length, { timeout: 40_000 }).toBe(1);
  await server.restart();
  microsoft.expireAccess();
  microsoft.plant(taken(1));
  const shown = async () => {
    await ana.page.goto("/settings/calendar");
    const said = ana.page.getByText(/^Read .*entr/);
    await expect(said).toBeVisible();
    return said.textContent();
  };
  await expect.poll(shown, { timeout: 60_000, intervals: [3000] }).toContain("2 entries");
  expect(microsoft.count("POST", /token$/)).toBe(2);
  await expectNoViolations(ana, "an account with Microsoft");
  await ana.page.getByRole("button", { name: "Disconnect ana@example.com" }).click();
  await expect(ana.page.getByText("None is connected.")).toBeVisible();
  expect(microsoft.subscriptions).toEqual([]);
});

for (const [name, options] of [
  ["desktop", { viewport: { width: 1280, height: 900 } }],
  ["phone", { viewport: { width: 390, height: 844 } }],
  ["dark", { viewport: { width: 1280, height: 900 }, colorScheme: "dark" as const }],
] as const)
  test(`services are whole and reachable by keys alone: ${name}`, async ({ newPerson }, testInfo) => {
    const ana = await newPerson("Ana", options);
    await ana.firstMinute("Sam");
    await ana.page.goto("/settings/calendar");
    await ana.page.getByRole("button", { name: "Connect Microsoft Calendar" }).focus();
    await expectNoViolations(ana, "services");
    await ana.page.screenshot({ path: testInfo.outputPath(`services-${name}.png`), fullPage: true });
    await ana.page.keyboard.press("Enter");
    await ana.page.getByRole("link", { name: "Allow" }).focus();
    await ana.page.keyboard.press("Enter");
    await expect(ana.page.getByRole("checkbox", { name: "Calendar", exact: true })).toBeFocused();
    await ana.page.getByRole("button", { name: "Save" }).focus();
    await ana.page.keyboard.press("Enter");
    await expect(ana.page.getByText("One of its calendars is read.")).toBeVisible();
    await expectNoViolations(ana, "an account with a service");
    expect(await ana.page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
    await ana.page.screenshot({ path: testInfo.outputPath(`service-account-${name}.png`), fullPage: true });
  });
