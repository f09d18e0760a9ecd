export type ChatPlatform = "slack" | "discord" | "teams";

/** Somebody as a chat knows them. Nothing of it says who they are here: that they say themselves, once, signed in. */
export type ChatPerson = {
  platform: ChatPlatform;
  /** within which `user` is one person; empty where that is the whole platform */
  workspace: string;
  user: string;
  /** both for people to read, and for nothing else */
  name: string;
  workspaceName: string;
};
