import type { AskingChat, ChatLink, ConnectChat, MyChats } from "@candor/protocol/http/chat.ts";
import { z } from "@hono/zod-openapi";

const platform = z.enum(["slack", "discord", "teams"]);
const known = { platform, name: z.string(), workspace: z.string() };

export const chatLinkSchema = z
  .object({ id: z.string(), ...known, since: z.string(), usedOn: z.string().nullable() })
  .openapi("ChatLink") satisfies z.ZodType<ChatLink>;
export const myChatsSchema = z
  .object({ platforms: z.array(platform), links: z.array(chatLinkSchema) })
  .openapi("MyChats") satisfies z.ZodType<MyChats>;
export const askingChatSchema = z.object(known).openapi("AskingChat") satisfies z.ZodType<AskingChat>;
export const connectChatSchema = z
  .strictObject({ code: z.string().min(1).max(64) })
  .openapi("ConnectChat") satisfies z.ZodType<ConnectChat>;
