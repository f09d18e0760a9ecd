import { ImapConnection } from "@candor/integrations/mail/incoming/imap/imap-connection.ts";
import { openImapMailbox } from "@candor/integrations/mail/incoming/imap/open-imap-mailbox.ts";
import { type Dovecot, openDovecot } from "@candor/integrations/mail/testing/dovecot.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { inTwoCalendars, personOf } from "../invitation/testing/in-two-calendars.ts";
import { whereMailComesIn } from "./testing/where-mail-comes-in.ts";

let dovecot: Dovecot;
beforeAll(async () => {
  dovecot = await openDovecot();
});
afterAll(() => dovecot.close());

describeEachEngine("mail that lies in a mailbox", (engine) => {
  const { invited, shared } = inTwoCalendars(engine);

  test("answers a series, asks for another time and becomes a topic; what was taken is gone, what was not is left", async () => {
    const world = await invited();
    const { reception, given, reply, counter, topic, topics } = await whereMailComesIn(world, shared());
    const { mailbox } = dovecot;
    const mine = await ImapConnection.open(mailbox);
    await mine.ask("AUTHENTICATE PLAIN", Buffer.from(`\0${mailbox.user}\0${mailbox.password}`).toString("base64"));
    await mine.ask("SELECT INBOX");
    const put = (text: string) => mine.ask(`APPEND INBOX {${Buffer.byteLength(text)}}`, text);
    const took: string[] = [];
    let came = Promise.withResolvers<void>();
    const faults: unknown[] = [];
    await put(topic("Of somebody else", "kim@example.org"));
    await put(topic("Hiring"));
    const open = () =>
      openImapMailbox(
        mailbox,
        {
          ...reception,
          async take(mail, addresses) {
            const taking = await reception.take(mail, addresses);
            took.push(taking);
            came.resolve();
            return taking;
          },
        },
        (fault) => faults.push(fault),
      );
    let receiver = open();
    const next = async (text: string | null) => {
      if (text !== null) await put(text);
      await came.promise;
      came = Promise.withResolvers();
      return personOf(await world.stateFor(world.ana), "b")?.answer ?? null;
    };
    try {
      expect(await next(null)).toBeNull();
      expect(await topics()).toEqual(["Hiring"]);
      expect(await next(reply("ACCEPTED"))).toMatchObject({ answer: "accepted", slot: "" });
      const at = (text: string, minute: string) => text.replace("20261124T100000Z", `20261124T10${minute}00Z`);
      world.app.passMinutes(90);
      const asked = await next(at(counter("20261202T130000Z", "20261202T133000Z"), "01"));
      expect(asked).toMatchObject({ slot: "2026-12-02T10:00", proposed: expect.anything(), scope: "next" });
      const forged = at(reply("DECLINED"), "02").replace(`From: Ben <${world.bens}>`, "From: <eve@evil.example>");
      expect(await next(forged)).toMatchObject({ proposed: expect.anything() });
      // A stop in between: what came then is found by the next look.
      await receiver.close();
      await put(at(reply("DECLINED", "RECURRENCE-ID:20261202T090000Z"), "03"));
      receiver = open();
      expect(await next(null)).toMatchObject({ answer: "declined", slot: "2026-12-02T10:00" });
      expect((await world.stateFor(world.ana)).uncounted).toMatchObject([{ why: "not_believed" }]);
      expect([took, faults]).toEqual([Array(5).fill("taken"), []]);
      expect(given).toMatch(/^meetings\+/);
    } finally {
      await receiver.close();
    }
    await mine.ask("NOOP");
    const left = await mine.ask("FETCH 1:* (FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])");
    const shown = left.map(({ literals }) => new TextDecoder().decode(literals[0]).trim());
    expect(shown).toEqual(["Subject: Of somebody else"]);
    await mine.ask("STORE 1:* +FLAGS.SILENT (\\Deleted)");
    await mine.ask("EXPUNGE");
    mine.close();
  });
});
