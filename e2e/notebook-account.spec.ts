import { expect } from "@playwright/test";
import { giveAuthenticator } from "./world/authenticator.ts";
import { expectNoViolations } from "./world/expect-no-violations.ts";
import { test } from "./world/mail.ts";
import {
  beginNotebook,
  expectNotesSaved,
  notesOf,
  passphraseOf,
  privateCard,
  typeGroupsBack,
  writeNote,
} from "./world/private-notes.ts";
import { signInByMail } from "./world/sign-in.ts";

test("notes begun without an account come along into one, and signing out takes them and their keys off the device", async ({
  newPerson,
  inbox,
}) => {
  const ana = await newPerson("Ana");
  ana.mayReport(/WebSocket connection to/); // one that is just being opened ends with the session that it is for
  await ana.firstMinute("Sam");
  const code = await beginNotebook(ana);
  await writeNote(ana.page, "Begun before there was an account");
  await expectNotesSaved(ana.page);
  await ana.expectSaved();

  await signInByMail(ana, inbox, "ana@example.org");
  await ana.page.getByRole("link", { name: /Sam/ }).click();
  await expect(notesOf(ana.page).first()).toHaveValue("Begun before there was an account");
  await writeNote(ana.page, "And with one");
  await expectNotesSaved(ana.page);

  await ana.page.goto("/settings/account");
  await ana.page.getByRole("button", { name: "Sign out here" }).click();
  await expect(ana.page.getByLabel("Who do you meet?")).toBeVisible();
  const left = await ana.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
  expect(left).not.toContain("candor-notebook");

  await signInByMail(ana, inbox, "ana@example.org");
  await ana.page.getByRole("link", { name: /Sam/ }).click();
  await expect(ana.page.getByText("Begun before")).toHaveCount(0);
  await privateCard(ana.page).getByRole("button").first().click();
  const dialog = ana.page.getByRole("dialog");
  await dialog.getByLabel("With the recovery code").check();
  await dialog.getByLabel("Recovery code", { exact: true }).fill(code);
  await dialog.getByRole("button", { name: "Unlock" }).click();
  await expect(notesOf(ana.page)).toHaveCount(2);
});

test("set-up offers a passkey beside the other ways, and says plainly where it is of no use", async ({
  newPerson,
  inbox,
}) => {
  const ana = await newPerson("Ana");
  ana.mayReport(/WebSocket connection to/);
  await ana.firstMinute("Sam");
  const page = ana.page.url();
  await signInByMail(ana, inbox, "ana@example.org");
  await giveAuthenticator(ana, { hasPrf: false });
  await ana.page.goto("/settings/account");
  await ana.page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(ana.page.getByRole("list", { name: "Passkeys" }).getByRole("listitem")).toHaveCount(1);
  await ana.page.goto(page);
  await privateCard(ana.page).getByRole("button", { name: "Begin or open my private notes" }).click();
  const dialog = ana.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Go on" }).click();
  await dialog.getByLabel("A passkey opens them, too").check();
  await dialog.getByRole("button", { name: "Go on" }).click();
  const shown = dialog.locator("[data-recovery-code] span");
  await expect(shown).toHaveCount(9, { timeout: 30_000 });
  const groups = await shown.allTextContents();
  await dialog.getByRole("button", { name: "Go on" }).click();
  await typeGroupsBack(dialog, groups);
  await dialog.getByRole("button", { name: "Begin" }).click();
  await dialog.getByRole("button", { name: "Show a passkey" }).click();
  await expect(dialog.getByRole("alert")).toContainText("gives no secret to open notes with");
  await expectNoViolations(ana, "a passkey of no use");
  await dialog.getByRole("button", { name: "Go on without" }).click();
  await writeNote(ana.page, "Begun without a passkey");
});

test("a passkey opens private notes as well, once it was made one of the ways", async ({ newPerson, inbox }) => {
  const ana = await newPerson("Ana");
  ana.mayReport(/WebSocket connection to/);
  await ana.firstMinute("Sam");
  await beginNotebook(ana, { device: false });
  await writeNote(ana.page, "Opened by a passkey");
  await expectNotesSaved(ana.page);
  const page = ana.page.url();
  await signInByMail(ana, inbox, "ana@example.org");
  await giveAuthenticator(ana, { hasPrf: true });
  await ana.page.goto("/settings/account");
  await ana.page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(ana.page.getByRole("list", { name: "Passkeys" }).getByRole("listitem")).toHaveCount(1);

  await ana.page.goto(page);
  await privateCard(ana.page).getByRole("button", { name: "Unlock" }).click();
  const dialog = ana.page.getByRole("dialog");
  await dialog.getByLabel("Passphrase", { exact: true }).fill(passphraseOf(ana));
  await dialog.getByLabel("Let this device open them by itself").uncheck();
  await dialog.getByRole("button", { name: "Unlock" }).click();
  await expect(notesOf(ana.page).first()).toHaveValue("Opened by a passkey", { timeout: 30_000 });
  await ana.runFromPalette("Privacy and keys of my private notes");
  await ana.page.getByRole("button", { name: "Add a passkey" }).click();
  await expect(ana.page.getByRole("button", { name: "Remove: Passkey" })).toBeVisible();

  await ana.page.goto(page);
  await privateCard(ana.page).getByRole("button", { name: "Unlock" }).click();
  await dialog.getByLabel("With a passkey").check();
  await dialog.getByLabel("Let this device open them by itself").uncheck();
  await dialog.getByRole("button", { name: "Unlock" }).click();
  await expect(notesOf(ana.page).first()).toHaveValue("Opened by a passkey");

  await ana.page.goto("/settings/account");
  await expect(ana.page.getByText("A passkey may also open your private notes")).toBeVisible();
  await ana.page.getByRole("button", { name: "Sign out here" }).click();
  await expect(ana.page.getByLabel("Who do you meet?")).toBeVisible();
  await ana.page.goto("/sign-in");
  await ana.page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(ana.page.getByRole("link", { name: /Sam/ })).toBeVisible();
});
