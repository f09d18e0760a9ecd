/** What somebody may let a token of theirs do. It is never more than they may do themselves. */
export const TOKEN_SCOPES = [
  /** who their pages are with, and what stands on them: agendas, Hopper, actions, agreements */
  "pages:read",
  /** when meetings are and were */
  "meetings:read",
  /** add topics anywhere, change and move them, say that one was discussed */
  "topics:write",
  /** add topics to the Hopper, and nothing else of topics */
  "hopper:write",
  "actions:write",
  /** write down what came of a topic */
  "agreements:write",
  /** bring in what was kept elsewhere, meetings among it, and take that back */
  "imports:write",
  /** what artifacts there are, and their text */
  "artifacts:read",
  /** the bank of questions, and one's own */
  "questions:read",
] as const;

export type TokenScope = (typeof TOKEN_SCOPES)[number];

export type TokenGrant = {
  scopes: readonly TokenScope[];
  /** the pages it is for; null: all that its owner has, those to come among them */
  pages: readonly string[] | null;
  /** ISO instant */
  expiresAt: string;
  /** ISO instant; null: it is not revoked */
  revokedAt: string | null;
};

export type TokenRequest = {
  /** any one of these is enough */
  scopes: readonly TokenScope[];
  /** left out: it is about no page in particular */
  page?: string;
};

export type TokenVerdict =
  | { type: "allowed" }
  | { type: "denied"; why: "revoked" | "expired" | "page_not_chosen" }
  | { type: "denied"; why: "scope_missing"; scopes: readonly TokenScope[] };

export const LONGEST_TOKEN_DAYS = 366;

/**
 * What a token may do by what its owner said when they made it. What the owner themselves may do at that moment is
 * asked besides: a token opens nothing that is shut to them.
 *
 * @param now ISO instant.
 */
export function mayByToken(grant: TokenGrant, { scopes, page }: TokenRequest, now: string): TokenVerdict {
  if (grant.revokedAt !== null) return { type: "denied", why: "revoked" };
  if (grant.expiresAt <= now) return { type: "denied", why: "expired" };
  if (page !== undefined && !isChosen(grant, page)) return { type: "denied", why: "page_not_chosen" };
  if (!scopes.some((scope) => grant.scopes.includes(scope))) return { type: "denied", why: "scope_missing", scopes };
  return { type: "allowed" };
}

export function isChosen({ pages }: Pick<TokenGrant, "pages">, page: string): boolean {
  return pages === null || pages.includes(page);
}

export function isTokenScope(value: unknown): value is TokenScope {
  return TOKEN_SCOPES.includes(value as TokenScope);
}
