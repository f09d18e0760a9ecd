import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

const TOKEN_BYTES = 16;

/** Whom an address for answers was given to. */
export type TokenHolder = {
  pairId: string;
  /** the address that it was mailed to; null: both of the pair know it */
  mailedTo: string | null;
};

/** @param random as many bytes by chance as it is asked for. */
export function makeToken(random: (size: number) => Uint8Array): string {
  return Buffer.from(random(TOKEN_BYTES)).toString("hex");
}

type Recipient = { userId: string; address: string; uid: string };

/**
 * What a mail is answered at. Calendars take the organiser of an event for somebody else when its address changes, so that
 * what was told by the address that both shared goes on by it until it ends; whatever is told anew is told by one's own.
 *
 * @returns null: by the shared one.
 */
export async function tokenFor(
  db: Kysely<Schema>,
  pairId: string,
  { userId, address, uid }: Recipient,
  fresh: string,
): Promise<string | null> {
  const mails = await db
    .selectFrom("invitation_mail")
    .select(["uid", "token"])
    .where("pair_id", "=", pairId)
    .where("user_id", "=", userId)
    .where("to_address", "=", address)
    .execute();
  const told = mails.find((each) => each.uid === uid);
  if (told) return told.token;
  return mails.find(({ token }) => token !== null)?.token ?? fresh;
}

/** @returns null: nobody was ever given it. */
export async function holderOf(db: Kysely<Schema>, token: string): Promise<TokenHolder | null> {
  const own = await db
    .selectFrom("invitation_mail")
    .select(["pair_id", "to_address"])
    .where("token", "=", token)
    .limit(1)
    .executeTakeFirst();
  if (own) return { pairId: own.pair_id, mailedTo: own.to_address };
  const shared = await db
    .selectFrom("series_invitation")
    .innerJoin("invitation_mail", "invitation_mail.pair_id", "series_invitation.pair_id")
    .select("series_invitation.pair_id")
    .where("series_invitation.token", "=", token)
    .where("invitation_mail.token", "is", null)
    .limit(1)
    .executeTakeFirst();
  return shared ? { pairId: shared.pair_id, mailedTo: null } : null;
}
