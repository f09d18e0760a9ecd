import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { IntegrationError } from "../integration-error.ts";
import type { MailSender } from "./mail.ts";
import { openMemoryMail } from "./memory/open-memory-mail.ts";
import { openSmtp } from "./smtp/open-smtp.ts";
import { openSmtpInbox, type SmtpInbox } from "./testing/smtp-inbox.ts";

type Taken = { to: string; subject: string; text: string; messageId: string };

type UnderTest = {
  sender: MailSender;
  /** what has arrived, oldest first */
  taken: () => Taken[];
  goAway: () => void;
  comeBack: () => void;
  forget: (address: string) => void;
  close: () => Promise<void>;
};

let inbox: SmtpInbox | undefined;

const ways: Record<string, () => Promise<UnderTest>> = {
  "by SMTP": async () => {
    const box = await openSmtpInbox();
    inbox = box;
    const sender = openSmtp({ url: box.url, from: "Candor <candor@example.org>" });
    return {
      sender,
      taken: () =>
        box.mails.map(({ to, subject, text, messageId }) => ({
          to: to?.map((each) => each.address ?? "").join(",") ?? "",
          subject: subject ?? "",
          text: (text ?? "").trim(),
          messageId: messageId?.replace(/^<|>$/g, "") ?? "",
        })),
      goAway: () => {
        box.isBusy = true;
      },
      comeBack: () => {
        box.isBusy = false;
      },
      forget: (address) => box.unknown.add(address),
      close: async () => {
        await sender.close();
        await box.close();
      },
    };
  },
  "in memory": async () => {
    const sender = openMemoryMail();
    return {
      sender,
      taken: () => sender.mails.map((mail) => ({ ...mail })),
      goAway: () => {
        sender.isAway = true;
      },
      comeBack: () => {
        sender.isAway = false;
      },
      forget: (address) => sender.unknown.add(address),
      close: () => sender.close(),
    };
  },
};

const MAIL = { to: "ana@example.org", subject: "Sign in", text: "Your code: ABCD-EFGH", messageId: "m1@example.org" };

describe.each(Object.entries(ways))("mail %s", (_name, open) => {
  let under: UnderTest;
  beforeEach(async () => {
    inbox = undefined;
    under = await open();
  });
  afterEach(() => under.close());

  test("a mail arrives as it was given", async () => {
    expect(await under.sender.send(MAIL)).toEqual({ type: "sent" });
    expect(under.taken()).toEqual([MAIL]);
  });

  test("letters of any script arrive in subject and text", async () => {
    const mail = { ...MAIL, subject: "Ünlü 議事 👩🏽‍💻", text: "Grüße\n.\nعلامة" };
    expect(await under.sender.send(mail)).toEqual({ type: "sent" });
    expect(under.taken()).toEqual([mail]);
  });

  test("nobody gets a header in by a line break", async () => {
    await under.sender.send({ ...MAIL, subject: "Hi\r\nBcc: eve@example.net\n\nBody\0" });
    expect(under.taken()).toMatchObject([{ to: "ana@example.org", subject: "Hi Bcc: eve@example.net Body" }]);
    if (inbox) {
      expect(inbox.recipients).toEqual([["ana@example.org"]]);
      const head = inbox.raw[0]?.split("\r\n\r\n")[0] ?? "";
      expect(head).not.toMatch(/^bcc:/im);
      expect(head).not.toContain("\0");
    }
  });

  test.each(["ana@example.org, eve@example.net", "Ana <ana@example.org>", "ana@example.org\r\nRCPT TO:<eve@x>", ""])(
    "one mail goes to one plain address, so %j gets none",
    async (to) => {
      expect(await under.sender.send({ ...MAIL, to })).toMatchObject({ type: "refused" });
      expect(under.taken()).toEqual([]);
    },
  );

  test("an address that the mail server will never take is refused for good", async () => {
    under.forget("gone@example.org");
    expect(await under.sender.send({ ...MAIL, to: "gone@example.org" })).toEqual({
      type: "refused",
      reason: "the mail server said 550",
    });
  });

  test("a mail server that is away is a fault, and the same mail goes out later", async () => {
    under.goAway();
    await expect(under.sender.send(MAIL)).rejects.toThrow(IntegrationError);
    under.comeBack();
    expect(await under.sender.send(MAIL)).toEqual({ type: "sent" });
    expect(under.taken()).toEqual([MAIL]);
  });
});

test("a mail server that cannot be reached is a fault", async () => {
  const box = await openSmtpInbox();
  await box.close();
  const sender = openSmtp({ url: box.url, from: "candor@example.org" });
  await expect(sender.send(MAIL)).rejects.toThrow(IntegrationError);
  await sender.close();
});
