import { bodyLimit } from "hono/body-limit";
import { every } from "hono/combine";
import { problem } from "./problem.ts";

const MAX_BODY_BYTES = 16_384; // names and secrets; a page's content never comes this way

/** Takes bodies up to a size, and only those that a plain form of another site cannot send. */
export const readJsonOnly = every(
  bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => problem(c, "too_large") }),
  async (c, next) => {
    const type = c.req.header("content-type");
    const json = type?.split(";")[0]?.trim().toLowerCase() === "application/json";
    if (!json && (type !== undefined || (c.req.header("content-length") ?? "0") !== "0")) {
      return problem(c, "unsupported_type");
    }
    return next();
  },
);
