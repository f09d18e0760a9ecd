import { expect, test } from "vitest";
import { MEMBERS } from "../person/member.ts";
import { may, type PairRequest } from "./may.ts";

const REQUESTS: PairRequest[] = [
  { action: "take_part" },
  { action: "see_worth", of: "a", saidMine: true },
  { action: "see_worth", of: "b", saidMine: true },
  { action: "invite", otherSeatIsTaken: false, isFrozen: false },
  { action: "invite", otherSeatIsTaken: true, isFrozen: false },
  { action: "invite", otherSeatIsTaken: false, isFrozen: true },
  { action: "revoke_invitation", offeredSeat: "a" },
  { action: "revoke_invitation", offeredSeat: "b" },
];

test("whoever has no seat may do nothing", () => {
  for (const request of REQUESTS) expect(may(null, request)).toEqual({ type: "denied", why: "no_seat" });
});

test("both seats may take part", () => {
  for (const seat of MEMBERS) expect(may(seat, { action: "take_part" })).toEqual({ type: "allowed" });
});

test("an invitation needs a free seat, on a page that is still written", () => {
  for (const seat of MEMBERS) {
    const invite = { action: "invite", otherSeatIsTaken: false, isFrozen: false } as const;
    expect(may(seat, invite)).toEqual({ type: "allowed" });
    expect(may(seat, { ...invite, otherSeatIsTaken: true })).toEqual({ type: "denied", why: "seat_taken" });
    expect(may(seat, { ...invite, isFrozen: true })).toEqual({ type: "denied", why: "page_frozen" });
  }
});

test("each sees the other's answer only after giving their own", () => {
  expect(may("a", { action: "see_worth", of: "b", saidMine: false })).toEqual({
    type: "denied",
    why: "own_answer_missing",
  });
  expect(may("a", { action: "see_worth", of: "b", saidMine: true })).toEqual({ type: "allowed" });
  expect(may("b", { action: "see_worth", of: "b", saidMine: true })).toEqual({ type: "allowed" });
});

test("only the side that invited takes an invitation back", () => {
  expect(may("a", { action: "revoke_invitation", offeredSeat: "b" })).toEqual({ type: "allowed" });
  expect(may("b", { action: "revoke_invitation", offeredSeat: "a" })).toEqual({ type: "allowed" });
  expect(may("b", { action: "revoke_invitation", offeredSeat: "b" })).toEqual({ type: "denied", why: "own_seat" });
});
