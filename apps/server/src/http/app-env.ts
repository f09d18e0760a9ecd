import { OpenAPIHono } from "@hono/zod-openapi";
import type { SessionInfo, SignedIn } from "../people/auth.ts";
import { problem } from "./problem.ts";

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
      return problem(c, "invalid", result.error.issues.map(({ path, message }) => sentence(path, message)).join(" "));
    },
  });
}

// Names the place, never the value: answers end up in logs and screenshots.
function sentence(path: readonly PropertyKey[], message: string): string {
  const end = message.endsWith(".") ? message : `${message}.`;
  return path.length === 0 ? end : `${path.map(String).join(".")}: ${end}`;
}
