import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Kysely } from "kysely";
import { isUnavailable } from "../database/database-error.ts";
import type { Engine } from "../database/engine.ts";
import type { Schema } from "../database/schema.ts";
import type { Log } from "../http/log.ts";
import { createRateLimit } from "../http/rate-limit.ts";
import { readSettings } from "../workspace/place.ts";
import { dayIn } from "../workspace/workspace-day.ts";
import { discoveryRoutes } from "./discovery-routes.ts";
import { groupRoutes } from "./group-routes.ts";
import { answerRefusal } from "./scim-answer.ts";
import type { ScimEnv } from "./scim-env.ts";
import { notThere, ScimRefusal } from "./scim-refusal.ts";
import { useToken } from "./scim-tokens.ts";
import { userRoutes } from "./user-routes.ts";

export type ScimParts = {
  db: Kysely<Schema>;
  engine: Engine;
  log: Log;
  /** where people reach Candor, such as https://candor.example.org */
  origin: () => string;
  /** Tells that somebody's access to a page may have changed. */
  access: { changed(page: string): void };
  /** called when somebody's sessions have ended */
  signedOut: (userId: string) => void;
  /** what a request is counted under */
  addressOf: (c: Context) => string;
  now: () => Date;
  /** milliseconds that never run backwards */
  ticks: () => number;
  newId: () => string;
};

export const SCIM_PATH = "/scim/v2";
const MAX_BODY_BYTES = 2_097_152; // a group of ten thousand, whole
const REQUESTS = { burst: 1500, perMinute: 1800 }; // per token; Entra wants 25 a second
const WRONG_TOKENS = { burst: 60, perMinute: 30 }; // per address; a right one is never kept out by them

/**
 * Everything under /scim: a company's directory writes the people of one workspace (RFC 7643, RFC 7644). It knows
 * tokens alone, no cookie and no session, and has no way to a page.
 */
export function createScimApp(parts: ScimParts): Hono<ScimEnv> {
  const { db, log, addressOf, ticks, now } = parts;
  const app = new Hono<ScimEnv>();
  app.onError((error, c) => {
    if (error instanceof ScimRefusal) return answerRefusal(c, error);
    const fields = {
      method: c.req.method,
      route: c.req.matchedRoutes.findLast(({ path }) => !path.includes("*"))?.path,
    };
    if (isUnavailable(error)) {
      log.error("nothing can be stored", error, fields);
      return answerRefusal(c, new ScimRefusal(503, null, "Nothing can be stored just now. Please try again."));
    }
    log.error("a directory's request failed", error, fields);
    return answerRefusal(c, new ScimRefusal(500, null, "Something went wrong on our side. Please try again."));
  });
  app.notFound((c) => answerRefusal(c, notThere()));

  const wrongTokens = createRateLimit(WRONG_TOKENS, ticks);
  const requests = createRateLimit(REQUESTS, ticks);
  app.use("*", async (c, next) => {
    const [, given = ""] = /^bearer +(\S+) *$/i.exec(c.req.header("authorization") ?? "") ?? [];
    const token = await useToken(db, given, now());
    const wait = token ? requests.take(token.id) : wrongTokens.take(addressOf(c));
    if (wait > 0) {
      c.header("retry-after", String(wait));
      throw new ScimRefusal(429, null, "Too many requests in a short time.");
    }
    if (!token) {
      c.header("www-authenticate", 'Bearer realm="Candor SCIM"');
      throw new ScimRefusal(401, null, "The token is missing, wrong or revoked.");
    }
    const base = `${parts.origin()}${SCIM_PATH}`;
    const { workspace } = token;
    const today = dayIn(readSettings(workspace).timeZone, now());
    const { engine, newId } = parts;
    c.set("world", { db, engine, workspace, workspaceId: workspace.id, now: now(), today, newId, base });
    await next();
    c.res.headers.set("cache-control", "no-store");
  });
  const tooLarge = () => {
    throw new ScimRefusal(413, null, `A body has at most ${MAX_BODY_BYTES} bytes.`);
  };
  app.use("*", bodyLimit({ maxSize: MAX_BODY_BYTES, onError: tooLarge }));

  const perform = ({ users, pages }: { users: readonly string[]; pages: readonly string[] }) => {
    for (const user of users) parts.signedOut(user);
    for (const page of pages) parts.access.changed(page);
  };
  app.route(SCIM_PATH, discoveryRoutes());
  app.route(SCIM_PATH, userRoutes(perform));
  app.route(SCIM_PATH, groupRoutes());
  for (const path of ["/Bulk", "/Me", "/.search"]) {
    app.all(SCIM_PATH + path, () => {
      throw new ScimRefusal(501, null, "Candor does not support this.");
    });
  }
  return app;
}
