import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { artifactPaper } from "@candor/document/artifact/artifact-paper.ts";
import { artifactBody } from "@candor/document/artifact/artifact-roots.ts";
import { readComments } from "@candor/document/artifact/comments.ts";
import { readNotes } from "@candor/document/notes/read-notes.ts";
import { imagesIn } from "@candor/document/paper/paper.ts";
import { paperMarkdown } from "@candor/document/paper/paper-markdown.ts";
import * as Y from "yjs";
import { byArtifact, readParticipants, withOwner } from "../../artifact/artifact-access.ts";
import type { ImageFiles } from "../../artifact/image-files.ts";
import type { Database } from "../../database/open-database.ts";

const ENDINGS: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/webp": "webp",
};

/** Writes one artifact as Markdown and JSON, with its images beside. */
export async function exportArtifact(
  { db, engine, log }: Database,
  images: Pick<ImageFiles, "read">,
  id: string,
  parent: string,
): Promise<void> {
  const row = await db.selectFrom("artifact").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  const people = byArtifact(await readParticipants({ db, engine }, new Set([id]))).get(id) ?? [];
  const owner = withOwner(people).find(({ role }) => role === "owner")?.name ?? null;
  const suggestions = await db
    .selectFrom("artifact_suggestion")
    .select(["quote", "instead", "reason", "state", "suggested_at as at", "decided_at as decidedAt"])
    .where("artifact_id", "=", id)
    .orderBy("suggested_at")
    .execute();
  const record = {
    ...{ id, kind: row.kind, form: row.form, title: row.title, address: row.address, owner, reviewOn: row.review_on },
    people: people.map(({ member, name, role }) => ({ member, name, role })),
    suggestions,
  };
  const folder = join(parent, id);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const write = (name: string, data: string | Uint8Array) => writeFile(join(folder, name), data, { mode: 0o600 });
  if (row.form === "link") return write("artifact.json", asJson(record));
  const doc = new Y.Doc();
  const snapshot = await log.readSnapshot(id);
  const tail = await log.readTail(id, snapshot?.seq ?? 0);
  doc.transact(() => {
    if (snapshot !== null) Y.applyUpdate(doc, snapshot.state);
    for (const { update } of tail) Y.applyUpdate(doc, update);
  });
  const body = readNotes(artifactBody(doc));
  const places = new Map<string, string>();
  const kept = await db.selectFrom("artifact_image").select(["id", "type"]).where("artifact_id", "=", id).execute();
  const typeOf = new Map(kept.map((image) => [image.id, image.type]));
  for (const src of imagesIn(body)) {
    const image = src.slice(src.lastIndexOf("/") + 1);
    const ending = ENDINGS[typeOf.get(image) ?? ""];
    const bytes = ending === undefined ? null : await images.read(image);
    if (!bytes) continue;
    await mkdir(join(folder, "images"), { recursive: true, mode: 0o700 });
    const place = `images/${image}.${ending}`;
    await write(place, bytes);
    places.set(src, place);
  }
  const paper = artifactPaper(doc, { owner, reviewOn: row.review_on });
  await write(
    "artifact.md",
    paperMarkdown(paper, (src) => places.get(src) ?? null),
  );
  await write("artifact.json", asJson({ ...record, body, comments: readComments(doc) }));
  doc.destroy();
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
