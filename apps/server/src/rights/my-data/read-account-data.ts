import type { MyData } from "@candor/protocol/http/rights.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../../database/schema.ts";
import { iso } from "./iso.ts";

/** How they sign in, and where they stand in workspaces. */
export async function readAccountData(
  db: Kysely<Schema>,
  userId: string,
): Promise<Pick<MyData, "workspaces" | "sessions" | "accounts">> {
  return {
    workspaces: await readWorkspaces(db, userId),
    sessions: await readSessions(db, userId),
    accounts: await readAccounts(db, userId),
  };
}

async function readWorkspaces(db: Kysely<Schema>, userId: string): Promise<MyData["workspaces"]> {
  return db
    .selectFrom("person")
    .innerJoin("workspace", "workspace.id", "person.workspace_id")
    .select(["workspace.name as workspace", "person.name", "email", "title", "department", "role"])
    .select(["person.created_at as since", "left_at as leftAt"])
    .where("user_id", "=", userId)
    .orderBy("person.created_at")
    .execute();
}

async function readSessions(db: Kysely<Schema>, userId: string): Promise<MyData["sessions"]> {
  const rows = await db
    .selectFrom("session")
    .select(["createdAt", "updatedAt", "expiresAt", "userAgent"])
    .where("userId", "=", userId)
    .orderBy("createdAt")
    .execute();
  return rows.map(({ createdAt, updatedAt, expiresAt, userAgent }) => ({
    since: iso(createdAt),
    lastSeen: iso(updatedAt),
    expires: iso(expiresAt),
    browser: userAgent,
  }));
}

async function readAccounts(db: Kysely<Schema>, userId: string): Promise<MyData["accounts"]> {
  const rows = await db
    .selectFrom("account")
    .select(["providerId", "createdAt"])
    .where("userId", "=", userId)
    .orderBy("createdAt")
    .execute();
  return rows.map(({ providerId, createdAt }) => ({ provider: providerId, since: iso(createdAt) }));
}
