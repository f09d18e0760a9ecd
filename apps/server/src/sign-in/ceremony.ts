import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { CeremonyTable } from "../database/tables/sign-in-tables.ts";

type Begun<Data> = {
  id: string;
  kind: CeremonyTable["kind"];
  browser: string;
  userId: string | null;
  data: Data;
  minutes: number;
};

/** Remembers what the answer to a sign-in has to fit, for a short while. */
export async function beginCeremony<Data>(
  db: Kysely<Schema>,
  { id, kind, browser, userId, data, minutes }: Begun<Data>,
  now: Date,
): Promise<void> {
  await db
    .insertInto("ceremony")
    .values({
      ...{ id, kind, browser_hash: browser, user_id: userId },
      data: JSON.stringify(data),
      expires_at: new Date(now.getTime() + minutes * 60_000).toISOString(),
    })
    .execute();
}

/**
 * Takes up what was begun, in the browser that began it: whatever comes of it, it cannot be taken up again.
 *
 * @returns null where there is nothing to take up, whatever the reason.
 */
export async function takeCeremony<Data>(
  db: Kysely<Schema>,
  { id, kind, browser }: { id: string; kind: CeremonyTable["kind"]; browser: string | null },
  now: Date,
): Promise<{ userId: string | null; data: Data } | null> {
  const row = await db
    .deleteFrom("ceremony")
    .where("id", "=", id)
    .where("kind", "=", kind)
    .where("browser_hash", "=", browser ?? "")
    .where("expires_at", ">", now.toISOString())
    .returning(["user_id", "data"])
    .executeTakeFirst();
  return row ? { userId: row.user_id, data: JSON.parse(row.data) as Data } : null;
}
