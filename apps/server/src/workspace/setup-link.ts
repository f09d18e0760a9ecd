import { createHash } from "node:crypto";
import type { SetUpWorkspace, Workspace } from "@candor/protocol/http/workspace.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { describeWorkspace } from "./workspaces.ts";

export const SETUP_LINK_DAYS = 7;
const KEY = "setup_link";
const SECRET_BYTES = 32; // 256 bits: not to be guessed, so that it can be stored under a plain hash
const MILLISECONDS_A_DAY = 86_400_000;

type Kept = { hash: string; expiresAt: string };

/**
 * Makes the link by which somebody begins a workspace and becomes its owner: once, and within seven days. An older one
 * opens nothing any more.
 *
 * @param random 32 random bytes.
 * @returns the path to open, its secret behind the `#`.
 */
export async function makeSetupLink(db: Kysely<Schema>, random: Uint8Array, now: Date): Promise<string> {
  if (random.length < SECRET_BYTES) throw new RangeError(`a setup link needs ${SECRET_BYTES} random bytes`);
  const secret = Buffer.from(random).toString("base64url");
  const kept: Kept = {
    hash: hashSecret(secret),
    expiresAt: new Date(now.getTime() + SETUP_LINK_DAYS * MILLISECONDS_A_DAY).toISOString(),
  };
  const value = JSON.stringify(kept);
  await db
    .insertInto("setting")
    .values({ key: KEY, value })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ value }))
    .execute();
  return `/setup#${secret}`;
}

/** A new link where nobody has begun a workspace on this server; null where somebody has. */
export async function makeFirstSetupLink(db: Kysely<Schema>, random: Uint8Array, now: Date): Promise<string | null> {
  const workspace = await db.selectFrom("workspace").select("id").limit(1).executeTakeFirst();
  return workspace ? null : makeSetupLink(db, random, now);
}

/** Whether a setup link opens anything. */
export async function opensSetup(db: Kysely<Schema>, secret: string, now: Date): Promise<boolean> {
  return (await readOpen(db, secret, now)) !== null;
}

async function readOpen(db: Kysely<Schema>, secret: string, now: Date): Promise<string | null> {
  const row = await db.selectFrom("setting").select("value").where("key", "=", KEY).executeTakeFirst();
  if (!row) return null;
  const { hash, expiresAt } = JSON.parse(row.value) as Kept;
  // Hashes are compared, so how long it takes tells nothing about the secret.
  return hash === hashSecret(secret) && expiresAt > now.toISOString() ? row.value : null;
}

/**
 * Begins a workspace, whoever asks as its owner, and uses the link up.
 *
 * @returns null where the link opens nothing, or somebody was quicker.
 */
export async function setUpWorkspace(
  db: Kysely<Schema>,
  { secret, name, myName, timeZone }: SetUpWorkspace,
  userId: string,
  newId: () => string,
  now: Date,
): Promise<Workspace | null> {
  return db.transaction().execute(async (tx) => {
    const value = await readOpen(tx, secret, now);
    if (value === null) return null;
    // Taken by a condition that can hold only once, so that the database decides who was first.
    const used = await tx
      .deleteFrom("setting")
      .where("key", "=", KEY)
      .where("value", "=", value)
      .returning("key")
      .executeTakeFirst();
    if (!used) return null;
    const at = now.toISOString();
    const workspace = { id: newId(), name, settings: JSON.stringify({ timeZone }), created_at: at };
    await tx.insertInto("workspace").values(workspace).execute();
    const me = await addOwner(tx, workspace.id, { userId, name: myName, id: newId(), at });
    await tx.updateTable("user").set({ name: myName }).where("id", "=", userId).where("name", "=", "").execute();
    return describeWorkspace(workspace, me);
  });
}

async function addOwner(
  tx: Kysely<Schema>,
  workspaceId: string,
  { id, userId, name, at }: { id: string; userId: string; name: string; at: string },
) {
  return tx
    .insertInto("person")
    .values({
      id,
      workspace_id: workspaceId,
      user_id: userId,
      email: null,
      name,
      title: "",
      department: "",
      role: "owner",
      external_id: null,
      created_at: at,
      left_at: null,
      leaving: null,
      joined_at: at,
      invited_by: null,
      joined_by: "setup",
      joined_email: null,
    })
    .returning(["id", "role"])
    .executeTakeFirstOrThrow();
}

function hashSecret(secret: string): string {
  return createHash("sha256").update(secret, "utf8").digest("hex");
}
