import { OpenAPIHono } from "@hono/zod-openapi";
import type { SessionInfo, SignedIn } from "../people/auth.ts";
import { problem } from "./problem.ts";
import { sayIssues } from "./say-issues.ts";

/** What every handler finds beside its request. */
export type AppEnv = { Variables: { who: SignedIn | null; session: SessionInfo | null } };
/** The same behind `requireSignedIn`. */
export type SignedInEnv = { Variables: { who: SignedIn; session: SessionInfo } };

/** Routes whose refused input is answered as a problem; an id that cannot be one is not found like any other. */
export function createRoutes<E extends AppEnv | SignedInEnv>() {
  return new OpenAPIHono<E>({
    defaultHook: (result, c) => {
      if (result.success) return;
      if (result.target === "param" && c.req.method !== "PUT") return problem(c, "not_found");
      return problem(c, "invalid", sayIssues(result.error.issues));
    },
  });
}
