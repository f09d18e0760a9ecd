import type { BeginSkipRound, SkipLevels, SkipNoticeForMe } from "@candor/protocol/http/skip.ts";
import { createRoute, z } from "@hono/zod-openapi";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { type WorkspaceRoutesParts, whoAsks } from "../workspace/workspace-routes.ts";
import { workspaceParams } from "../workspace/workspace-schemas.ts";
import { beginRound } from "./begin-round.ts";
import { readSkipLevels } from "./read-skip-levels.ts";
import { noticePost } from "./send-notice.ts";
import { listSkipNotices, markNoticeRead } from "./skip-notices.ts";
import { tellOfOpenPages } from "./tell-of-pages.ts";

const MOST_MEETINGS = 100; // a month
const MINUTES = { least: 10, most: 120 };

const time = z.iso.datetime();
const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, "That is no month; write it as 2026-12.");

const toldSchema = z.array(
  z.object({
    ...{ manager: z.string(), person: z.string(), at: time },
    way: z.enum(["mail", "operator", "here"]),
  }),
);

const levelsSchema = z
  .object({
    ...{ today: z.string(), me: z.string() },
    people: z.array(
      z.object({
        ...{ person: z.string(), name: z.string(), department: z.string() },
        between: z.array(z.object({ person: z.string(), name: z.string() })),
        ...{ since: z.string(), until: z.string().nullable(), lastMet: z.string().nullable() },
        leaves: z.array(z.object({ from: z.string().nullable(), back: z.string().nullable() })),
        pair: z.string().nullable(),
      }),
    ),
    round: z
      .object({
        ...{ id: z.string(), begunAt: time, firstMonth: z.string(), meetings: z.number(), minutes: z.number() },
        turns: z.array(z.object({ person: z.string(), month: z.string() })),
        told: toldSchema,
      })
      .nullable(),
    told: toldSchema,
  })
  .openapi("SkipLevels") satisfies z.ZodType<SkipLevels>;

const beginSchema = z
  .strictObject({
    meetings: z.number().int().min(0).max(MOST_MEETINGS),
    minutes: z.number().int().min(MINUTES.least).max(MINUTES.most),
    firstMonth: month,
  })
  .openapi("BeginSkipRound") satisfies z.ZodType<BeginSkipRound>;

const noticesSchema = z.array(
  z
    .object({
      ...{ notice: z.string(), workspaceName: z.string(), at: time, subject: z.string() },
      ...{ paragraphs: z.array(z.string()), read: z.boolean() },
    })
    .openapi("SkipNoticeForMe"),
) satisfies z.ZodType<SkipNoticeForMe[]>;

const read = createRoute({
  method: "get",
  path: "/api/workspaces/{workspace}/skip-levels",
  summary: "Whom I am two levels above, when I last met them, and my round that goes on",
  request: { params: workspaceParams },
  responses: { 200: { description: "My skip-levels", ...json(levelsSchema) }, ...problems(401, 404, 429) },
});

const begin = createRoute({
  method: "post",
  path: "/api/workspaces/{workspace}/skip-levels/rounds",
  summary: "Begin a round or change the one that goes on, and tell the managers between who have not been told",
  request: { params: workspaceParams, ...jsonBody(beginSchema) },
  responses: { 200: { description: "My skip-levels", ...json(levelsSchema) }, ...problems(400, 401, 404, 409, 429) },
});

const tell = createRoute({
  method: "post",
  path: "/api/workspaces/{workspace}/skip-levels/notices",
  summary: "Tell the managers between of my open skip-level pages of which nobody ever told them",
  request: { params: workspaceParams },
  responses: { 200: { description: "My skip-levels", ...json(levelsSchema) }, ...problems(401, 404, 429) },
});

const notices = createRoute({
  method: "get",
  path: "/api/me/skip-notices",
  summary: "What I was told of rounds and pages by which my own manager meets people of my team",
  responses: { 200: { description: "The newest first", ...json(noticesSchema) }, ...problems(401, 429) },
});

const markRead = createRoute({
  method: "post",
  path: "/api/me/skip-notices/{notice}/read",
  summary: "Put a notice of mine away",
  request: { params: z.object({ notice: z.uuid() }) },
  responses: { 200: { description: "The newest first", ...json(noticesSchema) }, ...problems(400, 401, 429) },
});

export function skipRoutes(parts: WorkspaceRoutesParts) {
  const { db, engine, now, signIn } = parts;
  const { mail } = signIn;
  const tables = { db, engine };
  return createRoutes<SignedInEnv>()
    .openapi(read, async (c) => {
      const levels = await readSkipLevels(tables, whoAsks(c, c.req.valid("param").workspace, now));
      return levels ? c.json(levels, 200) : problem(c, "not_found");
    })
    .openapi(begin, async (c) => {
      const who = whoAsks(c, c.req.valid("param").workspace, now);
      const result = await beginRound(tables, who, c.req.valid("json"), noticePost(parts));
      if (result.type !== "round") return problem(c, result.type);
      mail.wake();
      return c.json(result.levels, 200);
    })
    .openapi(tell, async (c) => {
      const who = whoAsks(c, c.req.valid("param").workspace, now);
      const levels = await tellOfOpenPages(tables, who, noticePost(parts));
      if (!levels) return problem(c, "not_found");
      mail.wake();
      return c.json(levels, 200);
    })
    .openapi(notices, async (c) => c.json(await listSkipNotices(db, c.var.who.userId, now()), 200))
    .openapi(markRead, async (c) =>
      c.json(await markNoticeRead(db, c.var.who.userId, c.req.valid("param").notice, now()), 200),
    );
}
