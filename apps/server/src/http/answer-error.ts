import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { StoreUnreachable } from "../artifact/image-files.ts";
import { isUnavailable } from "../database/database-error.ts";
import { StorageUnavailable } from "../sync/page-log.ts";
import type { Log } from "./log.ts";
import { problem } from "./problem.ts";

/** The one place where a fault becomes an answer: its cause goes to the log, once, and nothing of it to the person. */
export function answerError(error: Error, c: Context, log: Log): Response {
  if (error instanceof HTTPException && error.status < 500) return problem(c, "invalid", "The body is no JSON.");
  const request = randomBytes(6).toString("hex");
  c.header("x-request-id", request); // for whoever asks their operator what happened
  const fields = { request, method: c.req.method, route: routeOf(c) };
  if (error instanceof StorageUnavailable || isUnavailable(error)) {
    log.error("nothing can be stored", error, fields);
    return problem(c, "unavailable");
  }
  if (error instanceof StoreUnreachable) {
    log.error("the store for images cannot be used", error, fields);
    return problem(c, "store_unreachable");
  }
  log.error("a request failed", error, fields);
  return problem(c, "failed");
}

/** The pattern instead of the path: paths name pages and invitations. */
function routeOf(c: Context): string {
  return c.req.matchedRoutes.findLast(({ path }) => !path.includes("*"))?.path ?? "*";
}
