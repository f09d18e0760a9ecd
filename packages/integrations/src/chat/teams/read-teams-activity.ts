import type { ChatPerson } from "@candor/core/chat/chat-person.ts";
import { readTeamsText } from "./read-teams-text.ts";

export const TEAMS_COMMAND = "addToOneOnOne";

export type TeamsActivity = {
  serviceUrl: string;
  channelId: string;
  /** of the organisation it comes from */
  tenant: string;
  person: ChatPerson;
  /** the same however often it is sent */
  key: string;
  /** "opened": the form is wanted; "sent": it was filled in */
  type: "opened" | "sent";
  /** of the message it is about; empty: it is about none */
  message: string;
  link: string | null;
  /** what was filled in */
  filled: { pairId: string; text: string };
};

type Raw = {
  type?: unknown;
  name?: unknown;
  id?: unknown;
  serviceUrl?: unknown;
  channelId?: unknown;
  from?: { aadObjectId?: unknown; name?: unknown };
  conversation?: { tenantId?: unknown };
  channelData?: { tenant?: { id?: unknown } };
  value?: {
    commandId?: unknown;
    data?: { person?: unknown; text?: unknown };
    messagePayload?: { body?: { contentType?: unknown; content?: unknown }; linkToMessage?: unknown };
  };
};

const TYPES: Readonly<Record<string, TeamsActivity["type"]>> = {
  "composeExtension/fetchTask": "opened",
  "composeExtension/submitAction": "sent",
};

/** @returns null: nothing that we offer there. */
export function readTeamsActivity(body: string): TeamsActivity | null {
  let raw: Raw;
  try {
    raw = JSON.parse(body) as Raw;
  } catch {
    return null;
  }
  if (typeof raw !== "object" || raw === null) return null;
  const type = raw.type === "invoke" ? TYPES[text(raw.name)] : undefined;
  const { value, from } = raw;
  const user = text(from?.aadObjectId).toLowerCase();
  const tenant = (text(raw.channelData?.tenant?.id) || text(raw.conversation?.tenantId)).toLowerCase();
  const key = text(raw.id);
  if (type === undefined || value?.commandId !== TEAMS_COMMAND || user === "" || tenant === "" || key === "")
    return null;
  const payload = value.messagePayload;
  const content = text(payload?.body?.content);
  const name = text(from?.name).slice(0, 80);
  return {
    ...{ serviceUrl: text(raw.serviceUrl), channelId: text(raw.channelId), tenant, key, type },
    person: { platform: "teams", workspace: tenant, user, name, workspaceName: "" },
    message: payload?.body?.contentType === "html" ? readTeamsText(content) : content.trim(),
    link: linkOf(text(payload?.linkToMessage)),
    filled: { pairId: text(value.data?.person), text: text(value.data?.text) },
  };
}

function linkOf(address: string): string | null {
  const url = URL.parse(address);
  return url?.protocol === "https:" && url.hostname === "teams.microsoft.com" ? url.href : null;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
