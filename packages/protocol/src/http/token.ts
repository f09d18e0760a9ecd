import type { TokenScope } from "@candor/core/access/may-by-token.ts";

/** What I let a program do in my name. Its secret is told once and never again. */
export type ApiToken = {
  id: string;
  name: string;
  scopes: TokenScope[];
  /** the pages it is for; null: all that I have, those to come among them */
  pages: string[] | null;
  createdAt: string;
  expiresAt: string;
  /** the day, such as 2026-12-01; null: not yet */
  lastUsedOn: string | null;
  /** null: not revoked */
  revokedAt: string | null;
  /** where the assistant is that got it when I signed in for it, such as assistant.example; null: I made it by hand */
  assistant: string | null;
};

/** GET /api/me/tokens → the newest first; DELETE /api/me/tokens/:id cuts it off at once, and changes nothing a second time */

/** POST /api/me/tokens, soon after signing in → NewApiToken */
export type CreateApiToken = {
  name: string;
  scopes: TokenScope[];
  pages: string[] | null;
  /** left out: 90; at most 366 */
  days?: number | undefined;
};

export type NewApiToken = ApiToken & { secret: string };
