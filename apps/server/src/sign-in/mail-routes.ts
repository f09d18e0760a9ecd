import { readEmailAddress } from "@candor/core/person/email-address.ts";
import type { LinkOpened, MailAsked } from "@candor/protocol/http/sign-in.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type AppEnv, createRoutes } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { createRateLimit } from "../http/rate-limit.ts";
import { queueMail } from "../mail/queue-mail.ts";
import { meSchema } from "../people/people-schemas.ts";
import { keepBrowser, readBrowser } from "./browser-cookie.ts";
import { accountOfEmail } from "./find-account.ts";
import { finishSignIn } from "./finish-sign-in.ts";
import { isKnownBrowser, knowBrowser } from "./known-browsers.ts";
import { beginProof, checkCode, checkLink, type Proof, redeemProof } from "./mail-proof.ts";
import { signInMail } from "./sign-in-mails.ts";
import type { RoutePorts } from "./sign-in-routes.ts";

// Mails to one address: so many for those who ask from one place, and so many for all strangers together, that they can
// neither fill somebody's inbox nor keep them out. A browser in which the address was signed in before has its own.
const MAILS_FROM_ONE_PLACE = { burst: 5, perMinute: 0.5 };
const MAILS_OF_STRANGERS = { burst: 30, perMinute: 0.5 };
const MAX_SECRET_LENGTH = 200; // UTF-16 units; ours are far shorter

const email = z
  .string()
  .max(320)
  .transform((text, c) => {
    const address = readEmailAddress(text);
    if (address !== null) return address;
    c.addIssue({ code: "custom", message: "That is no e-mail address." });
    return z.NEVER;
  })
  .openapi({ type: "string", format: "email" });
export const emailSchema = z.strictObject({ email }).openapi("AskForMail");

const mailAskedSchema = z
  .object({ id: z.uuid(), expiresAt: z.iso.datetime() })
  .openapi("MailAsked") satisfies z.ZodType<MailAsked>;

export const codeSchema = z.strictObject({ id: z.uuid(), code: z.string().min(1).max(40) });
const linkSchema = z.strictObject({ id: z.uuid(), token: z.string().min(1).max(MAX_SECRET_LENGTH) });

const linkOpenedSchema = z
  .discriminatedUnion("type", [
    z.object({ type: z.literal("signed_in"), me: meSchema }),
    z.object({ type: z.literal("other_browser"), code: z.string() }),
  ])
  .openapi("LinkOpened") satisfies z.ZodType<LinkOpened>;

const ask = createRoute({
  method: "post",
  path: "/api/auth/mail",
  summary: "Ask for a mail to sign in with; the answer says nothing about the address",
  request: jsonBody(emailSchema),
  responses: { 200: { description: "Asked", ...json(mailAskedSchema) }, ...problems(400, 403, 429) },
});

const byCode = createRoute({
  method: "post",
  path: "/api/auth/mail/code",
  summary: "Sign in with the code of a mail, in the browser that asked for it",
  request: jsonBody(codeSchema.openapi("SignInByCode")),
  responses: { 200: { description: "Me", ...json(meSchema) }, ...problems(400, 403, 409, 410, 429) },
});

const byLink = createRoute({
  method: "post",
  path: "/api/auth/mail/link",
  summary: "Sign in with the link of a mail; in another browser it gives the code and uses nothing up",
  request: jsonBody(linkSchema.openapi("SignInByLink")),
  responses: {
    200: { description: "Signed in, or the code", ...json(linkOpenedSchema) },
    ...problems(400, 403, 409, 410, 429),
  },
});

export function mailRoutes(parts: RoutePorts) {
  const { db, now, ticks, addressOf } = parts;
  const fromOnePlace = createRateLimit(MAILS_FROM_ONE_PLACE, ticks);
  const ofStrangers = createRateLimit(MAILS_OF_STRANGERS, ticks);

  /** @returns in how many seconds the next mail may be asked for; 0: now. */
  const takeMail = async (c: Context, address: string, browser: string): Promise<number> => {
    // Looked up for every address alike.
    const isKnown = await isKnownBrowser(db, browser, address);
    if (isKnown) return fromOnePlace.take(`${address} ${browser}`);
    return fromOnePlace.take(`${address} ${addressOf(c)}`) || ofStrangers.take(address);
  };

  const finish = async (c: Context, browser: string | null, proof: Proof) => {
    const finished = await finishSignIn(parts, c.req.raw.headers, async (tx, anonymousUser) => {
      if (!(await redeemProof(tx, proof, now()))) return null;
      const account = { engine: parts.engine, newId: parts.signIn.newId, now: now() };
      return { userId: await accountOfEmail(tx, account, proof.email, anonymousUser) };
    });
    if (finished.type === "signed_in" && browser !== null) await knowBrowser(db, browser, proof.email, now());
    return finished;
  };

  return createRoutes<AppEnv>()
    .openapi(ask, async (c) => {
      const { email: address } = c.req.valid("json");
      const browser = keepBrowser(c, parts);
      const seconds = await takeMail(c, address, browser);
      if (seconds > 0) {
        c.header("retry-after", String(seconds));
        return problem(c, "too_many_requests");
      }
      const origin = c.req.header("origin") ?? ""; // one of ours: `requireOwnOrigin` stands in front
      const proof = await db.transaction().execute(async (tx) => {
        const begun = await beginProof(tx, parts, { purpose: "sign_in", email: address, userId: null, browser }, now());
        const link = `${origin}/sign-in/link#${begun.id}.${begun.token}`;
        const mail = signInMail({ link, code: begun.code, place: new URL(origin).host });
        await queueMail(tx, { id: parts.signIn.newId(), to: address, ...mail, expiresAt: begun.expiresAt }, now());
        return begun;
      });
      parts.signIn.mail.wake();
      return c.json({ id: proof.id, expiresAt: proof.expiresAt.toISOString() }, 200);
    })
    .openapi(byCode, async (c) => {
      const { id, code } = c.req.valid("json");
      const browser = readBrowser(c, parts);
      const checked = await checkCode(db, parts, { id, code, browser }, now());
      if (checked.type === "wrong") return problem(c, "wrong_code", triesLeft(checked.left));
      if (checked.type === "void" || checked.proof.purpose !== "sign_in") return problem(c, "sign_in_void");
      const finished = await finish(c, browser, checked.proof);
      if (finished.type === "void") return problem(c, "sign_in_void");
      for (const cookie of finished.setCookie) c.header("set-cookie", cookie, { append: true });
      return c.json(finished.user, 200);
    })
    .openapi(byLink, async (c) => {
      const { id, token } = c.req.valid("json");
      const browser = readBrowser(c, parts);
      const checked = await checkLink(db, { id, token, browser }, now());
      if (checked.type === "other_browser") return c.json({ type: "other_browser" as const, code: checked.code }, 200);
      if (checked.type === "void" || checked.proof.purpose !== "sign_in") return problem(c, "sign_in_void");
      const finished = await finish(c, browser, checked.proof);
      if (finished.type === "void") return problem(c, "sign_in_void");
      for (const cookie of finished.setCookie) c.header("set-cookie", cookie, { append: true });
      return c.json({ type: "signed_in" as const, me: finished.user }, 200);
    });
}

export function triesLeft(left: number): string {
  return left === 1 ? "You can try once more." : `You can try ${left} more times.`;
}
