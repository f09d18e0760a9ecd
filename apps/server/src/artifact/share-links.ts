import { mayOnArtifact } from "@candor/core/access/may-on-artifact.ts";
import { judgeLink, MAX_OPEN_LINKS } from "@candor/core/artifact/share-link.ts";
import type { Paper } from "@candor/document/paper/paper.ts";
import type { ArtifactLink, MakeArtifactLink, NewArtifactLink } from "@candor/protocol/http/artifact.ts";
import type { Kysely, Selectable } from "kysely";
import type { Engine } from "../database/engine.ts";
import type { Schema } from "../database/schema.ts";
import type { ArtifactLinkTable } from "../database/tables/artifact-tables.ts";
import { hashSecret } from "../sign-in/hash-secret.ts";
import type { ArtifactPapers } from "../sync/snapshot/artifact-papers.ts";
import { countOpenLinks, linkOf } from "./link-rows.ts";
import { readArtifact } from "./read-artifacts.ts";

/** What of the rest of the server links need. */
export type SharePorts = {
  papers: ArtifactPapers;
  /** where links lead; see `CANDOR_SHARE_ORIGIN` */
  origin: () => string;
  newSecret: () => string;
};

export type LinkParts = {
  db: Kysely<Schema>;
  engine: Engine;
  sharing: SharePorts;
  now: () => Date;
  newId: () => string;
};

export type LinkResult =
  | { type: "link"; link: NewArtifactLink }
  | { type: "not_found" }
  | { type: "not_allowed" }
  | { type: "too_many_links" }
  | { type: "unavailable" };

type Asked = { id: string; userId: string };

const DAY_MILLISECONDS = 86_400_000;

/** Whoever may read it sees that others may, too; how often they did is for those who see to it. */
export async function listLinks({ db, engine, now }: LinkParts, { id, userId }: Asked): Promise<ArtifactLink[] | null> {
  const artifact = await readArtifact({ db, engine, now }, userId, id);
  if (artifact?.form !== "document") return null;
  const rows = await db
    .selectFrom("artifact_link")
    .selectAll()
    .where("artifact_id", "=", id)
    .orderBy("made_at", "desc")
    .orderBy("id")
    .execute();
  const closedBefore = await closedBeforeOf(db, id);
  const seesUse = mayOnArtifact(artifact.myRole, "share").type === "allowed";
  return rows.map((row) => present(row, closedBefore, now(), seesUse));
}

/** Makes a link. When it was made is told from before the text is read, so that nothing taken out meanwhile is in a copy. */
export async function makeLink(
  parts: LinkParts,
  { id, userId }: Asked,
  { kind, days, label }: MakeArtifactLink,
): Promise<LinkResult> {
  const { db, engine, sharing, now, newId } = parts;
  const artifact = await readArtifact({ db, engine, now }, userId, id);
  if (artifact?.form !== "document") return { type: "not_found" };
  if (mayOnArtifact(artifact.myRole, "share").type !== "allowed") return { type: "not_allowed" };
  if (((await countOpenLinks(parts, new Set([id]))).get(id) ?? 0) >= MAX_OPEN_LINKS) return { type: "too_many_links" };
  const at = now();
  let paper: Paper | null = null;
  if (kind === "snapshot") {
    paper = await sharing.papers.read(id, { owner: artifact.owner, reviewOn: artifact.reviewOn });
    if (paper === null) return { type: "unavailable" };
  }
  const secret = sharing.newSecret();
  const row = {
    ...{ id: newId(), artifact_id: id, secret_hash: hashSecret(secret), kind, label },
    paper: paper === null ? null : JSON.stringify(paper).replaceAll("\\u0000", ""),
    ...{ made_by: userId, made_at: at.toISOString(), revoked_at: null, opened: 0, last_opened_at: null },
    expires_at: new Date(at.getTime() + days * DAY_MILLISECONDS).toISOString(),
  };
  await db.insertInto("artifact_link").values(row).execute();
  const link = present(row, await closedBeforeOf(db, id), now(), true);
  return { type: "link", link: { ...link, address: `${sharing.origin()}/s/${secret}` } };
}

/**
 * Closes a link for good. Whoever writes the artifact may, and either of two from whose page something stands in it: it
 * takes both to let something out, and one to close a door to it.
 */
export async function revokeLink(
  { db, engine, now }: LinkParts,
  { id, userId }: Asked,
  link: string,
): Promise<"revoked" | "not_found" | "not_allowed"> {
  const artifact = await readArtifact({ db, engine, now }, userId, id);
  if (!artifact) return "not_found";
  const hasPart = artifact.proposals.some(({ state }) => state === "out" || state === "leaving");
  if (mayOnArtifact(artifact.myRole, "share").type !== "allowed" && !hasPart) return "not_allowed";
  const row = await db
    .updateTable("artifact_link")
    .set((eb) => ({ revoked_at: eb.fn.coalesce("revoked_at", eb.val(now().toISOString())), paper: null }))
    .where("id", "=", link)
    .where("artifact_id", "=", id)
    .returning("id")
    .executeTakeFirst();
  return row ? "revoked" : "not_found";
}

type Row = Selectable<ArtifactLinkTable>;

function present(row: Row, closedBefore: string | null, now: Date, seesUse: boolean): ArtifactLink {
  return {
    ...{ id: row.id, kind: row.kind, label: row.label, madeAt: row.made_at, expiresAt: row.expires_at },
    state: judgeLink(linkOf(row), closedBefore, now.toISOString()),
    opened: seesUse ? row.opened : null,
    lastOpenedAt: seesUse ? row.last_opened_at : null,
  };
}

async function closedBeforeOf(db: Kysely<Schema>, id: string): Promise<string | null> {
  const row = await db.selectFrom("artifact").select("closed_before").where("id", "=", id).executeTakeFirst();
  return row?.closed_before ?? null;
}
