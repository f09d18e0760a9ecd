import type { MailInbox, MyMail, PlaceMailedTopic, SetMailSenders } from "@candor/protocol/http/my-mail.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { readMembership } from "../people/pairs.ts";
import { pairParams } from "../people/people-schemas.ts";
import { setSenders } from "./mail-settings.ts";
import { placeMailed, readMailInbox, readMyMail, throwAway } from "./my-mail.ts";
import { closeAddress, makeTopicToken, renewAddress } from "./topic-addresses.ts";

const MAX_SENDERS = 5;

const myMailSchema = z
  .object({
    isOn: z.boolean(),
    ...{ address: z.string().nullable(), from: z.string().nullable() },
    pages: z.array(z.object({ pair: z.string(), address: z.string() })),
    senders: z.array(z.string()),
    recent: z.array(
      z.object({
        ...{ at: z.string(), state: z.enum(["waiting", "inbox", "added", "refused"]) },
        ...{ why: z.string().nullable(), pair: z.string().nullable(), from: z.string().nullable() },
      }),
    ),
  })
  .openapi("MyMail") satisfies z.ZodType<MyMail>;
const sendersSchema = z
  .strictObject({ senders: z.array(z.string().max(254)).max(MAX_SENDERS) })
  .openapi("SetMailSenders") satisfies z.ZodType<SetMailSenders>;
const inboxSchema = z
  .object({ topics: z.array(z.object({ id: z.string(), title: z.string(), notes: z.string(), at: z.string() })) })
  .openapi("MailInbox") satisfies z.ZodType<MailInbox>;
const placeSchema = z
  .strictObject({ pair: z.string().max(64).nullable() })
  .openapi("PlaceMailedTopic") satisfies z.ZodType<PlaceMailedTopic>;

const mine = { 200: { description: "Where my mail becomes topics, and what of it did", ...json(myMailSchema) } };
const inbox = { 200: { description: "What came by mail and is on no page yet", ...json(inboxSchema) } };
const mailId = z.object({ id: z.string().min(1).max(64) });

const read = createRoute({
  method: "get",
  path: "/api/me/mail",
  summary: "Where mail of mine becomes topics",
  responses: { ...mine, ...problems(401, 429) },
});
const renewOwn = createRoute({
  method: "put",
  path: "/api/me/mail/address",
  summary: "A new address into my inbox; the one before takes nothing any more",
  responses: { ...mine, ...problems(401, 409, 429) },
});
const closeOwn = createRoute({
  method: "delete",
  path: "/api/me/mail/address",
  summary: "No address into my inbox any more",
  responses: { ...mine, ...problems(401, 429) },
});
const renew = createRoute({
  method: "put",
  path: "/api/me/mail/addresses/{id}",
  summary: "A new address of mine onto a page; the one before takes nothing any more",
  request: { params: pairParams },
  responses: { ...mine, ...problems(401, 404, 409, 429) },
});
const close = createRoute({
  method: "delete",
  path: "/api/me/mail/addresses/{id}",
  summary: "No address of mine onto a page any more",
  request: { params: pairParams },
  responses: { ...mine, ...problems(401, 404, 429) },
});
const senders = createRoute({
  method: "put",
  path: "/api/me/mail/senders",
  summary: "Say which other addresses my mail comes from",
  request: jsonBody(sendersSchema),
  responses: { ...mine, ...problems(400, 401, 429) },
});
const readInbox = createRoute({
  method: "get",
  path: "/api/me/mail/inbox",
  summary: "What came by mail and is on no page yet, oldest first",
  responses: { ...inbox, ...problems(401, 429) },
});
const place = createRoute({
  method: "post",
  path: "/api/me/mail/inbox/{id}",
  summary: "Put one of them onto a page, or one that I threw away back",
  request: { params: mailId, ...jsonBody(placeSchema) },
  responses: { ...inbox, ...problems(400, 401, 404, 429) },
});
const remove = createRoute({
  method: "delete",
  path: "/api/me/mail/inbox/{id}",
  summary: "Throw one of them away",
  request: { params: mailId },
  responses: { ...inbox, ...problems(401, 404, 429) },
});

type Parts = {
  db: Kysely<Schema>;
  now: () => Date;
  signIn: { random: (size: number) => Uint8Array };
  mailIn: { address: string | null; wake: () => void };
};

export function mailInRoutes({ db, now, signIn, mailIn }: Parts) {
  const answer = (userId: string) => readMyMail(db, userId, mailIn.address, now());
  const fresh = () => makeTopicToken(signIn.random);
  return createRoutes<SignedInEnv>()
    .openapi(read, async (c) => c.json(await answer(c.var.who.userId), 200))
    .openapi(renewOwn, async (c) => {
      const { userId } = c.var.who;
      if (mailIn.address === null) return problem(c, "no_mail_in");
      await renewAddress(db, { userId, pairId: "" }, fresh(), now());
      return c.json(await answer(userId), 200);
    })
    .openapi(closeOwn, async (c) => {
      const { userId } = c.var.who;
      await closeAddress(db, { userId, pairId: "" });
      return c.json(await answer(userId), 200);
    })
    .openapi(renew, async (c) => {
      const { id } = c.req.valid("param");
      const { userId } = c.var.who;
      if (!(await readMembership(db, id, userId))) return problem(c, "not_found");
      if (mailIn.address === null) return problem(c, "no_mail_in");
      await renewAddress(db, { userId, pairId: id }, fresh(), now());
      return c.json(await answer(userId), 200);
    })
    .openapi(close, async (c) => {
      const { id } = c.req.valid("param");
      const { userId } = c.var.who;
      if (!(await readMembership(db, id, userId))) return problem(c, "not_found");
      await closeAddress(db, { userId, pairId: id });
      return c.json(await answer(userId), 200);
    })
    .openapi(senders, async (c) => {
      const { userId } = c.var.who;
      if (!(await setSenders(db, userId, c.req.valid("json").senders)))
        return problem(c, "invalid", "One of these is no mail address.");
      return c.json(await answer(userId), 200);
    })
    .openapi(readInbox, async (c) => c.json(await readMailInbox(db, c.var.who.userId), 200))
    .openapi(place, async (c) => {
      const { userId } = c.var.who;
      const { id } = c.req.valid("param");
      const { pair } = c.req.valid("json");
      if (pair !== null && !(await readMembership(db, pair, userId))) return problem(c, "not_found");
      if (!(await placeMailed(db, { userId, id, pairId: pair }))) return problem(c, "not_found");
      mailIn.wake();
      return c.json(await readMailInbox(db, userId), 200);
    })
    .openapi(remove, async (c) => {
      const { userId } = c.var.who;
      if (!(await throwAway(db, { userId, id: c.req.valid("param").id }))) return problem(c, "not_found");
      return c.json(await readMailInbox(db, userId), 200);
    });
}
