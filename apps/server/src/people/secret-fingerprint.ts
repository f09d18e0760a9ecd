import { hkdfSync } from "node:crypto";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

const KEY = "secret_fingerprint";
const PURPOSE = "candor/fingerprint/1"; // says which secret it is, and nothing of it
const BYTES = 16;

export type SecretVerdict =
  /** this server's, and no other has been seen */
  | { type: "known" }
  | { type: "first" }
  /** the servers of this database sign with another one */
  | { type: "another" };

/** Compares the secret with the one that this database's servers sign with, which the first of them notes. */
export async function compareSecret(db: Kysely<Schema>, secret: string): Promise<SecretVerdict> {
  const value = fingerprintOf(secret);
  const noted = await db
    .insertInto("setting")
    .values({ key: KEY, value })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .returning("value")
    .executeTakeFirst();
  if (noted) return { type: "first" };
  const row = await db.selectFrom("setting").select("value").where("key", "=", KEY).executeTakeFirst();
  return { type: row?.value === value ? "known" : "another" };
}

/** The next server that starts says which secret it is from then on. */
export async function forgetSecret(db: Kysely<Schema>): Promise<void> {
  await db.deleteFrom("setting").where("key", "=", KEY).execute();
}

/**
 * Over PostgreSQL another secret means two servers that do not know each other's sessions, and the start ends there. The
 * one server over SQLite has none to disagree with: its secret was lost or exchanged, and it takes the new one on.
 *
 * @throws {Error} with a sentence for whoever starts it.
 */
export async function admitSecret(
  { db, engine }: { db: Kysely<Schema>; engine: "sqlite" | "postgres" },
  secret: string,
  warn: (sentence: string) => void,
): Promise<void> {
  const { type } = await compareSecret(db, secret);
  if (type !== "another") return;
  if (engine === "postgres") throw new Error(ANOTHER);
  await forgetSecret(db);
  await compareSecret(db, secret);
  warn(CHANGED);
}

const ANOTHER =
  "This server signs with another secret than the one that this database knows, so that people would be signed out at " +
  "every other request. Give all servers of the database the same CANDOR_SECRET. To exchange it for good, stop them " +
  "all, run `candor new-secret`, and start them with the new one: everybody signs in anew then.";

const CHANGED =
  "The secret is another one than at the last start: everybody signs in anew, and calendars have to be connected again.";

function fingerprintOf(secret: string): string {
  return Buffer.from(hkdfSync("sha256", secret, "", PURPOSE, BYTES)).toString("base64url");
}
