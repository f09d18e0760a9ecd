import { type Context, Hono } from "hono";
import type { AppEnv } from "../http/app-env.ts";
import { problem } from "../http/problem.ts";
import type { Auth } from "./auth.ts";

/** better-auth's routes that are open, by their exact path; the others do not exist for anybody. */
export function signInRoutes(auth: Auth): Hono<AppEnv> {
  const hand = async (c: Context<AppEnv>) => {
    const answer = await auth.handle(c.req.raw);
    if (answer.ok) return answer;
    // Its errors are its own shape; the one that can happen here says that somebody is signed in already.
    return answer.status >= 500 ? problem(c, "failed") : problem(c, "invalid", "You are signed in already.");
  };
  return new Hono<AppEnv>().post("/api/auth/sign-in/anonymous", hand).post("/api/auth/sign-out", hand);
}
