import { ownPath } from "@candor/core/access/own-path.ts";
import { freshUntil, wasAskedAnew } from "@candor/core/access/session-limits.ts";
import type { OidcBegun, OidcFinished } from "@candor/protocol/http/sign-in.ts";
import { createRoute, z } from "@hono/zod-openapi";
import { type AppEnv, createRoutes } from "../../http/app-env.ts";
import { json, jsonBody, problems } from "../../http/json-content.ts";
import { problem } from "../../http/problem.ts";
import { meSchema } from "../../people/people-schemas.ts";
import { keepBrowser, readBrowser } from "../browser-cookie.ts";
import { beginCeremony, takeCeremony } from "../ceremony.ts";
import { accountOfIdentity, linkIdentity } from "../find-account.ts";
import { finishSignIn } from "../finish-sign-in.ts";
import { hashSecret } from "../hash-secret.ts";
import type { RoutePorts } from "../sign-in-routes.ts";
import { createOidc, type OidcIdentity, type OidcTransaction } from "./oidc.ts";

const MINUTES = 15; // at the provider somebody may have to find a second factor

/** Where a provider sends people back to: a page without effect, whose script then asks what follows by POST. */
const CALLBACK_PATH = "/sign-in/sso";

const beginSchema = z
  .strictObject({
    provider: z.string().max(10),
    to: z.string().max(2000).optional(),
    link: z.boolean().optional(),
    again: z.boolean().optional(),
  })
  .openapi("BeginOidc");
const begunSchema = z.object({ location: z.url() }).openapi("OidcBegun") satisfies z.ZodType<OidcBegun>;
const finishSchema = z
  .strictObject({ state: z.string().min(1).max(200), query: z.string().max(8000) })
  .openapi("FinishOidc");
const finishedSchema = z
  .object({ me: meSchema, to: z.string() })
  .openapi("OidcFinished") satisfies z.ZodType<OidcFinished>;

const begin = createRoute({
  method: "post",
  path: "/api/auth/oidc",
  summary: "Begin to sign in at an identity provider, or to add one to the account",
  request: jsonBody(beginSchema),
  responses: { 200: { description: "Where to go", ...json(begunSchema) }, ...problems(400, 403, 404, 429) },
});

const finish = createRoute({
  method: "post",
  path: "/api/auth/oidc/finish",
  summary: "Sign in with what the provider sent back",
  request: jsonBody(finishSchema),
  responses: { 200: { description: "Me", ...json(finishedSchema) }, ...problems(400, 403, 409, 410, 429) },
});

export function oidcRoutes(parts: RoutePorts) {
  const { db, now, auth, signIn } = parts;
  const oidc = createOidc();
  const account = () => ({ engine: parts.engine, newId: signIn.newId, now: now() });

  /** @returns whose it now is; null: it is another account's already. */
  const link = (identity: OidcIdentity, userId: string) =>
    db.transaction().execute(async (tx) => {
      const known = await tx
        .selectFrom("account")
        .select("userId")
        .where("providerId", "=", identity.issuer)
        .where("accountId", "=", identity.subject)
        .executeTakeFirst();
      if (!known) await linkIdentity(tx, account(), identity, userId);
      return known === undefined || known.userId === userId;
    });

  /** Why a provider's word does not show that whoever is signed in here is here; null: it does. */
  const whyNotAgain = async (
    headers: Headers,
    { identity, askedAt, userId }: { identity: OidcIdentity; askedAt: number; userId: string | null },
  ) => {
    const session = await auth.readSession(headers);
    if (session === null || session.user.userId !== userId) return "sign_in_void" as const;
    const known = await db
      .selectFrom("account")
      .select("userId")
      .where("providerId", "=", identity.issuer)
      .where("accountId", "=", identity.subject)
      .executeTakeFirst();
    if (known?.userId !== userId) return "other_account" as const;
    return wasAskedAnew(identity.authTime, askedAt, now().getTime()) ? null : ("not_asked_anew" as const);
  };

  return createRoutes<AppEnv>()
    .openapi(begin, async (c) => {
      const { provider: id, to, link = false, again = false } = c.req.valid("json");
      const provider = signIn.oidc.find((each) => each.id === id);
      if (!provider) return problem(c, "not_found");
      const session = await auth.readSession(c.req.raw.headers);
      if (link && (session === null || freshUntil(session.session) <= now().getTime())) return problem(c, "not_fresh");
      const askAnew = again && session !== null && !session.user.anonymous;
      const browser = keepBrowser(c, parts);
      const redirectUri = new URL(CALLBACK_PATH, c.req.header("origin")).href;
      const begun = await oidc.begin(provider, redirectUri, askAnew).catch((fault: unknown) => {
        parts.report(fault, "asking an identity provider for its settings");
        return null;
      });
      if (!begun) return problem(c, "not_verified", `${provider.name} does not answer just now.`);
      const { location, state, nonce, verifier } = begun;
      const data: OidcTransaction = {
        ...{ provider: id, issuer: provider.issuer, nonce, verifier, redirectUri, link },
        askedAt: askAnew ? now().getTime() : null,
        to: ownPath(to),
      };
      const userId = session?.user.userId ?? null;
      await beginCeremony(db, { id: hashSecret(state), kind: "oidc", browser, userId, data, minutes: MINUTES }, now());
      return c.json({ location }, 200);
    })
    .openapi(finish, async (c) => {
      const { state, query } = c.req.valid("json");
      const browser = readBrowser(c, parts);
      const begun = await takeCeremony<OidcTransaction>(db, { id: hashSecret(state), kind: "oidc", browser }, now());
      const provider = signIn.oidc.find(({ issuer }) => issuer === begun?.data.issuer);
      if (!begun || !provider) return problem(c, "sign_in_void");
      const answer = await oidc.finish(provider, begun.data, { state, query });
      if (answer.type === "refused") {
        parts.report(answer.cause, "signing in at an identity provider");
        return problem(c, "not_verified");
      }
      const { identity } = answer;
      if (begun.data.link) {
        const session = await auth.readSession(c.req.raw.headers);
        if (session === null || session.user.userId !== begun.userId || session.user.anonymous)
          return problem(c, "sign_in_void");
        if (!(await link(identity, session.user.userId))) return problem(c, "identity_taken");
        return c.json({ me: session.user, to: begun.data.to }, 200);
      }
      const { askedAt } = begun.data;
      if (askedAt !== null) {
        const refusal = await whyNotAgain(c.req.raw.headers, { identity, askedAt, userId: begun.userId });
        if (refusal) return problem(c, refusal);
      }
      const finished = await finishSignIn(
        parts,
        c.req.raw.headers,
        async (tx, anonymousUser) => ({ userId: await accountOfIdentity(tx, account(), identity, anonymousUser) }),
        { silent: askedAt === null },
      );
      if (finished.type === "void") return problem(c, "sign_in_void");
      for (const cookie of finished.setCookie) c.header("set-cookie", cookie, { append: true });
      return c.json({ me: finished.user, to: begun.data.to }, 200);
    });
}
