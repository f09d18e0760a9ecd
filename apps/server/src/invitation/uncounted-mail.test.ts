import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { knowsAddress } from "./receive-mail.ts";
import { answer, inTwoCalendars, personOf, SERVICE, uidOf } from "./testing/in-two-calendars.ts";

describeEachEngine("mail that is no answer", (engine) => {
  const { open, invited, shared } = inTwoCalendars(engine);

  test("a mail that no server takes, or that comes back, is told on the page", async () => {
    const world = await open();
    await world.showAddress("a", world.anas);
    await world.showAddress("b", world.bens);
    await world.plan("2026-12-02T10:00");
    world.mail.unknown.add(world.bens);
    await world.turn(world.ana, true);
    await world.tell();
    await world.deliver();
    let state = await world.stateFor(world.ana);
    expect(personOf(state, "b")).toMatchObject({ state: "refused", reason: "the mail server said 550" });
    const [first] = world.mail.mails;
    const bounce = [
      'Content-Type: multipart/report; report-type=delivery-status; boundary="B"',
      ...["", "--B", "Content-Type: text/plain", "", "It could not be delivered.", "--B"],
      ...["Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example.org", ""],
      ...[`Final-Recipient: rfc822; ${world.anas}`, "Action: failed", "Status: 5.1.1"],
      ...["Diagnostic-Code: smtp; 550 mailbox is full", "", "--B", "Content-Type: text/rfc822-headers", ""],
      ...[`Message-ID: <${first?.messageId}>`, "", "--B--", ""],
    ];
    await world.receive("mailer-daemon@example.org", bounce); // the address of it is Ben's, and says nothing of Ana
    expect(personOf(await world.stateFor(world.ana), "a")?.state).toBe("invited");
    await world.receive("mailer-daemon@example.org", bounce, { given: world.anas });
    state = await world.stateFor(world.ana);
    expect(personOf(state, "a")).toMatchObject({ state: "bounced", reason: "550 mailbox is full" });
  });

  test("automatic answers, letters and what comes round change nothing, and are told apart", async () => {
    const world = await invited();
    const { ana, bens, receive } = world;
    await receive(bens, ["Auto-Submitted: auto-replied", "Subject: Out of office", "", "I am away.", ""]);
    await receive(bens, ["Subject: Re: 1:1", "", "See you there!", ""]);
    expect((await world.stateFor(ana)).uncounted.map(({ why, member }) => [why, member]).sort()).toEqual([
      ["automatic", "b"],
      ["no_answer", "b"],
    ]);
    expect(await receive(SERVICE, ["", "hello"])).toBe("loop");
    expect(await receive(bens, [...Array.from({ length: 40 }, () => "Received: from a by b"), "", "hello"])).toBe(
      "loop",
    );
    expect(world.refused).toEqual(["automatic", "no_answer", "loop", "loop"]);
    expect(await knowsAddress(world.receiving, SERVICE)).toBe(false);
    expect(await knowsAddress(world.receiving, "meetings+0000000000000000@candor.example.org")).toBe(false);
    expect(await knowsAddress(world.receiving, `meetings+${await world.tokenOf(bens)}@candor.example.org`)).toBe(true);
    await world.deliver();
    expect(world.mail.mails).toHaveLength(2);
  });

  test("is flooded by strangers without losing sight of a real reply, and keeps no more than a little of it", async () => {
    const world = await invited();
    const { ana, bens, receive } = world;
    const late = answer("REPLY", `UID:other@example.org`, "SEQUENCE:0", `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${bens}`);
    await receive(bens, late);
    for (let at = 0; at < 60; at++) await receive(`eve${at}@evil.example`, ["Subject: Buy", "", "now", ""]);
    const state = await world.stateFor(ana);
    expect(state.uncounted.filter(({ member }) => member === "b")).toMatchObject([{ why: "not_ours" }]);
    expect(state.uncounted).toHaveLength(4);
    expect(state.uncountedMore).toBe(17);
    const kept = async () =>
      (await shared().db.selectFrom("invitation_note").selectAll().where("pair_id", "=", world.pair.id).execute())
        .length;
    expect(await kept()).toBe(21);
    for (let hour = 0; hour < 7; hour++) {
      world.app.passMinutes(61);
      for (let at = 0; at < 21; at++) await receive(`eve@evil.example`, ["Subject: Buy", "", "now", ""]);
    }
    expect(await kept()).toBe(101);
    const accept = answer("REPLY", `UID:${uidOf(world)}`, "SEQUENCE:0", `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${bens}`);
    await receive(bens, accept);
    expect(personOf(await world.stateFor(ana), "b")?.answer?.answer).toBe("accepted");
  });
});
