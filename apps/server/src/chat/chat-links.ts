import type { ChatPerson } from "@candor/core/chat/chat-person.ts";
import type { AskingChat, ChatLink } from "@candor/protocol/http/chat.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { hashSecret } from "../sign-in/hash-secret.ts";

type Db = Kysely<Schema>;

const CODE_BYTES = 16;
const LIFETIME_MILLISECONDS = 600_000;
const MOST_ASKING = 10_000;
const MOST_LINKS = 20; // of one person

export async function listChats(db: Db, userId: string): Promise<ChatLink[]> {
  return db
    .selectFrom("chat_link")
    .select(["id", "platform", "name", "workspace_name as workspace", "made_at as since", "used_on as usedOn"])
    .where("user_id", "=", userId)
    .orderBy("made_at")
    .execute();
}

/** @returns whose words these are; null: they have not said so. */
export async function userOfChat(db: Db, person: ChatPerson, now: Date): Promise<string | null> {
  const row = await identityIn(db, person).select(["id", "user_id", "used_on"]).executeTakeFirst();
  if (!row) return null;
  const today = now.toISOString().slice(0, 10);
  if (row.used_on !== today)
    await db.updateTable("chat_link").set({ used_on: today }).where("id", "=", row.id).execute();
  return row.user_id;
}

/** Whose account in the same chat this is; told to nobody. */
export async function userOfMention(db: Db, person: ChatPerson, user: string): Promise<string | null> {
  const row = await identityIn(db, { ...person, user })
    .select("user_id")
    .executeTakeFirst();
  return row?.user_id ?? null;
}

function identityIn(db: Db, { platform, workspace, user }: ChatPerson) {
  return db
    .selectFrom("chat_link")
    .where("platform", "=", platform)
    .where("workspace", "=", workspace)
    .where("chat_user", "=", user);
}

/** A code that leads whoever opens it, signed in, to say that they are this. Asked again, only the newest is good. */
export async function askWho(
  db: Db,
  { platform, workspace, user, name, workspaceName }: ChatPerson,
  random: (size: number) => Uint8Array,
  now: Date,
): Promise<string | null> {
  await db.deleteFrom("chat_asking").where("expires_at", "<=", now.toISOString()).execute();
  await db
    .deleteFrom("chat_asking")
    .where("platform", "=", platform)
    .where("workspace", "=", workspace)
    .where("chat_user", "=", user)
    .execute();
  const { count } = await db
    .selectFrom("chat_asking")
    .select((query) => query.fn.countAll<number | string>().as("count"))
    .executeTakeFirstOrThrow();
  if (Number(count) >= MOST_ASKING) return null;
  const code = Buffer.from(random(CODE_BYTES)).toString("base64url");
  await db
    .insertInto("chat_asking")
    .values({
      ...{ code_hash: hashSecret(code), platform, workspace, chat_user: user, name, workspace_name: workspaceName },
      ...{ asked_at: now.toISOString(), expires_at: new Date(now.getTime() + LIFETIME_MILLISECONDS).toISOString() },
    })
    .execute();
  return code;
}

export async function readAskingChat(db: Db, code: string, now: Date): Promise<AskingChat | null> {
  const row = await db
    .selectFrom("chat_asking")
    .select(["platform", "name", "workspace_name as workspace"])
    .where("code_hash", "=", hashSecret(code))
    .where("expires_at", ">", now.toISOString())
    .executeTakeFirst();
  return row ?? null;
}

/** Says that whoever asked is this person, once. Who had said so before of the same account has it no more. */
export async function connectChat(
  db: Db,
  { userId, code, id }: { userId: string; code: string; id: string },
  now: Date,
): Promise<"connected" | "not_found" | "too_many_chats"> {
  return db.transaction().execute(async (tx) => {
    const { count } = await tx
      .selectFrom("chat_link")
      .select((query) => query.fn.countAll<number | string>().as("count"))
      .where("user_id", "=", userId)
      .executeTakeFirstOrThrow();
    if (Number(count) >= MOST_LINKS) return "too_many_chats";
    // Whoever takes the row away is connected: two who open the link at once are not both.
    const asked = await tx
      .deleteFrom("chat_asking")
      .where("code_hash", "=", hashSecret(code))
      .where("expires_at", ">", now.toISOString())
      .returning(["platform", "workspace", "chat_user", "name", "workspace_name"])
      .executeTakeFirst();
    if (!asked) return "not_found";
    const said = { user_id: userId, made_at: now.toISOString(), used_on: null };
    await tx
      .insertInto("chat_link")
      .values({ ...asked, ...said, id })
      .onConflict((conflict) =>
        conflict
          .columns(["platform", "workspace", "chat_user"])
          .doUpdateSet({ ...said, id, name: asked.name, workspace_name: asked.workspace_name }),
      )
      .execute();
    return "connected";
  });
}

export async function disconnectChat(db: Db, { userId, id }: { userId: string; id: string }): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("chat_link")
    .where("id", "=", id)
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}
