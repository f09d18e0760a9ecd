import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/** Where the bytes of images lie. One adapter so far, a folder; several nodes share it by mounting it. */
export type ImageFiles = {
  write(id: string, bytes: Uint8Array): Promise<void>;
  /** null: there is none */
  read(id: string): Promise<Uint8Array | null>;
  remove(id: string): Promise<void>;
};

/** Within the data folder. */
export const IMAGE_FOLDER = "images";

const IS_ID = /^[\da-f-]{36}$/;

/** A file an image, in one folder; each is written whole and to disk before anybody is told of it. */
export function openImageFolder(folder: string): ImageFiles {
  const pathOf = (id: string) => {
    if (!IS_ID.test(id)) throw new RangeError("not the id of an image");
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
  };
}

function whenMissing(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}
