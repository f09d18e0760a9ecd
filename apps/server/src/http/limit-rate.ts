import type { MiddlewareHandler } from "hono";
import { problem } from "./problem.ts";
import type { RateLimit } from "./rate-limit.ts";

/**
 * @param addressOf what a request is counted under, as `clientAddress` gives it.
 * @param refused hears of each request that is too much.
 */
export function limitRate(
  limit: RateLimit,
  addressOf: (c: Parameters<MiddlewareHandler>[0]) => string,
  refused: () => void = () => {},
): MiddlewareHandler {
  return async (c, next) => {
    const seconds = limit.take(addressOf(c));
    if (seconds === 0) return next();
    refused();
    c.header("retry-after", String(seconds));
    return problem(c, "too_many_requests");
  };
}
