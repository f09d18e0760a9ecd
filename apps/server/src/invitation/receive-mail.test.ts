import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { receiveMail } from "./receive-mail.ts";
import { answer, inTwoCalendars, line, personOf, uidOf } from "./testing/in-two-calendars.ts";

describeEachEngine("an answer to a series", (engine) => {
  const { invited, shared } = inTwoCalendars(engine);

  test("is accepted by mail, once and by the person themself alone", async () => {
    const world = await invited();
    const { ana, bens, receive } = world;
    const accept = answer("REPLY", `UID:${uidOf(world)}`, "SEQUENCE:0", `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${bens}`);
    expect(await receive("eve@evil.example", accept)).toBe("taken");
    let state = await world.stateFor(ana);
    expect(personOf(state, "b")?.answer).toBeNull();
    expect(state.uncounted).toMatchObject([{ why: "not_believed", from: "eve@evil.example", member: null }]);
    await receive(bens, [...accept.slice(0, -3), "COMMENT:Looking forward", ...accept.slice(-3)], { id: "one" });
    await receive(bens, accept, { id: "one" });
    state = await world.stateFor(ana);
    expect(personOf(state, "b")?.answer).toMatchObject({ answer: "accepted", words: "Looking forward", slot: "" });
    expect(personOf(state, "a")?.answer).toBeNull();
  });

  test("that was accepted at another time is not accepted at this one, and one meeting can be declined alone", async () => {
    const world = await invited();
    const { ana, bens, receive } = world;
    const reply = (partStat: string, ...more: string[]) =>
      answer("REPLY", `UID:${uidOf(world)}`, ...more, `ATTENDEE;PARTSTAT=${partStat}:mailto:${bens}`);
    await receive(bens, reply("ACCEPTED", "SEQUENCE:0"));
    await world.plan("2026-12-02T10:00", "2026-12-03T15:00");
    await world.tell();
    expect(personOf(await world.stateFor(ana), "b")).toMatchObject({ state: "on_its_way", answer: null });
    await receive(bens, reply("ACCEPTED", "SEQUENCE:0", "RECURRENCE-ID:20261202T090000Z"));
    let state = await world.stateFor(ana);
    expect(personOf(state, "b")?.answer).toBeNull();
    expect(state.uncounted).toMatchObject([{ why: "outdated", member: "b", from: null }]);
    await receive(bens, reply("DECLINED", "SEQUENCE:1", "RECURRENCE-ID:20261202T090000Z"));
    state = await world.stateFor(ana);
    expect(personOf(state, "b")?.answer).toMatchObject({ answer: "declined", slot: "2026-12-02T10:00" });
  });

  test("is answered by an assistant of the same house, and by nobody elsewhere who says they are one", async () => {
    const world = await invited();
    const { ana, bens, receive } = world;
    const reply = (partStat: string, sentBy: string) =>
      answer(
        "REPLY",
        `UID:${uidOf(world)}`,
        "SEQUENCE:0",
        `ATTENDEE;PARTSTAT=${partStat};SENT-BY="mailto:${sentBy}":mailto:${bens}`,
      );
    await receive("eve@evil.example", reply("DECLINED", "eve@evil.example"));
    const state = await world.stateFor(ana);
    expect(personOf(state, "b")?.answer).toBeNull();
    expect(state.uncounted).toMatchObject([{ why: "not_believed", from: "eve@evil.example" }]);
    await receive("ivy@example.org", reply("ACCEPTED", "ivy@example.org"));
    expect(personOf(await world.stateFor(ana), "b")?.answer?.answer).toBe("accepted");
  });

  test("answered by a clock that is years ahead can be answered again", async () => {
    const world = await invited();
    const { ana, bens, receive } = world;
    const reply = (partStat: string, stamp: string) =>
      answer("REPLY", `UID:${uidOf(world)}`, "SEQUENCE:0", `ATTENDEE;PARTSTAT=${partStat}:mailto:${bens}`).map((each) =>
        each.replace(/^DTSTAMP:.*/, `DTSTAMP:${stamp}`),
      );
    await receive(bens, reply("DECLINED", "20361231T000000Z"));
    world.app.passMinutes(1);
    const stamp = `${world.app.now().toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
    await receive(bens, reply("ACCEPTED", stamp));
    expect(personOf(await world.stateFor(ana), "b")?.answer?.answer).toBe("accepted");
  });

  test("counts for the one alone who was given the address that it comes to, whoever it says that it is from", async () => {
    const world = await invited();
    const { ana, anas, bens, receive } = world;
    const decline = answer("REPLY", `UID:${uidOf(world)}`, "SEQUENCE:0", `ATTENDEE;PARTSTAT=DECLINED:mailto:${bens}`);
    await receive(bens, decline, { given: anas }); // by Ana, who knows no other address
    const state = await world.stateFor(ana);
    expect(personOf(state, "b")?.answer).toBeNull();
    expect(state.uncounted).toMatchObject([{ why: "others_address", member: "b" }]);
    await receive(bens, decline);
    expect(personOf(await world.stateFor(ana), "b")?.answer?.answer).toBe("declined");
  });

  test("to what was told by the one address that both shared goes on counting by its sender, until that series ends", async () => {
    const world = await invited();
    const { ana, bens } = world;
    const { db } = shared();
    await db.updateTable("invitation_mail").set({ token: null }).execute(); // as an earlier version sent them
    const row = await db
      .selectFrom("series_invitation")
      .select("token")
      .where("pair_id", "=", world.pair.id)
      .executeTakeFirstOrThrow();
    const old = [`meetings+${row.token}@candor.example.org`];
    const raw = (from: string, lines: string[]) => new TextEncoder().encode([`From: <${from}>`, ...lines].join("\r\n"));
    const accept = answer("REPLY", `UID:${uidOf(world)}`, "SEQUENCE:0", `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${bens}`);
    await receiveMail(world.receiving, raw("eve@evil.example", accept), old);
    expect(personOf(await world.stateFor(ana), "b")?.answer).toBeNull();
    await receiveMail(world.receiving, raw(bens, accept), old);
    expect(personOf(await world.stateFor(ana), "b")?.answer?.answer).toBe("accepted");
    await world.plan("2026-12-02T10:00", "2026-12-03T15:00");
    await world.tell();
    await world.deliver();
    expect(world.mail.mails.slice(2).map(({ from }) => from?.address)).toEqual([...old, ...old]);
    await world.turn(world.ana, false);
    await world.tell();
    await world.turn(world.ana, true);
    await world.tell();
    await world.deliver();
    const begun = world.mail.mails.filter(({ calendar }) => line(calendar, "UID")?.startsWith("UID:s2."));
    expect(new Set(begun.map(({ from }) => from?.address)).size).toBe(2);
    expect(begun.map(({ from }) => from?.address)).not.toContain(old[0]);
  });
});
