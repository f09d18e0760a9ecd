import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

export const MANIFEST = "manifest.json";
export const SECRET = "secret";
/** of the name of each image of an artifact, before its id */
export const IMAGE_PREFIX = "image-";

/** Of an image that is whole, and of nothing else that somebody put into its folder. */
export function isImageName(name: string): boolean {
  return /^image-[\da-f-]{36}$/.test(name);
}

const schema = z.object({
  format: z.literal(1),
  engine: z.enum(["sqlite", "postgres"]),
  /** ISO instant, by the clock of the machine that made it; what was stored before it is in the backup */
  madeAt: z.iso.datetime(),
  /** the steps that the tables have been taken through */
  schema: z.array(z.string()),
  epoch: z.number().int(),
  /** the newest row of the log that is in it */
  newestSeq: z.number().int(),
  counts: z.object({
    users: z.number(),
    pages: z.number(),
    logRows: z.number(),
    snapshots: z.number(),
    /** sealed, of all people; earlier versions had none */
    noteRecords: z.number().default(0),
  }),
  files: z.array(z.object({ name: z.string().regex(/^[\w.-]+$/), bytes: z.number(), sha256: z.string() })),
});

/** What a backup says of itself; written last, so that a folder with one is whole. */
export type Manifest = z.infer<typeof schema>;

/** @throws {Error} with a sentence: there is none, or it is not one that this version can read. */
export async function readManifest(folder: string): Promise<Manifest> {
  let text: string;
  try {
    text = await readFile(join(folder, MANIFEST), "utf8");
  } catch (cause) {
    throw new Error(`${folder} is no backup: there is no ${MANIFEST} in it.`, { cause });
  }
  const read = schema.safeParse(parsed(text));
  if (read.success) return read.data;
  throw new Error(`${join(folder, MANIFEST)} cannot be read; was the backup made by a newer version of Candor?`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @returns the file that holds the database. */
export function databaseFileOf({ engine }: Pick<Manifest, "engine">): string {
  return engine === "sqlite" ? "candor.sqlite" : "candor.pgdump";
}
