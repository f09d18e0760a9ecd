import type { SkipPerson } from "@candor/protocol/http/skip.ts";
import { oneOf } from "../database/one-of.ts";
import type { LockedPlace } from "../workspace/place.ts";
import type { SkipTablesOf } from "./read-skip-levels.ts";

/**
 * Takes a mail about pages back that was not tried yet, for its people to be told of together with the next.
 *
 * @param covers left out: anybody; else it is taken back only if all of its people are among these.
 */
export async function takeBackWaiting(
  { db, engine }: SkipTablesOf,
  { me }: LockedPlace,
  manager: string,
  covers: ReadonlySet<string> | null = null,
): Promise<{ notices: string[]; people: Pick<SkipPerson, "person" | "name">[] }> {
  const rows = await db
    .selectFrom("skip_page_notice")
    .innerJoin("mail_outbox", "mail_outbox.id", "skip_page_notice.mail_id")
    .innerJoin("person", "person.id", "skip_page_notice.person_id")
    .select(["skip_page_notice.id", "person.id as person", "person.name", "mail_outbox.id as mail"])
    .where("from_id", "=", me.id)
    .where("between_id", "=", manager)
    .where("mail_outbox.tries", "=", 0)
    .orderBy("told_at")
    .execute();
  if (rows.length === 0 || (covers && !rows.every(({ person }) => covers.has(person))))
    return { notices: [], people: [] };
  const taken = await db
    .deleteFrom("mail_outbox")
    .where("id", "in", oneOf(engine, new Set(rows.map(({ mail }) => mail))))
    .where("tries", "=", 0)
    .returning("id")
    .execute();
  const back = new Set(taken.map(({ id }) => id));
  const those = rows.filter(({ mail }) => back.has(mail));
  return { notices: those.map(({ id }) => id), people: those };
}
