import fc from "fast-check";
import { expect, test } from "vitest";
import { mayByToken, TOKEN_SCOPES, type TokenGrant } from "./may-by-token.ts";

const NOW = "2026-11-24T09:00:00.000Z";
const grant: TokenGrant = {
  scopes: ["pages:read", "hopper:write"],
  pages: ["p1"],
  expiresAt: "2026-12-24T09:00:00.000Z",
  revokedAt: null,
};

test("a token may what it was given, on the pages it was given, until it expires or is revoked", () => {
  const read = { scopes: ["pages:read"], page: "p1" } as const;
  expect(mayByToken(grant, read, NOW)).toEqual({ type: "allowed" });
  expect(mayByToken(grant, { ...read, page: "p2" }, NOW)).toEqual({ type: "denied", why: "page_not_chosen" });
  expect(mayByToken({ ...grant, pages: null }, { ...read, page: "p2" }, NOW)).toEqual({ type: "allowed" });
  expect(mayByToken(grant, read, grant.expiresAt)).toEqual({ type: "denied", why: "expired" });
  expect(mayByToken({ ...grant, revokedAt: NOW }, read, NOW)).toEqual({ type: "denied", why: "revoked" });
});

test("one that only captures adds to the Hopper, and changes nothing else", () => {
  const add = { scopes: ["topics:write", "hopper:write"], page: "p1" } as const;
  expect(mayByToken(grant, add, NOW)).toEqual({ type: "allowed" });
  const change = { scopes: ["topics:write"], page: "p1" } as const;
  expect(mayByToken(grant, change, NOW)).toEqual({ type: "denied", why: "scope_missing", scopes: ["topics:write"] });
});

test("nothing is allowed by a scope that was not given, whatever else there is", () => {
  const scopes = fc.subarray([...TOKEN_SCOPES]);
  fc.assert(
    fc.property(scopes, scopes, fc.option(fc.constantFrom("p1", "p2")), (given, asked, page) => {
      const verdict = mayByToken({ ...grant, scopes: given }, { scopes: asked, ...(page !== null && { page }) }, NOW);
      const may = asked.some((scope) => given.includes(scope)) && page !== "p2";
      expect(verdict.type).toBe(may ? "allowed" : "denied");
    }),
    { seed: 9, numRuns: 200 },
  );
});
