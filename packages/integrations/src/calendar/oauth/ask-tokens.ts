import { type AskLimits, askSafely, type Resolve, resolveName } from "../../egress/ask-safely.ts";
import { readRetryAfter } from "../../egress/read-retry-after.ts";
import { readText } from "../../egress/read-text.ts";
import { field, JSON_LIMITS, textOf } from "../account/ask-json.ts";
import type { AccountFault } from "../account/calendar-account.ts";
import { type CalendarProvider, scopesOf } from "./calendar-provider.ts";

export type Tokens = {
  accessToken: string;
  /** milliseconds since 1970 */
  expiresAt: number;
  /** null: the one there was stays good */
  refreshToken: string | null;
  /** what was permitted, which may be less than what was asked for */
  scope: string;
};

export type TokenAnswer =
  | { type: "tokens"; tokens: Tokens }
  /** the permission is no good, or no more: only its owner can mend that */
  | { type: "refused" }
  | { type: "failed"; fault: AccountFault };

export type TokenReach = {
  allowed: readonly string[];
  now: () => Date;
  limits?: AskLimits;
  resolve?: Resolve;
};

/** Turns the code that somebody came back with into tokens. */
export function takeCode(
  provider: CalendarProvider,
  { code, verifier, redirectUri, writes }: { code: string; verifier: string; redirectUri: string; writes: boolean },
  reach: TokenReach,
): Promise<TokenAnswer> {
  const form = { grant_type: "authorization_code", code, code_verifier: verifier, redirect_uri: redirectUri };
  return ask(provider, provider.kind === "microsoft" ? { ...form, scope: scopesOf(provider, writes) } : form, reach);
}

/** New tokens for those that are over. Of a provider that gives a new refresh token each time, the old one is spent. */
export function renewTokens(provider: CalendarProvider, refreshToken: string, reach: TokenReach): Promise<TokenAnswer> {
  return ask(provider, { grant_type: "refresh_token", refresh_token: refreshToken }, reach);
}

/** Gives a permission back. @returns whether the provider knows it; where it has no such way, nobody is asked. */
export async function giveBack(provider: CalendarProvider, refreshToken: string, reach: TokenReach): Promise<boolean> {
  if (provider.revoke === null) return false;
  const answer = await post(provider.revoke, { token: refreshToken }, reach);
  return answer.type === "asked" && (answer.taken.status === 200 || answer.taken.status === 400);
}

// The client's own fault is not its owner's: who would give permission anew would help nothing.
const REFUSED = new Set(["invalid_grant", "interaction_required", "consent_required", "login_required"]);

async function ask(
  provider: CalendarProvider,
  form: Readonly<Record<string, string>>,
  reach: TokenReach,
): Promise<TokenAnswer> {
  const client = { client_id: provider.clientId, client_secret: provider.clientSecret };
  const answer = await post(provider.token, { ...form, ...client }, reach);
  if (answer.type === "failed") return { type: "failed", fault: { type: "unreachable", why: answer.fault } };
  const { status, body, retryAfter } = answer.taken;
  if (status === 429 || status === 503)
    return {
      type: "failed",
      fault: { type: "rate_limited", retryAfterMilliseconds: readRetryAfter(retryAfter, reach.now()) },
    };
  if (REFUSED.has(textOf(body, "error") ?? "")) return { type: "refused" };
  const accessToken = textOf(body, "access_token");
  if (status !== 200 || accessToken === null) return { type: "failed", fault: { type: "odd_answer" } };
  const lasts = Number(field(body, "expires_in"));
  return {
    type: "tokens",
    tokens: {
      accessToken,
      expiresAt: reach.now().getTime() + (Number.isFinite(lasts) ? lasts : 0) * 1000,
      refreshToken: textOf(body, "refresh_token"),
      scope: textOf(body, "scope") ?? "",
    },
  };
}

function post(address: string, form: Readonly<Record<string, string>>, { allowed, limits, resolve }: TokenReach) {
  return askSafely(
    {
      ...{ address, allowed, method: "POST", redirects: 0, body: new URLSearchParams(form).toString() },
      headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
    },
    async (answer) => ({
      status: answer.statusCode ?? 0,
      retryAfter: answer.headers["retry-after"],
      body: parse(await readText(answer, MAX_BYTES)),
    }),
    limits ?? JSON_LIMITS,
    resolve ?? resolveName,
  );
}

const MAX_BYTES = 64 * 1024;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
