import type { TokenScope } from "@candor/core/access/may-by-token.ts";

/** What the tools of an assistant need, and so all that one can be let do by signing in. */
export const ASSISTANT_SCOPES = [
  "pages:read",
  "hopper:write",
  "topics:write",
  "actions:write",
] as const satisfies readonly TokenScope[];
