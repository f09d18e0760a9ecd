import { MEMBERS, type MemberId } from "@candor/core/person/member.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

/** Where each of a pair is, as their page has it, IANA names; null: nobody has said. */
export type PageZones = Record<MemberId, string | null>;

export async function readPageZones(db: Kysely<Schema>, page: string): Promise<PageZones | null> {
  const row = await db
    .selectFrom("meeting")
    .select("series")
    .where("page", "=", page)
    .where("volume", "is", null)
    .where("state", "=", "planned")
    .where("series", "is not", null)
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  if (!row?.series) return null;
  const { timeZoneOfA, timeZoneOfB } = JSON.parse(row.series) as Record<string, unknown>;
  const zones = { a: timeZoneOfA, b: timeZoneOfB };
  const [a, b] = MEMBERS.map((member) => (typeof zones[member] === "string" ? zones[member] : null));
  return { a: a ?? null, b: b ?? null };
}
