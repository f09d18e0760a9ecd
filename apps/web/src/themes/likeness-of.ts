import { createLikenessIndex } from "@candor/core/theme/like-notes.ts";
import { keptIndex } from "./kept-index.ts";

/** The notes made ready for comparison. */
export const likenessOf = keptIndex({
  make: () => createLikenessIndex(),
  read: ({ text }) => text,
  put: (index, { id, pair, text }) => index.put({ id, person: pair, text }),
  remove: (index, id) => index.remove(id),
});
