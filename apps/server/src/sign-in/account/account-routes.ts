import type { Account, EmailChangeAsked } from "@candor/protocol/http/sign-in.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { RegistrationResponseJSON } from "@simplewebauthn/server";
import { createRoutes, type SignedInEnv } from "../../http/app-env.ts";
import { json, jsonBody, problems } from "../../http/json-content.ts";
import { plainName } from "../../http/plain-name.ts";
import { problem } from "../../http/problem.ts";
import { keepBrowser, readBrowser } from "../browser-cookie.ts";
import { codeSchema, emailSchema, triesLeft } from "../mail-routes.ts";
import { answerSchema, passkeyCeremonySchema } from "../passkey/passkey-routes.ts";
import { addPasskey, askForPasskey } from "../passkey/passkeys.ts";
import type { RoutePorts } from "../sign-in-routes.ts";
import { askToChangeEmail, changeEmail } from "./change-email.ts";
import { countWaysIn, readAccount } from "./read-account.ts";
import { requireFresh } from "./require-fresh.ts";

const MAX_NAME_LENGTH = 60; // UTF-16 units

const name = plainName(MAX_NAME_LENGTH);
const passkeySchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  usedOn: z.iso.date().nullable(),
});
const accountSchema = z
  .object({
    email: z.string().nullable(),
    freshUntil: z.iso.datetime().nullable(),
    passkeys: z.array(passkeySchema),
    identities: z.array(z.object({ id: z.string(), name: z.string() })),
    sessions: z.array(
      z.object({
        id: z.string(),
        isThis: z.boolean(),
        device: z.string(),
        beganAt: z.iso.datetime(),
        usedOn: z.iso.date(),
      }),
    ),
  })
  .openapi("Account") satisfies z.ZodType<Account>;
const changeAskedSchema = z
  .object({ old: z.uuid().nullable(), new: z.uuid(), expiresAt: z.iso.datetime() })
  .openapi("EmailChangeAsked") satisfies z.ZodType<EmailChangeAsked>;
const confirmSchema = z.strictObject({ old: codeSchema.nullable(), new: codeSchema }).openapi("ConfirmEmail");
const addSchema = z.strictObject({ id: z.uuid(), name, response: answerSchema }).openapi("AddPasskey");
const byId = { params: z.object({ id: z.uuid() }) };
const done = { 204: { description: "Done; the same again changes nothing" } };

const read = createRoute({
  method: "get",
  path: "/api/me/account",
  summary: "How I sign in, and where I am signed in",
  responses: { 200: { description: "My account", ...json(accountSchema) }, ...problems(401, 429) },
});
const endSession = createRoute({
  method: "delete",
  path: "/api/me/account/sessions/{id}",
  summary: "End a session of mine; what is open on that device is cut off at once",
  request: byId,
  responses: { ...done, ...problems(401, 404, 429) },
});
const endOthers = createRoute({
  method: "delete",
  path: "/api/me/account/sessions",
  summary: "End all my other sessions",
  responses: { ...done, ...problems(401, 429) },
});
const askPasskey = createRoute({
  method: "post",
  path: "/api/me/account/passkeys/options",
  summary: "Begin to add a passkey",
  responses: {
    200: { description: "What to ask the device with", ...json(passkeyCeremonySchema) },
    ...problems(401, 403, 429),
  },
});
const add = createRoute({
  method: "post",
  path: "/api/me/account/passkeys",
  summary: "Add the passkey that the device made",
  request: jsonBody(addSchema),
  responses: { 200: { description: "The passkey", ...json(passkeySchema) }, ...problems(400, 401, 403, 409, 410, 429) },
});
const rename = createRoute({
  method: "patch",
  path: "/api/me/account/passkeys/{id}",
  summary: "Give a passkey another name",
  request: { ...byId, ...jsonBody(z.strictObject({ name }).openapi("RenamePasskey")) },
  responses: { ...done, ...problems(400, 401, 403, 404, 429) },
});
const remove = createRoute({
  method: "delete",
  path: "/api/me/account/passkeys/{id}",
  summary: "Take a passkey away",
  request: byId,
  responses: { ...done, ...problems(401, 403, 404, 409, 429) },
});
const unlink = createRoute({
  method: "delete",
  path: "/api/me/account/identities/{id}",
  summary: "Take an identity of single sign-on away from the account",
  request: byId,
  responses: { ...done, ...problems(401, 403, 404, 409, 429) },
});
const askEmail = createRoute({
  method: "post",
  path: "/api/me/account/email",
  summary: "Ask for another address; the new one and the old one each get a code",
  request: jsonBody(emailSchema),
  responses: { 200: { description: "Asked", ...json(changeAskedSchema) }, ...problems(400, 401, 403, 429) },
});
const confirmEmail = createRoute({
  method: "post",
  path: "/api/me/account/email/confirm",
  summary: "Change the address with the codes of both mails",
  request: jsonBody(confirmSchema),
  responses: { ...done, ...problems(400, 401, 403, 409, 410, 429) },
});

/** The paths under which only somebody who has just signed in may do anything. */
export const FRESH_PATHS = [
  "/api/me/account/passkeys",
  "/api/me/account/passkeys/*",
  "/api/me/account/identities/*",
  "/api/me/account/email",
  "/api/me/account/email/*",
];

export function accountRoutes(parts: RoutePorts) {
  const { db, now, signIn, sessionEnded } = parts;
  const app = createRoutes<SignedInEnv>();
  for (const path of FRESH_PATHS) app.use(path, requireFresh(now));
  return app
    .openapi(read, async (c) => {
      const { who, session } = c.var;
      return c.json(await readAccount(db, { userId: who.userId, session, providers: signIn.oidc }, now()), 200);
    })
    .openapi(endSession, async (c) => {
      const ended = await db
        .deleteFrom("session")
        .where("id", "=", c.req.valid("param").id)
        .where("userId", "=", c.var.who.userId)
        .returning("id")
        .executeTakeFirst();
      if (!ended) return problem(c, "not_found");
      sessionEnded(ended.id);
      return c.body(null, 204);
    })
    .openapi(endOthers, async (c) => {
      const ended = await db
        .deleteFrom("session")
        .where("userId", "=", c.var.who.userId)
        .where("id", "!=", c.var.session.id)
        .returning("id")
        .execute();
      for (const { id } of ended) sessionEnded(id);
      return c.body(null, 204);
    })
    .openapi(askPasskey, async (c) => {
      const { userId } = c.var.who;
      const { email } = await readAccount(db, { userId, session: c.var.session, providers: [] }, now());
      const label = email ?? (c.var.who.name || "Candor");
      const asking = { browser: keepBrowser(c, parts), userId, origin: c.req.header("origin") ?? "", label };
      return c.json(await askForPasskey(db, signIn, asking, now()), 200);
    })
    .openapi(add, async (c) => {
      const { id, name: given, response } = c.req.valid("json");
      const answer = response as unknown as RegistrationResponseJSON;
      const asking = { id, browser: readBrowser(c, parts), origin: c.req.header("origin") ?? "", response: answer };
      const added = await addPasskey(db, signIn, { ...asking, userId: c.var.who.userId, name: given }, now());
      if (added.type === "void") return problem(c, "sign_in_void");
      if (added.type === "too_many") return problem(c, "too_many_passkeys");
      if (added.type === "refused") return problem(c, "not_verified");
      const { passkey } = added;
      return c.json({ id: passkey.id, name: passkey.name, createdAt: passkey.created_at, usedOn: null }, 200);
    })
    .openapi(rename, async (c) => {
      const renamed = await db
        .updateTable("passkey")
        .set({ name: c.req.valid("json").name })
        .where("id", "=", c.req.valid("param").id)
        .where("user_id", "=", c.var.who.userId)
        .returning("id")
        .executeTakeFirst();
      return renamed ? c.body(null, 204) : problem(c, "not_found");
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid("param");
      const { userId } = c.var.who;
      const result = await db.transaction().execute(async (tx) => {
        const passkey = await tx
          .selectFrom("passkey")
          .select("id")
          .where("id", "=", id)
          .where("user_id", "=", userId)
          .executeTakeFirst();
        if (!passkey) return "not_found" as const;
        if ((await countWaysIn(tx, userId)) < 2) return "last_way_in" as const;
        await tx.deleteFrom("passkey").where("id", "=", id).execute();
        return null;
      });
      return result === null ? c.body(null, 204) : problem(c, result);
    })
    .openapi(unlink, async (c) => {
      const { id } = c.req.valid("param");
      const { userId } = c.var.who;
      const result = await db.transaction().execute(async (tx) => {
        const identity = await tx
          .selectFrom("account")
          .select("id")
          .where("id", "=", id)
          .where("userId", "=", userId)
          .executeTakeFirst();
        if (!identity) return "not_found" as const;
        if ((await countWaysIn(tx, userId)) < 2) return "last_way_in" as const;
        await tx.deleteFrom("account").where("id", "=", id).execute();
        return null;
      });
      return result === null ? c.body(null, 204) : problem(c, result);
    })
    .openapi(askEmail, async (c) => {
      const { email } = c.req.valid("json");
      const asking = { userId: c.var.who.userId, browser: keepBrowser(c, parts), newEmail: email, place: placeOf(c) };
      const { expiresAt, ...asked } = await askToChangeEmail(parts, asking);
      return c.json({ ...asked, expiresAt: expiresAt.toISOString() }, 200);
    })
    .openapi(confirmEmail, async (c) => {
      const codes = c.req.valid("json");
      const asked = { userId: c.var.who.userId, browser: readBrowser(c, parts), place: placeOf(c), ...codes };
      const changed = await changeEmail(parts, asked);
      if (changed.type === "wrong") return problem(c, "wrong_code", triesLeft(changed.left));
      if (changed.type === "void") return problem(c, "sign_in_void");
      if (changed.type === "taken") return problem(c, "address_taken");
      return c.body(null, 204);
    });
}

function placeOf(c: { req: { header: (name: string) => string | undefined } }): string {
  return new URL(c.req.header("origin") ?? "http://localhost").host;
}
