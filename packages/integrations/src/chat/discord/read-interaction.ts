import type { ChatAsk } from "@candor/core/chat/chat-ask.ts";
import type { ChatPerson } from "@candor/core/chat/chat-person.ts";
import { DISCORD_COMMAND, DISCORD_MESSAGE_COMMAND } from "./discord-commands.ts";

export type DiscordInteraction =
  | { type: "ping" }
  | { type: "asked"; person: ChatPerson; ask: ChatAsk; key: string; replaces: boolean }
  /** whom they may mean by what they have typed so far */
  | { type: "people"; person: ChatPerson; typed: string };

type Raw = {
  id?: unknown;
  type?: unknown;
  guild_id?: unknown;
  user?: RawUser;
  member?: { user?: RawUser };
  data?: {
    name?: unknown;
    type?: unknown;
    options?: { name?: unknown; value?: unknown; focused?: unknown }[];
    target_id?: unknown;
    resolved?: { messages?: Record<string, { content?: unknown; channel_id?: unknown } | undefined> };
    custom_id?: unknown;
    values?: unknown[];
  };
};
type RawUser = { id?: unknown; username?: unknown; global_name?: unknown };

/** @returns null: nothing that we offer there. */
export function readInteraction(body: string): DiscordInteraction | null {
  let raw: Raw;
  try {
    raw = JSON.parse(body) as Raw;
  } catch {
    return null;
  }
  if (typeof raw !== "object" || raw === null) return null;
  if (raw.type === 1) return { type: "ping" };
  const person = personOf(raw.member?.user ?? raw.user);
  const key = text(raw.id);
  if (person === null || key === "") return null;
  if (raw.type === 4) return { type: "people", person, typed: optionOf(raw, "person") };
  const ask = raw.type === 2 ? commandOf(raw) : raw.type === 3 ? componentOf(raw) : null;
  return ask && { type: "asked", person, ask, key, replaces: raw.type === 3 };
}

function commandOf(raw: Raw): ChatAsk | null {
  const { data } = raw;
  if (data?.type === 3 && data.name === DISCORD_MESSAGE_COMMAND) {
    const id = text(data.target_id);
    const message = data.resolved?.messages?.[id];
    return {
      type: "message",
      text: readMarks(text(message?.content)),
      link: linkTo(raw, text(message?.channel_id), id),
      pairId: null,
    };
  }
  if (data?.name !== DISCORD_COMMAND) return null;
  const line = readMarks(optionOf(raw, "text")).trim();
  if (line === "") return { type: "help" };
  const person = optionOf(raw, "person");
  // What was chosen from our list is the id of a page; what was typed on is a name.
  const isPage = /^[0-9a-f-]{36}$/i.test(person);
  const mention = person === "" || isPage ? null : { user: "", name: person.replace(/^@/, "") };
  return { type: "line", line, mention, pairId: isPage ? person : null };
}

function componentOf({ data }: Raw): ChatAsk | null {
  const [name, id = ""] = text(data?.custom_id).split(":");
  if (name === "drop") return { type: "drop", id };
  const pairId = text(data?.values?.[0]);
  return name?.startsWith("place") && pairId !== "" ? { type: "place", id, pairId } : null;
}

function optionOf({ data }: Raw, name: string): string {
  return text(data?.options?.find((option) => option.name === name)?.value);
}

/** Discord writes Markdown; only people, roles and channels are marks of its own. */
function readMarks(content: string): string {
  return content
    .replace(/<a?(:\w+:)\d+>/g, "$1")
    .replace(/<@[!&]?\d+>/g, "@someone")
    .replace(/<#\d+>/g, "#a-channel");
}

function linkTo({ guild_id }: Raw, channel: string, message: string): string | null {
  const guild = text(guild_id) || "@me";
  const isWhole = /^(?:\d+|@me)$/.test(guild) && /^\d+$/.test(channel) && /^\d+$/.test(message);
  return isWhole ? `https://discord.com/channels/${guild}/${channel}/${message}` : null;
}

function personOf(user: RawUser | undefined): ChatPerson | null {
  const id = text(user?.id);
  const name = text(user?.username) || text(user?.global_name);
  return id === ""
    ? null
    : { platform: "discord", workspace: "", user: id, name: name.slice(0, 80), workspaceName: "" };
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
