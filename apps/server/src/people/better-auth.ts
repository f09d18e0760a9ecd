import { randomUUID } from "node:crypto";
import { betterAuth } from "better-auth";
import { anonymous } from "better-auth/plugins/anonymous";
import type { Kysely } from "kysely";
import type { Engine } from "../database/engine.ts";
import type { Schema } from "../database/schema.ts";
import type { Log } from "../http/log.ts";
import { takeBackErasure } from "../rights/ask-erasure.ts";
import { sessionEndpoints } from "./session-endpoints.ts";

export type BetterAuthOptions = {
  db: Kysely<Schema>;
  engine: Engine;
  secret: string;
  /** the first is the one in links */
  origins: readonly string[];
  log: Log;
};

const DAY = 86_400; // seconds
// As long as browsers keep a cookie at most: an anonymous person has nothing else to come back with.
const SESSION_SECONDS = 400 * DAY;

/**
 * Sign-in as better-auth does it, with few of its features on. Heavy to load, so `createAuth` does so on first use.
 */
export function createBetterAuth({ db, engine, secret, origins, log }: BetterAuthOptions) {
  const secure = origins[0]?.startsWith("https:") ?? false;
  return betterAuth({
    appName: "Candor",
    baseURL: origins[0],
    basePath: "/api/auth",
    trustedOrigins: [...origins],
    secret,
    database: { db, type: engine },
    emailAndPassword: { enabled: false },
    account: { accountLinking: { enabled: false } },
    session: { expiresIn: SESSION_SECONDS, updateAge: DAY, cookieCache: { enabled: false } },
    rateLimit: { enabled: false }, // ours counts IPv6 by /64 and stands in front
    telemetry: { enabled: false },
    user: { changeEmail: { enabled: false }, deleteUser: { enabled: false } },
    databaseHooks: {
      // The plugin calls everybody "Anonymous"; a person without a name is somebody we have yet to ask.
      user: { create: { before: async (user) => ({ data: { ...user, name: "" } }) } },
      session: { create: { after: async ({ userId }) => takeBackErasure(db, userId) } },
    },
    // Who signs in, and what becomes of whoever was here before, is decided in sign-in/finish-sign-in.ts.
    plugins: [anonymous({ disableDeleteAnonymousUser: true }), sessionEndpoints()],
    advanced: {
      database: { validateSchema: false, generateId: () => randomUUID() },
      ipAddress: { disableIpTracking: true },
      // better-auth would put __Secure- before the name; __Host- also keeps sibling hosts from setting it.
      useSecureCookies: false,
      cookies: { session_token: { name: secure ? "__Host-candor.session" : "candor.session" } },
      defaultCookieAttributes: { httpOnly: true, sameSite: "strict", path: "/", secure },
    },
    logger: {
      level: "error",
      log: (_level, message, ...rest) =>
        log.error(
          `sign-in: ${message}`,
          rest.find((part) => part instanceof Error),
        ),
    },
  });
}

export type BetterAuth = ReturnType<typeof createBetterAuth>;
