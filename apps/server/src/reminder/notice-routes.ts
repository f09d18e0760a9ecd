import { isInwardHost } from "@candor/integrations/egress/is-inward-host.ts";
import { readAddress } from "@candor/integrations/egress/read-address.ts";
import { isPushKey } from "@candor/integrations/push/encrypt-message.ts";
import type { KeepPush, MyNotices, SetNotices } from "@candor/protocol/http/notices.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Tables } from "../cadence/read-records.ts";
import { timeZone } from "../calendar/calendar-routes.ts";
import { type AppEnv, createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { endMails, keepBrowser, readNotices, setNotices } from "./notice-settings.ts";
import type { Notices } from "./open-notices.ts";
import type { MailedKind } from "./unsubscribe-link.ts";

export const UNSUBSCRIBE_PATH = "/api/unsubscribe";

const channels = z.strictObject({ mail: z.boolean(), push: z.boolean() });
const hour = z.int().min(0).max(23);
const said = {
  ...{ digest: channels, reminder: channels, weekAhead: channels, withTitles: z.boolean() },
  ...{ isAllOff: z.boolean(), quiet: z.strictObject({ from: hour, until: hour }) },
};
const noticesSchema = z
  .object({
    ...said,
    ...{ timeZone: z.string(), hasAddress: z.boolean() },
    push: z.object({ publicKey: z.string(), here: z.boolean(), browsers: z.number().int() }),
  })
  .openapi("MyNotices") satisfies z.ZodType<MyNotices>;
const setSchema = z.strictObject({ ...said, timeZone }).openapi("SetNotices") satisfies z.ZodType<SetNotices>;
const key = (bytes: number) =>
  z
    .string()
    .max(200)
    .refine((text) => Buffer.from(text, "base64url").length === bytes, "That is no key of a browser.");
const pushSchema = z
  .strictObject({
    endpoint: z.url({ protocol: /^https$/ }).max(1000),
    p256dh: key(65).refine(isPushKey, "That is no key of a browser."),
    auth: key(16),
  })
  .openapi("KeepPush") satisfies z.ZodType<KeepPush>;

const mine = { 200: { description: "What I am told of by itself, when and how", ...json(noticesSchema) } };

const read = createRoute({
  method: "get",
  path: "/api/me/notices",
  summary: "What I am told of by itself, when and how",
  responses: { ...mine, ...problems(401, 429) },
});
const set = createRoute({
  method: "put",
  path: "/api/me/notices",
  summary: "Say what I want to be told of by itself, when and how, or that nothing is to come",
  request: jsonBody(setSchema),
  responses: { ...mine, ...problems(400, 401, 429) },
});
const keep = createRoute({
  method: "put",
  path: "/api/me/push",
  summary: "This browser takes messages, until it signs out",
  request: jsonBody(pushSchema),
  responses: { ...mine, ...problems(400, 401, 429) },
});
const end = createRoute({
  method: "delete",
  path: "/api/me/push",
  summary: "This browser takes no messages any more",
  responses: { ...mine, ...problems(401, 429) },
});

const query = { query: z.object({ t: z.string().max(200).optional() }) };
const page = { description: "A page to read", content: { "text/html": { schema: z.string() } } };
const ask = createRoute({
  method: "get",
  path: UNSUBSCRIBE_PATH,
  summary: "What a link in a mail would switch off; nothing is done yet, as programs follow links",
  request: query,
  responses: { 200: page, ...problems(404, 429) },
});
const unsubscribe = createRoute({
  method: "post",
  path: UNSUBSCRIBE_PATH,
  summary: "Switch off the mails of one kind, signed in or not (RFC 8058)",
  request: query,
  responses: { 200: page, ...problems(403, 404, 413, 429) },
});

type Parts = Tables & {
  now: () => Date;
  newId: () => string;
  notices: Pick<Notices, "publicKey" | "links" | "allowed">;
};

export function noticeRoutes({ db, engine, now, newId, notices }: Parts) {
  const tables = { db, engine };
  const answer = async (userId: string, sessionId: string) =>
    readNotices(tables, { userId, sessionId }, await notices.publicKey());
  return createRoutes<SignedInEnv>()
    .openapi(read, async (c) => c.json(await answer(c.var.who.userId, c.var.session.id), 200))
    .openapi(set, async (c) => {
      await setNotices(tables, c.var.who.userId, c.req.valid("json"));
      return c.json(await answer(c.var.who.userId, c.var.session.id), 200);
    })
    .openapi(keep, async (c) => {
      const [{ userId }, sessionId] = [c.var.who, c.var.session.id];
      const given = c.req.valid("json");
      const read = readAddress(given.endpoint, new Set(notices.allowed));
      if (read.type !== "address") return problem(c, "no_push_address");
      const { hostname, origin } = read.url;
      // As when it is sent to, but said while somebody is there to read it.
      if (!notices.allowed.includes(origin) && isInwardHost(hostname)) return problem(c, "inner_push_address");
      await keepBrowser(tables, { id: newId(), userId, sessionId, ...given }, now());
      return c.json(await answer(userId, sessionId), 200);
    })
    .openapi(end, async (c) => {
      const sessionId = c.var.session.id;
      await db.deleteFrom("push_subscription").where("session_id", "=", sessionId).execute();
      return c.json(await answer(c.var.who.userId, sessionId), 200);
    });
}

const WHAT: Readonly<Record<MailedKind, string>> = {
  digest: "mails in the morning of the day before a 1:1",
  reminder: "mails about an hour before a 1:1",
  week_ahead: "mails on Monday about what waits for the 1:1s of the week",
  weekly: "mails about what waits for a word of yours",
};

/** Signed out, by the token of the mail alone. */
export function unsubscribeRoutes({ db, notices: { links } }: { db: Parts["db"]; notices: Pick<Notices, "links"> }) {
  return createRoutes<AppEnv>()
    .openapi(ask, (c) => {
      const said = links.read(c.req.valid("query").t ?? "");
      if (said === null) return problem(c, "not_found");
      const form = `<form method="post"><button>Send me no more of them</button></form>`;
      return c.html(pageOf(`Candor sends you ${WHAT[said.kind]}.`, form), 200);
    })
    .openapi(unsubscribe, async (c) => {
      const said = links.read(c.req.valid("query").t ?? "");
      if (said === null) return problem(c, "not_found");
      await endMails({ db }, said.userId, said.kind);
      const back = 'You can switch them on again in Candor, under <a href="/settings/connections">connections</a>.';
      return c.html(pageOf(`Candor sends you no more ${WHAT[said.kind]}.`, `<p>${back}</p>`), 200);
    });
}

/** Nothing of it comes from anybody but us. To ourselves it names its origin, else its form would come from nowhere. */
function pageOf(sentence: string, below: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><meta name="referrer" content="same-origin"><meta name="color-scheme" content="light dark"><title>Candor</title><main><h1>${sentence}</h1>${below}</main></html>`;
}
