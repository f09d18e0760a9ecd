import type { SmtpInbox } from "@candor/integrations/mail/testing/smtp-inbox.ts";
import { expect } from "@playwright/test";
import { type ReadMail, readMail } from "./mail.ts";
import type { Person } from "./person.ts";

/** Asks for a mail on the sign-in screen and reads it. */
export async function askForMail(person: Person, inbox: SmtpInbox, email: string): Promise<ReadMail> {
  const before = inbox.mails.filter((mail) => mail.to?.some(({ address }) => address === email)).length;
  await person.page.goto("/sign-in");
  await person.page.getByLabel("Your e-mail address").fill(email);
  await person.page.getByRole("button", { name: "Send me a code" }).click();
  await expect(person.page.getByText(`A mail is on its way to ${email}.`)).toBeVisible();
  return readMail(inbox, email, before);
}

/** Signs in by the code of a mail, and stands on the start screen. */
export async function signInByMail(person: Person, inbox: SmtpInbox, email: string): Promise<void> {
  const { code } = await askForMail(person, inbox, email);
  await person.page.getByLabel("The code, such as").fill(code); // whole at once, as if it were pasted
  await expect(person.page).toHaveURL(/\/$/);
}
