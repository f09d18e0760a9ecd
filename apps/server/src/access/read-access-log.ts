import { type AccessEvent, dayOf, type ToldAccessEvent, tellAccessLog } from "@candor/core/access/access-log.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import { type Kysely, sql } from "kysely";
import type { Schema } from "../database/schema.ts";
import { readMembership } from "../people/pairs.ts";

export const MOST_EVENTS = 400; // two openings a day for more than half a year

/** @returns the newest first, with `more` where it goes on before the last; null where the user has no seat in the pair. */
export async function readAccessLog(
  db: Kysely<Schema>,
  { pairId, userId, before }: { pairId: string; userId: string; before: string | undefined },
  now: Date,
): Promise<{ events: ToldAccessEvent[]; more: boolean } | null> {
  const membership = await readMembership(db, pairId, userId);
  if (!membership) return null;
  const until = before ?? "9999-12-31";
  // The same of one day is one: nobody can push away what else there is by doing something over and over.
  const pages = await db
    .selectFrom("page_access_event")
    .select(["kind", "member", "name", "actor"])
    .select((eb) => eb.fn.max("at").as("at"))
    .where("pair_id", "=", pairId)
    .where("at", "<", until)
    .groupBy([sql`substr(at, 1, 10)`, "kind", "member", "name", "actor"])
    .orderBy("at", "desc")
    .limit(MOST_EVENTS + 1)
    .execute();
  const begun = await db.selectFrom("pair").select("created_at").where("id", "=", pairId).executeTakeFirstOrThrow();
  const server = await db
    .selectFrom("server_event")
    .select(["at", "kind"])
    .where("at", ">", begun.created_at) // before it there was nothing of the page to be seen
    .where("at", "<", until)
    .orderBy("at", "desc")
    .limit(MOST_EVENTS + 1)
    .execute();
  const all: AccessEvent[] = [
    ...pages.map((row) => ({ ...row, member: seatOf(row.member), actor: seatOf(row.actor) })),
    ...server.map((row) => ({ ...row, member: null, name: "", actor: null })),
  ].sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
  // Cut between days, so that `before` can go on with the next one.
  const lastDay = all.length > MOST_EVENTS ? dayOf(all[MOST_EVENTS]?.at ?? "") : null;
  const whole = lastDay === null ? all : all.filter(({ at }) => dayOf(at) > lastDay);
  const shown = whole.length > 0 ? whole : all;
  return {
    events: tellAccessLog(shown, membership.member, dayOf(now.toISOString())),
    more: lastDay !== null,
  };
}

function seatOf(member: string): MemberId | null {
  return member === "a" || member === "b" ? member : null;
}
