import { postSafely } from "../egress/post-safely.ts";
import { encryptMessage, isPushKey, type PushKeys } from "./encrypt-message.ts";
import { authorizationFor, type SenderKeys } from "./sender-keys.ts";

export type PushPorts = {
  keys: SenderKeys;
  contact: string;
  /** origins within one's own network that whoever runs the server vouches for */
  allowed: readonly string[];
  random: (size: number) => Uint8Array;
  now: () => Date;
};

export type PushSent =
  | "sent"
  /** the browser takes no more: it was uninstalled, its owner said no, or its key is none */
  | "gone"
  | "failed";

/** Hands a message to the push service of a browser; of no use any more `seconds` from now. */
export async function sendPush(
  { keys, contact, allowed, random, now }: PushPorts,
  { endpoint, ...browser }: PushKeys & { endpoint: string },
  { text, seconds, topic }: { text: string; seconds: number; topic: string },
): Promise<PushSent> {
  if (!isPushKey(browser.p256dh)) return "gone";
  const body = encryptMessage(text, browser, random);
  const answer = await postSafely(
    {
      ...{ address: endpoint, allowed, body },
      headers: {
        ...{ "content-type": "application/octet-stream", "content-encoding": "aes128gcm" },
        ...{ ttl: String(Math.max(0, Math.round(seconds))), urgency: "normal", topic },
        authorization: authorizationFor(keys, { endpoint, contact }, now()),
      },
    },
    now,
  );
  if (answer.type === "failed") return "failed";
  if (answer.status === 404 || answer.status === 410) return "gone";
  return answer.status >= 200 && answer.status < 300 ? "sent" : "failed";
}
