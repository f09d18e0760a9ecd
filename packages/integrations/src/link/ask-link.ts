import type { IncomingMessage } from "node:http";
import type { LinkLook } from "@candor/core/link/link-look.ts";
import { type AskLimits, askSafely, type Resolve, resolveName } from "../egress/ask-safely.ts";
import { readStart, readText } from "../egress/read-text.ts";
import { lookOf } from "./json-fields.ts";
import type { LinkedWork, LinkQuestion, LinkToken } from "./link-reader.ts";
import { type LinkSite, READERS } from "./link-site.ts";
import { mayBeSecret } from "./may-be-secret.ts";
import { readPageTitle } from "./read-page-title.ts";

export type LinkAnswer<Found = LinkLook> =
  | { type: "found"; found: Found }
  /** there is nothing that whoever asks may see, or nothing that is a title */
  | { type: "nothing" }
  /** the token is not taken any more */
  | { type: "token_refused" }
  /** it did not answer, or asked to be left alone; the same may be asked later */
  | { type: "failed" };

export type LinkPorts = {
  /** origins that whoever runs the server vouches for */
  allowed: readonly string[];
  limits?: AskLimits;
  resolve?: Resolve;
};

/** Somebody looks at the page meanwhile, and a title is a line. */
export const LINK_LIMITS: AskLimits = { firstByteMilliseconds: 4_000, milliseconds: 6_000, bytes: 1024 * 1024 };

const HEAD_BYTES = 256 * 1024; // of a page; its title stands at its beginning
const AGENT = "Candor-Links";

/** Asks a provider's API. The token goes to that API's own host, and with no redirect to another. */
export async function askProvider(
  { url, site, token }: { url: URL; site: LinkSite; token: LinkToken | null },
  ports: LinkPorts,
): Promise<LinkAnswer> {
  const reader = READERS[site.provider];
  const question = token === null && !reader.answersAnybody ? null : reader.question(url);
  if (question === null) return { type: "nothing" };
  return answerOf(await askApi({ question, site, token }, ports), (body) => reader.read(body, url));
}

/** Asks a provider whom a token lets in there. */
export async function askWho(
  { site, token }: { site: LinkSite; token: LinkToken },
  ports: LinkPorts,
): Promise<LinkAnswer<string>> {
  const reader = READERS[site.provider];
  return answerOf(await askApi({ question: reader.whoQuestion(site.origin), site, token }, ports), reader.readWho);
}

/** Asks a provider what somebody works on. */
export async function askWork(
  { site, token }: { site: LinkSite; token: LinkToken },
  ports: LinkPorts,
): Promise<LinkAnswer<LinkedWork[]>> {
  const reader = READERS[site.provider];
  const question = reader.workQuestion(site.origin);
  if (question === null) return { type: "nothing" };
  return answerOf(await askApi({ question, site, token }, ports), (body) => reader.readWork(body, site.origin));
}

type ApiAnswer = { status: number; text: string | null } | null;

async function askApi(
  { question, site, token }: { question: LinkQuestion; site: LinkSite; token: LinkToken | null },
  { allowed, limits = LINK_LIMITS, resolve = resolveName }: LinkPorts,
): Promise<ApiAnswer> {
  const { origin } = new URL(question.address);
  const asked = await askSafely(
    {
      ...{ address: question.address, allowed, agent: AGENT, redirects: question.body ? 0 : 2 },
      ...(question.body && { method: "POST", body: JSON.stringify(question.body) }),
      headers: {
        accept: "application/json",
        ...question.headers,
        ...(question.body && { "content-type": "application/json" }),
      },
      ...(token && {
        authorization: { header: READERS[site.provider].authorization(token), isFor: (to) => to.origin === origin },
      }),
    },
    async (answer) => ({
      status: answer.statusCode ?? 0,
      text: await textOf(answer, /json/, () => readText(answer, limits.bytes)),
    }),
    limits,
    resolve,
  );
  return asked.type === "asked" ? asked.taken : null;
}

function answerOf<Found>(answer: ApiAnswer, read: (body: unknown) => Found | null): LinkAnswer<Found> {
  if (answer === null) return { type: "failed" };
  const { status, text } = answer;
  if (status === 401) return { type: "token_refused" };
  if (status === 404 || status === 410 || status === 400) return { type: "nothing" };
  // Some say by 403 that they were asked too often.
  if (status !== 200 || text === null) return { type: "failed" };
  const found = read(parsed(text));
  return found === null ? { type: "nothing" } : { type: "found", found };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Reads what a page calls itself, as anybody gets to see it. What looks like a secret is not asked, unless it is at one
 * of the places where every address does; and a page to sign in at is none of what was asked for.
 */
export async function askPage(
  url: URL,
  { allowed, limits = LINK_LIMITS, resolve = resolveName }: LinkPorts,
): Promise<LinkAnswer> {
  if (!isDocument(url) && mayBeSecret(url)) return { type: "nothing" };
  const asked = await askSafely(
    {
      ...{ address: url.href, allowed, agent: AGENT },
      headers: { accept: "text/html, application/xhtml+xml;q=0.9", "accept-language": "en" },
    },
    async (answer, at) => ({
      status: answer.statusCode ?? 0,
      at,
      text: await textOf(answer, /^(text\/html|application\/xhtml)/, () => readStart(answer, HEAD_BYTES)),
    }),
    limits,
    resolve,
  );
  if (asked.type === "failed") return { type: asked.fault === "not_allowed" ? "nothing" : "failed" };
  const { status, at, text } = asked.taken;
  if (status === 429 || status >= 500) return { type: "failed" };
  if (status !== 200 || text === null || isElsewhere(url, at)) return { type: "nothing" };
  const title = readPageTitle(text);
  const look = title === null || isOfNothing(title) ? null : lookOf(title.replace(OF_GOOGLE, ""), null);
  return look === null ? { type: "nothing" } : { type: "found", found: look };
}

const DOCUMENTS = /^(docs|drive)\.google\.com$|(^|\.)notion\.(so|com|site)$|^coda\.io$|^(www\.)?figma\.com$/;
const OF_GOOGLE = / - Google (Docs|Sheets|Slides|Forms|Drive)$/;

/** Their ids look like secrets and are none that asking uses up: whom a document is shared with is said there. */
function isDocument({ hostname, protocol, search }: URL): boolean {
  return protocol === "https:" && DOCUMENTS.test(hostname) && !/resourcekey|token|password/i.test(search);
}

function isElsewhere(asked: URL, answered: URL): boolean {
  const bare = ({ hostname }: URL) => hostname.replace(/^www\./, "");
  if (bare(asked) !== bare(answered)) return true;
  const isEntry = ({ pathname }: URL) => /(^|[/_-])(log-?in|sign_?-?in|auth|sso|session)([/_.-]|$)/i.test(pathname);
  return isEntry(answered) && !isEntry(asked);
}

/** What is shown to those who may not see what was asked for, or to machines. */
function isOfNothing(title: string): boolean {
  return /^(sign ?in|log ?in|login|notion|linear|jira|gitlab|github|google (docs|drive|sheets|slides)|page not found.*|not found|404.*|error.*|access denied|forbidden|just a moment.*|attention required.*|are you a robot.*|verify.*human.*|redirecting.*|loading.*)$/i.test(
    title.split(/ [·|–—-] /)[0]?.trim() ?? "",
  );
}

async function textOf(answer: IncomingMessage, wanted: RegExp, read: () => Promise<string>): Promise<string | null> {
  if (answer.statusCode === 200 && wanted.test(answer.headers["content-type"] ?? "")) return read();
  answer.destroy();
  return null;
}
