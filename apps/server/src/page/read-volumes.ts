import type { PageVolume } from "@candor/protocol/http/people.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

/** The years of a page that were taken out of it, the newest first. */
export async function listVolumes(db: Kysely<Schema>, page: string): Promise<PageVolume[]> {
  const rows = await db
    .selectFrom("page_volume")
    .select(["year", "sealed_at"])
    .where("page", "=", page)
    .orderBy("year", "desc")
    .execute();
  return rows.map(({ year, sealed_at }) => ({ year, sealedAt: sealed_at }));
}

/** One year as a volume file; null where it is still on the page, or never was. */
export async function readVolume(db: Kysely<Schema>, page: string, year: number): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom("page_volume")
    .select("state")
    .where("page", "=", page)
    .where("year", "=", year)
    .executeTakeFirst();
  return row?.state ?? null;
}
