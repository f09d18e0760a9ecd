import { createHash, randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { type AskLimits, askSafely, type Resolve, resolveName } from "../../egress/ask-safely.ts";
import { readRetryAfter } from "../../egress/read-retry-after.ts";
import { readText } from "../../egress/read-text.ts";
import { type AccountAnswer, rateLimited } from "../account/calendar-account.ts";
import { isSameSite } from "./is-same-site.ts";
import { type Multistatus, readMultistatus } from "./multistatus.ts";

export type DavCredentials = {
  /** as its owner gave it: of the server, of an account or of a calendar there */
  address: string;
  userName: string;
  /** one for this use alone, where the service has such */
  password: string;
};

export type DavSurroundings = {
  /** origins that whoever runs the server vouches for */
  allowed: readonly string[];
  now: () => Date;
  limits?: DavLimits;
  resolve?: Resolve;
};

/** `allBytes`: of all answers together. */
export type DavLimits = AskLimits & { allMilliseconds: number; allBytes: number };

export const DAV_LIMITS: DavLimits = {
  firstByteMilliseconds: 15_000,
  milliseconds: 25_000,
  bytes: 10 * 1024 * 1024,
  allMilliseconds: 90_000,
  allBytes: 48 * 1024 * 1024,
};

export type DavQuestion = {
  method: "PROPFIND" | "REPORT" | "GET" | "PUT" | "DELETE";
  url: string;
  depth?: "0" | "1";
  body?: string;
  headers?: Readonly<Record<string, string>>;
};

export type DavAnswer = { status: number; headers: IncomingHttpHeaders; text: string; url: string };

/** Speaks WebDAV with one server, as one person. What comes back of an answer that is no success is left to the caller. */
export type DavClient = {
  ask(question: DavQuestion): Promise<AccountAnswer<DavAnswer>>;
  /** for what answers with a multistatus; any other success is `odd_answer` */
  askMany(question: DavQuestion): Promise<AccountAnswer<Multistatus>>;
};

export function createDavClient(
  credentials: DavCredentials,
  { allowed, now, limits = DAV_LIMITS, resolve = resolveName }: DavSurroundings,
): DavClient {
  const home = URL.parse(credentials.address);
  const isFor = (url: URL) => home !== null && isSameSite(url, home);
  const basic = `Basic ${Buffer.from(`${credentials.userName}:${credentials.password}`).toString("base64")}`;
  let challenge: Challenge | null = null;
  let nonceCount = 0;
  const begun = performance.now();
  let bytesLeft = limits.allBytes;

  async function askOnce(question: DavQuestion, header: string): Promise<AccountAnswer<DavAnswer>> {
    const left = begun + limits.allMilliseconds - performance.now();
    if (left <= 0) return { type: "failed", fault: { type: "unreachable", why: "too_slow" } };
    if (bytesLeft <= 0) return { type: "failed", fault: { type: "unreachable", why: "too_large" } };
    const most = Math.min(limits.bytes, bytesLeft);
    const { method, url, depth, body } = question;
    const asked = await askSafely(
      {
        ...{ address: url, allowed, method, authorization: { header, isFor } },
        ...(body === undefined ? {} : { body }),
        headers: {
          ...(method === "PUT" ? {} : { "content-type": "application/xml; charset=utf-8" }),
          ...(depth === undefined ? {} : { depth }),
          ...question.headers,
        },
      },
      async (answer, at): Promise<DavAnswer> => {
        const text = await readText(answer, most);
        bytesLeft -= Buffer.byteLength(text);
        return { status: answer.statusCode ?? 0, headers: answer.headers, text, url: at.href };
      },
      { ...limits, bytes: most, milliseconds: Math.min(limits.milliseconds, left) },
      resolve,
    );
    return asked.type === "asked"
      ? { type: "ok", value: asked.taken }
      : { type: "failed", fault: { type: "unreachable", why: asked.fault } };
  }

  const headerFor = (method: string, url: string) =>
    challenge === null
      ? basic
      : digestHeader(challenge, credentials, {
          ...{ method, url, count: ++nonceCount, clientNonce: randomBytes(16).toString("hex") },
        });

  async function ask(question: DavQuestion): Promise<AccountAnswer<DavAnswer>> {
    if (!isFor(new URL(question.url))) return { type: "failed", fault: { type: "unreachable", why: "not_allowed" } };
    let answer = await askOnce(question, headerFor(question.method, question.url));
    const wanted = answer.type === "ok" && answer.value.status === 401 ? digestIn(answer.value.headers) : null;
    if (wanted !== null && answer.type === "ok") {
      challenge = wanted;
      nonceCount = 0;
      const { url } = answer.value; // where a redirect led
      answer = await askOnce({ ...question, url }, headerFor(question.method, url));
    }
    return answer.type === "failed" ? answer : judged(answer.value, now());
  }

  return {
    ask,
    async askMany(question) {
      const answer = await ask(question);
      if (answer.type === "failed") return answer;
      if (answer.value.status === 403) return { type: "failed", fault: { type: "forbidden" } };
      const many = answer.value.status === 207 ? readMultistatus(answer.value.text, answer.value.url) : null;
      return many === null ? { type: "failed", fault: { type: "odd_answer" } } : { type: "ok", value: many };
    },
  };
}

/** What every caller takes the same way; preconditions that did not hold are theirs (409, 412, and 403 that says which). */
function judged(answer: DavAnswer, now: Date): AccountAnswer<DavAnswer> {
  const { status, headers } = answer;
  if (status === 401) return { type: "failed", fault: { type: "unauthorised" } };
  if (status === 404 || status === 410) return { type: "failed", fault: { type: "not_found" } };
  if (status === 429 || (status === 503 && headers["retry-after"] !== undefined))
    return rateLimited(readRetryAfter(headers["retry-after"], now));
  if (status >= 500 || status < 200 || status === 405) return { type: "failed", fault: { type: "odd_answer" } };
  return { type: "ok", value: answer };
}

type Challenge = { realm: string; nonce: string; opaque: string | null; hash: "md5" | "sha256"; hasQop: boolean };

/** @returns null where the server does not want a digest (RFC 7616), or one that nobody here makes. */
function digestIn(headers: IncomingHttpHeaders): Challenge | null {
  const text = headers["www-authenticate"] ?? "";
  const at = text.search(/\bDigest\s/i);
  // Whoever takes Basic as well was asked by it, and said no.
  if (at === -1 || /\bBasic\b/i.test(text)) return null;
  const said = new Map<string, string>();
  for (const [, name, quoted, token] of text.slice(at + 7).matchAll(/(\w+)\s*=\s*(?:"([^"]*)"|([^\s,]+))/g))
    if (name !== undefined && !said.has(name.toLowerCase())) said.set(name.toLowerCase(), quoted ?? token ?? "");
  const [realm, nonce, algorithm] = [
    said.get("realm"),
    said.get("nonce"),
    said.get("algorithm")?.toLowerCase() ?? "md5",
  ];
  const qop = said.get("qop")?.split(/\s*,\s*/);
  if (realm === undefined || nonce === undefined || (algorithm !== "md5" && algorithm !== "sha-256")) return null;
  if (qop !== undefined && !qop.includes("auth")) return null;
  const hash = algorithm === "md5" ? "md5" : "sha256";
  return { realm, nonce, opaque: said.get("opaque") ?? null, hash, hasQop: qop !== undefined };
}

function digestHeader(
  { realm, nonce, opaque, hash, hasQop }: Challenge,
  { userName, password }: DavCredentials,
  { method, url, count, clientNonce }: { method: string; url: string; count: number; clientNonce: string },
): string {
  const digest = (text: string) => createHash(hash).update(text).digest("hex");
  const { pathname, search } = new URL(url);
  const uri = pathname + search;
  const who = digest(`${userName}:${realm}:${password}`);
  const what = digest(`${method}:${uri}`);
  const times = count.toString(16).padStart(8, "0");
  const response = digest(hasQop ? `${who}:${nonce}:${times}:${clientNonce}:auth:${what}` : `${who}:${nonce}:${what}`);
  const quote = (text: string) => `"${text.replace(/[\\"]/g, "\\$&")}"`;
  return [
    `Digest username=${quote(userName)}, realm=${quote(realm)}, nonce=${quote(nonce)}, uri=${quote(uri)}`,
    `response="${response}", algorithm=${hash === "md5" ? "MD5" : "SHA-256"}`,
    ...(hasQop ? [`qop=auth, nc=${times}, cnonce="${clientNonce}"`] : []),
    ...(opaque === null ? [] : [`opaque=${quote(opaque)}`]),
  ].join(", ");
}
