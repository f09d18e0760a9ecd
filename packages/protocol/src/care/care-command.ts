import type { ChatPlatform } from "@candor/core/chat/chat-person.ts";

/** What `candor` asks of the server's own care programs, which know the database: one command a run, as JSON. */
export type CareCommand =
  /** `to`: the folder in which the backup gets a folder of its own; null: `backups` in the data folder */
  | { command: "backup"; to: string | null; withSecret: boolean; json: boolean }
  /** `from`: the backup's own folder */
  | { command: "restore"; from: string; replace: boolean; signOutEverybody: boolean; json: boolean }
  | { command: "doctor"; json: boolean }
  | ({ command: "user"; json: boolean } & UserCommand)
  /** the servers of this database will sign with another secret */
  | { command: "new-secret"; json: boolean }
  /** images of artifacts, from the data folder into the store that the settings name */
  | { command: "move-images"; json: boolean }
  /** what a chat wants to be told of this server, to be set up there */
  | { command: "chat"; platform: ChatPlatform; json: boolean }
  /** every page and record as files; `to` must not exist */
  | { command: "export"; to: string; json: boolean };

/** `who`: an id or an e-mail address */
export type UserCommand =
  | { action: "list" }
  | { action: "show"; who: string }
  | { action: "sign-out"; who: string }
  /** `workspace`: an id; null: the only one they are in */
  | { action: "make-owner"; who: string; workspace: string | null }
  /** the link by which somebody begins a workspace on this server */
  | { action: "setup-link" };
