import type { ChatAsk, ChatRecipient, ChatReply } from "@candor/core/chat/chat-ask.ts";
import type { ChatPerson } from "@candor/core/chat/chat-person.ts";
import type { Context } from "hono";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { Log } from "../http/log.ts";
import type { ProblemName } from "../http/problem.ts";

/** What each chat's counter works with. */
export type ChatDesk = {
  db: Kysely<Schema>;
  now: () => Date;
  log: Log;
  linkOf: (path: string) => string;
  /** Does what somebody asks for and says what came of it; whoever asks too often is told so. */
  take(asked: { person: ChatPerson; ask: ChatAsk; key: string }): Promise<ChatReply>;
  /** Whom somebody shares a page with, by name; null: nobody knows who they are here. */
  people(person: ChatPerson): Promise<ChatRecipient[] | null>;
  /** Nothing of it is kept but that it was, and `why`. */
  refuse(c: Context, platform: string, name: ProblemName, why: string): Response;
};
