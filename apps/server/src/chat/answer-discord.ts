import { peopleMatching } from "@candor/core/capture/parse-capture.ts";
import { judgeDiscordSignature } from "@candor/integrations/chat/discord/judge-discord-signature.ts";
import { readInteraction } from "@candor/integrations/chat/discord/read-interaction.ts";
import {
  DISCORD_PONG,
  writeDiscordPeople,
  writeDiscordReply,
} from "@candor/integrations/chat/discord/write-discord-reply.ts";
import type { Context } from "hono";
import type { ChatConfig } from "./chat-config.ts";
import type { ChatDesk } from "./chat-desk.ts";
import { seeOnce } from "./see-once.ts";

/** Discord takes its answers from here alone, so nothing is ever sent to it. Of what it cannot trust it wants a 401. */
export async function answerDiscord(desk: ChatDesk, { discordKey }: ChatConfig, c: Context): Promise<Response> {
  const refuse = (name: Parameters<ChatDesk["refuse"]>[2], why: string) => desk.refuse(c, "discord", name, why);
  if (discordKey === null) return refuse("not_found", "not set up");
  const body = new Uint8Array(await c.req.arrayBuffer());
  const signature = c.req.header("x-signature-ed25519") ?? "";
  const timestamp = c.req.header("x-signature-timestamp") ?? "";
  const verdict = judgeDiscordSignature({ timestamp, signature, body }, discordKey, desk.now());
  if (verdict !== "signed") return refuse("not_signed", verdict);
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") return refuse("invalid", "of another type");
  const interaction = readInteraction(new TextDecoder().decode(body));
  if (interaction === null) return refuse("invalid", "nothing that is offered");
  if (interaction.type === "ping") return c.json(DISCORD_PONG, 200);
  if (!(await seeOnce(desk.db, `discord ${signature.toLowerCase()}`, desk.now())))
    return refuse("not_signed", "replayed");
  if (interaction.type === "people") {
    const people = (await desk.people(interaction.person)) ?? [];
    const known = people.map(({ pairId, name }) => ({ id: pairId, name }));
    const fits = peopleMatching(interaction.typed.replace(/^@/, ""), known); // all of them where nothing is typed
    return c.json(writeDiscordPeople(fits.map(({ id, name }) => ({ pairId: id, name }))), 200);
  }
  const reply = await desk.take(interaction);
  return c.json(
    writeDiscordReply(reply, interaction.replaces, (pairId) => desk.linkOf(`/p/${pairId}`)),
    200,
  );
}
