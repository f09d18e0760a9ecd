import { type AskJson, field, type JsonAnswer, listOf, textOf } from "../account/ask-json.ts";
import { type AccountAnswer, rateLimited } from "../account/calendar-account.ts";

const TOO_OFTEN = new Set(["rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded"]);

/** What Google's answer means where it is none that was hoped for. */
export function googleFault(answer: JsonAnswer): AccountAnswer<never> & { type: "failed" } {
  if (answer.type === "failed") return answer;
  const { status, body, retryAfterMilliseconds } = answer;
  // That there were too many requests is told as 403 as well as 429, and 403 says in its body which it is.
  const isTooOften = listOf(field(body, "error"), "errors")?.some((each) =>
    TOO_OFTEN.has(textOf(each, "reason") ?? ""),
  );
  if (status === 429 || (status === 403 && isTooOften)) return failed(rateLimited(retryAfterMilliseconds));
  if (status === 503 && retryAfterMilliseconds !== null) return failed(rateLimited(retryAfterMilliseconds));
  if (status === 403) return { type: "failed", fault: { type: "forbidden" } };
  if (status === 404) return { type: "failed", fault: { type: "not_found" } };
  return { type: "failed", fault: { type: "odd_answer" } };
}

function failed(answer: AccountAnswer<never>): AccountAnswer<never> & { type: "failed" } {
  if (answer.type === "ok") throw new Error("a fault is no answer");
  return answer;
}

export type Google = { ask: AskJson; base: string };

export function eventsAddress({ base }: Google, calendarId: string, rest = ""): URL {
  return new URL(`${base}/calendars/${encodeURIComponent(calendarId)}/events${rest}`);
}

const MAX_PAGES = 200;

/**
 * All pages of a list.
 *
 * @param stop true: enough is known, and the rest is not asked for.
 * @returns `last`: the page that was read last, which says how to go on from here.
 */
export async function allPages(
  { ask }: Google,
  address: URL,
  stop: (items: readonly unknown[]) => boolean = () => false,
): Promise<{ type: "pages"; items: unknown[]; last: unknown } | { type: "none"; answer: JsonAnswer }> {
  const items: unknown[] = [];
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await ask({ method: "GET", address: address.href });
    if (answer.type === "failed" || answer.status !== 200) return { type: "none", answer };
    const found = listOf(answer.body, "items") ?? [];
    items.push(...found);
    const next = textOf(answer.body, "nextPageToken");
    if (next === null || stop(items)) return { type: "pages", items, last: answer.body };
    address.searchParams.set("pageToken", next);
  }
  return { type: "none", answer: { type: "failed", fault: { type: "unreachable", why: "too_large" } } };
}
