import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { requireFresh } from "../sign-in/account/require-fresh.ts";
import { type ChatConfig, chatPlatforms } from "./chat-config.ts";
import { connectChat, disconnectChat, listChats, readAskingChat } from "./chat-links.ts";
import { askingChatSchema, connectChatSchema, myChatsSchema } from "./chat-schemas.ts";

const mine = { 200: { description: "The chats that I write from", ...json(myChatsSchema) } };

const read = createRoute({
  method: "get",
  path: "/api/me/chats",
  summary: "From which chats words of mine come in",
  responses: { ...mine, ...problems(401, 429) },
});
const look = createRoute({
  method: "post",
  path: "/api/me/chats/asking",
  summary: "Who was given the link with this code",
  request: { ...jsonBody(connectChatSchema) },
  responses: {
    200: { description: "Their account in that chat", ...json(askingChatSchema) },
    ...problems(400, 401, 404, 429),
  },
});
const connect = createRoute({
  method: "post",
  path: "/api/me/chats",
  summary: "Say that this account of a chat is mine, soon after signing in",
  request: { ...jsonBody(connectChatSchema) },
  responses: { ...mine, ...problems(400, 401, 403, 404, 409, 429) },
});
const disconnect = createRoute({
  method: "delete",
  path: "/api/me/chats/{id}",
  summary: "Take no words from this account of a chat any more",
  request: { params: z.object({ id: z.string().min(1).max(64) }) },
  responses: { ...mine, ...problems(401, 404, 429) },
});

type Parts = { db: Kysely<Schema>; now: () => Date; newId: () => string; chat: ChatConfig };

export function chatRoutes({ db, now, newId, chat }: Parts) {
  const routes = createRoutes<SignedInEnv>();
  const fresh = requireFresh(now);
  routes.use("/api/me/chats", (c, next) => (c.req.method === "POST" ? fresh(c, next) : next()));
  const answer = async (userId: string) => ({ platforms: chatPlatforms(chat), links: await listChats(db, userId) });
  return routes
    .openapi(read, async (c) => c.json(await answer(c.var.who.userId), 200))
    .openapi(look, async (c) => {
      const asking = await readAskingChat(db, c.req.valid("json").code, now());
      return asking ? c.json(asking, 200) : problem(c, "not_found");
    })
    .openapi(connect, async (c) => {
      const { userId } = c.var.who;
      const result = await connectChat(db, { userId, code: c.req.valid("json").code, id: newId() }, now());
      return result === "connected" ? c.json(await answer(userId), 200) : problem(c, result);
    })
    .openapi(disconnect, async (c) => {
      const { userId } = c.var.who;
      const isGone = await disconnectChat(db, { userId, id: c.req.valid("param").id });
      return isGone ? c.json(await answer(userId), 200) : problem(c, "not_found");
    });
}
