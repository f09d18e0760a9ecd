import type { ChatRecipient, ChatReply } from "@candor/core/chat/chat-ask.ts";
import { REPLY_WORDS, sayReply } from "@candor/core/chat/say-reply.ts";

const EPHEMERAL = 64;
const MOST_OPTIONS = 25; // of a select, and of what is offered while somebody types
const MOST_SELECTS = 4; // rows of a message, of which one is for the button
const MOST_LETTERS = 100; // of an option
const MOST_TEXT = 1_900; // of 2,000

export const DISCORD_PONG = { type: 1 };

/** An answer that only whoever asked sees; `replaces`: it takes the place of what we asked before. */
export function writeDiscordReply(reply: ChatReply, replaces: boolean, pageLink: (pairId: string) => string) {
  const keep = reply.type === "choose" ? `\n${REPLY_WORDS.keep}` : "";
  return {
    type: replaces ? 7 : 4,
    data: {
      ...{ flags: EPHEMERAL, content: `${escapeDiscord(sayReply(reply)).slice(0, MOST_TEXT)}${keep}` },
      ...{ components: below(reply, pageLink), allowed_mentions: { parse: [] } },
    },
  };
}

/** Whom they may mean, while they type. */
export function writeDiscordPeople(people: readonly ChatRecipient[]) {
  const choices = people.slice(0, MOST_OPTIONS).map(({ pairId, name }) => ({ name: cut(name), value: pairId }));
  return { type: 8, data: { choices } };
}

function below(reply: ChatReply, pageLink: (pairId: string) => string): unknown[] {
  if (reply.type === "connect") return [row([link(REPLY_WORDS.connect, reply.link)])];
  if (reply.type === "added") return [row([link(REPLY_WORDS.open, pageLink(reply.to.pairId))])];
  if (reply.type !== "choose") return [];
  const rows = [];
  for (let at = 0; at < reply.people.length && rows.length < MOST_SELECTS; at += MOST_OPTIONS)
    rows.push(
      row([
        {
          ...{ type: 3, custom_id: `place${rows.length}:${reply.id}`, placeholder: REPLY_WORDS.choose },
          options: reply.people
            .slice(at, at + MOST_OPTIONS)
            .map(({ pairId, name }) => ({ label: cut(name), value: pairId })),
        },
      ]),
    );
  return [...rows, row([{ type: 2, style: 4, label: REPLY_WORDS.drop, custom_id: `drop:${reply.id}` }])];
}

function row(components: unknown[]) {
  return { type: 1, components };
}

function link(label: string, url: string) {
  return { type: 2, style: 5, label, url };
}

function cut(name: string): string {
  return name.length > MOST_LETTERS ? `${name.slice(0, MOST_LETTERS - 1)}…` : name || "–";
}

function escapeDiscord(text: string): string {
  return text.replace(/[\\*_~`|>#[\]()<-]/g, "\\$&");
}
