import { join } from "node:path";
import type { Config } from "../config.ts";
import { IMAGE_FOLDER, type ImageFiles, openImageFolder } from "./image-files.ts";
import { openImageStore } from "./image-store.ts";

/**
 * Moves the images that lie in the data folder into the store that the settings name. Each is read back before it is
 * deleted here. The server may run, for it looks in both; what was cut off goes on with the next call.
 *
 * @returns how many went over.
 * @throws {Error} with a sentence for whoever runs it.
 */
export async function moveImages({ dataDirectory, imageStore }: Config): Promise<{ moved: number }> {
  if (imageStore === null)
    throw new Error("No store is set: say CANDOR_S3_ENDPOINT, CANDOR_S3_BUCKET and the key, as for the server.");
  return moveAll(openImageFolder(join(dataDirectory, IMAGE_FOLDER)), openImageStore(imageStore));
}

async function moveAll(folder: ImageFiles, store: ImageFiles): Promise<{ moved: number }> {
  let moved = 0;
  for (const { id } of await folder.list()) {
    const bytes = await folder.read(id);
    if (!bytes) continue; // taken away meanwhile, with its artifact
    await store.write(id, bytes);
    const there = await store.read(id);
    if (!there || Buffer.compare(there, bytes) !== 0)
      throw new Error(`The store gives image ${id} back otherwise than it was; it stays here. ${moved} went over.`);
    await folder.remove(id);
    moved += 1;
  }
  return { moved };
}
