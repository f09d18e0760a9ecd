import { z } from "@hono/zod-openapi";

const DEFAULT_LIMIT = 50;
const MOST = 200;

/** A part of a list, and where it goes on; null: here it ends. */
export type ListPart<Item> = { items: Item[]; next: string | null };

export const listQuery = z.object({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST)
    .optional()
    .openapi({ description: `How many at once, ${DEFAULT_LIMIT} where you don't say` }),
  cursor: z.string().max(400).optional().openapi({ description: "`next` of the part before" }),
});

/** Of which year, where it is one that was sealed. */
export const sealedQuery = z.object({
  year: z.coerce.number().int().min(1970).max(9999).optional().openapi({
    description: "What was sealed of this year (`years` of the page lists them); left out: what stands on the page",
  }),
});

export function listSchema<Item extends z.ZodType>(name: string, item: Item) {
  return z
    .object({
      items: z.array(item),
      next: z.string().nullable().openapi({ description: "Give it as `cursor` to go on; null: here the list ends" }),
    })
    .openapi(name);
}

/**
 * A part of a list that may change between one part and the next: each goes on after the last one told, whether that is
 * still there or not, so that nothing that stays is told twice or left out.
 *
 * @param keyOf what the list is sorted by, ascending, together with the id.
 * @returns null: the cursor is none of ours.
 */
export function partOf<Item extends { id: string }>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  { limit = DEFAULT_LIMIT, cursor }: { limit?: number | undefined; cursor?: string | undefined },
): ListPart<Item> | null {
  const after = cursor === undefined ? null : readCursor(cursor);
  if (after === "void") return null;
  const ordered = items
    .map((item): Keyed<Item> => ({ item, key: [keyOf(item), item.id] }))
    .sort((left, right) => compare(left.key, right.key))
    .filter(({ key }) => after === null || compare(key, after) > 0);
  const shown = ordered.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ item }) => item),
    next: last && ordered.length > limit ? Buffer.from(JSON.stringify(last.key)).toString("base64url") : null,
  };
}

type Key = readonly [string, string];
type Keyed<Item> = { item: Item; key: Key };

function compare(left: Key, right: Key): number {
  if (left[0] !== right[0]) return left[0] < right[0] ? -1 : 1;
  return left[1] < right[1] ? -1 : left[1] > right[1] ? 1 : 0;
}

function readCursor(cursor: string): Key | "void" {
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    const isKey = Array.isArray(read) && read.length === 2 && read.every((each) => typeof each === "string");
    return isKey ? (read as unknown as Key) : "void";
  } catch {
    return "void";
  }
}
