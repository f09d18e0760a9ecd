import { imagesIn } from "@candor/document/paper/paper.ts";
import type { Kysely } from "kysely";
import type { Engine } from "../database/engine.ts";
import type { Schema } from "../database/schema.ts";
import type { PaperMaker } from "../paper/paper-maker.ts";
import type { PaperFile, PaperFormat, PaperImage } from "../paper/paper-messages.ts";
import type { ArtifactPapers } from "../sync/snapshot/artifact-papers.ts";
import type { ImageFiles } from "./image-files.ts";
import { readArtifact } from "./read-artifacts.ts";

export type FileParts = {
  db: Kysely<Schema>;
  engine: Engine;
  images: ImageFiles;
  sharing: { papers: ArtifactPapers };
  paperMaker: PaperMaker;
  now: () => Date;
};

export type FileResult =
  | { type: "file"; file: PaperFile; title: string }
  | { type: "not_found" }
  | { type: "unavailable" }
  /** more than a file of this kind can hold, or than can be made of it in good time */
  | { type: "file_too_long" }
  /** others wait for theirs */
  | { type: "files_busy" };

const MAX_IMAGES_BYTES = 64 * 1024 * 1024; // in one file

/** An artifact to be taken along, for whoever may read it: its text as it is now, with what the records say of it. */
export async function makeArtifactFile(
  { db, engine, images, sharing, paperMaker, now }: FileParts,
  { id, userId }: { id: string; userId: string },
  format: PaperFormat,
): Promise<FileResult> {
  const artifact = await readArtifact({ db, engine, now }, userId, id);
  if (artifact?.form !== "document") return { type: "not_found" };
  const paper = await sharing.papers.read(id, { owner: artifact.owner, reviewOn: artifact.reviewOn });
  if (paper === null) return { type: "unavailable" };
  const held = await readImages({ db, images }, id, imagesIn(paper.body));
  if (held === null) return { type: "file_too_long" };
  const made = await paperMaker.make({ paper, format, images: held });
  if (made.type === "file") return { type: "file", file: made.file, title: paper.title };
  return { type: made.type === "busy" ? "files_busy" : "file_too_long" };
}

/** Those of this artifact alone: an address of another's image, put into the text by hand, is not followed. */
async function readImages(
  { db, images }: Pick<FileParts, "db" | "images">,
  id: string,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, PaperImage> | null> {
  const own = `/api/artifacts/${id}/images/`;
  const rows = await db
    .selectFrom("artifact_image")
    .select(["id", "type", "bytes"])
    .where("artifact_id", "=", id)
    .execute();
  const known = new Map(rows.map((row) => [`${own}${row.id}`, row]));
  const wanted = addresses.flatMap((src) => {
    const row = known.get(src);
    return row ? [{ src, ...row }] : [];
  });
  if (wanted.reduce((sum, { bytes }) => sum + Number(bytes), 0) > MAX_IMAGES_BYTES) return null;
  const held = new Map<string, PaperImage>();
  for (const { src, id: image, type } of wanted) {
    const bytes = await images.read(image);
    if (bytes) held.set(src, { bytes: new Uint8Array(bytes), type });
  }
  return held;
}

/** A name that every file system takes, and that says what it is. */
export function fileNameOf(title: string, ending: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: file systems refuse them
  const name = title.replace(/[\u0000-\u001f\u007f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+/g, " ").replace(/\s+/g, " ");
  const bare = Array.from(name)
    .slice(0, 80)
    .join("")
    .replace(/^[\s.]+|[\s.]+$/g, "");
  return `${bare === "" ? "artifact" : bare}.${ending}`;
}
