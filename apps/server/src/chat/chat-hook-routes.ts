import type { ChatPerson } from "@candor/core/chat/chat-person.ts";
import { openTeamsKeys } from "@candor/integrations/chat/teams/teams-keys.ts";
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
import { createTellRefusal } from "../http/tell-refusals.ts";
import { answerDiscord } from "./answer-discord.ts";
import { answerSlack } from "./answer-slack.ts";
import { answerTeams } from "./answer-teams.ts";
import type { ChatConfig } from "./chat-config.ts";
import type { ChatDesk } from "./chat-desk.ts";
import { userOfChat } from "./chat-links.ts";
import { CHAT_PATH } from "./chat-path.ts";
import { recipientsOf, takeWords } from "./take-words.ts";

const MAX_BYTES = 1024 * 1024; // a message with all that Slack says of it, and every letter escaped
const WORDS = { burst: 30, perMinute: 20 }; // per account of a chat
const TYPING = { burst: 120, perMinute: 240 }; // the same; one at each letter

const answered = { description: "What whoever asked sees, and nobody else", ...json(z.object({}).loose()) };

const slack = createRoute({
  method: "post",
  path: `${CHAT_PATH}/slack`,
  summary: "Slack hands over a command or an action on a message, signed by the secret that both know",
  responses: { 200: answered, ...problems(400, 401, 404, 413, 429) },
});

const discord = createRoute({
  method: "post",
  path: `${CHAT_PATH}/discord`,
  summary: "Discord hands over an interaction, signed by the key of our application there",
  responses: { 200: answered, ...problems(400, 401, 404, 413, 429) },
});
const teams = createRoute({
  method: "post",
  path: `${CHAT_PATH}/teams`,
  summary: "Teams hands over what a message extension is asked, with a token that its connector signed",
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
  const typing = createRateLimit(TYPING, ticks);
  const keys = chat.teams && openTeamsKeys(chat.teams.metadata, chat.origins, now);
  const linkOf = (path: string) => origin() + path;
  const taking = { db, now, random: signIn.random, linkOf, wake: mailIn.wake };
  const tell = createTellRefusal(log, ticks);
  const refuse: ChatDesk["refuse"] = (c, platform, name, why) => {
    tell("what came from a chat was refused", { platform, why });
    return problem(c, name);
  };
  const desk: ChatDesk = {
    ...{ db, now, log, linkOf, refuse },
    take: async (asked) => {
      if (rate.take(accountOf(asked.person)) > 0) {
        tell("what came from a chat was refused", { platform: asked.person.platform, why: "too much at once" });
        return { type: "too_much" };
      }
      return takeWords(taking, asked);
    },
    people: async (person) => {
      const userId = await userOfChat(db, person, now());
      if (userId === null) return null;
      return typing.take(accountOf(person)) > 0 ? [] : recipientsOf(db, userId);
    },
  };
  const tooLarge = (c: Context) => refuse(c, c.req.path.slice(CHAT_PATH.length + 1), "too_large", "too large");
  routes.use(`${CHAT_PATH}/*`, bodyLimit({ maxSize: MAX_BYTES, onError: tooLarge }));
  return routes
    .openapi(slack, (c) => answerSlack(desk, chat, c) as never)
    .openapi(discord, (c) => answerDiscord(desk, chat, c) as never)
    .openapi(teams, (c) => answerTeams(desk, chat, keys, c) as never);
}

function accountOf({ platform, workspace, user }: ChatPerson): string {
  return JSON.stringify([platform, workspace, user]);
}
