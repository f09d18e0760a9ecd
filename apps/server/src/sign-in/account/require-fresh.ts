import { freshUntil } from "@candor/core/access/session-limits.ts";
import type { MiddlewareHandler } from "hono";
import type { SignedInEnv } from "../../http/app-env.ts";
import { problem } from "../../http/problem.ts";

/** Lets on whoever has just signed in: a browser that somebody left open must not be enough to take an account over. */
export function requireFresh(now: () => Date): MiddlewareHandler<SignedInEnv> {
  return async (c, next) => {
    if (freshUntil(c.var.session) <= now().getTime()) return problem(c, "not_fresh");
    return next();
  };
}
