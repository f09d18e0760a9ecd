import { createHmac, timingSafeEqual } from "node:crypto";

const SLACK_OLDEST_SECONDS = 300;

export type SlackSigned = {
  /** the headers X-Slack-Request-Timestamp and X-Slack-Signature */
  timestamp: string;
  signature: string;
  body: Uint8Array;
};

/** Whether Slack signed it, by any of the secrets, and not long ago ("Verifying requests from Slack", version v0). */
export function judgeSlackSignature(
  { timestamp, signature, body }: SlackSigned,
  secrets: readonly string[],
  now: Date,
): "signed" | "forged" | "too_old" {
  if (!/^\d{1,12}$/.test(timestamp)) return "forged";
  const given = Buffer.from(signature);
  const isSigned = secrets.some((secret) => {
    const wanted = Buffer.from(signAsSlack(secret, timestamp, body));
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  });
  if (!isSigned) return "forged";
  return Math.abs(now.getTime() / 1000 - Number(timestamp)) <= SLACK_OLDEST_SECONDS ? "signed" : "too_old";
}

function signAsSlack(secret: string, timestamp: string, body: Uint8Array): string {
  return `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:`).update(body).digest("hex")}`;
}
