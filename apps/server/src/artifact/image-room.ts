import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";

const MEGABYTE = 1024 * 1024;

/** Of images: how much one artifact, one person and one workspace may hold. */
const ROOM = {
  artifact: { bytes: 200 * MEGABYTE, count: 1_000 },
  person: { bytes: 1_000 * MEGABYTE, count: 5_000 },
  workspace: { bytes: 20_000 * MEGABYTE, count: 100_000 },
} as const;

export type RoomRefusal = "too_many_images" | "too_many_images_of_yours" | "too_many_images_here";

/** @returns why an image of so many bytes has no room; null: it has. */
export async function refuseForRoom(
  db: Kysely<Schema>,
  { artifact, userId, bytes }: { artifact: string; userId: string; bytes: number },
): Promise<RoomRefusal | null> {
  const sums = () =>
    db
      .selectFrom("artifact_image")
      .select(({ fn }) => [
        fn.sum<number | string | null>("artifact_image.bytes").as("bytes"),
        fn.countAll<number | string>().as("count"),
      ]);
  const isFull = (held: { bytes: number | string | null; count: number | string }, room: keyof typeof ROOM) =>
    Number(held.bytes ?? 0) + bytes > ROOM[room].bytes || Number(held.count) >= ROOM[room].count;
  if (isFull(await sums().where("artifact_id", "=", artifact).executeTakeFirstOrThrow(), "artifact"))
    return "too_many_images";
  if (isFull(await sums().where("added_by", "=", userId).executeTakeFirstOrThrow(), "person"))
    return "too_many_images_of_yours";
  const { workspace_id: workspace } = await db
    .selectFrom("artifact")
    .select("workspace_id")
    .where("id", "=", artifact)
    .executeTakeFirstOrThrow();
  if (workspace === null) return null;
  const inWorkspace = sums()
    .innerJoin("artifact", "artifact.id", "artifact_image.artifact_id")
    .where("artifact.workspace_id", "=", workspace);
  return isFull(await inWorkspace.executeTakeFirstOrThrow(), "workspace") ? "too_many_images_here" : null;
}
