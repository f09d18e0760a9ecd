import type { ChatAsk } from "@candor/core/chat/chat-ask.ts";
import type { ChatPerson } from "@candor/core/chat/chat-person.ts";
import { readSlackLine, readSlackText } from "./read-slack-text.ts";

/** As both stand in the manifest of our app. */
export const SLACK_COMMAND = "/candor";
export const SLACK_MESSAGE_ACTION = "add_to_one_on_one";

export type SlackRequest = {
  person: ChatPerson;
  ask: ChatAsk;
  /** the same however often Slack sends it */
  key: string;
  /** where the answer goes; null: into the answer to this request */
  answerTo: string | null;
  /** it is about a message of ours, which the answer takes the place of */
  replaces: boolean;
};

type Payload = {
  type?: unknown;
  callback_id?: unknown;
  trigger_id?: unknown;
  response_url?: unknown;
  team?: { id?: unknown; domain?: unknown } | null;
  enterprise?: { id?: unknown; name?: unknown } | null;
  user?: { id?: unknown; username?: unknown; name?: unknown };
  channel?: { id?: unknown };
  message?: { text?: unknown; ts?: unknown };
  actions?: {
    action_id?: unknown;
    block_id?: unknown;
    value?: unknown;
    selected_option?: { value?: unknown } | null;
  }[];
};

/** @returns null: nothing that we offer there. */
export function readSlackRequest(body: string): SlackRequest | null {
  const form = new URLSearchParams(body);
  const payload = form.get("payload");
  if (payload === null) return readCommand(form);
  try {
    const read: unknown = JSON.parse(payload);
    return typeof read === "object" && read !== null ? readPayload(read as Payload) : null;
  } catch {
    return null;
  }
}

function readCommand(form: URLSearchParams): SlackRequest | null {
  const field = (name: string) => text(form.get(name));
  const person = personOf({
    ...{ team: field("team_id"), enterprise: field("enterprise_id"), user: field("user_id") },
    ...{ name: field("user_name"), workspaceName: field("enterprise_name") || field("team_domain") },
  });
  const key = field("trigger_id");
  if (field("command") === "" || person === null || key === "") return null;
  const { line, mention } = readSlackLine(field("text"));
  const isHelp = mention === null && (line === "" || /^help$/i.test(line));
  const ask: ChatAsk = isHelp ? { type: "help" } : { type: "line", line, mention, pairId: null };
  return { person, ask, key, answerTo: null, replaces: false };
}

function readPayload(payload: Payload): SlackRequest | null {
  const { team, enterprise, user } = payload;
  const domain = text(team?.domain);
  const person = personOf({
    ...{ team: text(team?.id), enterprise: text(enterprise?.id), user: text(user?.id) },
    ...{ name: text(user?.username) || text(user?.name), workspaceName: text(enterprise?.name) || domain },
  });
  const key = text(payload.trigger_id);
  const answerTo = text(payload.response_url);
  if (person === null || key === "" || answerTo === "") return null;
  if (payload.type === "message_action" && payload.callback_id === SLACK_MESSAGE_ACTION) {
    const link = linkTo(domain, text(payload.channel?.id), text(payload.message?.ts));
    const ask: ChatAsk = { type: "message", text: readSlackText(text(payload.message?.text)), link, pairId: null };
    return { person, ask, key, answerTo, replaces: false };
  }
  const [action] = Array.isArray(payload.actions) ? payload.actions : [];
  if (payload.type !== "block_actions" || !action) return null;
  const name = text(action.action_id);
  const id = text(action.block_id);
  if (name === "drop") return { person, ask: { type: "drop", id }, key, answerTo, replaces: true };
  const pairId = text(action.selected_option?.value);
  if (!name.startsWith("place") || pairId === "") return null; // of a button that leads to a link we are told, too
  return { person, ask: { type: "place", id, pairId }, key, answerTo, replaces: true };
}

type Named = { team: string; enterprise: string; user: string; name: string; workspaceName: string };

/** In an organisation with several workspaces somebody is one person in all of them. */
function personOf({ team, enterprise, user, name, workspaceName }: Named): ChatPerson | null {
  const workspace = enterprise || team;
  return workspace === "" || user === ""
    ? null
    : { platform: "slack", workspace, user, name: name.slice(0, 80), workspaceName: workspaceName.slice(0, 80) };
}

function linkTo(domain: string, channel: string, ts: string): string | null {
  const isWhole = /^[a-z0-9-]+$/.test(domain) && /^[A-Z0-9]+$/.test(channel) && /^\d+\.\d+$/.test(ts);
  return isWhole ? `https://${domain}.slack.com/archives/${channel}/p${ts.replace(".", "")}` : null;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
