import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { signMessage, webhookSecret } from "./sign-message.ts";

const message = { id: "msg_1", body: JSON.stringify({ type: "topic.added", data: { text: "Grüße 👋" } }) };

test("what is signed is what the reference takes, and nothing else", () => {
  const secret = webhookSecret(randomBytes);
  const headers = signMessage(message, [secret], new Date());
  expect(new Webhook(secret).verify(message.body, headers)).toEqual(JSON.parse(message.body));
  expect(() => new Webhook(secret).verify(`${message.body} `, headers)).toThrow();
  expect(() => new Webhook(secret).verify(message.body, { ...headers, "webhook-id": "msg_2" })).toThrow();
  expect(() => new Webhook(webhookSecret(randomBytes)).verify(message.body, headers)).toThrow();
  const old = signMessage(message, [secret], new Date(Date.now() - 6 * 60_000));
  expect(() => new Webhook(secret).verify(message.body, old)).toThrow(/old/i);
});

test("while a secret is being changed, a receiver with the old one and one with the new one both take it", () => {
  const [before, now] = [webhookSecret(randomBytes), webhookSecret(randomBytes)];
  const headers = signMessage(message, [now, before], new Date());
  for (const secret of [before, now])
    expect(new Webhook(secret).verify(message.body, headers)).toEqual(JSON.parse(message.body));
});

test("the example of the specification comes out as it is written there", () => {
  const signed = signMessage(
    { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", body: '{"test": 2432232314}' },
    ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    new Date(1_614_265_330_000),
  );
  expect(signed["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
});
