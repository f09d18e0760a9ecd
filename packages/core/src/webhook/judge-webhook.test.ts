import { expect, test } from "vitest";
import { judgeWebhook } from "./judge-webhook.ts";

const answered = (status: number, retryAfterMilliseconds: number | null = null) =>
  ({ type: "answered", status, retryAfterMilliseconds }) as const;

test("what is taken is sent; what is not is tried again, later each time, for three and a half days, then no more", () => {
  expect(judgeWebhook(answered(204), 1)).toEqual({ type: "sent" });
  const waits: number[] = [];
  for (let tries = 1; ; tries += 1) {
    const verdict = judgeWebhook(tries % 2 ? answered(500) : { type: "unanswered" }, tries);
    if (verdict.type !== "again") {
      expect(verdict).toEqual({ type: "failed", turnsOff: "failing" });
      break;
    }
    waits.push(verdict.waitMilliseconds);
  }
  expect(waits).toEqual(waits.toSorted((left, right) => left - right));
  expect(waits.reduce((sum, wait) => sum + wait, 0) / 86_400_000).toBeCloseTo(3.15, 1);
});

test("a receiver that says it is gone is left alone, and one that asks for time gets it, a day at most", () => {
  expect(judgeWebhook(answered(410), 1)).toEqual({ type: "failed", turnsOff: "gone" });
  expect(judgeWebhook(answered(429, 60_000), 1)).toEqual({ type: "again", waitMilliseconds: 60_000 });
  expect(judgeWebhook(answered(503, 1e12), 1)).toEqual({ type: "again", waitMilliseconds: 86_400_000 });
});

test("an address inside is not tried a second time, and a redirect is no answer", () => {
  expect(judgeWebhook({ type: "not_allowed" }, 1)).toEqual({ type: "failed", turnsOff: "failing" });
  expect(judgeWebhook(answered(302), 1)).toMatchObject({ type: "again" });
});
