import { isId } from "@candor/core/id.ts";
import type { ApiImported, ApiUndoneImport } from "@candor/protocol/http/api.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { json, jsonBody, problems } from "../../http/json-content.ts";
import { limitRate } from "../../http/limit-rate.ts";
import { problem } from "../../http/problem.ts";
import type { RateLimit } from "../../http/rate-limit.ts";
import type { AnswerOnce } from "../answer-act.ts";
import { pageParams } from "../api-schemas.ts";
import { type BearerParts, importOnOwnPage, lookAtOwnImport } from "../for-bearer.ts";
import { answerDenied, createV1Routes, type V1Env } from "../v1-env.ts";
import { once } from "../write-headers.ts";
import { importBodySchema, importedSchema, importSchema, outlookSchema, undoneSchema } from "./import-schemas.ts";

export const MAX_IMPORT_BYTES = 16_777_216; // a page at its limit, as JSON

const refusals = problems(400, 401, 403, 404, 409, 413, 415, 429);
const writeRefusals = problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 503);
const NEEDS = "Needs `imports:write` and `pages:read`.";
const tags = ["Import and export"];
const importParams = pageParams.extend({ importId: z.string().refine(isId, "That is no id.") });

const look = createRoute({
  method: "post",
  path: "/api/v1/pages/{page}/imports/preview",
  operationId: "previewImport",
  tags,
  summary: "What would come of bringing something in; nothing changes",
  description: `${NEEDS} The body is that of the import itself.`,
  request: { params: pageParams, ...jsonBody(importBodySchema) },
  responses: { 200: { description: "What would change", ...json(outlookSchema) }, ...refusals },
});

const bring = createRoute({
  method: "post",
  path: "/api/v1/pages/{page}/imports",
  operationId: "addImport",
  tags,
  summary: "Bring in what was kept elsewhere, whole or not at all",
  description: `${NEEDS} What is on the page already stays as it is, so that the same brought in twice comes once. The other person is told, and either can take it back for two weeks.`,
  request: { params: pageParams, headers: once, ...jsonBody(importBodySchema) },
  responses: { 201: { description: "What came of it", ...json(importedSchema) }, ...writeRefusals },
});

const list = createRoute({
  method: "get",
  path: "/api/v1/pages/{page}/imports",
  operationId: "listImports",
  tags,
  summary: "Imports that can still be taken back, the newest first",
  description: NEEDS,
  request: { params: pageParams },
  responses: {
    200: {
      description: "The imports",
      ...json(z.object({ items: z.array(importSchema) }).openapi("Imports")),
    },
    ...refusals,
  },
});

const undo = createRoute({
  method: "delete",
  path: "/api/v1/pages/{page}/imports/{importId}",
  operationId: "undoImport",
  tags,
  summary: "Take an import back: what somebody changed since stays",
  description: NEEDS,
  request: { params: importParams, headers: once },
  responses: { 200: { description: "What was taken back", ...json(undoneSchema) }, ...writeRefusals },
});

const BODY_ROUTES = /^\/api\/v1\/pages\/[^/]+\/imports(?:\/preview)?$/;

/** Whether a body as long as a whole page is taken there. */
export function isImportPath(path: string): boolean {
  return BODY_ROUTES.test(path);
}

/** Bodies are handed to a thread unread: what is in them is looked at there alone. */
export function importRoutes(parts: BearerParts, answerOnce: AnswerOnce, heavy: RateLimit) {
  const app = createV1Routes();
  const limit = limitRate(heavy, (c) => (c as Context<V1Env>).var.bearer.userId);
  for (const path of ["/api/v1/pages/:page/imports", "/api/v1/pages/:page/imports/*"]) app.use(path, limit);
  for (const route of [look, bring]) app.openAPIRegistry.registerPath(route);
  app.post("/api/v1/pages/:page/imports/preview", async (c) => {
    const page = c.req.param("page");
    if (!isPage(page)) return problem(c, "not_found");
    const wish = { type: "look", text: await c.req.text() } as const;
    const looked = await lookAtOwnImport(parts, c.var.bearer, { page, wish });
    return looked.type === "looked" ? c.json(looked.outlook, 200) : refuse(c, looked);
  });
  app.post("/api/v1/pages/:page/imports", async (c) => {
    const page = c.req.param("page");
    if (!isPage(page)) return problem(c, "not_found");
    const text = await c.req.text();
    return answerOnce<ApiImported | ApiUndoneImport>(c, 201, (asked, newId) =>
      importOnOwnPage(parts, c.var.bearer, { page, wish: { type: "bring", text, id: newId() }, once: asked }),
    );
  });
  return app
    .openapi(list, async (c) => {
      const { page } = c.req.valid("param");
      const looked = await lookAtOwnImport(parts, c.var.bearer, { page, wish: { type: "list" } });
      return (looked.type === "listed" ? c.json({ items: looked.imports }, 200) : refuse(c, looked)) as never;
    })
    .openapi(undo, (c) => {
      const { page, importId: id } = c.req.valid("param");
      return answerOnce<ApiImported | ApiUndoneImport>(c, 200, (asked) =>
        importOnOwnPage(parts, c.var.bearer, { page, wish: { type: "take back", id }, once: asked }),
      );
    });
}

function refuse(c: Context, looked: Awaited<ReturnType<typeof lookAtOwnImport>>) {
  switch (looked.type) {
    case "scope_missing":
    case "token_void":
    case "not_found":
      return answerDenied(c, looked);
    case "invalid":
      return problem(c, "invalid", looked.detail);
    case "too_large":
      return problem(c, "too_large");
    default:
      c.header("retry-after", "1");
      return problem(c, "page_busy");
  }
}

function isPage(page: string): boolean {
  return pageParams.safeParse({ page }).success;
}
