import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

/** Whether somebody has signed in by this address in this browser before: strangers cannot use up its mails. */
export async function isKnownBrowser(db: Kysely<Schema>, browser: string, email: string): Promise<boolean> {
  const known = await db
    .selectFrom("known_browser")
    .select("used_at")
    .where("browser_hash", "=", browser)
    .where("email", "=", email)
    .executeTakeFirst();
  return known !== undefined;
}

export async function knowBrowser(db: Kysely<Schema>, browser: string, email: string, now: Date): Promise<void> {
  const used_at = now.toISOString();
  await db
    .insertInto("known_browser")
    .values({ browser_hash: browser, email, used_at })
    .onConflict((conflict) => conflict.columns(["browser_hash", "email"]).doUpdateSet({ used_at }))
    .execute();
}
