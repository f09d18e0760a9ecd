import type { PasskeyCeremony } from "@candor/protocol/http/sign-in.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import { type AppEnv, createRoutes } from "../../http/app-env.ts";
import { json, jsonBody, problems } from "../../http/json-content.ts";
import { problem } from "../../http/problem.ts";
import { meSchema } from "../../people/people-schemas.ts";
import { keepBrowser, readBrowser } from "../browser-cookie.ts";
import { finishSignIn } from "../finish-sign-in.ts";
import type { RoutePorts } from "../sign-in-routes.ts";
import { askToSignIn, checkPasskey } from "./passkeys.ts";

export const passkeyCeremonySchema = z
  .object({ id: z.uuid(), options: z.unknown().openapi({ type: "object" }) })
  .openapi("PasskeyCeremony") satisfies z.ZodType<PasskeyCeremony>;

/** The library reads the rest of it, and refuses what does not fit. */
export const answerSchema = z
  .looseObject({ id: z.string().min(1).max(2000), response: z.looseObject({}) })
  .openapi({ type: "object" });

const signInSchema = z.strictObject({ id: z.uuid(), response: answerSchema }).openapi("SignInByPasskey");

const ask = createRoute({
  method: "post",
  path: "/api/auth/passkey/options",
  summary: "Begin to sign in with a passkey",
  responses: {
    200: { description: "What to ask the device with", ...json(passkeyCeremonySchema) },
    ...problems(403, 429),
  },
});

const signIn = createRoute({
  method: "post",
  path: "/api/auth/passkey",
  summary: "Sign in with what the device answered",
  request: jsonBody(signInSchema),
  responses: { 200: { description: "Me", ...json(meSchema) }, ...problems(400, 403, 410, 429) },
});

export function passkeyRoutes(parts: RoutePorts) {
  const { db, now } = parts;
  return createRoutes<AppEnv>()
    .openapi(ask, async (c) => {
      const origin = c.req.header("origin") ?? "";
      return c.json(await askToSignIn(db, parts.signIn, { browser: keepBrowser(c, parts), origin }, now()), 200);
    })
    .openapi(signIn, async (c) => {
      const { id, response } = c.req.valid("json");
      const browser = readBrowser(c, parts);
      const origin = c.req.header("origin") ?? "";
      const answer = response as unknown as AuthenticationResponseJSON;
      const checked = await checkPasskey(db, { id, browser, origin, response: answer }, now());
      if (checked.type === "void") return problem(c, "sign_in_void");
      if (checked.type === "refused") return problem(c, "not_verified");
      const finished = await finishSignIn(parts, c.req.raw.headers, async () => checked);
      if (finished.type === "void") return problem(c, "sign_in_void");
      for (const cookie of finished.setCookie) c.header("set-cookie", cookie, { append: true });
      return c.json(finished.user, 200);
    });
}
