import { bodyLimit } from "hono/body-limit";
import { every } from "hono/combine";
import { problem } from "./problem.ts";

const MAX_BODY_BYTES = 16_384; // names and secrets; a page's content never comes this way
const MAX_FILE_BYTES = 4 * 1024 * 1024; // a file of people
const TAKES_FILE = /^\/api\/workspaces\/[^/]+\/imports(?:\/preview)?$/;

const limitBody = (maxSize: number) => bodyLimit({ maxSize, onError: (c) => problem(c, "too_large") });
const [anyBody, fileBody] = [limitBody(MAX_BODY_BYTES), limitBody(MAX_FILE_BYTES)];

/** Takes bodies up to a size, and only those that a plain form of another site cannot send. */
export const readJsonOnly = every(
  async (c, next) => (TAKES_FILE.test(c.req.path) ? fileBody : anyBody)(c, next),
  async (c, next) => {
    const type = c.req.header("content-type");
    const json = type?.split(";")[0]?.trim().toLowerCase() === "application/json";
    if (!json && (type !== undefined || (c.req.header("content-length") ?? "0") !== "0")) {
      return problem(c, "unsupported_type");
    }
    return next();
  },
);
