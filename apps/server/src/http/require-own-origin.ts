import type { MiddlewareHandler } from "hono";
import { problem } from "./problem.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses whatever changes something unless it comes from a page of ours. Browsers send Origin with every such request;
 * one without it is no browser's and may just as well say where it belongs.
 */
export function requireOwnOrigin(isOwnOrigin: (origin: string) => boolean): MiddlewareHandler {
  return async (c, next) => {
    if (SAFE_METHODS.has(c.req.method)) return next();
    const origin = c.req.header("origin");
    if (origin === undefined || !isOwnOrigin(origin)) return problem(c, "wrong_origin");
    return next();
  };
}

/** For what another service sends, which no page of a browser does: where a page is named that isn't ours, it is refused. */
export function refuseForeignOrigin(isOwnOrigin: (origin: string) => boolean): MiddlewareHandler {
  return async (c, next) => {
    const origin = c.req.header("origin");
    if (origin !== undefined && !isOwnOrigin(origin)) return problem(c, "wrong_origin");
    return next();
  };
}
