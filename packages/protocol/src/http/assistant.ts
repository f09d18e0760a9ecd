import type { TokenScope } from "@candor/core/access/may-by-token.ts";

/** Why an assistant's request is put before nobody. Those with a name of RFC 6749 or 8707 may be told to the assistant. */
export const ASKING_FAULTS = [
  /** something is there twice, or too long */
  "malformed",
  "unknown_client",
  /** its document could not be read, or is not about it */
  "no_client_document",
  /** it wants to be answered elsewhere than it said */
  "other_redirect",
  "unsupported_response_type",
  /** without PKCE by S256 */
  "invalid_request",
  /** it wants to act at another place than this */
  "invalid_target",
  "invalid_scope",
] as const;

export type AskingFault = (typeof ASKING_FAULTS)[number];

/** POST /api/me/assistants/asking { query }, as it came to /settings/assistant → what is asked for; nothing comes of it */
export type AssistantAsking =
  | {
      type: "asks";
      /** as it calls itself, which proves nothing */
      name: string;
      /** where the answer goes, such as assistant.example or 127.0.0.1:8123 */
      host: string;
      isOwnMachine: boolean;
      scopes: TokenScope[];
    }
  /** `backTo`: where the assistant can be told so; null: it is not known whose address that is */
  | { type: "refused"; why: AskingFault; backTo: string | null };

/** POST /api/me/assistants, soon after signing in where the answer is yes → where to go on */
export type AnswerAssistant = {
  query: string;
  grant: boolean;
  /** of those asked for, what it may */
  scopes: TokenScope[];
  /** null: all pages, those to come among them */
  pages: string[] | null;
};

export type AssistantAnswered = { to: string };
