import { expect } from "@playwright/test";
import { IdentityProvider } from "./world/identity-provider.ts";
import { test as base } from "./world/mail.ts";
import type { Person } from "./world/person.ts";
import { signInByMail } from "./world/sign-in.ts";

const test = base.extend<{ provider: IdentityProvider }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
  provider: async ({}, use) => {
    const provider = await IdentityProvider.start();
    await use(provider);
    await provider.stop();
  },
  environment: async ({ provider }, use) => use(provider.settings),
});

/** Says at the provider who one is, and agrees to it. */
async function signInThere({ page }: Person, name: string): Promise<void> {
  await page.getByPlaceholder("Enter any login").fill(name);
  await page.getByPlaceholder("and password").fill("anything");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
}

test("somebody signs in at their company, keeps what they began, and comes back to where they were", async ({
  newPerson,
  server,
  provider,
}) => {
  provider.serve(server.url);
  const ana = await newPerson("Ana");
  ana.mayReport(/WebSocket connection to|127\.0\.0\.1|fonts\.googleapis/); // the provider's own pages have no icon
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  await ana.expectSaved();
  await ana.page.goto("/sign-in?to=/actions");
  await ana.page.getByRole("button", { name: "Sign in with Acme" }).click();
  await signInThere(ana, "ana");
  await expect(ana.page).toHaveURL(`${server.url}/actions`);
  await ana.page.goto("/settings/account");
  await expect(ana.page.getByText("You sign in without an e-mail address.")).toBeVisible();
  await expect(ana.page.getByRole("list", { name: "Single sign-on" })).toContainText("Acme");

  const phone = await newPerson("Ana on her phone");
  phone.mayReport(/127\.0\.0\.1|fonts\.googleapis/);
  await phone.page.goto("/sign-in");
  await phone.page.getByRole("button", { name: "Sign in with Acme" }).click();
  await signInThere(phone, "ana");
  await phone.page.getByRole("link", { name: /Sam/ }).click();
  await expect(phone.topic("Growth")).toBeVisible();
});

test("an account of the same address is another person until its owner adds the sign-in", async ({
  newPerson,
  server,
  provider,
  inbox,
}) => {
  provider.serve(server.url);
  const ana = await newPerson("Ana");
  ana.mayReport(/WebSocket connection to|127\.0\.0\.1|fonts\.googleapis/);
  await ana.firstMinute("Sam");
  await signInByMail(ana, inbox, "ana@example.org");
  const eve = await newPerson("Eve");
  eve.mayReport(/127\.0\.0\.1|fonts\.googleapis/);
  await eve.page.goto("/sign-in");
  await eve.page.getByRole("button", { name: "Sign in with Acme" }).click();
  await signInThere(eve, "ana"); // whose address the provider says is ana@example.org, too
  await expect(eve.page.getByLabel("Who do you meet?")).toBeVisible();
  await ana.page.goto("/settings/account");
  await ana.page.getByRole("button", { name: "Add Acme" }).click();
  await signInThere(ana, "ana-of-acme");
  await expect(ana.page.getByRole("button", { name: "Remove Acme" })).toBeVisible();
});

test("whoever is sent here by another site with an answer nobody asked for is not signed in", async ({
  newPerson,
  server,
  provider,
}) => {
  provider.serve(server.url);
  const ana = await newPerson("Ana");
  ana.mayReport(/410/);
  await ana.page.goto("/sign-in/sso?code=planted&state=planted");
  await expect(ana.page.getByText("This is no longer good")).toBeVisible();
  await expect(ana.page).toHaveURL(`${server.url}/sign-in/sso`);
});

test("a browser that somebody left open changes nothing about signing in until the company asks who is there", async ({
  newPerson,
  server,
  provider,
}) => {
  provider.serve(server.url);
  const ana = await newPerson("Ana");
  ana.mayReport(/127\.0\.0\.1|fonts\.googleapis|403/);
  const { page } = ana;
  await page.goto("/sign-in?to=/settings/account");
  await page.getByRole("button", { name: "Sign in with Acme" }).click();
  await signInThere(ana, "ana");
  const askForChange = async () => {
    await page.getByRole("button", { name: "Add one" }).click();
    await page.getByLabel("The new address").fill("other@example.org");
    await page.keyboard.press("Enter");
  };
  await askForChange();
  const dialog = page.getByRole("dialog", { name: "Is it you?" });
  await dialog.getByRole("button", { name: "Sign in with Acme" }).click();
  // The company knows this browser, and asks all the same.
  await page.getByPlaceholder("Enter any login").fill("ana");
  await page.getByPlaceholder("and password").fill("anything");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await expect(page).toHaveURL(`${server.url}/settings/account`);
  await askForChange();
  await expect(page.getByLabel("The code sent to other@example.org")).toBeVisible();
});
