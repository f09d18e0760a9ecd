import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Dovecot, openDovecot } from "../../testing/dovecot.ts";
import type { IncomingBytes, MailReceiver, Taking } from "../incoming-mail.ts";
import { ImapConnection } from "./imap-connection.ts";
import { openImapMailbox } from "./open-imap-mailbox.ts";

let dovecot: Dovecot;
beforeAll(async () => {
  dovecot = await openDovecot();
});
afterAll(() => dovecot.close());
const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

const HERE = "meetings+k7f3k7f3k7f3k7f3@example.org";
const mail = (to: string, subject: string, text = "Two names.") =>
  `From: Sam <sam@example.org>\r\nTo: ${to}\r\nSubject: ${subject}\r\n\r\n${text}\r\n`;

/** Somebody who puts mail into the mailbox and looks at what is in it, as a mail server and its operator do. */
async function signedIn() {
  const { user, password } = dovecot.mailbox;
  const connection = await ImapConnection.open(dovecot.mailbox);
  open.push(connection);
  await connection.ask("AUTHENTICATE PLAIN", Buffer.from(`\0${user}\0${password}`).toString("base64"));
  await connection.ask("SELECT INBOX");
  return {
    put: (text: string) => connection.ask(`APPEND INBOX {${Buffer.byteLength(text)}}`, text),
    clear: async () => {
      await connection.ask("STORE 1:* +FLAGS.SILENT (\\Deleted)").catch(() => undefined);
      await connection.ask("EXPUNGE");
    },
    async left() {
      await connection.ask("NOOP");
      const said = await connection.ask("FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])").catch(() => []);
      return said.map(({ text, literals }) => ({
        subject: new TextDecoder().decode(literals[0]).replace(/^Subject: |\s+$/g, ""),
        isSeen: text.includes("\\Seen"),
      }));
    },
  };
}

function look(answers: (attempt: number) => Taking | Error | Promise<Taking> = () => "taken") {
  const taken: { text: string; isCut: boolean; addresses: readonly string[] }[] = [];
  const faults: unknown[] = [];
  const refused: string[] = [];
  let wanted = 1;
  let attempts = 0;
  let come: PromiseWithResolvers<void> = Promise.withResolvers();
  const receiver: MailReceiver = openImapMailbox(
    dovecot.mailbox,
    {
      knows: async (address) => address === HERE,
      refused: (why) => refused.push(why),
      async take({ raw, isCut }: IncomingBytes, addresses) {
        attempts += 1;
        const answer = answers(attempts);
        taken.push({ text: new TextDecoder().decode(raw), isCut, addresses });
        if (taken.length >= wanted) come.resolve();
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
    (fault) => faults.push(fault),
  );
  return {
    taken,
    faults,
    refused,
    receiver,
    until: async (count: number) => {
      wanted = count;
      if (taken.length < count) await come.promise;
      come = Promise.withResolvers();
    },
  };
}

test("what lies in the mailbox and what comes in later is taken, at once; of others' mail nothing is", async () => {
  const { put, left, clear } = await signedIn();
  await clear();
  await put(mail("kim@example.org", "Not for us"));
  await put(mail(HERE, "Hiring"));
  const { until, taken, refused, receiver, faults } = look();
  await until(1);
  await put(mail(`"Hopper" <${HERE.toUpperCase()}>`, "Budget", "x".repeat(1_500_000)));
  await until(2);
  expect(taken.map(({ text, ...each }) => ({ ...each, subject: /^Subject: (.*)\r$/m.exec(text)?.[1] }))).toEqual([
    { subject: "Hiring", isCut: false, addresses: [HERE] },
    { subject: "Budget", isCut: true, addresses: [HERE] },
  ]);
  await receiver.close();
  expect(await left()).toEqual([{ subject: "Not for us", isSeen: true }]);
  expect(refused).toEqual(["no_such_address"]);
  expect(faults).toEqual([]);
});

test("what comes in while another is taken is taken right after it, though the server tells of it but once", async () => {
  const { put, left, clear } = await signedIn();
  await clear();
  await put(mail(HERE, "first"));
  const { until, taken, receiver } = look((attempt) =>
    attempt === 1 ? put(mail(HERE, "meanwhile")).then(() => "taken" as const) : "taken",
  );
  await until(2);
  await receiver.close();
  expect([taken.length, await left()]).toEqual([2, []]);
});

test("what could not be written down is left for the next look, and what is refused is left for good", async () => {
  const { put, left, clear } = await signedIn();
  await clear();
  for (const subject of ["fails", "refused", "comes round", "taken"]) await put(mail(HERE, subject));
  const { until, receiver, faults } = look(
    (attempt) => [new Error("the disk is full"), "not_believed" as const, "loop" as const][attempt - 1] ?? "taken",
  );
  await until(4);
  await receiver.close();
  expect(await left()).toEqual([
    { subject: "fails", isSeen: false },
    { subject: "refused", isSeen: true },
    { subject: "comes round", isSeen: true },
  ]);
  expect(faults).toHaveLength(1);
});

test("a wrong password is told to whoever runs the server, and without the password", async () => {
  const told = Promise.withResolvers<unknown>();
  const receiver = openImapMailbox(
    { ...dovecot.mailbox, password: "canary-password" },
    { knows: async () => true, take: async () => "taken", refused: () => {} },
    told.resolve,
  );
  open.push(receiver);
  const fault = (await told.promise) as Error;
  expect(`${fault.message} ${(fault.cause as Error).message}`).toBe(
    "the mailbox failed at taking in mail the mailbox said no to AUTHENTICATE PLAIN",
  );
});
