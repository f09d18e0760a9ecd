import { lookup } from "node:dns/promises";
import { type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { isPublicAddress } from "./is-public-address.ts";
import { readAddress } from "./read-address.ts";
import { BrokenOff, TooLarge } from "./read-text.ts";

/** Why nothing was answered that could be read. */
export type AskFault =
  /** it lies within this machine's own network, or is not asked by https */
  "not_allowed" | "unreachable" | "too_slow" | "too_large" | "too_many_redirects" | "broken_off";

export type Question = {
  address: string;
  /** origins that whoever runs the server vouches for */
  allowed: readonly string[];
  method?: string;
  headers: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  /** Who we are, for those alone who may know it; where a redirect leads to others, they are asked without it. */
  authorization?: { header: string; isFor: (url: URL) => boolean };
  /** How many redirects are followed. Left out: three, and none by a POST, which would be said to somebody else. */
  redirects?: number;
  /** how we call ourselves */
  agent?: string;
  /** characters that the address may have; left out: as many as one that somebody gives */
  longest?: number;
};

/** `bytes`: of the answer, unpacked. */
export type AskLimits = { firstByteMilliseconds: number; milliseconds: number; bytes: number };

type Found = { address: string; family: number };
export type Resolve = (hostname: string) => Promise<Found[]>;

export const resolveName: Resolve = (hostname) => lookup(hostname, { all: true, verbatim: true });

const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export type Asked<Taken> =
  | { type: "asked"; taken: Taken }
  /** `mayHaveArrived`: some of the question may have reached the other side; false: nothing left this machine */
  | { type: "failed"; fault: AskFault; mayHaveArrived: boolean };

/**
 * Asks an address that somebody gave. Each host is resolved once and must be the internet's by every address it has; the
 * connection goes to the address that was looked at. A redirect is looked at like a first address, and asked the same.
 *
 * @param take gets the last answer, wherever it came from; what it throws counts as a fault of the other side.
 */
export async function askSafely<Taken>(
  question: Question,
  take: (answer: IncomingMessage, url: URL) => Promise<Taken>,
  limits: AskLimits,
  resolve: Resolve,
): Promise<Asked<Taken>> {
  const allowed = new Set(question.allowed);
  const signal = AbortSignal.timeout(limits.milliseconds);
  const most = question.redirects ?? (question.method === "POST" ? 0 : MAX_REDIRECTS);
  const way = { hasLeft: false };
  const failed = (fault: AskFault) => ({ type: "failed" as const, fault, mayHaveArrived: way.hasLeft });
  let address = question.address;
  for (let redirects = 0; ; redirects++) {
    const verdict = readAddress(address, allowed, question.longest);
    if (verdict.type !== "address") return failed("not_allowed");
    const { url } = verdict;
    try {
      const places = await found(url, allowed, resolve, signal);
      if (places === null) return failed("not_allowed");
      const answer = await ask(url, places, question, { signal, limits, way });
      const to = answer.headers.location;
      if (REDIRECTS.has(answer.statusCode ?? 0) && to !== undefined) {
        answer.destroy();
        const next = URL.parse(to, url.href);
        if (redirects >= most || next === null) return failed("too_many_redirects");
        address = next.href;
        continue;
      }
      return { type: "asked", taken: await take(answer, url) };
    } catch (error) {
      return failed(faultOf(error, signal));
    }
  }
}

class SlowAnswer extends Error {}

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
  { method, headers, body, authorization, agent }: Question,
  { signal, limits, way }: { signal: AbortSignal; limits: AskLimits; way: { hasLeft: boolean } },
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
        ...{ method: method ?? "GET", lookup: pinned, agent: false, signal, maxHeaderSize: 16_384 },
        headers: {
          "accept-encoding": "gzip, deflate, br",
          "user-agent": agent ?? "Candor",
          ...headers,
          ...(body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) }),
          ...(authorization?.isFor(url) ? { authorization: authorization.header } : {}),
        },
      },
      (answer) => {
        clearTimeout(first);
        resolve(answer);
      },
    );
    const first = setTimeout(() => request.destroy(new SlowAnswer()), limits.firstByteMilliseconds);
    request.on("socket", (socket) => {
      // Nothing of the question is written before.
      socket.once(url.protocol === "https:" ? "secureConnect" : "connect", () => {
        way.hasLeft = true;
      });
    });
    request.on("error", (error) => {
      clearTimeout(first);
      reject(error);
    });
    request.end(body);
  });
}

function faultOf(error: unknown, signal: AbortSignal): AskFault {
  if (error instanceof TooLarge) return "too_large";
  if (error instanceof SlowAnswer || signal.aborted) return "too_slow";
  if (error instanceof BrokenOff) return "broken_off";
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code === "ECONNRESET" || code.startsWith("Z_") || code.startsWith("HPE_") ? "broken_off" : "unreachable";
}
