import { createHash } from "node:crypto";
import { PAPER_STYLE, paperHtml } from "@candor/document/paper/paper-html.ts";
import { type Context, Hono } from "hono";
import type { Log } from "../http/log.ts";
import { createRateLimit } from "../http/rate-limit.ts";
import { createLinkOpener, type OpenLinkParts } from "./open-link.ts";

export type SharedParts = OpenLinkParts & {
  log: Log;
  /** what a request is counted under */
  addressOf: (c: Context) => string;
  /** milliseconds that never run backwards */
  ticks: () => number;
};

const OPENINGS = { burst: 1_200, perMinute: 600 }; // per address, images among them; a whole office may read at once
const MISSES = { burst: 30, perMinute: 10 }; // per address: nobody mistypes more often

/** Nothing runs, nothing is sent, nothing is kept, and the page belongs to no origin: not even to this one. */
const POLICY = [
  "default-src 'none'",
  "img-src 'self' data:",
  `style-src 'sha256-${createHash("sha256").update(PAPER_STYLE).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "sandbox",
].join("; ");

const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": POLICY,
  "x-robots-tag": "noindex, nofollow, noarchive",
  // Browsers open nothing that is both in a sandbox and in a group of its own; alone in its sandbox, it shares with nobody.
  "cross-origin-opener-policy": "unsafe-none",
};

/** What links open: pages and their images, for people without an account. No cookie is read, and none is set. */
export function createSharedApp(parts: SharedParts): Hono {
  const { log, addressOf, ticks } = parts;
  const links = createLinkOpener(parts);
  const [openings, misses] = [createRateLimit(OPENINGS, ticks), createRateLimit(MISSES, ticks)];
  const app = new Hono();
  const missed = (c: Context) => {
    const seconds = misses.take(addressOf(c));
    return seconds === 0 ? say(NOTHING, 404) : say(TOO_MANY, 429, { "retry-after": String(seconds) });
  };
  app.onError((error) => {
    log.error("a shared artifact could not be shown", error);
    return say(NOT_NOW, 503);
  });
  app.use(async (c, next) => {
    const seconds = openings.take(addressOf(c));
    return seconds === 0 ? next() : say(TOO_MANY, 429, { "retry-after": String(seconds) });
  });
  app.get("/s/:secret", async (c) => {
    const html = await links.open(c.req.param("secret"), c.req.method === "GET");
    return html === null ? missed(c) : answer(html, 200);
  });
  app.get("/s/:secret/images/:image", async (c) => {
    const { secret, image } = c.req.param();
    const found = await links.image(secret, image);
    if (!found) return missed(c);
    // The page is of no origin, so its own images come from another one: who has the address has the link.
    const headers = { ...HEADERS, "content-type": found.type, "cross-origin-resource-policy": "cross-origin" };
    return new Response(new Uint8Array(found.bytes), { headers });
  });
  app.all("*", missed);
  return app;
}

type Sentence = { title: string; words: string };

const NOTHING: Sentence = {
  title: "This link opens nothing",
  words:
    "It may be over, closed, or not quite whole: sometimes the end of a link is lost on its way. Whoever gave it to you can make another one.",
};
const TOO_MANY: Sentence = { title: "Too many tries", words: "Wait a minute, then open the link once more." };
const NOT_NOW: Sentence = { title: "Not just now", words: "This cannot be shown at the moment. Try again in a while." };

function say({ title, words }: Sentence, status: number, more: Record<string, string> = {}): Response {
  const body = [{ type: "paragraph" as const, content: [{ type: "text" as const, text: words }] }];
  const options = { imageAt: () => null, policy: null, unlisted: true };
  return answer(paperHtml({ title, lang: "en", facts: [], body }, options), status, more);
}

function answer(html: string, status: number, more: Record<string, string> = {}): Response {
  return new Response(html, { status, headers: { ...HEADERS, "content-type": "text/html; charset=utf-8", ...more } });
}
