import { makeSenderKeys, type SenderKeys } from "@candor/integrations/push/sender-keys.ts";
import type { Kysely } from "kysely";
import type { AddressSeal } from "../calendar/address-seal.ts";
import type { Schema } from "../database/schema.ts";

const NAME = "push_keys";

/** By which push services know this server; made once, and kept so that a copy of the database alone cannot send. */
export async function keepPushKeys(db: Kysely<Schema>, seal: AddressSeal): Promise<SenderKeys> {
  const known = await readKeys(db, seal);
  if (known) return known;
  const value = seal.seal(NAME, JSON.stringify(makeSenderKeys()));
  await db
    .insertInto("setting")
    .values({ key: NAME, value })
    .onConflict((conflict) => conflict.column("key").doNothing())
    .execute();
  const kept = await readKeys(db, seal);
  if (kept) return kept;
  // They were sealed by a secret that is no more: browsers that knew them are asked anew.
  await db.updateTable("setting").set({ value }).where("key", "=", NAME).execute();
  await db.deleteFrom("push_subscription").execute();
  return JSON.parse(seal.open(NAME, value) ?? "") as SenderKeys;
}

async function readKeys(db: Kysely<Schema>, seal: AddressSeal): Promise<SenderKeys | null> {
  const row = await db.selectFrom("setting").select("value").where("key", "=", NAME).executeTakeFirst();
  const opened = row ? seal.open(NAME, row.value) : null;
  return opened === null ? null : (JSON.parse(opened) as SenderKeys);
}
