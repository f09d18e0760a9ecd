import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

/** Webhooks that are told of a page: of the two whose it is, as far as they chose it. */
export async function listenersOfPages(db: Kysely<Schema>, ids: readonly string[]) {
  const rows = await listening(db)
    .innerJoin("pair_member", "pair_member.user_id", "webhook.user_id")
    .select(["pair_member.member", "pair_member.pair_id as document"])
    .where("pair_member.pair_id", "in", ids)
    .execute();
  return rows.filter(({ pages, document }) => pages === null || (JSON.parse(pages) as string[]).includes(document));
}

/** Of those who take part in an artifact; whoever may only read it, as everybody in their workspace, is not told. */
export function listenersOfArtifacts(db: Kysely<Schema>, ids: readonly string[]) {
  return listening(db)
    .innerJoin("artifact_person as who", (join) => join.on("who.artifact_id", "in", ids))
    .leftJoin("pair_member as seat", (join) =>
      join.onRef("seat.pair_id", "=", "who.pair_id").onRef("seat.member", "=", "who.seat"),
    )
    .leftJoin("person", "person.id", "who.person_id")
    .select("who.artifact_id as document")
    .distinct()
    .where("pages", "is", null)
    .where("person.left_at", "is", null)
    .where((or) =>
      or.or([
        or("who.user_id", "=", or.ref("webhook.user_id")),
        or("seat.user_id", "=", or.ref("webhook.user_id")),
        or("person.user_id", "=", or.ref("webhook.user_id")),
      ]),
    )
    .execute();
}

/** @returns of these pages and artifacts those of which a webhook is told. Mostly there is none at all, and that is soon found out. */
export async function awaitedOf(db: Kysely<Schema>, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const any = await listening(db).limit(1).executeTakeFirst();
  if (!any) return new Set();
  const rows = [...(await listenersOfPages(db, ids)), ...(await listenersOfArtifacts(db, ids))];
  return new Set(rows.map(({ document }) => document));
}

function listening(db: Kysely<Schema>) {
  return db
    .selectFrom("webhook")
    .select(["webhook.id", "webhook.user_id", "subjects", "with_content", "webhook.name", "pages"])
    .where("off", "is", null);
}
