import { randomUUID } from "node:crypto";
import { readReplies } from "@candor/integrations/calendar/itip/read-replies.ts";
import { readMail } from "@candor/integrations/mail/incoming/read-mail.ts";
import type { MailCalendar } from "@candor/integrations/mail/mail.ts";
import { openMemoryMail } from "@candor/integrations/mail/memory/open-memory-mail.ts";
import type { CalendarInvitation } from "@candor/protocol/http/calendar-invitation.ts";
import { expect, test } from "vitest";
import { describeEachEngine } from "../database/testing/describe-each-engine.ts";
import { acceptAs, beginPair, inviteTo, openApp, shareDatabase, type Visitor } from "../people/testing/open-app.ts";
import { deliverInvitations } from "./deliver-invitations.ts";
import { knowsAddress, receiveMail } from "./receive-mail.ts";
import { tellCalendars } from "./tell-calendars.ts";
import { pairsByMail } from "./who-is-mailed.ts";

const SERVICE = "meetings@candor.example.org";

describeEachEngine("a series in two calendars", (engine) => {
  const shared = shareDatabase(engine);

  async function open() {
    const { db } = shared();
    await db.deleteFrom("invitation_mail").execute(); // of the test before
    const app = openApp(shared());
    const [ana, ben] = [await app.person("Ana"), await app.person("Ben")];
    const pair = await beginPair(ana);
    await acceptAs(ben, await inviteTo(ana, pair));
    const userOf = async (member: "a" | "b") => {
      const row = await db
        .selectFrom("pair_member")
        .select("user_id")
        .where("pair_id", "=", pair.id)
        .where("member", "=", member)
        .executeTakeFirstOrThrow();
      return row.user_id ?? "";
    };
    const nameOf = (who: string) => `${who}.${pair.id}@example.org`;
    const showAddress = async (member: "a" | "b", address: string) => {
      // the two engines keep a flag in two ways
      const flag = (value: boolean) => (engine.engine === "sqlite" ? Number(value) : value) as never;
      await db
        .updateTable("user")
        .set({ email: address, emailVerified: flag(true), isAnonymous: flag(false) })
        .where("id", "=", await userOf(member))
        .execute();
    };
    const plan = async (slot: string | null, start = slot, id = "m1") => {
      await db.deleteFrom("meeting").where("page", "=", pair.id).execute();
      const rhythm = { timeZone: "Europe/Berlin", minutes: 30, everyWeeks: 1 };
      await db
        .insertInto("meeting")
        .values({
          ...{ page: pair.id, volume: null, id, start, time_zone: "Europe/Berlin", minutes: 30, state: "planned" },
          ...{ medium: null, closed_at: null, series: JSON.stringify({ slot, ...rhythm }) },
        })
        .execute();
    };
    const mail = openMemoryMail();
    const faults: unknown[] = [];
    const { now } = app;
    const tell = () => tellCalendars({ db, now, newId: randomUUID }, pair.id);
    const delivery = {
      ...{ db, serviceAddress: SERVICE, now, openSender: async () => mail },
      linkOf: (path: string) => `https://candor.example.org${path}`,
      report: (fault: unknown) => faults.push(fault),
    };
    const deliver = () => deliverInvitations(delivery);
    const receiving = { db, serviceAddress: SERVICE, now, readMail, readReplies };
    const path = `/api/pairs/${pair.id}/calendar-invitation`;
    const stateFor = async (who: Visitor) => (await who.get(path)).body as CalendarInvitation;
    const turn = (who: Visitor, on: boolean) => who.put(path, { on });
    const token = async () =>
      (
        await db
          .selectFrom("series_invitation")
          .select("token")
          .where("pair_id", "=", pair.id)
          .executeTakeFirstOrThrow()
      ).token;
    const receive = async (from: string, lines: string[], id: string = randomUUID()) => {
      const to = `meetings+${await token()}@candor.example.org`;
      const raw = [
        ...[`From: <${from}>`, `To: <${to}>`, `Message-ID: <${id}@example.org>`, "MIME-Version: 1.0"],
        ...lines,
      ].join("\r\n");
      return receiveMail(receiving, new TextEncoder().encode(raw), [to]);
    };
    return {
      ...{ app, ana, ben, pair, plan, mail, faults, tell, deliver, receiving, stateFor, turn, token, receive, path },
      ...{ showAddress, userOf, anas: nameOf("ana"), bens: nameOf("ben") },
    };
  }

  /** Both with an address, a series agreed, and the invitations out. */
  async function invited() {
    const world = await open();
    await world.showAddress("a", world.anas);
    await world.showAddress("b", world.bens);
    await world.plan("2026-12-02T10:00");
    await world.turn(world.ana, true);
    await world.tell();
    await world.deliver();
    return world;
  }

  const uidOf = ({ pair }: { pair: { id: string } }) => `s1.${pair.id}@meeting.candor`;
  const line = (calendar: MailCalendar | undefined, name: string) =>
    calendar?.text
      .replaceAll("\r\n ", "")
      .replace(/BEGIN:VTIMEZONE[\s\S]*END:VTIMEZONE\r\n/, "")
      .split("\r\n")
      .find((each) => new RegExp(`^${name}[;:]`).test(each));
  const answer = (method: string, ...lines: string[]) => [
    `Content-Type: text/calendar; method=${method}; charset=utf-8`,
    "",
    ...["BEGIN:VCALENDAR", `METHOD:${method}`, "BEGIN:VEVENT", "DTSTAMP:20261124T100000Z", ...lines],
    ...["END:VEVENT", "END:VCALENDAR", ""],
  ];
  const personOf = (state: CalendarInvitation, member: "a" | "b") =>
    state.people.find((person) => person.member === member);

  test("is sent to each by a mail of their own, from an address that is read, and is in no calendar before they say so", async () => {
    const world = await invited();
    const { mail, ana, bens, anas } = world;
    expect(mail.mails.map(({ to }) => to).sort()).toEqual([anas, bens].sort());
    const service = `meetings+${await world.token()}@candor.example.org`;
    for (const { from, calendar, to, text } of mail.mails) {
      expect(from?.address).toBe(service);
      expect(line(calendar, "ORGANIZER")).toContain(`mailto:${service}`);
      expect(calendar?.text.replaceAll("\r\n ", "")).toContain(`mailto:${to}`);
      expect(line(calendar, "UID")).toBe(`UID:${uidOf(world)}`);
      expect(text).toContain(`https://candor.example.org/p/${world.pair.id}`);
    }
    const state = await world.stateFor(ana);
    expect(state).toMatchObject({ way: "mail", isOn: true, uncounted: [] });
    expect(personOf(state, "a")).toEqual({
      member: "a",
      state: "invited",
      address: anas,
      reason: null,
      answer: null,
      besides: null,
    });
    expect(personOf(state, "b")).toMatchObject({ state: "invited", address: null, answer: null });
  });

  test("is sent once, however often it is looked at, by two nodes at once, and over a mail server that is away", async () => {
    const world = await invited();
    await Promise.all([world.tell(), world.tell()]);
    await Promise.all([world.deliver(), world.deliver()]);
    expect(world.mail.mails).toHaveLength(2);
    await world.plan("2026-12-02T10:00", "2026-12-03T15:00");
    await Promise.all([world.tell(), world.tell()]).catch(() => undefined);
    await world.tell();
    world.mail.isAway = true;
    await world.deliver();
    expect(world.mail.mails).toHaveLength(2);
    expect(personOf(await world.stateFor(world.ana), "b")?.state).toBe("on_its_way");
    world.mail.isAway = false;
    world.app.passMinutes(1);
    await Promise.all([world.deliver(), world.deliver()]);
    expect(world.mail.mails).toHaveLength(4);
    expect(line(world.mail.mails[3]?.calendar, "RECURRENCE-ID")).toBe(
      "RECURRENCE-ID;TZID=Europe/Berlin:20261202T100000",
    );
    expect(new Set(world.mail.mails.map(({ messageId }) => messageId)).size).toBe(4);
  });

  test("is accepted by mail, once and by the person themself alone", async () => {
    const world = await invited();
    const { ana, bens, receive } = world;
    const accept = answer("REPLY", `UID:${uidOf(world)}`, "SEQUENCE:0", `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${bens}`);
    expect(await receive("eve@evil.example", accept)).toBe("taken");
    let state = await world.stateFor(ana);
    expect(personOf(state, "b")?.answer).toBeNull();
    expect(state.uncounted).toMatchObject([{ why: "not_believed", from: "eve@evil.example", member: null }]);
    await receive(bens, [...accept.slice(0, -3), "COMMENT:Looking forward", ...accept.slice(-3)], "one");
    await receive(bens, accept, "one");
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

  test("is asked for at another time by mail, and that the time stays is told to who asked alone", async () => {
    const world = await invited();
    const { ana, bens, receive } = world;
    await receive(
      bens,
      answer(
        ...(["COUNTER", `UID:${uidOf(world)}`, "SEQUENCE:0", "RECURRENCE-ID:20261202T090000Z"] as const),
        ...["DTSTART:20261202T130000Z", "DTEND:20261202T133000Z", `ATTENDEE;PARTSTAT=TENTATIVE:mailto:${bens}`],
      ),
    );
    const person = personOf(await world.stateFor(ana), "b");
    expect(person?.answer).toMatchObject({
      ...{ answer: "counter", slot: "2026-12-02T10:00" },
      ...{ proposed: { start: "2026-12-02T14:00", timeZone: "Europe/Berlin", minutes: 30 }, scope: "next" },
    });
    const settled = { member: "b", uid: uidOf(world), slot: "2026-12-02T10:00", taken: false };
    expect((await ana.post(`${world.path}/settled`, settled)).status).toBe(200);
    expect((await ana.post(`${world.path}/settled`, settled)).status).toBe(200);
    await world.deliver();
    const told = world.mail.mails.slice(2);
    expect(told.map(({ to, calendar }) => [to, calendar?.method])).toEqual([[bens, "DECLINECOUNTER"]]);
    expect(personOf(await world.stateFor(ana), "b")?.answer?.proposed).toBeNull();
  });

  test("asked for at another time than a later meeting has is told so, and not as of the next one", async () => {
    const world = await invited();
    const { ana, bens, receive } = world;
    const counter = (slot: string, from: string, until: string) =>
      answer(
        ...(["COUNTER", `UID:${uidOf(world)}`, "SEQUENCE:0", `RECURRENCE-ID:${slot}`] as const),
        ...[`DTSTART:${from}`, `DTEND:${until}`, `ATTENDEE;PARTSTAT=TENTATIVE:mailto:${bens}`],
      );
    await receive(bens, counter("20261216T090000Z", "20261216T130000Z", "20261216T133000Z"));
    expect(personOf(await world.stateFor(ana), "b")?.answer).toMatchObject({
      ...{ answer: "counter", slot: "2026-12-16T10:00", scope: "later" },
    });
  });

  test("asked for at another time from now on shows what is said to the next meeting beside it", async () => {
    const world = await invited();
    const { ana, bens, receive } = world;
    await receive(
      bens,
      answer(
        ...(["COUNTER", `UID:${uidOf(world)}`, "SEQUENCE:0", "DTSTART:20261202T130000Z"] as const),
        ...["DTEND:20261202T133000Z", `ATTENDEE;PARTSTAT=TENTATIVE:mailto:${bens}`],
      ),
    );
    expect(personOf(await world.stateFor(ana), "b")).toMatchObject({ answer: { scope: "series" }, besides: null });
    const accept = answer(
      ...(["REPLY", `UID:${uidOf(world)}`, "SEQUENCE:0", "RECURRENCE-ID:20261202T090000Z"] as const),
      ...["COMMENT:This once", `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${bens}`],
    );
    await receive(
      bens,
      accept.map((each) => each.replace("T100000Z", "T110000Z")),
    );
    expect(personOf(await world.stateFor(ana), "b")).toMatchObject({
      answer: { answer: "counter", scope: "series", proposed: { start: "2026-12-02T14:00" } },
      besides: { answer: "accepted", words: "This once" },
    });
  });

  test("asked for at a time that has passed, or before its own was changed, is not asked for any more", async () => {
    const world = await invited();
    const { ana, bens, receive } = world;
    const counter = (from: string, until: string, sequence = 0) =>
      answer(
        ...(["COUNTER", `UID:${uidOf(world)}`, `SEQUENCE:${sequence}`, "RECURRENCE-ID:20261202T090000Z"] as const),
        ...[`DTSTART:${from}`, `DTEND:${until}`, `ATTENDEE;PARTSTAT=TENTATIVE:mailto:${bens}`],
      );
    await receive(bens, counter("20200101T130000Z", "20200101T133000Z"));
    expect(personOf(await world.stateFor(ana), "b")?.answer?.proposed ?? null).toBeNull();
    await receive(bens, counter("20261202T130000Z", "20261202T133000Z"));
    expect(personOf(await world.stateFor(ana), "b")?.answer?.scope).toBe("next");
    await world.plan("2026-12-02T10:00", "2026-12-03T15:00");
    await world.tell();
    expect(personOf(await world.stateFor(ana), "b")?.answer).toBeNull();
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

  test("ends when either turns it off or the page is archived, and says so once", async () => {
    const world = await invited();
    await world.turn(world.ben, false);
    await world.tell();
    await world.tell();
    await world.deliver();
    expect(world.mail.mails.slice(2).map(({ calendar }) => calendar?.method)).toEqual(["CANCEL", "CANCEL"]);
    await world.turn(world.ana, true);
    await world.tell();
    await shared()
      .db.updateTable("pair")
      .set({ frozen_at: world.app.now().toISOString() })
      .where("id", "=", world.pair.id)
      .execute();
    await world.tell();
    await world.deliver();
    expect(world.mail.mails.slice(4).map(({ calendar }) => [calendar?.method, line(calendar, "UID")])).toEqual([
      ["REQUEST", `UID:s2.${world.pair.id}@meeting.candor`],
      ["REQUEST", `UID:s2.${world.pair.id}@meeting.candor`],
      ["CANCEL", `UID:s2.${world.pair.id}@meeting.candor`],
      ["CANCEL", `UID:s2.${world.pair.id}@meeting.candor`],
    ]);
    expect((await world.turn(world.ana, true)).body).toMatchObject({ type: "/problems/page_frozen" });
  });

  test("reaches who has no address yet as soon as they have one, with what was moved meanwhile", async () => {
    const world = await open();
    await world.showAddress("a", world.anas);
    await world.plan("2026-12-02T10:00", "2026-12-03T15:00");
    await world.turn(world.ana, true);
    await world.tell();
    await world.deliver();
    expect(world.mail.mails.map(({ to }) => to)).toEqual([world.anas, world.anas]);
    expect(personOf(await world.stateFor(world.ana), "b")?.state).toBe("no_address");
    await world.showAddress("b", world.bens);
    await world.tell();
    await world.tell();
    await world.deliver();
    expect(world.mail.mails.slice(2).map(({ to, subject }) => [to, subject.split(":")[0]])).toEqual([
      [world.bens, "Invitation"],
      [world.bens, "Moved"],
    ]);
  });

  test("goes out of the calendar of who has another address, or no seat any more", async () => {
    const world = await invited();
    const other = `other.${world.bens}`;
    await world.showAddress("b", other);
    await world.tell();
    await world.tell();
    await world.deliver();
    const told = world.mail.mails.slice(2).map(({ to, calendar }) => [to, calendar?.method]);
    expect(told.sort()).toEqual([
      [world.bens, "CANCEL"],
      [other, "REQUEST"],
    ]);
    const cancel = world.mail.mails.find(({ calendar }) => calendar?.method === "CANCEL")?.calendar;
    expect(cancel?.text.replaceAll("\r\n ", "")).toContain(`mailto:${world.bens}`);
    await shared()
      .db.updateTable("pair_member")
      .set({ user_id: null })
      .where("pair_id", "=", world.pair.id)
      .where("member", "=", "b")
      .execute();
    await world.tell();
    await world.tell();
    await world.deliver();
    expect(world.mail.mails.slice(4).map(({ to, calendar }) => [to, calendar?.method])).toEqual([[other, "CANCEL"]]);
  });

  test("takes a meeting outside of it, too, out of the calendar of who has another address, or no seat any more", async () => {
    const world = await invited();
    const other = `other.${world.bens}`;
    const addMeeting = async (start: string) => {
      const extra = { ...{ page: world.pair.id, volume: null, id: "extra", start, time_zone: "Europe/Berlin" } };
      const series = JSON.stringify({ slot: null, timeZone: "Europe/Berlin", minutes: 30, everyWeeks: 1 });
      await shared()
        .db.insertInto("meeting")
        .values({ ...extra, minutes: 30, state: "planned", medium: null, closed_at: null, series })
        .execute();
    };
    await addMeeting("2026-12-04T16:00");
    await world.tell();
    await world.deliver();
    const single = `UID:extra.${world.pair.id}@meeting.candor`;
    const cancelled = () =>
      world.mail.mails
        .filter(({ calendar }) => calendar?.method === "CANCEL" && line(calendar, "UID") === single)
        .map(({ to }) => to);
    expect(cancelled()).toEqual([]);
    await world.showAddress("b", other);
    await world.tell();
    await world.tell();
    await world.deliver();
    expect(cancelled()).toEqual([world.bens]);
    await shared()
      .db.updateTable("pair_member")
      .set({ user_id: null })
      .where("pair_id", "=", world.pair.id)
      .where("member", "=", "b")
      .execute();
    await world.plan("2026-12-02T10:00"); // and the meeting itself goes at the same time
    await world.tell();
    await world.tell();
    await world.deliver();
    expect(cancelled().sort()).toEqual([world.anas, world.bens, other].sort());
  });

  test("that is moved to and fro fills nobody's mailbox, and ends as it is now", async () => {
    const world = await invited();
    for (let step = 0; step < 60; step++) {
      await world.plan("2026-12-02T10:00", `2026-12-03T${String(8 + (step % 10)).padStart(2, "0")}:00`);
      await world.tell();
    }
    const count = async () =>
      (await shared().db.selectFrom("invitation_mail").select("id").where("pair_id", "=", world.pair.id).execute())
        .length;
    expect(await count()).toBeLessThanOrEqual(42);
    world.app.passMinutes(61);
    await world.tell();
    for (let round = 0; round < 4; round++) await world.deliver();
    expect(line(world.mail.mails.at(-1)?.calendar, "DTSTART")).toBe("DTSTART;TZID=Europe/Berlin:20261203T170000");
  });

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
    await world.receive("mailer-daemon@example.org", bounce);
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
    expect(await knowsAddress(world.receiving, SERVICE)).toBe(false);
    expect(await knowsAddress(world.receiving, "meetings+0000000000000000@candor.example.org")).toBe(false);
    expect(await knowsAddress(world.receiving, `meetings+${await world.token()}@candor.example.org`)).toBe(true);
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

  test("is not begun where this server sends no invitations, which is said", async () => {
    const ports = { way: "no_mail" as const, refresh: async () => {}, tell: async () => {}, wake: () => {} };
    const app = openApp(shared(), { seriesInvitations: ports });
    const ana = await app.person("Ana");
    const pair = await beginPair(ana);
    const path = `/api/pairs/${pair.id}/calendar-invitation`;
    expect((await ana.get(path)).body).toMatchObject({ way: "no_mail", isOn: false });
    expect(await ana.put(path, { on: true })).toMatchObject({
      status: 409,
      body: { type: "/problems/no_invitations" },
    });
    const eve = await app.person("Eve");
    expect((await eve.get(path)).status).toBe(404);
    expect((await eve.put(path, { on: true })).status).toBe(404);
  });

  test("whoever has their meetings put into a calendar of their own is not mailed as well, and what was mailed goes on by mail", async () => {
    const world = await open();
    const { db } = shared();
    const own = async (member: "a" | "b") => {
      const user_id = await world.userOf(member);
      const account = { id: randomUUID(), user_id, kind: "caldav" as const, name: "dav", sealed: "", time_zone: "UTC" };
      await db
        .insertInto("calendar_account")
        .values({ ...account, added_at: "2026-11-24T09:00:00.000Z", revoked_at: null })
        .execute();
      await db
        .insertInto("calendar_target")
        .values({
          ...{ user_id, account_id: account.id, remote_id: "c", name: "Work", shows_names: 0, is_leaving: 0 },
          ...{ state: "written", fault: null, failures: 0, written_at: null, next_at: null },
        })
        .execute();
    };
    await world.showAddress("a", world.anas);
    await world.showAddress("b", world.bens);
    await world.plan("2026-12-02T10:00");
    await own("a");
    await world.turn(world.ana, true);
    await world.tell();
    await world.deliver();
    expect(world.mail.mails.map(({ to }) => to)).toEqual([world.bens]);
    expect(personOf(await world.stateFor(world.ben), "a")?.state).toBe("own_calendar");
    expect((await pairsByMail(db, await world.userOf("a"))).size).toBe(0);
    await own("b");
    await world.plan("2026-12-02T10:00", "2026-12-03T14:00");
    await world.tell();
    await world.deliver();
    expect(world.mail.mails.map(({ to }) => to)).toEqual([world.bens, world.bens]);
    expect([...(await pairsByMail(db, await world.userOf("b")))]).toEqual([world.pair.id]);
    // Put nowhere any more, Ana is invited like anybody else.
    await db
      .updateTable("calendar_target")
      .set({ is_leaving: 1 })
      .where("user_id", "=", await world.userOf("a"))
      .execute();
    await db.updateTable("series_invitation").set({ looked_at: null }).execute();
    await world.tell();
    await world.deliver();
    expect(world.mail.mails.filter(({ to }) => to === world.anas).length).toBeGreaterThan(0);
  });
});
