import type { ChatPlatform } from "@candor/core/chat/chat-person.ts";

/** GET /api/me/chats → MyChats: from which chats words of mine come in */
export type MyChats = {
  /** the chats that whoever runs this server has set up */
  platforms: ChatPlatform[];
  links: ChatLink[];
};

export type ChatLink = {
  id: string;
  platform: ChatPlatform;
  /** as the chat calls me, and where */
  name: string;
  workspace: string;
  since: string;
  /** the day at which words last came, YYYY-MM-DD */
  usedOn: string | null;
};

/** POST /api/me/chats/asking ConnectChat → AskingChat: who asked for the link with this code */
export type AskingChat = Pick<ChatLink, "platform" | "name" | "workspace">;

/** POST /api/me/chats ConnectChat → MyChats: that is me. The code is the end of the link that the chat showed. */
export type ConnectChat = { code: string };
