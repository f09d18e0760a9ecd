import { mayOnArtifact } from "@candor/core/access/may-on-artifact.ts";
import { firstReview } from "@candor/core/artifact/artifact.ts";
import { artifactTemplate } from "@candor/core/artifact/artifact-template.ts";
import type { ArtifactAnswer, ChangeArtifact, ChangeSource, CreateArtifact } from "@candor/protocol/http/artifact.ts";
import type { Kysely } from "kysely";
import type { Engine } from "../database/engine.ts";
import type { Database } from "../database/open-database.ts";
import type { Schema } from "../database/schema.ts";
import { readMembership } from "../people/pairs.ts";
import { eraseArtifact } from "./erase-artifact.ts";
import type { ImageFiles } from "./image-files.ts";
import type { EditArtifact } from "./proposals.ts";
import { proposePoints } from "./proposals.ts";
import { readArtifact } from "./read-artifacts.ts";

const MAX_ARTIFACTS_EACH = 1_000; // of which somebody is the first; more than anybody writes in a life

export type ArtifactParts = {
  db: Kysely<Schema>;
  engine: Engine;
  batch: Database["batch"];
  edit: EditArtifact;
  images: ImageFiles;
  /** tells, on every node, that somebody's access may have changed */
  changed: (id: string) => void;
  now: () => Date;
  newId: () => string;
};

export type ArtifactResult =
  | { type: "artifact"; artifact: ArtifactAnswer }
  | { type: "not_found" }
  | { type: "not_allowed" }
  | { type: "too_many_artifacts" }
  | { type: "unavailable" };

type Asked = { id: string; userId: string };

/** Writes an artifact down for the first time; the same again, as after an answer that was lost, changes nothing. */
export async function createArtifact(
  parts: ArtifactParts,
  { id, userId, name }: Asked & { name: string },
  wanted: CreateArtifact,
): Promise<ArtifactResult> {
  const { db, now } = parts;
  const at = now().toISOString();
  const seat = wanted.pair === undefined ? null : await readMembership(db, wanted.pair, userId);
  if (wanted.pair !== undefined && !seat) return { type: "not_found" };
  const workspace = await workspaceOf(db, userId, wanted);
  if (wanted.workspace !== undefined && workspace === null) return { type: "not_found" };
  const { count } = await db
    .selectFrom("artifact")
    .select((query) => query.fn.countAll<number | string>().as("count"))
    .where("created_by", "=", userId)
    .executeTakeFirstOrThrow();
  if (Number(count) >= MAX_ARTIFACTS_EACH) return { type: "too_many_artifacts" };
  // A document's id says of which kind it is and who may open it: by an artifact of that id, a page would be its maker's.
  if (await db.selectFrom("pair").select("id").where("id", "=", id).executeTakeFirst()) return { type: "not_found" };
  const created = await db.transaction().execute(async (tx) => {
    const { kind, form, title, address = null } = wanted;
    const begun = await tx
      .insertInto("artifact")
      .values({
        ...{ id, kind, form, title, address, workspace_id: workspace, audience: "people" },
        ...{
          review_on: firstReview(kind, at.slice(0, 10)),
          reviewed_at: null,
          created_by: userId,
          created_at: at,
          closed_before: null,
        },
      })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .returning("id")
      .executeTakeFirst();
    if (!begun) return false;
    const nobody = { artifact_id: id, user_id: null, pair_id: null, seat: null, person_id: null, added_at: at };
    const me = { ...nobody, member: "p1" as const, role: "owner" as const, user_id: userId, name };
    const { pair } = wanted;
    await tx
      .insertInto("artifact_person")
      .values(
        seat && pair !== undefined
          ? [
              { ...me, pair_id: pair, seat: seat.member },
              {
                ...nobody,
                ...{ member: "p2" as const, role: "writer" as const, name: "" },
                ...{ pair_id: pair, seat: seat.member === "a" ? ("b" as const) : ("a" as const) },
              },
            ]
          : [me],
      )
      .execute();
    for (const source of wanted.sources ?? []) await addSource(tx, id, { ...source, pair: pair ?? null }, at);
    return true;
  });
  const artifact = await readArtifact(parts, userId, id);
  if (!artifact || (!created && artifact.form !== wanted.form)) return { type: "not_found" };
  if (wanted.form === "document" && !(await beginDocument(parts, id, wanted))) return { type: "unavailable" };
  if (created && wanted.pair !== undefined && (wanted.points?.length ?? 0) > 0 && wanted.form === "document") {
    const asked = { artifact: id, proposal: parts.newId(), userId };
    await proposePoints(parts, asked, { pair: wanted.pair, points: wanted.points ?? [], revision: null });
  }
  return answer(parts, { id, userId });
}

/** Its first words are the server's: nobody else can have begun it meanwhile. */
async function beginDocument({ db, edit }: ArtifactParts, id: string, wanted: CreateArtifact): Promise<boolean> {
  const outcome = await edit(id, {
    change: { type: "begin", title: wanted.title, body: artifactTemplate(wanted.kind), points: [] },
    isWanted: async () => !(await db.selectFrom("page_session").select("id").where("page", "=", id).executeTakeFirst()),
    note: [],
  });
  return outcome === "done" || outcome === "not_wanted";
}

export async function changeArtifact(
  parts: ArtifactParts,
  asked: Asked,
  { kind, title, address, reviewOn, audience }: ChangeArtifact,
): Promise<ArtifactResult> {
  const refusal = await refuse(parts, asked, "share");
  if (refusal) return refusal;
  const { db } = parts;
  const { form, workspace_id } = await db
    .selectFrom("artifact")
    .select(["form", "workspace_id"])
    .where("id", "=", asked.id)
    .executeTakeFirstOrThrow();
  if (audience === "workspace" && workspace_id === null) return { type: "not_allowed" };
  const isLink = form === "link";
  const changes = {
    ...(kind !== undefined && { kind }),
    ...(title !== undefined && isLink && { title }),
    ...(address !== undefined && isLink && { address }),
    ...(reviewOn !== undefined && { review_on: reviewOn }),
    ...(audience !== undefined && { audience }),
  };
  if (Object.keys(changes).length > 0)
    await db.updateTable("artifact").set(changes).where("id", "=", asked.id).execute();
  if (audience !== undefined) parts.changed(asked.id);
  return answer(parts, asked);
}

/** Somebody has looked at it and found it good: the next look is as far off as the first was. */
export async function noteReview(parts: ArtifactParts, asked: Asked): Promise<ArtifactResult> {
  const refusal = await refuse(parts, asked, "review");
  if (refusal) return refusal;
  const at = parts.now().toISOString();
  const { kind } = await parts.db
    .selectFrom("artifact")
    .select("kind")
    .where("id", "=", asked.id)
    .executeTakeFirstOrThrow();
  await parts.db
    .updateTable("artifact")
    .set({ reviewed_at: at, review_on: firstReview(kind, at.slice(0, 10)) })
    .where("id", "=", asked.id)
    .execute();
  return answer(parts, asked);
}

/** For good, with its past; what pages say stays on the pages. */
export async function deleteArtifact(parts: ArtifactParts, asked: Asked): Promise<ArtifactResult["type"]> {
  const refusal = await refuse(parts, asked, "delete");
  if (refusal) return refusal.type;
  await eraseArtifact(parts, asked.id);
  return "artifact";
}

/** Says what it answers, or no longer; a page's own things only by the two of it. */
export async function changeSource(
  parts: ArtifactParts,
  asked: Asked,
  source: ChangeSource,
  isThere: boolean,
): Promise<ArtifactResult> {
  const { db, now } = parts;
  if (source.pair !== null && !(await readMembership(db, source.pair, asked.userId))) return { type: "not_found" };
  if ((source.kind === "question") !== (source.pair === null)) return { type: "not_found" };
  // Whoever may read it may say on their own page that it answers something there; of a question everybody is told.
  const refusal = await refuse(parts, asked, source.pair === null ? "share" : "read");
  if (refusal) return refusal;
  if (isThere) await addSource(db, asked.id, source, now().toISOString());
  else
    await db
      .deleteFrom("artifact_source")
      .where("artifact_id", "=", asked.id)
      .where("kind", "=", source.kind)
      .where("item", "=", source.item)
      .where("pair_id", "=", source.pair ?? "")
      .execute();
  return answer(parts, asked);
}

async function addSource(
  db: Kysely<Schema>,
  id: string,
  { kind, item, pair }: ChangeSource,
  at: string,
): Promise<void> {
  const ofPair = kind === "question" ? "" : (pair ?? "");
  await db
    .insertInto("artifact_source")
    .values({ artifact_id: id, kind, item, pair_id: ofPair, added_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Where it belongs: the workspace of the page it comes from, or the one that was named, if they are in it. */
async function workspaceOf(
  db: Kysely<Schema>,
  userId: string,
  { pair, workspace }: CreateArtifact,
): Promise<string | null> {
  let query = db
    .selectFrom("person")
    .select("person.workspace_id")
    .where("person.user_id", "=", userId)
    .where("left_at", "is", null);
  if (workspace !== undefined) query = query.where("person.workspace_id", "=", workspace);
  else if (pair !== undefined)
    query = query.where("person.workspace_id", "=", (eb) =>
      eb.selectFrom("pair").select("pair.workspace_id").where("pair.id", "=", pair),
    );
  const rows = await query.limit(2).execute();
  // In one alone there is nothing to ask.
  return rows.length === 1 ? (rows[0]?.workspace_id ?? null) : null;
}

export async function refuse(
  parts: Pick<ArtifactParts, "db" | "engine" | "now">,
  { id, userId }: Asked,
  action: Parameters<typeof mayOnArtifact>[1],
): Promise<Extract<ArtifactResult, { type: "not_found" | "not_allowed" }> | null> {
  const entry = await readArtifact(parts, userId, id);
  const verdict = mayOnArtifact(entry?.myRole ?? null, action);
  if (verdict.type === "allowed") return null;
  return { type: verdict.reason === "not_yours" ? "not_found" : "not_allowed" };
}

export async function answer(
  parts: Pick<ArtifactParts, "db" | "engine" | "now">,
  { id, userId }: Asked,
): Promise<ArtifactResult> {
  const artifact = await readArtifact(parts, userId, id);
  return artifact ? { type: "artifact", artifact } : { type: "not_found" };
}
