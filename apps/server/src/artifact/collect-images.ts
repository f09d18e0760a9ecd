import type { Kysely } from "kysely";
import type { Database } from "../database/open-database.ts";
import type { Schema } from "../database/schema.ts";
import { versionDays } from "../rights/version-days.ts";
import type { ImageFiles } from "./image-files.ts";

const DAY_MILLISECONDS = 86_400_000;
const UNUSED_DAYS = 90; // as long as an earlier version can be brought back, where no workspace says otherwise

export type CollectedImages = {
  /** those that nothing showed for so long that no version that can be brought back does */
  unused: number;
  /** files that belong to no artifact, as of one that was taken away while the store could not be reached */
  stray: number;
};

/**
 * Takes away images that are no longer in the text of their artifact, a while after they were first missed there, and
 * files that belong to none. Each step can be interrupted and done again.
 */
export async function collectImages(
  { db, log }: Pick<Database, "db" | "log">,
  images: ImageFiles,
  now: Date,
): Promise<CollectedImages> {
  const days = await versionDays(db);
  const artifacts = await db
    .selectFrom("artifact")
    .select(["id", "workspace_id"])
    .where((eb) =>
      eb.exists(
        eb.selectFrom("artifact_image").select("id").whereRef("artifact_image.artifact_id", "=", "artifact.id"),
      ),
    )
    .execute();
  let unused = 0;
  for (const { id, workspace_id } of artifacts) {
    const kept = (workspace_id === null ? undefined : days.get(workspace_id)) ?? UNUSED_DAYS;
    unused += await collectOf(db, images, { id, words: await wordsOf({ db, log }, id), now, days: Math.max(kept, 1) });
  }
  return { unused, stray: await collectStray(db, images, now) };
}

type Looked = { id: string; words: Buffer; now: Date; days: number };

async function collectOf(db: Kysely<Schema>, images: ImageFiles, { id, words, now, days }: Looked): Promise<number> {
  const rows = await db
    .selectFrom("artifact_image")
    .select(["id", "added_at", "unused_since"])
    .where("artifact_id", "=", id)
    .execute();
  const since = (limit: number) => new Date(now.getTime() - limit * DAY_MILLISECONDS).toISOString();
  let gone = 0;
  for (const row of rows) {
    const isUsed = words.includes(row.id);
    // It may be on its way into the text: it is sent before it is put there.
    if (isUsed || row.added_at > since(1)) {
      if (row.unused_since !== null) await note(db, row.id, null);
    } else if (row.unused_since === null) await note(db, row.id, now.toISOString());
    else if (row.unused_since <= since(days)) {
      await db.deleteFrom("artifact_image").where("id", "=", row.id).execute();
      await images.remove(row.id);
      gone += 1;
    }
  }
  return gone;
}

/**
 * An image is named by its address, of letters that the log holds as they are. What was deleted since the newest snapshot
 * counts as there until the next one.
 */
async function wordsOf({ db, log }: Pick<Database, "db" | "log">, id: string): Promise<Buffer> {
  const snapshot = await log.readSnapshot(id);
  const tail = await log.readTail(id, snapshot?.seq ?? 0);
  // What a link shows as it was holds its images for as long as it opens; then its text is cleared.
  const links = await db
    .selectFrom("artifact_link")
    .select("paper")
    .where("artifact_id", "=", id)
    .where("paper", "is not", null)
    .execute();
  const copies = links.map(({ paper }) => Buffer.from(paper ?? ""));
  return Buffer.concat([snapshot?.state ?? new Uint8Array(), ...tail.map(({ update }) => update), ...copies]);
}

async function note(db: Kysely<Schema>, id: string, since: string | null): Promise<void> {
  await db.updateTable("artifact_image").set({ unused_since: since }).where("id", "=", id).execute();
}

/** The bytes are there before the row is: so what is new is left alone. */
async function collectStray(db: Kysely<Schema>, images: ImageFiles, now: Date): Promise<number> {
  const before = new Date(now.getTime() - DAY_MILLISECONDS).toISOString();
  const known = new Set((await db.selectFrom("artifact_image").select("id").execute()).map(({ id }) => id));
  let stray = 0;
  for (const { id, since } of await images.list()) {
    if (known.has(id) || since === "" || since > before) continue;
    await images.remove(id);
    stray += 1;
  }
  return stray;
}
