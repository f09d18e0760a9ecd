import type { ChatRecipient, ChatReply } from "@candor/core/chat/chat-ask.ts";
import { REPLY_WORDS, sayReply } from "@candor/core/chat/say-reply.ts";

const MOST_TEXT = 10_000;

/** The form in which somebody says what it is about and whose page it is for; they alone see it. */
export function writeTeamsForm(people: readonly ChatRecipient[], message: string) {
  return card("Add to a 1:1", {
    body: [
      {
        ...{ type: "Input.Text", id: "text", label: "What it is about", value: message.slice(0, MOST_TEXT) },
        ...{ isMultiline: true, isRequired: true, errorMessage: "Write a word or two.", maxLength: MOST_TEXT },
      },
      {
        ...{ type: "Input.ChoiceSet", id: "person", label: "Whose page it is for", style: "filtered" },
        ...{ isRequired: true, errorMessage: REPLY_WORDS.choose },
        choices: people.map(({ pairId, name }) => ({ title: name || "–", value: pairId })),
      },
    ],
    actions: [{ type: "Action.Submit", title: "Add" }],
  });
}

/** Where something is left to decide we lead to it: a reply to a form has no choices of its own here. */
export function writeTeamsReply(
  reply: ChatReply,
  { pageLink, inboxLink }: { pageLink: (pairId: string) => string; inboxLink: string },
) {
  const words = { type: "TextBlock", text: escapeCard(sayReply(reply)), wrap: true };
  if (reply.type === "connect")
    return card("Candor", { body: [words], actions: [open(REPLY_WORDS.connect, reply.link)] });
  if (reply.type === "added")
    return card("Candor", { body: [words], actions: [open(REPLY_WORDS.open, pageLink(reply.to.pairId))] });
  const inInbox = reply.type === "choose" || reply.type === "gone" || reply.type === "archived";
  if (!inInbox) return card("Candor", { body: [words], actions: [] });
  const keep = { type: "TextBlock", text: REPLY_WORDS.keep, wrap: true, isSubtle: true };
  return card("Candor", {
    body: reply.type === "choose" ? [words, keep] : [words],
    actions: [open(REPLY_WORDS.inbox, inboxLink)],
  });
}

function open(title: string, url: string) {
  return { type: "Action.OpenUrl", title, url };
}

function card(title: string, { body, actions }: { body: unknown[]; actions: unknown[] }) {
  const content = {
    ...{ type: "AdaptiveCard", $schema: "http://adaptivecards.io/schemas/adaptive-card.json", version: "1.5" },
    ...{ body, actions },
  };
  return {
    task: {
      type: "continue",
      value: { title, width: "medium", card: { contentType: "application/vnd.microsoft.card.adaptive", content } },
    },
  };
}

/** A TextBlock reads some Markdown. */
function escapeCard(text: string): string {
  return text.replace(/[\\*_[\]]/g, "\\$&");
}
