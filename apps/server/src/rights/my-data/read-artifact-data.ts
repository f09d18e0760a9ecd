import type { MyData } from "@candor/protocol/http/rights.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../../database/schema.ts";

/** What they take part in for more than two, and what they announced. */
export async function readArtifactData(
  db: Kysely<Schema>,
  userId: string,
): Promise<Pick<MyData, "artifacts" | "artifactLinks" | "suggestions" | "channels" | "announcements" | "agendaItems">> {
  return {
    artifacts: await readArtifacts(db, userId),
    artifactLinks: await readLinks(db, userId),
    suggestions: await readSuggestions(db, userId),
    ...(await readAnnounced(db, userId)),
  };
}

async function readArtifacts(db: Kysely<Schema>, userId: string): Promise<MyData["artifacts"]> {
  return db
    .selectFrom("artifact_person as who")
    .innerJoin("artifact", "artifact.id", "who.artifact_id")
    .leftJoin("pair_member as seat", (join) =>
      join.onRef("seat.pair_id", "=", "who.pair_id").onRef("seat.member", "=", "who.seat"),
    )
    .leftJoin("person", "person.id", "who.person_id")
    .select(["artifact.id", "artifact.title", "who.role", "added_at as since"])
    .where((eb) =>
      eb.or([
        eb("who.user_id", "=", userId),
        eb.and([eb("who.user_id", "is", null), eb("seat.user_id", "=", userId)]),
        eb.and([eb("who.user_id", "is", null), eb("person.user_id", "=", userId)]),
      ]),
    )
    .orderBy("added_at")
    .orderBy("artifact.id")
    .execute();
}

async function readLinks(db: Kysely<Schema>, userId: string): Promise<MyData["artifactLinks"]> {
  return db
    .selectFrom("artifact_link")
    .select(["artifact_id as artifact", "kind", "label", "made_at as madeAt", "expires_at as expiresAt"])
    .select(["revoked_at as revokedAt", "opened", "last_opened_at as lastOpenedAt"])
    .where("made_by", "=", userId)
    .orderBy("made_at")
    .orderBy("id")
    .execute();
}

async function readSuggestions(db: Kysely<Schema>, userId: string): Promise<MyData["suggestions"]> {
  return db
    .selectFrom("artifact_suggestion")
    .select(["artifact_id as artifact", "quote", "instead as text", "reason", "state", "suggested_at as at"])
    .where("suggested_by", "=", userId)
    .orderBy("suggested_at")
    .orderBy("id")
    .execute();
}

async function readAnnounced(
  db: Kysely<Schema>,
  userId: string,
): Promise<Pick<MyData, "channels" | "announcements" | "agendaItems">> {
  const channels = await db
    .selectFrom("announce_channel")
    .select(["kind", "name", "host", "created_at as since"])
    .where("user_id", "=", userId)
    .orderBy("created_at")
    .execute();
  const announcements = await db
    .selectFrom("announcement")
    .select(["title", "text", "link", "created_at as at"])
    .where("created_by", "=", userId)
    .orderBy("created_at")
    .execute();
  const agendaItems = await db
    .selectFrom("all_hands_item")
    .select(["title", "text", "added_at as at"])
    .where("added_by", "=", userId)
    .orderBy("added_at")
    .execute();
  return { channels, announcements, agendaItems };
}
