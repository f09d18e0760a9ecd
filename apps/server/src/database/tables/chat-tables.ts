import type { ChatPlatform } from "@candor/core/chat/chat-person.ts";

export type ChatTables = { chat_link: ChatLinkTable; chat_asking: ChatAskingTable; chat_seen: ChatSeenTable };

type ChatIdentity = {
  platform: ChatPlatform;
  workspace: string;
  chat_user: string;
  name: string;
  workspace_name: string;
};

/** An account of a chat whose words are taken as somebody's here, who said so themselves. */
export type ChatLinkTable = ChatIdentity & {
  id: string;
  user_id: string;
  made_at: string;
  /** the day at which words last came, YYYY-MM-DD */
  used_on: string | null;
};

/** An account of a chat that asked who it is here. Of the code in the link that it was given only a hash is kept. */
export type ChatAskingTable = ChatIdentity & { code_hash: string; asked_at: string; expires_at: string };

/** What was signed and came once, for as long as its signature would be good. */
export type ChatSeenTable = { signature_hash: string; at: string };
