import { expect, test } from "vitest";
import { freshUntil, judgeSession, wasAskedAnew } from "./session-limits.ts";

const DAY = 86_400_000;
const at = (days: number) => days * DAY;

test("an account's session that nobody used for 30 days has ended", () => {
  const times = { beganAt: 0, usedAt: at(5), isAnonymous: false };
  expect(judgeSession(times, at(35) - 1)).toMatchObject({ type: "good" });
  expect(judgeSession(times, at(35))).toEqual({ type: "ended", why: "idle" });
});

test("an account's session ends after 180 days, however much it is used", () => {
  const times = { beganAt: 0, usedAt: at(179), isAnonymous: false };
  expect(judgeSession(times, at(180) - 1)).toEqual({ type: "good", renew: false, endsAt: at(180) });
  expect(judgeSession(times, at(180))).toEqual({ type: "ended", why: "too_old" });
});

test("an anonymous person is known for as long as their browser keeps the cookie", () => {
  const times = { beganAt: 0, usedAt: at(5000), isAnonymous: true };
  expect(judgeSession(times, at(5399))).toMatchObject({ type: "good" });
  expect(judgeSession(times, at(5400))).toEqual({ type: "ended", why: "idle" });
});

test("that a session is in use is noted once a day", () => {
  const times = { beganAt: 0, usedAt: 0, isAnonymous: false };
  expect(judgeSession(times, DAY - 1)).toEqual({ type: "good", renew: false, endsAt: at(30) });
  expect(judgeSession(times, DAY)).toEqual({ type: "good", renew: true, endsAt: at(31) });
});

test("how one signs in may be changed for ten minutes after signing in, and never without an account", () => {
  expect(freshUntil({ beganAt: 1000, usedAt: at(9), isAnonymous: false, isSilent: false })).toBe(601_000);
  expect(freshUntil({ beganAt: 1000, usedAt: 1000, isAnonymous: true, isSilent: false })).toBe(0);
});

test("a session that a provider vouched for without asking anybody changes nothing about signing in", () => {
  expect(freshUntil({ beganAt: 1000, usedAt: 1000, isAnonymous: false, isSilent: true })).toBe(0);
});

test("a provider asked anew if it says so, of a time since we wanted it to", () => {
  const [askedAt, now] = [at(1), at(1) + 120_000];
  expect(wasAskedAnew(now / 1000 - 5, askedAt, now)).toBe(true);
  expect(wasAskedAnew(askedAt / 1000 - 59, askedAt, now)).toBe(true); // its clock is a little behind
  for (const authTime of [undefined, null, `${now / 1000}`, Number.NaN, askedAt / 1000 - 61, now / 1000 + 61, true])
    expect(wasAskedAnew(authTime, askedAt, now)).toBe(false);
});
