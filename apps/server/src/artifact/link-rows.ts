import { judgeLink } from "@candor/core/artifact/share-link.ts";
import type { Compilable, Kysely, Selectable } from "kysely";
import type { Engine } from "../database/engine.ts";
import { oneOf } from "../database/one-of.ts";
import type { Schema } from "../database/schema.ts";
import type { ArtifactLinkTable } from "../database/tables/artifact-tables.ts";

const DAY_MILLISECONDS = 86_400_000;
const KEPT_DAYS = 30; // of links that are over, so that one sees what became of them

export function linkOf(row: Pick<Selectable<ArtifactLinkTable>, "kind" | "made_at" | "expires_at" | "revoked_at">) {
  return { kind: row.kind, madeAt: row.made_at, expiresAt: row.expires_at, revokedAt: row.revoked_at };
}

/** By how many links strangers can read each of some artifacts; those with none are left out. */
export async function countOpenLinks(
  { db, engine, now }: { db: Kysely<Schema>; engine: Engine; now: () => Date },
  artifacts: ReadonlySet<string>,
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom("artifact_link")
    .innerJoin("artifact", "artifact.id", "artifact_link.artifact_id")
    .select(["artifact_id", "artifact_link.kind", "made_at", "expires_at", "revoked_at", "closed_before"])
    .where("artifact_id", "in", oneOf(engine, artifacts))
    .where("revoked_at", "is", null)
    .execute();
  const at = now().toISOString();
  const counts = new Map<string, number>();
  for (const row of rows) {
    if (judgeLink(linkOf(row), row.closed_before, at) !== "open") continue;
    counts.set(row.artifact_id, (counts.get(row.artifact_id) ?? 0) + 1);
  }
  return counts;
}

/** What was copied of an artifact before something was taken out of it is kept no longer. */
export function forgetCopies(db: Kysely<Schema>, artifact: string, at: string): Compilable {
  return db
    .updateTable("artifact_link")
    .set({ paper: null })
    .where("artifact_id", "=", artifact)
    .where("kind", "=", "snapshot")
    .where("made_at", "<=", at);
}

/** Links that have been over for so long that nobody asks any more. */
export async function clearOldLinks(db: Kysely<Schema>, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY_MILLISECONDS).toISOString();
  await db
    .deleteFrom("artifact_link")
    .where((eb) => eb.or([eb("expires_at", "<=", before), eb("revoked_at", "<=", before)]))
    .execute();
  await db
    .updateTable("artifact_link")
    .set({ paper: null })
    .where("paper", "is not", null)
    .where("expires_at", "<=", now.toISOString())
    .execute();
}
