import { openSmtpInbox, type SmtpInbox } from "@candor/integrations/mail/testing/smtp-inbox.ts";
import { expect } from "@playwright/test";
import { CandorServer } from "./candor-server.ts";
import { test as base } from "./test.ts";

/** The newest mail to somebody, as they read it. */
export type ReadMail = { subject: string; text: string; code: string; link: string };

/** What happens on a server that sends real mail. */
export const test = base.extend<{ inbox: SmtpInbox; environment: Record<string, string> }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its pattern
  inbox: async ({}, use) => {
    const inbox = await openSmtpInbox();
    await use(inbox);
    await inbox.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: the same
  environment: async ({}, use) => use({}),
  server: async ({ inbox, environment }, use, testInfo) => {
    const server = await CandorServer.start({
      environment: { CANDOR_SMTP_URL: inbox.url, CANDOR_MAIL_FROM: "Candor <candor@example.org>", ...environment },
    });
    await use(server);
    await server.stop();
    if (testInfo.status !== testInfo.expectedStatus) await testInfo.attach("server", { body: server.output });
  },
});

/** Waits for mail to an address. @param after how many mails to it are known already */
export async function readMail(inbox: SmtpInbox, to: string, after = 0): Promise<ReadMail> {
  const ofThem = () => inbox.mails.filter((mail) => mail.to?.some(({ address }) => address === to));
  await expect.poll(() => ofThem().length).toBeGreaterThan(after);
  const { subject = "", text = "" } = ofThem().at(-1) ?? {};
  return {
    subject,
    text,
    code: /^ {4}(\w{4}-\w{4})$/m.exec(text)?.[1] ?? "",
    link: /https?:\/\/\S+\/sign-in\/link#\S+/.exec(text)?.[0] ?? "",
  };
}
