import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** Where the bytes of images lie: a folder, or a store of the S3 kind. An image never changes. */
export type ImageFiles = {
  /** @throws {StoreUnreachable} here and below, where it is a store and cannot be had just now. */
  write(id: string, bytes: Uint8Array): Promise<void>;
  /** null: there is none */
  read(id: string): Promise<Uint8Array | null>;
  remove(id: string): Promise<void>;
  /** all that are whole, in no order, with the ISO instant since when each is there */
  list(): Promise<StoredImage[]>;
};

export type StoredImage = { id: string; since: string };

/** A store cannot be had just now, or refuses us. The message is for whoever hosts this. */
export class StoreUnreachable extends Error {
  override name = "StoreUnreachable";
}

/** Within the data folder. */
export const IMAGE_FOLDER = "images";

const IS_ID = /^[\da-f-]{36}$/;

export function isImageId(name: string): boolean {
  return IS_ID.test(name);
}

/** A file an image, in one folder; each is written whole and to disk before anybody is told of it. */
export function openImageFolder(folder: string): ImageFiles {
  const pathOf = (id: string) => {
    if (!isImageId(id)) throw new RangeError("not the id of an image");
    return join(folder, id);
  };
  return {
    async write(id, bytes) {
      const path = pathOf(id);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      try {
        const draft = await open(`${path}.part`, "w", 0o600);
        try {
          await draft.writeFile(bytes);
          await draft.sync();
        } finally {
          await draft.close();
        }
        await rename(`${path}.part`, path);
      } catch (error) {
        await rm(`${path}.part`, { force: true }); // a full disk is no fuller for it
        throw error;
      }
    },
    read: (id) => readFile(pathOf(id)).catch(whenMissing),
    remove: (id) => rm(pathOf(id), { force: true }),
    async list() {
      const names = (await readdir(folder).catch(whenMissing)) ?? [];
      const found: StoredImage[] = [];
      for (const id of names.filter(isImageId)) {
        const file = await stat(join(folder, id)).catch(whenMissing);
        if (file) found.push({ id, since: file.mtime.toISOString() });
      }
      return found;
    },
  };
}

function whenMissing(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}
