import type { Context, MiddlewareHandler } from "hono";
import type { Log, LogFields } from "../http/log.ts";
import { problem } from "../http/problem.ts";
import { createRateLimit, type RateLimit } from "../http/rate-limit.ts";
import { type Bearer, readBearer } from "../token/tokens.ts";
import type { BearerParts } from "./for-bearer.ts";
import type { V1Env } from "./v1-env.ts";

const REQUESTS = { burst: 300, perMinute: 600 }; // per token, whatever it is used for
const WRONG_TOKENS = { burst: 60, perMinute: 30 }; // per address; a right one is never kept out by them

const TELLINGS = { burst: 1, perMinute: 1 }; // in the log, of one kind and token

export type BearerLimits = { requests: RateLimit; wrongTokens: RateLimit; tellings: RateLimit };

/** @param ticks milliseconds that never run backwards. */
export function createBearerLimits(ticks: () => number): BearerLimits {
  return {
    requests: createRateLimit(REQUESTS, ticks),
    wrongTokens: createRateLimit(WRONG_TOKENS, ticks),
    tellings: createRateLimit(TELLINGS, ticks),
  };
}

type GateParts = Pick<BearerParts, "db" | "now"> & {
  log: Log;
  limits: BearerLimits;
  addressOf: (c: Context) => string;
  /** left out: personal tokens alone are taken */
  read?: (db: BearerParts["db"], secret: string, now: Date) => Promise<Bearer | null>;
  /** of the header `WWW-Authenticate` */
  challenge?: (c: Context, hasToken: boolean) => string;
};

/** Lets through who sends a token that is good, as often as one may, and says how often that still is. */
export function requireBearer({
  db,
  now,
  log,
  limits,
  addressOf,
  read = readBearer,
  challenge = () => 'Bearer realm="Candor"',
}: GateParts): MiddlewareHandler<V1Env> {
  const { requests, wrongTokens, tellings } = limits;
  const tell = (message: string, fields: LogFields = {}) => {
    if (tellings.take(`${message} ${fields.token}`) === 0) log.info(message, fields);
  };
  return async (c, next) => {
    const [, given = ""] = /^bearer +(\S+) *$/i.exec(c.req.header("authorization") ?? "") ?? [];
    const bearer = await read(db, given, now());
    const isGood = bearer !== null && bearer.grant.revokedAt === null && bearer.grant.expiresAt > now().toISOString();
    if (!isGood) {
      const wait = wrongTokens.take(addressOf(c));
      if (bearer === null) tell("a token that was never given was tried");
      else tell("a token that has ended was tried", { token: bearer.tokenId });
      if (wait > 0) {
        c.header("retry-after", String(wait));
        return problem(c, "too_many_requests");
      }
      c.header("www-authenticate", challenge(c, given !== ""));
      return problem(c, "token_void");
    }
    const wait = requests.take(bearer.tokenId);
    const left = requests.left(bearer.tokenId);
    const untilFull = Math.ceil(((REQUESTS.burst - left) / REQUESTS.perMinute) * 60);
    c.header("ratelimit-policy", `"token";q=${REQUESTS.burst};w=${(REQUESTS.burst / REQUESTS.perMinute) * 60}`);
    c.header("ratelimit", `"token";r=${left};t=${wait > 0 ? wait : untilFull}`);
    if (wait > 0) {
      tell("a token asks too often", { token: bearer.tokenId });
      c.header("retry-after", String(wait));
      return problem(c, "too_many_requests");
    }
    c.set("bearer", bearer);
    await next();
    if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
  };
}
