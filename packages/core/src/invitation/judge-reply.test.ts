import { expect, test } from "vitest";
import type { SentInvitations } from "./judge-invitations.ts";
import { judgeReply } from "./judge-reply.ts";
import type { Reply } from "./reply.ts";

const SENT: SentInvitations = {
  ...{ generation: 1, sequence: 0, stamp: 0, singles: [] },
  series: {
    ...{ start: "2026-12-02T10:00", timeZone: "Europe/Berlin", minutes: 30, everyWeeks: 1, uid: "s1", sequence: 0 },
    ...{ until: null, follows: null, moved: [], skipped: [] },
  },
};
const [ANA, BEN] = ["ana@acme.example", "ben@acme.example"];
const INVITEES = [
  { userId: "ana", address: ANA },
  { userId: "ben", address: BEN },
];

function judge(reply: Partial<Reply>, from: string | null, mailedTo: string | null) {
  const plain = {
    uid: "s1",
    attendee: BEN,
    type: "accepted",
    sentBy: null,
    instance: null,
    sequence: 0,
    stamp: 1,
  } as const;
  const whole: Reply = { ...plain, words: null, proposed: null, ...reply };
  return judgeReply({ reply: whole, from, mailedTo, sent: SENT, invitees: INVITEES, answers: [] });
}

test("an answer from the invited person, at the address that they alone were given, counts for them", () => {
  expect(judge({}, BEN, BEN)).toMatchObject({ type: "counts", userId: "ben" });
});

test("neither of the two can answer as the other: the address that they were given is not the other's", () => {
  expect(judge({}, BEN, ANA)).toEqual({ type: "ignored", why: "others_address", userId: "ben" });
  expect(judge({}, ANA, ANA)).toEqual({ type: "ignored", why: "not_believed", userId: "ana" });
  expect(judge({ sentBy: ANA }, ANA, ANA)).toEqual({ type: "ignored", why: "others_address", userId: "ana" });
});

test("an assistant of the same house answers for the person whose invitation they were given", () => {
  const ivy = "ivy@acme.example";
  expect(judge({ sentBy: ivy }, ivy, BEN)).toMatchObject({ type: "counts", userId: "ben" });
  expect(judge({ sentBy: ivy }, ivy, ANA)).toMatchObject({ type: "ignored", why: "others_address" });
});

test("whoever an invitation was forwarded to, or who was sent in somebody's place, answers for nobody", () => {
  const dan = "dan@elsewhere.example";
  expect(judge({ attendee: dan }, dan, BEN)).toMatchObject({ type: "ignored", why: "not_invited" });
  expect(judge({}, dan, BEN)).toMatchObject({ type: "ignored", why: "not_believed" });
  expect(judge({ sentBy: dan }, dan, BEN)).toMatchObject({ type: "ignored", why: "not_believed" });
  expect(judge({ type: "delegated" }, BEN, BEN)).toMatchObject({ type: "counts", userId: "ben" });
});

test("at an address that both were given, from before each had their own, the sender alone tells them apart", () => {
  expect(judge({}, BEN, null)).toMatchObject({ type: "counts", userId: "ben" });
  expect(judge({}, ANA, null)).toMatchObject({ type: "ignored", why: "not_believed" });
});
