import { openMemoryMail } from "@candor/integrations/mail/memory/open-memory-mail.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { deliverMail, nextMailDue } from "./deliver-mail.ts";
import { openMailDelivery } from "./open-mail-delivery.ts";
import { queueMail } from "./queue-mail.ts";

const MINUTE = 60_000; // milliseconds

describeEachEngine("mail on its way out", ({ open }) => {
  async function openOutbox() {
    const { db } = await open();
    const sender = openMemoryMail();
    const faults: string[] = [];
    let now = Date.parse("2026-11-24T09:00:00Z");
    const parts = {
      db,
      sender,
      domain: "candor.example.org",
      report: (_: unknown, doing: string) => faults.push(doing),
    };
    return {
      db,
      sender,
      faults,
      pass: (milliseconds: number) => {
        now += milliseconds;
      },
      queue: (id: string, to = "ana@example.org", minutes = 600) =>
        queueMail(
          db,
          { id, to, subject: "Sign in", text: `code ${id}`, expiresAt: new Date(now + minutes * MINUTE) },
          new Date(now),
        ),
      deliver: () => deliverMail(parts, () => new Date(now)),
      deliverOnTwoNodes: () =>
        Promise.all([deliverMail(parts, () => new Date(now)), deliverMail(parts, () => new Date(now))]),
      due: () => nextMailDue(db),
      now: () => now,
      job: () => openMailDelivery(parts, { openSender: async () => sender, now: () => new Date(now) }),
      texts: () => sender.mails.map(({ text }) => text),
    };
  }

  test("a queued mail goes out once and leaves nothing behind", async () => {
    const { queue, deliver, sender, db } = await openOutbox();
    await queue("m1");
    await deliver();
    await deliver();
    expect(sender.mails).toEqual([
      { to: "ana@example.org", subject: "Sign in", text: "code m1", messageId: "m1@candor.example.org" },
    ]);
    expect(await db.selectFrom("mail_outbox").selectAll().execute()).toEqual([]);
  });

  test("while the mail server is away it is tried again, more and more seldom", async () => {
    const { queue, deliver, sender, due, now, pass, texts, faults } = await openOutbox();
    sender.isAway = true;
    await queue("m1");
    const waits: number[] = [];
    for (let tries = 0; tries < 8; tries += 1) {
      await deliver();
      const wait = ((await due()) ?? 0) - now();
      waits.push(wait / 1000);
      await deliver(); // not yet
      pass(wait);
    }
    expect(waits).toEqual([5, 15, 60, 300, 900, 3600, 3600, 3600]);
    expect(faults).toHaveLength(8);
    sender.isAway = false;
    await deliver();
    expect(texts()).toEqual(["code m1"]);
    expect(await due()).toBeNull();
  });

  test("a mail that is of no use any more is not sent late", async () => {
    const { queue, deliver, sender, pass, texts, due } = await openOutbox();
    sender.isAway = true;
    await queue("m1", "ana@example.org", 10);
    await deliver();
    pass(10 * MINUTE);
    sender.isAway = false;
    await deliver();
    expect(texts()).toEqual([]);
    expect(await due()).toBeNull();
  });

  test("an address that takes no mail holds up no other", async () => {
    const { queue, deliver, sender, texts, due } = await openOutbox();
    sender.unknown.add("gone@example.org");
    await queue("m1", "gone@example.org");
    await queue("m2");
    await deliver();
    expect(texts()).toEqual(["code m2"]);
    expect(await due()).toBeNull();
  });

  test("two nodes send a mail once", async () => {
    const { queue, deliverOnTwoNodes, texts } = await openOutbox();
    for (let each = 0; each < 10; each += 1) await queue(`m${each}`);
    await deliverOnTwoNodes();
    expect(texts().sort()).toEqual(Array.from({ length: 10 }, (_, each) => `code m${each}`));
  });

  test("what a killed server left goes out when it is started again, and more than one round's worth", async () => {
    const { queue, job, texts } = await openOutbox();
    for (let each = 0; each < 45; each += 1) await queue(`m${each}`);
    const running = job();
    running.begin();
    await expect.poll(() => texts().length).toBe(45);
    await queue("later");
    running.wake();
    await expect.poll(() => texts().length).toBe(46);
    await running.close();
  });
});
