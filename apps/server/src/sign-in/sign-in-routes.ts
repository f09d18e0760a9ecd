import type { SignInWays } from "@candor/protocol/http/sign-in.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Engine } from "../database/engine.ts";
import { type AppEnv, createRoutes } from "../http/app-env.ts";
import { json, problems } from "../http/json-content.ts";
import { meSchema } from "../people/people-schemas.ts";
import type { SignInParts } from "./sign-in-ports.ts";

export type RoutePorts = SignInParts & {
  engine: Engine;
  /** milliseconds that never run backwards */
  ticks: () => number;
  /** what a request is counted under */
  addressOf: (c: Context) => string;
};

const signInWaysSchema = z
  .object({
    mail: z.enum(["smtp", "operator"]),
    providers: z.array(z.object({ id: z.string(), name: z.string() })),
  })
  .openapi("SignInWays") satisfies z.ZodType<SignInWays>;

const listWays = createRoute({
  method: "get",
  path: "/api/auth/ways",
  summary: "How one can sign in here",
  responses: { 200: { description: "The ways", ...json(signInWaysSchema) } },
});

const signInAnonymously = createRoute({
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

/** Asked by whoever opens the screen, which is no try to sign in. */
export function signInWaysRoute({ signIn }: RoutePorts) {
  return createRoutes<AppEnv>().openapi(listWays, (c) =>
    c.json({ mail: signIn.mail.way, providers: signIn.oidc.map(({ id, name }) => ({ id, name })) }, 200),
  );
}

export function signInRoutes({ auth, sessionEnded }: RoutePorts) {
  return createRoutes<AppEnv>()
    .openapi(signInAnonymously, async (c) => {
      const { headers } = c.req.raw;
      const { user, setCookie } = (await auth.readSession(headers)) ?? (await auth.signInAnonymously(headers));
      for (const cookie of setCookie) c.header("set-cookie", cookie, { append: true });
      return c.json(user, 200);
    })
    .openapi(signOut, async (c) => {
      const session = await auth.readSession(c.req.raw.headers);
      const { setCookie } = await auth.signOut(c.req.raw.headers);
      if (session) sessionEnded(session.session.id);
      for (const cookie of setCookie) c.header("set-cookie", cookie, { append: true });
      return c.body(null, 204);
    });
}
