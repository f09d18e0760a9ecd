import type { ChannelKind } from "./channel.ts";
import { defuseMentions } from "./defuse-mentions.ts";

/** What is announced, as its announcer typed it. */
export type Announcement = {
  title: string;
  text: string;
  /** an https address, or one of this server's */
  link: string;
  /** who announces it */
  from: string;
  workspace: string;
};

/** The words of a receiver's screen: what somebody reads there, letter by letter. */
export type Shown = { title: string; lines: string[]; link: { text: string; address: string }; foot: string };

export type Rendered = {
  shown: Shown;
  /** what is sent: JSON, or of a mail its text */
  body: string;
  /** whether the receiver takes as much */
  fits: boolean;
};

export const LINK_TEXT = "Read it";

/** An announcement as one kind of receiver gets it, and as it is read there. The same on every side: it is the preview. */
export function renderAnnouncement(kind: ChannelKind, announcement: Announcement): Rendered {
  const shown = show(announcement);
  switch (kind) {
    case "slack":
      return { shown, ...asSlack(shown) };
    case "discord":
      return { shown, ...asDiscord(shown) };
    case "teams":
      return { shown, ...asTeams(shown) };
    case "mail":
      return { shown, body: asMail(shown), fits: true };
    case "webhook":
      return { shown, body: JSON.stringify(asJson(shown)), fits: true };
  }
}

function show({ title, text, link, from, workspace }: Announcement): Shown {
  return {
    title: defuseMentions(title).replace(/\s+/g, " ").trim(),
    lines: defuseMentions(text)
      .split("\n")
      .map((line) => line.trimEnd()),
    link: { text: LINK_TEXT, address: link.replace(/[\s<>|"\\^`{}]/g, (letter) => encodeURIComponent(letter)) },
    foot: defuseMentions(`${from}, ${workspace}, through Candor`).replace(/\s+/g, " "),
  };
}

const SLACK_LETTERS = 12_000; // of one text; docs.slack.dev, "rich text block"

/** Rich text blocks hold letters, not markup: nothing in them is a mention or a link unless it says that it is. */
function asSlack({ title, lines, link, foot }: Shown): { body: string; fits: boolean } {
  const text = (words: string, style?: object) => ({ type: "text", text: words, ...(style && { style }) });
  const said = lines.join("\n");
  const body = JSON.stringify({
    text: escapeSlack(title), // of notices alone, which do read markup
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_section",
            elements: [
              text(title, { bold: true }),
              text(`\n${said}\n`),
              { type: "link", url: link.address, text: link.text },
            ],
          },
        ],
      },
      { type: "context", elements: [{ type: "plain_text", text: foot, emoji: false }] },
    ],
  });
  return { body, fits: said.length <= SLACK_LETTERS };
}

function escapeSlack(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

const DISCORD = { title: 256, description: 4096, all: 6000 }; // discord.com/developers, "embed limits"

/** In an embed nothing calls anybody, and what the message says of mentions forbids them once more. */
function asDiscord({ title, lines, link, foot }: Shown): { body: string; fits: boolean } {
  const embed = {
    title: escapeMarkdown(title),
    url: link.address,
    description: `${escapeMarkdown(lines.join("\n"))}\n\n[${link.text}](${link.address.replace(/[()]/g, (letter) => (letter === "(" ? "%28" : "%29"))})`,
    footer: { text: foot },
  };
  const fits =
    embed.title.length <= DISCORD.title &&
    embed.description.length <= DISCORD.description &&
    embed.title.length + embed.description.length + foot.length <= DISCORD.all;
  return { body: JSON.stringify({ embeds: [embed], allowed_mentions: { parse: [] } }), fits };
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\*_~|`>#[\]()<:@-]/g, "\\$&");
}

const TEAMS_BYTES = 28_000; // of a message; learn.microsoft.com, "incoming webhooks"

/** Text runs are letters, and a card mentions only whom it lists, which is nobody. */
function asTeams({ title, lines, link, foot }: Shown): { body: string; fits: boolean } {
  const line = (text: string, look: object = {}) => ({
    type: "RichTextBlock",
    inlines: [{ type: "TextRun", text, ...look }],
  });
  const body = JSON.stringify({
    type: "message",
    attachments: [
      {
        contentType: "application/vnd.microsoft.card.adaptive",
        contentUrl: null,
        content: {
          $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
          type: "AdaptiveCard",
          version: "1.4",
          body: [
            line(title, { weight: "Bolder", size: "Medium" }),
            ...lines.map((each) => line(each === "" ? " " : each)),
            line(foot, { isSubtle: true, size: "Small" }),
          ],
          actions: [{ type: "Action.OpenUrl", title: link.text, url: link.address }],
        },
      },
    ],
  });
  return { body, fits: utf8Length(body) <= TEAMS_BYTES };
}

function asMail({ lines, link, foot }: Shown): string {
  return [lines.join("\n"), `${link.text}: ${link.address}`, foot].join("\n\n");
}

function asJson({ title, lines, link, foot }: Shown) {
  return { type: "announcement", title, text: lines.join("\n"), link: link.address, from: foot };
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
