import type { ChatMention } from "@candor/core/chat/chat-ask.ts";

const MARK = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g;

/** Slack's own marks as Markdown: people and channels by the name that it gives, addresses as links, letters as they were. */
export function readSlackText(text: string): string {
  const read = text.replace(MARK, (_, kind: string, target: string, label?: string) => {
    if (kind === "@") return `@${label || "someone"}`;
    if (kind === "#") return `#${label || "a-channel"}`;
    if (kind === "!") return label || `@${target.split("^")[0]}`;
    const address = target.replace(/[()\s]/g, encodeURIComponent);
    return label === undefined || label === target ? target : `[${label.replace(/[[\]]/g, "\\$&")}](${address})`;
  });
  return unescapeSlack(read);
}

/** What was typed, and whom it names first, where Slack says who that is; the name is then no part of the line. */
export function readSlackLine(text: string): { line: string; mention: ChatMention | null } {
  const first = /^\s*<@([A-Z0-9]{1,40})(?:\|([^<>]*))?>[,:]?/.exec(text);
  const mention = first ? { user: first[1] ?? "", name: unescapeSlack(first[2] ?? "") } : null;
  return { line: readSlackText(first ? text.slice(first[0].length) : text).trim(), mention };
}

function unescapeSlack(text: string): string {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}
