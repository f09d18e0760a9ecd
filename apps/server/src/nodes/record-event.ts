import { type Compilable, type Kysely, sql } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { NodeEvent } from "./node-bus.ts";

/**
 * Records within the transaction of a change what every node has to know of it, so that none misses it however the
 * change's own process ends. Let it be the transaction's last statement: events take turns until their commit. The node
 * itself hears of it by `NodeBus.catchUp`, or by its next look at the table.
 */
export async function recordEvent(transaction: Kysely<Schema>, event: NodeEvent, at: string): Promise<void> {
  for (const query of eventQueries(transaction, event, { origin: "", at }))
    await transaction.executeQuery(query.compile());
}

/**
 * For one transaction. The number is counted in a row of its own, which is locked until the commit: so numbers become
 * visible in their order, and whoever has seen one has seen all before it.
 *
 * @param origin the node that need not hear of it any more; empty: all have to.
 */
export function eventQueries(
  db: Kysely<Schema>,
  { kind, subject }: NodeEvent,
  { origin, at }: { origin: string; at: string },
): Compilable[] {
  return [
    db
      .updateTable("setting")
      .set({ value: sql<string>`cast(cast(value as bigint) + 1 as text)` })
      .where("key", "=", "node_event"),
    db
      .insertInto("node_event")
      .columns(["id", "origin", "kind", "subject", "at"])
      .expression((eb) =>
        eb
          .selectFrom("setting")
          .select([
            sql<number>`cast(value as bigint)`.as("id"),
            sql<string>`cast(${origin} as text)`.as("origin"),
            sql<NodeEvent["kind"]>`cast(${kind} as text)`.as("kind"),
            sql<string>`cast(${subject} as text)`.as("subject"),
            sql<string>`cast(${at} as text)`.as("at"),
          ])
          .where("key", "=", "node_event"),
      ),
  ];
}
