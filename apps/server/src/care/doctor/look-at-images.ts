import { join } from "node:path";
import { IMAGE_FOLDER, openImageFolder } from "../../artifact/image-files.ts";
import { openImageStore } from "../../artifact/image-store.ts";
import type { Config } from "../../config.ts";
import { type Finding, mind, well, wrong } from "./finding.ts";

/** Whether the store for images can be had with the key that was given; nothing is put into it. */
export async function lookAtImages({ dataDirectory, imageStore }: Config): Promise<Finding[]> {
  if (imageStore === null) return [];
  const at = `${imageStore.endpoint}/${imageStore.bucket}`;
  const here = (await openImageFolder(join(dataDirectory, IMAGE_FOLDER)).list()).length;
  const left =
    here === 0
      ? []
      : [
          mind(
            `${here} images lie in the data folder, though there is a store for them.`,
            "Run `candor move-images`; the server may run meanwhile, and finds them here until then.",
          ),
        ];
  try {
    const { length } = await openImageStore(imageStore).list();
    return [well(`The store for images, ${at}, can be read; ${length} lie there.`), ...left];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [
      wrong(
        `The store for images, ${at}, cannot be used. ${why}`,
        "Look at the CANDOR_S3_ settings, the network and the rights of the key: it lists, reads, writes and deletes. Texts are kept meanwhile, and images are refused.",
      ),
      ...left,
    ];
  }
}
