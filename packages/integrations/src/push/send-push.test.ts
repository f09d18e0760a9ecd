import { randomBytes } from "node:crypto";
import { afterEach, expect, test } from "vitest";
import { sendPush } from "./send-push.ts";
import { makeSenderKeys } from "./sender-keys.ts";
import { openPushService } from "./testing/push-service.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

async function serve() {
  const service = await openPushService();
  open.push(service);
  const keys = makeSenderKeys();
  const now = () => new Date("2026-11-24T09:00:00Z");
  const send = (text: string, allowed = [service.origin]) =>
    sendPush({ keys, contact: "mailto:candor@example.org", allowed, random: randomBytes, now }, service.subscription, {
      ...{ text, seconds: 3600, topic: "t1" },
    });
  return { ...service, keys, send };
}

test("a browser can read what was sent to it, knows who sent it, and the service on the way can read none of it", async () => {
  const { send, heard, raw, keys, origin } = await serve();
  expect(await send("Your 1:1 with Ána 👋")).toBe("sent");
  expect(heard).toEqual([
    {
      ...{ text: "Your 1:1 with Ána 👋", ttl: "3600", key: keys.publicKey },
      claims: { aud: origin, sub: "mailto:candor@example.org", exp: Date.parse("2026-11-24T21:00:00Z") / 1000 },
    },
  ]);
  expect(raw[0]?.includes("1:1")).toBe(false);
});

test("a browser that is gone is told from a service that is busy, and none within our own network is asked", async () => {
  const { send, answers, raw } = await serve();
  answers(410);
  expect(await send("x")).toBe("gone");
  answers(429);
  expect(await send("x")).toBe("failed");
  expect(await send("x", [])).toBe("failed");
  expect(raw).toHaveLength(2);
});
