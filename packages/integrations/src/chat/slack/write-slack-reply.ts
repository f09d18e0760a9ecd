import type { ChatReply } from "@candor/core/chat/chat-ask.ts";
import { REPLY_WORDS, sayReply } from "@candor/core/chat/say-reply.ts";

const MOST_OPTIONS = 100; // of a select, and of characters in one of its names we take fewer than Slack's 75
const MOST_SELECTS = 4;
const MOST_LETTERS = 70;

export type SlackMessage = { response_type: "ephemeral"; text: string; replace_original: boolean; blocks: unknown[] };

/** An answer that only whoever asked sees. */
export function writeSlackReply(
  reply: ChatReply,
  replaces: boolean,
  pageLink: (pairId: string) => string,
): SlackMessage {
  const text = escapeSlack(sayReply(reply));
  return {
    ...{ response_type: "ephemeral", replace_original: replaces, text },
    blocks: [{ type: "section", text: { type: "mrkdwn", text, verbatim: true } }, ...below(reply, pageLink)],
  };
}

function below(reply: ChatReply, pageLink: (pairId: string) => string): unknown[] {
  if (reply.type === "connect") return [{ type: "actions", elements: [linkButton(REPLY_WORDS.connect, reply.link)] }];
  if (reply.type === "added")
    return [{ type: "actions", elements: [linkButton(REPLY_WORDS.open, pageLink(reply.to.pairId))] }];
  if (reply.type !== "choose") return [];
  const selects = [];
  for (let at = 0; at < reply.people.length && selects.length < MOST_SELECTS; at += MOST_OPTIONS)
    selects.push({
      type: "static_select",
      action_id: `place_${selects.length}`,
      placeholder: plain(REPLY_WORDS.choose),
      options: reply.people
        .slice(at, at + MOST_OPTIONS)
        .map(({ pairId, name }) => ({ text: plain(name), value: pairId })),
    });
  const drop = { type: "button", action_id: "drop", style: "danger", text: plain(REPLY_WORDS.drop), value: "drop" };
  return [
    { type: "actions", block_id: reply.id, elements: [...selects, drop] },
    { type: "context", elements: [{ type: "plain_text", text: REPLY_WORDS.keep }] }, // takes 3,000 characters
  ];
}

function linkButton(words: string, url: string) {
  return { type: "button", action_id: "open", style: "primary", text: plain(words), url };
}

function plain(text: string) {
  return { type: "plain_text", text: text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text || "–" };
}

/** So that no name and no word rings a bell, or leads elsewhere. */
function escapeSlack(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
