import { createRoute } from "@hono/zod-openapi";
import { type AppEnv, createRoutes } from "../http/app-env.ts";
import { json, problems } from "../http/json-content.ts";
import type { Auth } from "./auth.ts";
import { meSchema } from "./people-schemas.ts";

const signIn = createRoute({
  method: "post",
  path: "/api/auth/sign-in/anonymous",
  summary: "Begin without an account; whoever is signed in already stays so",
  responses: { 200: { description: "Me; the session is in the cookie", ...json(meSchema) }, ...problems(403, 429) },
});

const signOut = createRoute({
  method: "post",
  path: "/api/auth/sign-out",
  summary: "End this session; an anonymous person cannot come back from it",
  responses: { 204: { description: "Signed out" }, ...problems(403, 429) },
});

export function signInRoutes({ auth, signedOut }: { auth: Auth; signedOut: (userId: string) => void }) {
  return createRoutes<AppEnv>()
    .openapi(signIn, async (c) => {
      const { headers } = c.req.raw;
      const { user, setCookie } = (await auth.readSession(headers)) ?? (await auth.signInAnonymously(headers));
      for (const cookie of setCookie) c.header("set-cookie", cookie, { append: true });
      return c.json(user, 200);
    })
    .openapi(signOut, async (c) => {
      const session = await auth.readSession(c.req.raw.headers);
      const { setCookie } = await auth.signOut(c.req.raw.headers);
      if (session) signedOut(session.user.userId);
      for (const cookie of setCookie) c.header("set-cookie", cookie, { append: true });
      return c.body(null, 204);
    });
}
