import type { OperatorOutbox as OutboxAnswer } from "@candor/protocol/http/sign-in.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { type AppEnv, createRoutes } from "../http/app-env.ts";
import { isLoopback } from "../http/is-loopback.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { type OperatorOutbox, readWaitingMails } from "./operator-outbox.ts";

const outboxSchema = z
  .object({
    key: z.string(),
    mails: z.array(
      z.object({
        ...{ id: z.string(), to: z.string(), subject: z.string(), text: z.string() },
        ...{ createdAt: z.iso.datetime(), expiresAt: z.iso.datetime() },
      }),
    ),
  })
  .openapi("OperatorOutbox") satisfies z.ZodType<OutboxAnswer>;

const read = createRoute({
  method: "post",
  path: "/api/operator/outbox",
  summary: "For whoever runs this server, on its own machine: the mails that stay here for want of a mail server",
  request: jsonBody(z.strictObject({ secret: z.string().max(200) }).openapi("OpenOutbox")),
  responses: { 200: { description: "The mails", ...json(outboxSchema) }, ...problems(400, 403, 404, 429) },
});

export type Operator = {
  outbox: OperatorOutbox;
  /** of the socket itself, whatever a proxy says */
  remoteAddress: (c: Context) => string;
  /** whether it is this server by a name of its own machine */
  isOrigin: (origin: string) => boolean;
};

export type OperatorParts = {
  db: Kysely<Schema>;
  /** null: a mail server is set, and there is nothing to read here */
  operator: Operator | null;
  now: () => Date;
};

export const OUTBOX_PATH = read.path;

export function operatorRoutes({ db, operator, now }: OperatorParts) {
  return createRoutes<AppEnv>().openapi(read, async (c) => {
    const isHere = operator !== null && isOnThisMachine(c, operator.remoteAddress(c));
    const key = isHere ? operator.outbox.admit(c.req.valid("json").secret) : null;
    if (!key) return problem(c, "not_found");
    return c.json({ key, mails: await readWaitingMails(db, now()) }, 200);
  });
}

/**
 * Not through a proxy, which makes everybody look as if they were here: it passes on the name it was called by, and says
 * for whom it asks. A name of this machine that somebody else's DNS made up does not fit either.
 */
function isOnThisMachine(c: Context, remote: string): boolean {
  const host = URL.parse(`http://${c.req.header("host") ?? ""}`)?.hostname ?? "";
  const isPassedOn = ["x-forwarded-for", "forwarded", "x-forwarded-host", "via"].some((name) => c.req.header(name));
  return isLoopback(remote.replace(/^::ffff:/, "")) && isLoopback(host) && !isPassedOn;
}
