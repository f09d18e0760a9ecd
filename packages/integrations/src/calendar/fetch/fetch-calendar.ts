import { lookup } from "node:dns/promises";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { PassThrough, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { isPublicAddress } from "./is-public-address.ts";
import { readAddress } from "./read-address.ts";

/** Why a calendar could not be fetched; nothing of what was answered is passed on. */
export type FetchFault =
  /** it lies within this machine's own network, or is not asked by https */
  | "not_allowed"
  | "unreachable"
  | "too_slow"
  | "too_large"
  | "too_many_redirects"
  /** the other side asks who we are, or no longer has it */
  | "refused"
  | "gone"
  | "broken_off"
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

export type FetchLimits = { firstByteMilliseconds: number; milliseconds: number; bytes: number };

type Found = { address: string; family: number };
export type Resolve = (hostname: string) => Promise<Found[]>;

export const FETCH_LIMITS: FetchLimits = {
  firstByteMilliseconds: 10_000,
  milliseconds: 25_000,
  bytes: 16 * 1024 * 1024,
};
const MAX_REDIRECTS = 3;

/**
 * Fetches a calendar from an address that somebody gave. Each host is resolved once and must be the internet's by every
 * address it has; the connection goes to the address that was looked at. A redirect is looked at like a first address.
 */
export async function fetchCalendar(
  asked: FetchRequest,
  limits: FetchLimits = FETCH_LIMITS,
  resolve: Resolve = (hostname) => lookup(hostname, { all: true, verbatim: true }),
): Promise<Fetched> {
  const allowed = new Set(asked.allowed);
  const signal = AbortSignal.timeout(limits.milliseconds);
  let address = asked.address;
  for (let redirects = 0; ; redirects++) {
    const verdict = readAddress(address, allowed);
    if (verdict.type !== "address") return { type: "failed", fault: "not_allowed" };
    const { url } = verdict;
    try {
      const places = await found(url, allowed, resolve, signal);
      if (places === null) return { type: "failed", fault: "not_allowed" };
      const answer = await ask(url, places, asked, { signal, limits });
      const to = answer.headers.location;
      if (isRedirect(answer.statusCode) && to !== undefined) {
        answer.destroy();
        const next = URL.parse(to, url.href);
        if (redirects >= MAX_REDIRECTS || next === null) return { type: "failed", fault: "too_many_redirects" };
        address = next.href;
        continue;
      }
      return await take(answer, limits.bytes);
    } catch (error) {
      return { type: "failed", fault: faultOf(error, signal) };
    }
  }
}

class TooLarge extends Error {}
class BrokenOff extends Error {}

/** @returns null where one of the addresses is not the internet's. */
async function found(
  url: URL,
  allowed: ReadonlySet<string>,
  resolve: Resolve,
  signal: AbortSignal,
): Promise<Found[] | null> {
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  const places = await Promise.race([resolve(hostname), aborted]);
  if (places.length === 0) throw new Error("the name has no address");
  return allowed.has(url.origin) || places.every((place) => isPublicAddress(place.address)) ? places : null;
}

function ask(
  url: URL,
  places: readonly Found[],
  { etag, lastModified }: FetchRequest,
  { signal, limits }: { signal: AbortSignal; limits: FetchLimits },
): Promise<IncomingMessage> {
  const pinned: LookupFunction = (_hostname, options, callback) => {
    if (options.all) callback(null, [...places]);
    else callback(null, places[0]?.address ?? "", places[0]?.family);
  };
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const request = send(
      url,
      {
        lookup: pinned,
        agent: false,
        signal,
        maxHeaderSize: 16_384,
        headers: {
          accept: "text/calendar, */*;q=0.5",
          "accept-encoding": "gzip, deflate, br",
          "user-agent": "Candor-Calendar",
          ...(etag === null ? {} : { "if-none-match": etag }),
          ...(lastModified === null ? {} : { "if-modified-since": lastModified }),
        },
      },
      (answer) => {
        clearTimeout(first);
        resolve(answer);
      },
    );
    const first = setTimeout(() => request.destroy(new SlowAnswer()), limits.firstByteMilliseconds);
    request.on("error", (error) => {
      clearTimeout(first);
      reject(error);
    });
    request.end();
  });
}

class SlowAnswer extends Error {}

function isRedirect(status: number | undefined): boolean {
  return status !== undefined && [301, 302, 303, 307, 308].includes(status);
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

async function readText(answer: IncomingMessage, most: number): Promise<string> {
  const body = unpacked(answer);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > most) throw new TooLarge();
      chunks.push(chunk);
    }
  } finally {
    answer.destroy();
  }
  if (!answer.complete) throw new BrokenOff();
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function unpacked(answer: IncomingMessage): Readable {
  const coding = (answer.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  const unpack =
    coding === "gzip" || coding === "x-gzip"
      ? createGunzip()
      : coding === "deflate"
        ? createInflate()
        : coding === "br"
          ? createBrotliDecompress()
          : new PassThrough();
  answer.on("error", (error) => unpack.destroy(error));
  answer.on("aborted", () => unpack.destroy(new BrokenOff()));
  return answer.pipe(unpack);
}

function faultOf(error: unknown, signal: AbortSignal): FetchFault {
  if (error instanceof TooLarge) return "too_large";
  if (error instanceof SlowAnswer || signal.aborted) return "too_slow";
  if (error instanceof BrokenOff) return "broken_off";
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code === "ECONNRESET" || code.startsWith("Z_") || code.startsWith("HPE_") ? "broken_off" : "unreachable";
}
