import { type PushPorts, sendPush } from "@candor/integrations/push/send-push.ts";
import type { PushMessage } from "@candor/protocol/http/notices.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

/** Hands a message to every browser of somebody in which they are signed in, and forgets those that take none any more. */
export async function pushTo(
  { db, ...ports }: PushPorts & { db: Kysely<Schema> },
  userId: string,
  message: PushMessage,
  until: Date,
): Promise<void> {
  const now = ports.now();
  const browsers = await db
    .selectFrom("push_subscription")
    .innerJoin("session", "session.id", "push_subscription.session_id")
    .select(["push_subscription.id", "endpoint", "p256dh", "auth", "expiresAt"])
    .where("user_id", "=", userId)
    .execute();
  // As the service worker shows it, which has no room for more.
  const { title, ...shown } = message;
  const text = JSON.stringify([title, shown]);
  const seconds = (until.getTime() - now.getTime()) / 1000;
  for (const { id, expiresAt, ...browser } of browsers) {
    if (new Date(expiresAt).getTime() <= now.getTime()) continue; // nobody is signed in there any more
    const sent = await sendPush(ports, browser, { text, seconds, topic: message.tag });
    if (sent === "gone") await db.deleteFrom("push_subscription").where("id", "=", id).execute();
  }
}
