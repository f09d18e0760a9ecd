import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "../http/app-env.ts";
import { problem } from "../http/problem.ts";
import type { Auth } from "./auth.ts";

/** Reads who asks, once a request, and renews their cookie where due. */
export function readWhoAsks(auth: Auth): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const session = await auth.readSession(c.req.raw.headers);
    c.set("who", session?.user ?? null);
    c.set("session", session?.session ?? null);
    await next();
    for (const cookie of session?.setCookie ?? []) c.res.headers.append("set-cookie", cookie);
  };
}

export const requireSignedIn: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.var.who === null) return problem(c, "signed_out");
  return next();
};
