import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { claimAccount } from "../people/claim-account.ts";

const BROWSER_DAYS = 400; // as long as a browser keeps its cookie
const CLAIM_MINUTES = 30; // far longer than a request takes
const MINUTE = 60_000; // milliseconds
const DAY = 86_400_000;

/** Clears away sign-ins that can no longer be finished, and browsers that nobody signed in in for long. */
export async function clearSignIns(db: Kysely<Schema>, now: Date): Promise<void> {
  const at = now.toISOString();
  await db.deleteFrom("mail_proof").where("expires_at", "<=", at).execute();
  await db.deleteFrom("ceremony").where("expires_at", "<=", at).execute();
  await db
    .deleteFrom("known_browser")
    .where("used_at", "<", before(now, BROWSER_DAYS * DAY))
    .execute();
}

/**
 * Gives accounts what still came in under the anonymous name: a request that had begun when its person signed in may
 * have been stored after all of theirs was handed over.
 *
 * @returns the pages whose seats changed hands.
 */
export async function claimLateComers(db: Kysely<Schema>, now: Date): Promise<string[]> {
  const claims = await db
    .selectFrom("account_claim")
    .select(["from_user", "to_user"])
    .where("at", ">=", before(now, CLAIM_MINUTES * MINUTE))
    .execute();
  const pages: string[] = [];
  for (const { from_user, to_user } of claims) pages.push(...(await claimAccount(db, from_user, to_user)));
  return pages;
}

function before(now: Date, milliseconds: number): string {
  return new Date(now.getTime() - milliseconds).toISOString();
}
