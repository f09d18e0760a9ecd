import { expect, test } from "vitest";
import { saySignedOut } from "./say-signed-out.ts";

const now = Temporal.Instant.from("2026-11-27T10:00:00Z");

test("whoever is signed out is told that signing in helps, also while an erasure is still to come", () => {
  expect(saySignedOut(null, now)).toMatch(/^You are signed out\. Sign in/);
  expect(saySignedOut("2026-12-20T10:00:00Z", now)).toMatch(/^You are signed out\. Sign in/);
});

test("once the day of their erasure has come nobody is sent to sign in", () => {
  expect(saySignedOut("2026-11-26T10:00:00Z", now)).toMatch(/^You asked to be erased on .+nothing to sign in to/);
});
