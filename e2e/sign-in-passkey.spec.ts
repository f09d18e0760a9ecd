import { expect } from "@playwright/test";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { readMail, test } from "./world/mail.ts";
import type { Person } from "./world/person.ts";
import { signInByMail } from "./world/sign-in.ts";

/** A device that makes and uses passkeys and knows its owner. */
async function giveAuthenticator(person: Person) {
  const devtools = await person.context.newCDPSession(person.page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /** whether the device can tell that it is its owner */
    recognises: (isUserVerified: boolean) =>
      devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    async credentials() {
      return (await devtools.send("WebAuthn.getCredentials", { authenticatorId })).credentials;
    },
  };
}

test("a passkey is added, named, signs in without an address, and is removed", async ({ newPerson, inbox }) => {
  const ana = await newPerson("Ana");
  ana.mayReport(/WebSocket connection to|status of 4(00|03)/);
  await ana.firstMinute("Sam");
  await ana.addTopic("Growth");
  await ana.expectSaved();
  await signInByMail(ana, inbox, "ana@example.org");
  const device = await giveAuthenticator(ana);
  await ana.page.goto("/settings/account");
  await ana.page.getByRole("button", { name: "Add a passkey" }).click();
  const list = ana.page.getByRole("list", { name: "Passkeys" });
  await expect(list.getByRole("listitem")).toHaveCount(1);
  expect(await device.credentials()).toHaveLength(1);
  await list.getByRole("button", { name: /^Rename/ }).click();
  await list.getByLabel("A name for it").fill("Ana’s laptop");
  await ana.page.keyboard.press("Enter");
  await expect(list.getByText("Ana’s laptop")).toBeVisible();
  await expectNoViolations(ana, "account with a passkey");

  await ana.page.getByRole("button", { name: "Sign out here" }).click();
  await expect(ana.page.getByLabel("Who do you meet?")).toBeVisible();
  await ana.page.goto("/sign-in");
  await device.recognises(false);
  await ana.page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(ana.page.getByText("No passkey was used.")).toBeVisible();
  await device.recognises(true);
  await ana.page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await ana.page.getByRole("link", { name: /Sam/ }).click();
  await expect(ana.topic("Growth")).toBeVisible();

  await ana.page.goto("/settings/account");
  await ana.page.getByRole("button", { name: "Remove the passkey Ana’s laptop" }).click();
  await expect(ana.page.getByText("None yet.")).toBeVisible();
  await ana.page.getByRole("button", { name: "Sign out here" }).click();
  await expect(ana.page.getByLabel("Who do you meet?")).toBeVisible();
  await ana.page.goto("/sign-in");
  await ana.page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(ana.page.getByText("That did not show who you are.")).toBeVisible();
});

test("another address takes a code from both", async ({ newPerson, inbox }) => {
  const ana = await newPerson("Ana");
  ana.mayReport(/status of 4(00|03)/);
  await signInByMail(ana, inbox, "ana@example.org");
  await ana.page.goto("/settings/account");
  await ana.page.getByRole("button", { name: "Change it" }).click();
  await ana.page.getByLabel("The new address").fill("ana@new.example.org");
  await ana.page.getByRole("button", { name: "Send the codes" }).click();
  const fresh = await readMail(inbox, "ana@new.example.org");
  const old = await readMail(inbox, "ana@example.org", 1);
  expect(old.text).toContain("ana@new.example.org");
  await ana.page.getByLabel("The code sent to ana@example.org").fill("AAAA-AAAA");
  await ana.page.getByLabel("The code sent to ana@new.example.org").fill(fresh.code);
  await ana.page.getByRole("button", { name: "Change my address" }).click();
  await expect(ana.page.getByText("That is not the code from the mail.")).toBeVisible();
  await ana.page.getByLabel("The code sent to ana@example.org").fill(old.code);
  await ana.page.getByRole("button", { name: "Change my address" }).click();
  await expect(ana.page.getByText("ana@new.example.org")).toBeVisible();
  await expect(ana.page.getByRole("button", { name: "Change it" })).toBeVisible();
  expect((await readMail(inbox, "ana@example.org", 2)).subject).toContain("was changed");
  const phone = await newPerson("Ana on her phone");
  await signInByMail(phone, inbox, "ana@new.example.org");
  await phone.page.goto("/settings/account");
  await expect(phone.page.getByRole("list", { name: "Where you are signed in" }).getByRole("listitem")).toHaveCount(2);
});
