import { randomBytes, randomUUID } from "node:crypto";
import { readReplies } from "@candor/integrations/calendar/itip/read-replies.ts";
import { readMail } from "@candor/integrations/mail/incoming/read-mail.ts";
import type { MailCalendar } from "@candor/integrations/mail/mail.ts";
import { openMemoryMail } from "@candor/integrations/mail/memory/open-memory-mail.ts";
import type { CalendarInvitation } from "@candor/protocol/http/calendar-invitation.ts";
import type { describeEachEngine } from "../../database/testing/describe-each-engine.ts";
import { acceptAs, beginPair, inviteTo, openApp, shareDatabase, type Visitor } from "../../people/testing/open-app.ts";
import { deliverInvitations } from "../deliver-invitations.ts";
import { makeToken } from "../mail-token.ts";
import { receiveMail } from "../receive-mail.ts";
import { tellCalendars } from "../tell-calendars.ts";

export const SERVICE = "meetings@candor.example.org";

/** A pair whose series is put into both calendars by mail. */
export function inTwoCalendars(engine: Parameters<Parameters<typeof describeEachEngine>[1]>[0]) {
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
    const tell = () => tellCalendars({ db, now, newId: randomUUID, newToken: () => makeToken(randomBytes) }, pair.id);
    const delivery = {
      ...{ db, serviceAddress: SERVICE, now, openSender: async () => mail },
      linkOf: (path: string) => `https://candor.example.org${path}`,
      report: (fault: unknown) => faults.push(fault),
    };
    const deliver = () => deliverInvitations(delivery);
    const refused: string[] = [];
    const receiving = {
      ...{ db, serviceAddress: SERVICE, now, readMail, readReplies },
      refused: (why: string) => refused.push(why),
    };
    const path = `/api/pairs/${pair.id}/calendar-invitation`;
    const stateFor = async (who: Visitor) => (await who.get(path)).body as CalendarInvitation;
    const turn = (who: Visitor, on: boolean) => who.put(path, { on });
    const tokenOf = async (address: string) => {
      const mails = db.selectFrom("invitation_mail").select("token").where("to_address", "=", address);
      return (await mails.executeTakeFirstOrThrow()).token;
    };
    /** Unless another is said, at the address that Ben alone was given. */
    const receive = async (
      from: string,
      lines: string[],
      { id = randomUUID() as string, given = nameOf("ben") } = {},
    ) => {
      const to = `meetings+${await tokenOf(given)}@candor.example.org`;
      const raw = [
        ...[`From: <${from}>`, `To: <${to}>`, `Message-ID: <${id}@example.org>`, "MIME-Version: 1.0"],
        ...lines,
      ].join("\r\n");
      return receiveMail(receiving, new TextEncoder().encode(raw), [to]);
    };
    return {
      ...{ app, ana, ben, pair, plan, mail, faults, tell, deliver, receiving, stateFor, turn, tokenOf, receive, path },
      ...{ refused, showAddress, userOf, anas: nameOf("ana"), bens: nameOf("ben") },
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

  return { open, invited, shared };
}

export const uidOf = ({ pair }: { pair: { id: string } }) => `s1.${pair.id}@meeting.candor`;
export const line = (calendar: MailCalendar | undefined, name: string) =>
  calendar?.text
    .replaceAll("\r\n ", "")
    .replace(/BEGIN:VTIMEZONE[\s\S]*END:VTIMEZONE\r\n/, "")
    .split("\r\n")
    .find((each) => new RegExp(`^${name}[;:]`).test(each));
export const answer = (method: string, ...lines: string[]) => [
  `Content-Type: text/calendar; method=${method}; charset=utf-8`,
  "",
  ...["BEGIN:VCALENDAR", `METHOD:${method}`, "BEGIN:VEVENT", "DTSTAMP:20261124T100000Z", ...lines],
  ...["END:VEVENT", "END:VCALENDAR", ""],
];
export const personOf = (state: CalendarInvitation, member: "a" | "b") =>
  state.people.find((person) => person.member === member);
