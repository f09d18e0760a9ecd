import { type AskJson, field, type JsonAnswer, listOf, textOf } from "../account/ask-json.ts";
import type { AccountAnswer, AccountFault } from "../account/calendar-account.ts";

type Failed = { type: "failed"; fault: AccountFault };

/** What Graph's answer means where it is none that was hoped for. */
export function graphFault(answer: JsonAnswer): Failed {
  if (answer.type === "failed") return answer;
  const { status, body, retryAfterMilliseconds } = answer;
  const isTooOften = status === 429 || ((status === 503 || status === 509) && retryAfterMilliseconds !== null);
  if (isTooOften) return { type: "failed", fault: { type: "rate_limited", retryAfterMilliseconds } };
  if (status === 403) return { type: "failed", fault: { type: "forbidden" } };
  const code = textOf(field(body, "error"), "code") ?? "";
  const isNone = status === 404 || (status === 400 && /^ErrorInvalidId/.test(code));
  return { type: "failed", fault: { type: isNone ? "not_found" : "odd_answer" } };
}

export type Graph = { ask: AskJson; base: string };

/** Ids that stay though a thing is moved; the same for all requests, since one kind means nothing to the other. */
export const STEADY_IDS = 'IdType="ImmutableId"';

export function calendarAddress({ base }: Graph, calendarId: string, rest: string): URL {
  return new URL(`${base}/me/calendars/${encodeURIComponent(calendarId)}${rest}`);
}

export function eventAddress({ base }: Graph, id: string, rest = ""): URL {
  return new URL(`${base}/me/events/${encodeURIComponent(id)}${rest}`);
}

const MAX_PAGES = 1000;

/**
 * All pages of a list.
 *
 * @returns `deltaLink`: where to ask the next time for what changed; null: the list has none.
 */
export async function allPages(
  { ask }: Graph,
  address: string,
  prefer: string,
  most: number,
): Promise<{ type: "pages"; items: unknown[]; deltaLink: string | null } | { type: "none"; answer: JsonAnswer }> {
  const items: unknown[] = [];
  let next = address;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await ask({ method: "GET", address: next, headers: { prefer } });
    if (answer.type === "failed" || answer.status !== 200) return { type: "none", answer };
    const found = listOf(answer.body, "value");
    if (found === null) return { type: "none", answer };
    for (const item of found) items.push(item);
    const link = textOf(answer.body, "@odata.nextLink");
    if (link === null || items.length > most)
      return { type: "pages", items, deltaLink: textOf(answer.body, "@odata.deltaLink") };
    next = link;
  }
  return { type: "none", answer: { type: "failed", fault: { type: "unreachable", why: "too_large" } } };
}

export function ok<Value>(value: Value): AccountAnswer<Value> {
  return { type: "ok", value };
}
