import type { Webhook } from "@candor/protocol/http/webhook.ts";
import { expect, test } from "vitest";
import { sayWebhookState } from "./say-webhook-state.ts";

const SENT = { at: "2026-11-24T09:00:00.000Z", status: 204, fault: null };
const state = (changes: Partial<Webhook>) =>
  sayWebhookState(
    {
      ...{ id: "1", name: "Board", host: "board.example", subjects: ["topic"], pages: null, withContent: false },
      ...{ createdAt: SENT.at, off: null, last: null, failingSince: null, ...changes },
    },
    (instant) => instant.slice(0, 10),
  );

test("a webhook says whether it works, what was answered last and when", () => {
  expect(state({})).toBe("On. Nothing was told yet.");
  expect(state({ last: SENT })).toBe("Works. Last tried 2026-11-24: answered 204.");
  expect(state({ off: "person", last: SENT })).toBe("Turned off by you.");
});

test("one that fails says since when, why in words, and what becomes of it", () => {
  const last = { ...SENT, status: 500 };
  expect(state({ last, failingSince: "2026-11-22T09:00:00.000Z" })).toBe(
    "Has taken nothing since 2026-11-22. Last tried 2026-11-24: answered 500, a fault of its own. It is tried again by itself, ten times over three and a half days; then Candor turns it off.",
  );
  expect(state({ last: { ...SENT, status: null, fault: "too_slow" }, failingSince: SENT.at })).toContain(
    "Last tried 2026-11-24: no answer within 15 seconds.",
  );
  expect(state({ last: { ...SENT, status: 302 }, failingSince: SENT.at })).toContain(
    "answered 302, it sends elsewhere, which is not followed.",
  );
});

test("one that Candor turned off says so, and why", () => {
  expect(state({ off: "gone", last: { ...SENT, status: 410 }, failingSince: SENT.at })).toBe(
    "Turned off by Candor: the receiver wants nothing more. Last tried 2026-11-24: answered 410.",
  );
  const last = { ...SENT, status: null, fault: "not_allowed" };
  expect(state({ off: "failing", last, failingSince: "2026-11-20T09:00:00.000Z" })).toBe(
    "Turned off by Candor: it has taken nothing since 2026-11-20. Last tried 2026-11-24: the address is not one that is asked, as it lies inside a network or is not https.",
  );
  expect(state({ off: "failing" })).toBe("Turned off by Candor: nothing could be told there.");
});
