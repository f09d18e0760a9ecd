import { isTokenScope, type TokenScope } from "@candor/core/access/may-by-token.ts";
import type { AskingDevice } from "@candor/protocol/http/device.ts";
import type { NewApiToken } from "@candor/protocol/http/token.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { hashSecret } from "../sign-in/hash-secret.ts";
import { createToken, type TokenSeeds } from "../token/tokens.ts";

export const LIFETIME_SECONDS = 600;
export const INTERVAL_SECONDS = 3; // at which a program may ask again
const CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"; // no vowels, so no words, and nothing that looks like a digit
const CODE_LENGTH = 8; // 20^8, and thirty tries a minute: not to be guessed within ten minutes
const MOST_WAITING = 10_000;

type Db = Kysely<Schema>;

/** What the edge brings: the code that the program keeps, and as many bytes as a person's code has letters. */
export type DeviceSeeds = { secret: Uint8Array; letters: Uint8Array };

export type DevicePoll =
  | { type: "given"; token: NewApiToken }
  | { type: "authorization_pending" | "slow_down" | "access_denied" | "sign_in_void" | "too_many_tokens" };

/** @returns null where so many wait already that it is no person who asks. */
export async function askForToken(
  db: Db,
  { name, scopes }: { name: string; scopes: readonly TokenScope[] },
  { secret, letters }: DeviceSeeds,
  now: Date,
): Promise<{ deviceCode: string; userCode: string } | null> {
  await db.deleteFrom("device_request").where("expires_at", "<=", now.toISOString()).execute();
  const { count } = await db
    .selectFrom("device_request")
    .select((query) => query.fn.countAll<number | string>().as("count"))
    .executeTakeFirstOrThrow();
  if (Number(count) >= MOST_WAITING) return null;
  const deviceCode = Buffer.from(secret).toString("base64url");
  const code = codeFrom(letters);
  await db
    .insertInto("device_request")
    .values({
      ...{ device_hash: hashSecret(deviceCode), user_code: code, name, scopes: JSON.stringify([...new Set(scopes)]) },
      ...{ asked_at: now.toISOString(), polled_at: null, user_id: null, answer: null },
      expires_at: new Date(now.getTime() + LIFETIME_SECONDS * 1000).toISOString(),
    })
    .execute();
  return { deviceCode, userCode: `${code.slice(0, CODE_LENGTH / 2)}-${code.slice(CODE_LENGTH / 2)}` };
}

/** What the program with this code asks for; null where none waits any more. */
export async function readAsking(db: Db, code: string, now: Date): Promise<AskingDevice | null> {
  const row = await db
    .selectFrom("device_request")
    .selectAll()
    .where("user_code", "=", tidyCode(code))
    .where("expires_at", ">", now.toISOString())
    .where("answer", "is", null)
    .executeTakeFirst();
  return row ? { name: row.name, scopes: scopesOf(row.scopes), askedAt: row.asked_at } : null;
}

/** @returns false where none waits any more: each is answered once. */
export async function answerAsking(
  db: Db,
  { code, userId, grant }: { code: string; userId: string; grant: boolean },
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("device_request")
    .set({ user_id: userId, answer: grant ? "granted" : "refused" })
    .where("user_code", "=", tidyCode(code))
    .where("expires_at", ">", now.toISOString())
    .where("answer", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Gives the token, once, where the person has said yes. It is made only now, so that its secret is stored nowhere. */
export async function pollForToken(db: Db, deviceCode: string, seeds: TokenSeeds, now: Date): Promise<DevicePoll> {
  const device = hashSecret(deviceCode);
  const row = await db.selectFrom("device_request").selectAll().where("device_hash", "=", device).executeTakeFirst();
  if (!row || row.expires_at <= now.toISOString()) return { type: "sign_in_void" };
  if (row.answer === "refused") return { type: "access_denied" };
  const { user_id: userId } = row;
  if (row.answer === null || userId === null) {
    const isEarly = row.polled_at !== null && now.getTime() - Date.parse(row.polled_at) < INTERVAL_SECONDS * 1000;
    await db
      .updateTable("device_request")
      .set({ polled_at: now.toISOString() })
      .where("device_hash", "=", device)
      .execute();
    return { type: isEarly ? "slow_down" : "authorization_pending" };
  }
  // Whoever takes the row away is given the token: two who ask at once are not both.
  const { numDeletedRows } = await db.deleteFrom("device_request").where("device_hash", "=", device).executeTakeFirst();
  if (numDeletedRows !== 1n) return { type: "sign_in_void" };
  const made = await createToken(db, userId, { name: row.name, scopes: scopesOf(row.scopes), pages: null }, seeds, now);
  if (made.type === "created") return { type: "given", token: made.token };
  return { type: made.type === "too_many_tokens" ? made.type : "sign_in_void" };
}

function scopesOf(text: string): TokenScope[] {
  return (JSON.parse(text) as unknown[]).filter(isTokenScope);
}

/** However somebody types it: small letters, with or without the hyphen. */
function tidyCode(code: string): string {
  return code.toUpperCase().replace(/[^A-Z]/g, "");
}

function codeFrom(letters: Uint8Array): string {
  if (letters.length < CODE_LENGTH) throw new RangeError(`a code needs ${CODE_LENGTH} random bytes`);
  // 256 is no multiple of 20: the first sixteen letters come a little more often, which takes a twentieth of a bit off.
  return [...letters.slice(0, CODE_LENGTH)].map((byte) => CODE_LETTERS[byte % CODE_LETTERS.length]).join("");
}
