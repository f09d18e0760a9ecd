import { bodyLimit } from "hono/body-limit";
import { every } from "hono/combine";
import { problem } from "./problem.ts";

const MAX_BODY_BYTES = 16_384; // names and secrets; a page's content never comes this way
const MAX_FILE_BYTES = 4 * 1024 * 1024; // a file of people, or a calendar
const MAX_NOTES_BYTES = 7.5 * 1024 * 1024; // as many sealed records as come at once
const MAX_MANIFEST_BYTES = 768 * 1024;
const TAKES_NOTES = /^\/api\/notebook\/vaults\/[^/]+\/records$/;
const TAKES_MANIFEST = /^\/api\/notebook\/vaults\/[^/]+$/;
const TAKES_FILE = /^\/api\/(?:workspaces\/[^/]+\/imports(?:\/preview)?|me\/calendars\/files)$/;

const MAX_POINTS_BYTES = 1024 * 1024; // what comes out of a page
const TAKES_POINTS = /^\/api\/artifacts\/[^/]+(?:\/proposals\/[^/]+)?$/;

const limitBody = (maxSize: number) => bodyLimit({ maxSize, onError: (c) => problem(c, "too_large") });
/** Of what a service tells us; whatever kind of body it is, nothing of it is taken but what is looked for. */
export const limitHintBody = limitBody(256 * 1024);
const anyBody = limitBody(MAX_BODY_BYTES);
const LARGER = [
  { takes: TAKES_FILE, body: limitBody(MAX_FILE_BYTES) },
  { takes: TAKES_POINTS, body: limitBody(MAX_POINTS_BYTES) },
  { takes: TAKES_NOTES, body: limitBody(MAX_NOTES_BYTES) },
  { takes: TAKES_MANIFEST, body: limitBody(MAX_MANIFEST_BYTES) },
];

/** Takes bodies up to a size, and only those that a plain form of another site cannot send. */
export const readJsonOnly = every(
  async (c, next) => (LARGER.find(({ takes }) => takes.test(c.req.path))?.body ?? anyBody)(c, next),
  async (c, next) => {
    const type = c.req.header("content-type");
    const json = type?.split(";")[0]?.trim().toLowerCase() === "application/json";
    if (!json && (type !== undefined || (c.req.header("content-length") ?? "0") !== "0")) {
      return problem(c, "unsupported_type");
    }
    return next();
  },
);
