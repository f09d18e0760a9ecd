import type { Day } from "@candor/core/chart/manager-edge.ts";
import type { Kysely } from "kysely";
import type { Engine } from "../database/engine.ts";
import type { Schema } from "../database/schema.ts";
import { lockWorkspace, type WorkspaceRow } from "../workspace/place.ts";

/** What every request of one directory works on. */
export type ScimWorld = {
  db: Kysely<Schema>;
  engine: Engine;
  workspace: WorkspaceRow;
  workspaceId: string;
  now: Date;
  /** in the workspace's time zone */
  today: Day;
  newId: () => string;
  /** such as https://candor.example.org/scim/v2 */
  base: string;
};

/** Which part of a list, and which of each thing in it. */
export type ListQuery = {
  filter: string | null;
  /** counted from 1 */
  startIndex: number;
  count: number;
};

export type Page<Item> = { total: number; startIndex: number; items: Item[] };

export function cutPage<Item>(all: readonly Item[], { startIndex, count }: ListQuery): Page<Item> {
  return { total: all.length, startIndex, items: all.slice(startIndex - 1, startIndex - 1 + count) };
}

/**
 * Whatever a directory changes is done one after another within a workspace, so that what is checked (a name that is
 * free, a chart without a way round) still holds when it is written.
 */
export async function inTurn<Result>(
  { db, workspaceId }: ScimWorld,
  run: (tx: Kysely<Schema>) => Promise<Result>,
): Promise<Result> {
  return db.transaction().execute(async (tx) => {
    await lockWorkspace(tx, workspaceId);
    return run(tx);
  });
}

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Whether a text can be an id of ours; what cannot is asked of no database. */
export function isId(text: string): boolean {
  return UUID.test(text);
}
