import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SentInvitations } from "@candor/core/invitation/judge-invitations.ts";
import { judgeReply } from "@candor/core/invitation/judge-reply.ts";
import { describe, expect, test } from "vitest";
import { readMail } from "../../mail/incoming/read-mail.ts";
import { readReplies } from "./read-replies.ts";
import { describeInZones } from "./testing/in-zones.ts";

const folder = join(import.meta.dirname, "../../../../fixtures/calendars/replies");
const NOW = Date.parse("2026-10-08T10:00:00Z");

type Expected = {
  method: string;
  reject?: boolean;
  uid?: string;
  partstat?: string;
  attendee?: string;
  instance?: string | null;
  proposed?: string;
  apply_when_current_sequence_is_2?: boolean;
};

const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as Record<string, Expected>;
const series = {
  ...{ start: "2026-10-14T09:00", timeZone: "Europe/Berlin", minutes: 30, everyWeeks: 1, uid: "s-42@oneonone.example" },
  ...{ sequence: 0, until: null, follows: null, moved: [], skipped: [] },
};
const sentAt = (sequence: number): SentInvitations => ({
  ...{ generation: 1, sequence, stamp: 0, singles: [] },
  series: { ...series, sequence },
});

async function read(name: string) {
  const mail = await readMail(readFileSync(join(folder, name)));
  const read = readReplies(mail.calendars[0] ?? "", NOW);
  return { mail, ...read };
}

describeInZones("answers", () => {
  test("each sample is expected to be something, and none is left out", () => {
    const names = readdirSync(folder).filter((name) => name.endsWith(".eml"));
    expect(names.map((name) => name.slice(0, -4)).sort()).toEqual(Object.keys(expected).sort());
  });

  test.each(Object.entries(expected))("%s is read as it was meant", async (name, wanted) => {
    const { mail, method, replies } = await read(`${name}.eml`);
    const [reply] = replies;
    if (!reply) throw new Error("there is nothing in it");
    expect(method).toBe(wanted.method);
    const invitees = [{ userId: "jo", address: wanted.attendee ?? "jo@gmail.example" }];
    const judge = (sequence: number) =>
      judgeReply({
        reply,
        from: mail.from,
        mailedTo: invitees[0]?.address ?? null,
        sent: sentAt(sequence),
        invitees,
        answers: [],
      });
    if (wanted.reject) {
      expect(judge(0)).toMatchObject({ type: "ignored", why: "not_believed" });
      return;
    }
    expect([reply.uid, reply.attendee]).toEqual([wanted.uid, wanted.attendee]);
    expect(reply.instance).toBe(wanted.instance ? Date.parse(wanted.instance) : null);
    if (wanted.partstat) expect(reply.type).toBe(wanted.partstat.toLowerCase());
    if (wanted.proposed) expect(reply.proposed?.from).toBe(Date.parse(wanted.proposed));
    expect(judge(0)).toMatchObject({ type: "counts", slot: wanted.instance ? "2026-10-21T09:00" : "" });
    if (wanted.apply_when_current_sequence_is_2 === false)
      expect(judge(2)).toMatchObject({ type: "ignored", why: "outdated" });
  });
});

describe("an answer", () => {
  const calendar = (...lines: string[]) =>
    ["BEGIN:VCALENDAR", "METHOD:REPLY", ...lines, "END:VCALENDAR", ""].join("\r\n");
  const event = (...lines: string[]) => ["BEGIN:VEVENT", "UID:u", "DTSTAMP:20261008T100000Z", ...lines, "END:VEVENT"];

  test("for many times of a series in one mail is as many answers", () => {
    const times = Array.from({ length: 16 }, (_, at) =>
      event(
        `RECURRENCE-ID:202611${String(at + 1).padStart(2, "0")}T090000Z`,
        "ATTENDEE;PARTSTAT=DECLINED:mailto:a@b.c",
      ),
    );
    expect(readReplies(calendar(...times.flat()), NOW).replies).toHaveLength(16);
  });

  test("in words is theirs, with line ends and commas as they wrote them, and never a line of ours", () => {
    const [reply] = readReplies(
      calendar(...event("ATTENDEE;PARTSTAT=TENTATIVE:MAILTO:A@B.c", "COMMENT:maybe\\, later\\nor not")),
      NOW,
    ).replies;
    expect(reply).toMatchObject({
      attendee: "a@b.c",
      type: "tentative",
      words: "maybe, later\nor not",
      sequence: null,
    });
  });

  test("of one who sends somebody else is of them, and the other is not added", () => {
    const lines = [
      'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:x@b.c":mailto:a@b.c',
      "ATTENDEE;PARTSTAT=ACCEPTED:mailto:x@b.c",
    ];
    expect(readReplies(calendar(...event(...lines)), NOW).replies).toMatchObject([
      { type: "delegated", attendee: "a@b.c" },
    ]);
  });

  test("to a time in a zone that nobody knows, or on a whole day, is no answer", () => {
    for (const id of ["RECURRENCE-ID;TZID=Nowhere:20261021T090000", "RECURRENCE-ID;VALUE=DATE:20261021"])
      expect(readReplies(calendar(...event(id, "ATTENDEE;PARTSTAT=DECLINED:mailto:a@b.c")), NOW).replies).toEqual([]);
  });

  test("that is anything else, an invitation or rubbish, answers nothing", () => {
    const invitation = calendar(...event("ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.c")).replace("REPLY", "REQUEST");
    expect(readReplies(invitation, NOW)).toEqual({ method: "REQUEST", replies: [] });
    for (const text of ["", "BEGIN:VCALENDAR", "\u0000\u0001", "METHOD:REPLY\nBEGIN:VEVENT\nUID:"])
      expect(readReplies(text, NOW).replies).toEqual([]);
  });
});
