import type { Kysely } from "kysely";
import type { Database } from "../database/open-database.ts";
import type { Schema } from "../database/schema.ts";
import type { TicketUses } from "./socket-tickets.ts";

/** One process has one memory; several nodes share a table, so that a ticket used on one is used on all. */
export function openTicketUses({ engine, db }: Pick<Database, "engine" | "db">, now: () => Date): TicketUses {
  return engine === "sqlite" ? usesInMemory(now) : usesInTable(db, now);
}

function usesInMemory(now: () => Date): TicketUses {
  const used = new Map<string, number>(); // in the order of use, and so nearly in that of expiry
  return {
    async use(nonce, expiresAt) {
      const at = now().getTime();
      for (const [old, until] of used) {
        if (until > at) break;
        used.delete(old);
      }
      if (used.has(nonce)) return false;
      used.set(nonce, expiresAt);
      return true;
    },
  };
}

function usesInTable(db: Kysely<Schema>, now: () => Date): TicketUses {
  return {
    async use(nonce, expiresAt) {
      await db.deleteFrom("used_socket_ticket").where("expires_at", "<", now().toISOString()).execute();
      const used = await db
        .insertInto("used_socket_ticket")
        .values({ nonce, expires_at: new Date(expiresAt).toISOString() })
        .onConflict((conflict) => conflict.doNothing())
        .returning("nonce")
        .executeTakeFirst();
      return used !== undefined;
    },
  };
}
