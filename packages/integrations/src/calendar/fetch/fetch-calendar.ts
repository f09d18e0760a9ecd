import type { IncomingMessage } from "node:http";
import { type AskFault, type AskLimits, askSafely, type Resolve, resolveName } from "../../egress/ask-safely.ts";
import { readText } from "../../egress/read-text.ts";

/** Why a calendar could not be fetched; nothing of what was answered is passed on. */
export type FetchFault =
  | AskFault
  /** the other side asks who we are, or no longer has it */
  | "refused"
  | "gone"
  | "odd_answer";

export type Fetched =
  | { type: "fetched"; text: string; etag: string | null; lastModified: string | null }
  | { type: "unchanged" }
  | { type: "failed"; fault: FetchFault };

export type FetchRequest = {
  address: string;
  /** origins that whoever runs the server vouches for */
  allowed: readonly string[];
  /** as it was answered last; null: it was not */
  etag: string | null;
  lastModified: string | null;
};

export const FETCH_LIMITS: AskLimits = {
  firstByteMilliseconds: 10_000,
  milliseconds: 25_000,
  bytes: 16 * 1024 * 1024,
};

/** Fetches a calendar from an address that somebody gave, and from nowhere inside. */
export async function fetchCalendar(
  { address, allowed, etag, lastModified }: FetchRequest,
  limits: AskLimits = FETCH_LIMITS,
  resolve: Resolve = resolveName,
): Promise<Fetched> {
  const headers = {
    accept: "text/calendar, */*;q=0.5",
    ...(etag === null ? {} : { "if-none-match": etag }),
    ...(lastModified === null ? {} : { "if-modified-since": lastModified }),
  };
  const asked = await askSafely(
    { address, allowed, headers, agent: "Candor-Calendar" },
    (answer) => take(answer, limits.bytes),
    limits,
    resolve,
  );
  return asked.type === "asked" ? asked.taken : { type: "failed", fault: asked.fault };
}

async function take(answer: IncomingMessage, most: number): Promise<Fetched> {
  const status = answer.statusCode ?? 0;
  if (status !== 200) {
    answer.destroy();
    if (status === 304) return { type: "unchanged" };
    if (status === 401 || status === 403) return { type: "failed", fault: "refused" };
    return { type: "failed", fault: status === 404 || status === 410 ? "gone" : "odd_answer" };
  }
  const text = await readText(answer, most);
  const [etag, lastModified] = [answer.headers.etag ?? null, answer.headers["last-modified"] ?? null];
  return { type: "fetched", text, etag: short(etag), lastModified: short(lastModified) };
}

/** What it says of itself is sent back to it, and so is not kept without bounds. */
function short(header: string | null): string | null {
  return header !== null && header.length <= 300 ? header : null;
}
