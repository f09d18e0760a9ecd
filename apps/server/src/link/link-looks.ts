import { keepLookFor, type LinkOutcome } from "@candor/core/link/keep-look.ts";
import type { LinkLook } from "@candor/core/link/link-look.ts";
import type { Kysely } from "kysely";
import type { Engine } from "../database/engine.ts";
import { oneOf } from "../database/one-of.ts";
import type { Schema } from "../database/schema.ts";

const MAX_ROWS = 50_000; // some 10 MB; past it those go that end first
const TIDY_EVERY = 500; // rows that were written
const MINUTE = 60_000; // milliseconds

/** What was found out: a look, or that there is nothing to show. */
export type KeptLook = { look: LinkLook | null };

export type LinkLooks = {
  /** @returns by address hash and viewer, as `keyOf` joins them; only what still holds. */
  read(hashes: ReadonlySet<string>, viewers: ReadonlySet<string>): Promise<Map<string, KeptLook>>;
  keep(hash: string, viewer: string, outcome: LinkOutcome, look: LinkLook | null): Promise<void>;
};

export const keyOf = (hash: string, viewer: string): string => `${hash} ${viewer}`;

/** Looks of links in the database, so that an address is asked once for all who may see it, and not again and again. */
export function openLinkLooks({ db, engine, now }: { db: Kysely<Schema>; engine: Engine; now: () => Date }): LinkLooks {
  let written = 0;
  return {
    async read(hashes, viewers) {
      const rows = await db
        .selectFrom("link_look")
        .selectAll()
        .where("address_hash", "in", oneOf(engine, hashes))
        .where("user_id", "in", oneOf(engine, viewers))
        .where("expires_at", ">", now().toISOString())
        .execute();
      return new Map(
        rows.map(({ address_hash, user_id, title, state, said }) => [
          keyOf(address_hash, user_id),
          { look: title === null ? null : { title, state, said } },
        ]),
      );
    },
    async keep(hash, viewer, outcome, look) {
      const until = new Date(now().getTime() + keepLookFor(outcome) * MINUTE).toISOString();
      const found = { title: null, state: null, said: null, ...look, expires_at: until };
      await db
        .insertInto("link_look")
        .values({ address_hash: hash, user_id: viewer, ...found })
        .onConflict((conflict) => conflict.columns(["address_hash", "user_id"]).doUpdateSet(found))
        .execute();
      written += 1;
      if (written % TIDY_EVERY === 1) await tidy(db, now());
    },
  };
}

async function tidy(db: Kysely<Schema>, now: Date): Promise<void> {
  await db.deleteFrom("link_look").where("expires_at", "<=", now.toISOString()).execute();
  const last = await db
    .selectFrom("link_look")
    .select("expires_at")
    .orderBy("expires_at", "desc")
    .offset(MAX_ROWS)
    .limit(1)
    .executeTakeFirst();
  if (last) await db.deleteFrom("link_look").where("expires_at", "<=", last.expires_at).execute();
}
