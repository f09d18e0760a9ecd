import type { ArtifactAnswer, ArtifactEntry, ArtifactSource, PageArtifacts } from "@candor/protocol/http/artifact.ts";
import type { Kysely } from "kysely";
import type { Engine } from "../database/engine.ts";
import { oneOf } from "../database/one-of.ts";
import type { Schema } from "../database/schema.ts";
import { byArtifact, readParticipants, readStandings, withOwner } from "./artifact-access.ts";
import { countOpenLinks } from "./link-rows.ts";
import { listProposals } from "./proposals.ts";

type Tables = { db: Kysely<Schema>; engine: Engine; now: () => Date };

/** All that somebody may see: what is theirs, and what is for everybody in their workspace. */
export async function listArtifacts(tables: Tables, userId: string): Promise<ArtifactEntry[]> {
  return readEntries(tables, userId, await idsFor(tables, userId));
}

/** @returns null where there is none, or it is not for them: the answer is the same. */
export async function readArtifact(tables: Tables, userId: string, id: string): Promise<ArtifactAnswer | null> {
  const [entry] = await readEntries(tables, userId, new Set([id]));
  if (!entry) return null;
  const people = withOwner(await readParticipants(tables, new Set([id])));
  return {
    ...entry,
    people: people.map(({ member, name, role, userId: account }) => ({ member, name, role, joined: account !== null })),
    proposals: await listProposals(tables.db, { userId, artifact: id }),
  };
}

/** What somebody sees beside a page of theirs. */
export async function readPageArtifacts(tables: Tables, userId: string, pair: string): Promise<PageArtifacts> {
  const proposals = await listProposals(tables.db, { userId, pair });
  const all = await listArtifacts(tables, userId);
  const named = new Set(proposals.map(({ artifact }) => artifact));
  const artifacts = all.filter(
    ({ id, sources }) => named.has(id) || sources.some((source) => source.kind === "question" || source.pair === pair),
  );
  return { artifacts, proposals: proposals.filter(({ state }) => state !== "withdrawn") };
}

/** An artifact that somebody may read, as it is told from others. */
export type ReadableArtifact = Pick<ArtifactEntry, "id" | "form" | "title" | "address" | "createdAt">;

/** As `listArtifacts`, without what stands around each. */
export async function readableArtifacts(tables: Omit<Tables, "now">, userId: string): Promise<ReadableArtifact[]> {
  const ids = await idsFor(tables, userId);
  if (ids.size === 0) return [];
  const standings = await readStandings(
    tables,
    [...ids].map((page) => ({ page, userId })),
  );
  const rows = await tables.db
    .selectFrom("artifact")
    .select(["id", "form", "title", "address", "created_at as createdAt"])
    .where("id", "in", oneOf(tables.engine, ids))
    .orderBy("created_at", "desc")
    .execute();
  return rows.filter(({ id }) => standings.has(`${id} ${userId}`));
}

/** Who sees to it, by name; null: nobody is left, or nobody has come yet. */
export async function readOwner(tables: Omit<Tables, "now">, id: string): Promise<string | null> {
  return withOwner(await readParticipants(tables, new Set([id]))).find(({ role }) => role === "owner")?.name ?? null;
}

async function idsFor({ db }: Pick<Tables, "db">, userId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom("artifact_person")
    .select("artifact_id as id")
    .where("user_id", "=", userId)
    .union(
      db
        .selectFrom("artifact_person")
        .innerJoin("pair_member", (join) =>
          join
            .onRef("pair_member.pair_id", "=", "artifact_person.pair_id")
            .onRef("pair_member.member", "=", "artifact_person.seat"),
        )
        .select("artifact_id as id")
        .where("pair_member.user_id", "=", userId),
    )
    .union(
      db
        .selectFrom("artifact_person")
        .innerJoin("person", "person.id", "artifact_person.person_id")
        .select("artifact_id as id")
        .where("person.user_id", "=", userId),
    )
    .union(
      db
        .selectFrom("artifact")
        .innerJoin("person", "person.workspace_id", "artifact.workspace_id")
        .select("artifact.id as id")
        .where("artifact.audience", "=", "workspace")
        .where("person.user_id", "=", userId)
        .where("person.left_at", "is", null),
    )
    .execute();
  return new Set(rows.map(({ id }) => id));
}

async function readEntries(tables: Tables, userId: string, ids: ReadonlySet<string>): Promise<ArtifactEntry[]> {
  if (ids.size === 0) return [];
  const { db, engine } = tables;
  const rows = await db
    .selectFrom("artifact")
    .leftJoin("workspace", "workspace.id", "artifact.workspace_id")
    .selectAll("artifact")
    .select("workspace.name as workspace_name")
    .where("artifact.id", "in", oneOf(engine, ids))
    .orderBy("artifact.created_at", "desc")
    .orderBy("artifact.id")
    .execute();
  const standings = await readStandings(
    tables,
    [...ids].map((page) => ({ page, userId })),
  );
  const people = byArtifact(await readParticipants(tables, ids));
  const sources = await readSources(tables, userId, ids);
  const links = await countOpenLinks(tables, ids);
  return rows.flatMap((row): ArtifactEntry[] => {
    const mine = standings.get(`${row.id} ${userId}`);
    if (!mine) return [];
    const owner = withOwner(people.get(row.id) ?? []).find(({ role }) => role === "owner");
    return [
      {
        ...{ id: row.id, kind: row.kind, form: row.form, title: row.title, address: row.address },
        audience: row.audience,
        workspace: row.workspace_id === null ? null : { id: row.workspace_id, name: row.workspace_name ?? "" },
        ...{ owner: owner?.name ?? null, myRole: mine.role, me: mine.member },
        ...{ reviewOn: row.review_on, reviewedAt: row.reviewed_at, createdAt: row.created_at },
        openLinks: links.get(row.id) ?? 0,
        sources: sources.get(row.id) ?? [],
      },
    ];
  });
}

/** Which page asked is for the two of it to know; a question of the bank is nobody's secret. */
async function readSources(
  { db, engine }: Tables,
  userId: string,
  ids: ReadonlySet<string>,
): Promise<Map<string, ArtifactSource[]>> {
  const rows = await db
    .selectFrom("artifact_source")
    .leftJoin("pair_member", (join) =>
      join.onRef("pair_member.pair_id", "=", "artifact_source.pair_id").on("pair_member.user_id", "=", userId),
    )
    .select(["artifact_id", "kind", "item", "artifact_source.pair_id", "pair_member.member"])
    .where("artifact_id", "in", oneOf(engine, ids))
    .orderBy("artifact_source.added_at")
    .execute();
  const found = new Map<string, ArtifactSource[]>();
  for (const { artifact_id, kind, item, pair_id, member } of rows) {
    if (pair_id !== "" && member === null) continue;
    const source = { kind, item, pair: pair_id === "" ? null : pair_id };
    found.set(artifact_id, [...(found.get(artifact_id) ?? []), source]);
  }
  return found;
}
