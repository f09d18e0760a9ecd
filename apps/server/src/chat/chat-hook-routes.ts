import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { type AppEnv, createRoutes } from "../http/app-env.ts";
import { json, problems } from "../http/json-content.ts";
import type { Log } from "../http/log.ts";
import { problem } from "../http/problem.ts";
import { createRateLimit } from "../http/rate-limit.ts";
import { answerSlack } from "./answer-slack.ts";
import type { ChatConfig } from "./chat-config.ts";
import type { ChatDesk } from "./chat-desk.ts";
import { takeWords } from "./take-words.ts";

export const CHAT_PATH = "/api/chat";

const MAX_BYTES = 1024 * 1024; // a message with all that Slack says of it, and every letter escaped
const WORDS = { burst: 30, perMinute: 20 }; // per account of a chat

const answered = { description: "What whoever asked sees, and nobody else", ...json(z.object({}).loose()) };

const slack = createRoute({
  method: "post",
  path: `${CHAT_PATH}/slack`,
  summary: "Slack hands over a command or an action on a message, signed by the secret that both know",
  responses: { 200: answered, ...problems(400, 401, 404, 413, 429) },
});

type Parts = {
  db: Kysely<Schema>;
  now: () => Date;
  ticks: () => number;
  log: Log;
  origin: () => string;
  signIn: { random: (size: number) => Uint8Array };
  mailIn: { wake: () => void };
  chat: ChatConfig;
};

/** Where chats hand over what people write to us there. Whoever cannot sign it learns nothing here and changes nothing. */
export function chatHookRoutes({ db, now, ticks, log, origin, signIn, mailIn, chat }: Parts) {
  const routes = createRoutes<AppEnv>();
  const rate = createRateLimit(WORDS, ticks);
  const linkOf = (path: string) => origin() + path;
  const taking = { db, now, random: signIn.random, linkOf, wake: mailIn.wake };
  const refuse: ChatDesk["refuse"] = (c, platform, name, why) => {
    log.info("what came from a chat was refused", { platform, why });
    return problem(c, name);
  };
  const desk: ChatDesk = {
    ...{ db, now, log, linkOf, refuse },
    take: async (asked) => {
      const { platform, workspace, user } = asked.person;
      if (rate.take(JSON.stringify([platform, workspace, user])) > 0) return { type: "too_much" };
      return takeWords(taking, asked);
    },
  };
  const tooLarge = (c: Context) => refuse(c, c.req.path.slice(CHAT_PATH.length + 1), "too_large", "too large");
  routes.use(`${CHAT_PATH}/*`, bodyLimit({ maxSize: MAX_BYTES, onError: tooLarge }));
  return routes.openapi(slack, (c) => answerSlack(desk, chat, c) as never);
}
