import { join } from "node:path";
import type { Config } from "../config.ts";
import { IMAGE_FOLDER, type ImageFiles, openImageFolder } from "./image-files.ts";
import { openImageStore } from "./image-store.ts";

/** Where the images of this place lie. */
export function openImages({ dataDirectory, imageStore }: Pick<Config, "dataDirectory" | "imageStore">): ImageFiles {
  const folder = openImageFolder(join(dataDirectory, IMAGE_FOLDER));
  return imageStore === null ? folder : withFolderBehind(openImageStore(imageStore), folder);
}

/** What lay in the folder before there was a store is found there until it is moved; new ones go to the store. */
export function withFolderBehind(store: ImageFiles, folder: ImageFiles): ImageFiles {
  return {
    write: store.write,
    // Once more in the end: it may have been moved while we looked.
    read: async (id) => (await store.read(id)) ?? (await folder.read(id)) ?? (await store.read(id)),
    async remove(id) {
      await folder.remove(id);
      await store.remove(id);
    },
    async list() {
      const all = new Map([...(await folder.list()), ...(await store.list())].map((image) => [image.id, image]));
      return [...all.values()];
    },
  };
}
