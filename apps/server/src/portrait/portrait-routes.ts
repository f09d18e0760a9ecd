import { PARTS } from "@candor/core/portrait/portrait.ts";
import type {
  Beginning,
  MyPortrait,
  PortraitOfOther,
  SayPortrait,
  SharePortrait,
} from "@candor/protocol/http/portrait.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { pairParams } from "../people/people-schemas.ts";
import { listBeginnings } from "./beginnings.ts";
import { listPortraitsForMe, readMyPortrait, readPortraitOfOther, sayPortrait, sharePortrait } from "./portraits.ts";

const MAX_TEXT_LENGTH = 4_000; // UTF-16 units; two pages

const time = z.iso.datetime();
// PostgreSQL's text holds neither NUL nor half of a surrogate pair.
const text = z
  .string()
  .max(MAX_TEXT_LENGTH)
  .refine((value) => !value.includes("\0") && value.isWellFormed(), "There is a character in it that no text has.");
const partParams = z.object({ part: z.enum(PARTS) });

const entrySchema = z.object({ part: z.string(), text: z.string(), at: time, until: time.nullable() });

const myPortraitSchema = z
  .object({ entries: z.array(entrySchema), readers: z.array(z.object({ pair: z.string(), shares: z.boolean() })) })
  .openapi("MyPortrait") satisfies z.ZodType<MyPortrait>;

const sayPortraitSchema = z
  .strictObject({ text: text.transform((value) => value.trim()), was: text.nullable() })
  .openapi("SayPortrait") satisfies z.ZodType<SayPortrait>;

const sharePortraitSchema = z
  .strictObject({ shares: z.boolean() })
  .openapi("SharePortrait") satisfies z.ZodType<SharePortrait>;

const portraitOfOtherSchema = z
  .object({ pair: z.string(), shown: z.boolean(), entries: z.array(entrySchema) })
  .openapi("PortraitOfOther") satisfies z.ZodType<PortraitOfOther>;

const beginningSchema = z
  .object({
    ...{ workspace: z.string(), person: z.string(), name: z.string(), iLead: z.boolean() },
    ...{ since: z.string(), today: z.string(), timeZone: z.string(), pair: z.string().nullable() },
  })
  .openapi("Beginning") satisfies z.ZodType<Beginning>;

const mine = { 200: { description: "What I say of myself", ...json(myPortraitSchema) } };

const read = createRoute({
  method: "get",
  path: "/api/me/portrait",
  summary: "What I say of myself, with its history, and who sees it",
  responses: { ...mine, ...problems(401, 429) },
});

const say = createRoute({
  method: "put",
  path: "/api/me/portrait/{part}",
  summary: "Say one part of my portrait anew, or that it still holds",
  request: { params: partParams, ...jsonBody(sayPortraitSchema) },
  responses: { ...mine, ...problems(400, 401, 409, 429) },
});

const share = createRoute({
  method: "put",
  path: "/api/pairs/{id}/portrait-share",
  summary: "Show my portrait to whoever leads me in a pair, or no longer",
  request: { params: pairParams, ...jsonBody(sharePortraitSchema) },
  responses: { ...mine, ...problems(400, 401, 404, 429) },
});

const ofOther = createRoute({
  method: "get",
  path: "/api/pairs/{id}/portrait",
  summary: "What the other of a pair shows me of themselves",
  request: { params: pairParams },
  responses: {
    200: { description: "Their portrait", ...json(portraitOfOtherSchema) },
    ...problems(401, 404, 429),
  },
});

const forMe = createRoute({
  method: "get",
  path: "/api/me/portraits",
  summary: "The portraits that those whom I lead show me",
  responses: { 200: { description: "All of them", ...json(z.array(portraitOfOtherSchema)) }, ...problems(401, 429) },
});

const beginnings = createRoute({
  method: "get",
  path: "/api/me/beginnings",
  summary: "Who begins with me as manager or report these days",
  responses: { 200: { description: "By the day", ...json(z.array(beginningSchema)) }, ...problems(401, 429) },
});

type Parts = { db: Kysely<Schema>; now: () => Date; newId: () => string };

export function portraitRoutes({ db, now, newId }: Parts) {
  return createRoutes<SignedInEnv>()
    .openapi(read, async (c) => c.json(await readMyPortrait(db, c.var.who.userId, now()), 200))
    .openapi(say, async (c) => {
      const { part } = c.req.valid("param");
      const result = await sayPortrait(db, c.var.who.userId, part, c.req.valid("json"), { now: now(), newId });
      return result.type === "said" ? c.json(result.portrait, 200) : problem(c, result.type);
    })
    .openapi(share, async (c) => {
      const { id } = c.req.valid("param");
      const portrait = await sharePortrait(db, id, c.var.who.userId, c.req.valid("json").shares, now());
      return portrait ? c.json(portrait, 200) : problem(c, "not_found");
    })
    .openapi(ofOther, async (c) => {
      const portrait = await readPortraitOfOther(db, c.req.valid("param").id, c.var.who.userId, now());
      return portrait ? c.json(portrait, 200) : problem(c, "not_found");
    })
    .openapi(forMe, async (c) => c.json(await listPortraitsForMe(db, c.var.who.userId, now()), 200))
    .openapi(beginnings, async (c) => c.json(await listBeginnings(db, c.var.who.userId, now()), 200));
}
