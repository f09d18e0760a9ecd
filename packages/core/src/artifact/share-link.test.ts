import { expect, test } from "vitest";
import { judgeLink, type ShareLink } from "./share-link.ts";

const LINK: ShareLink = {
  kind: "live",
  madeAt: "2026-11-01T09:00:00.000Z",
  expiresAt: "2026-12-01T09:00:00.000Z",
  revokedAt: null,
};
const NOW = "2026-11-24T09:00:00.000Z";

test("a link opens until the very moment at which it expires", () => {
  expect(judgeLink(LINK, null, "2026-12-01T08:59:59.999Z")).toBe("open");
  expect(judgeLink(LINK, null, LINK.expiresAt)).toBe("expired");
});

test("a link that was revoked opens nothing", () => {
  expect(judgeLink({ ...LINK, revokedAt: "2026-11-02T09:00:00.000Z" }, null, NOW)).toBe("revoked");
});

test("a copy from before something was taken out is closed, one from after is not, and what is live shows what is left", () => {
  const copy: ShareLink = { ...LINK, kind: "snapshot" };
  expect(judgeLink(copy, "2026-11-02T09:00:00.000Z", NOW)).toBe("taken_out");
  expect(judgeLink(copy, copy.madeAt, NOW)).toBe("taken_out");
  expect(judgeLink(copy, "2026-10-30T09:00:00.000Z", NOW)).toBe("open");
  expect(judgeLink(LINK, "2026-11-02T09:00:00.000Z", NOW)).toBe("open");
});
