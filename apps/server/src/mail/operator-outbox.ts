import { createHash, timingSafeEqual } from "node:crypto";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

const SECRET_BYTES = 32;
const KEY_MINUTES = 60;

/**
 * Who may read the mails that stay here because no mail server is set. Whoever reads one can sign in as the person it is
 * for, so it takes two things: to be on this machine, and to have seen what the server printed there. A link is good
 * once; the page it opens gets a key of its own for an hour, and the next link is printed.
 */
export type OperatorOutbox = {
  /** what is printed at the start; null until `begin` */
  begin(print: (path: string) => void): void;
  /** @returns the key to come back with; null where the secret is neither the link's nor a key. */
  admit(secret: string): string | null;
};

export function createOperatorOutbox(random: (bytes: number) => Buffer, now: () => Date): OperatorOutbox {
  let link: Buffer | null = null;
  let print: (path: string) => void = () => {};
  const keys = new Map<string, number>();
  const renew = () => {
    const secret = random(SECRET_BYTES).toString("base64url");
    link = hash(secret);
    print(`/operator/outbox#${secret}`);
  };
  return {
    begin(printer) {
      print = printer;
      renew();
    },
    admit(secret) {
      const at = now().getTime();
      for (const [key, until] of keys) if (until <= at) keys.delete(key);
      const hashed = hash(secret);
      if (keys.has(hashed.toString("hex"))) return secret;
      if (link === null || !timingSafeEqual(hashed, link)) return null;
      const key = random(SECRET_BYTES).toString("base64url");
      keys.set(hash(key).toString("hex"), at + KEY_MINUTES * 60_000);
      renew();
      return key;
    },
  };
}

function hash(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

/** The mails that wait, the newest first. */
export async function readWaitingMails(db: Kysely<Schema>, now: Date) {
  await db.deleteFrom("mail_outbox").where("expires_at", "<=", now.toISOString()).execute();
  const mails = await db.selectFrom("mail_outbox").selectAll().orderBy("created_at", "desc").limit(100).execute();
  return mails.map(({ id, to_address, subject, text, created_at, expires_at }) => ({
    ...{ id, to: to_address, subject, text },
    ...{ createdAt: created_at, expiresAt: expires_at },
  }));
}
