import { createRoute, z } from "@hono/zod-openapi";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { readMembership } from "../people/pairs.ts";
import type { AnswerAct } from "./answer-act.ts";
import { actionParams, actionSchema, addActionSchema, changeActionSchema, pageParams } from "./api-schemas.ts";
import { type BearerParts, deny, findOnOwnPage, listOwnPages, readOwnPage, readOwnPart } from "./for-bearer.ts";
import { listQuery, listSchema, partOf, sealedQuery } from "./list-page.ts";
import { answerDenied, answerRead, createV1Routes } from "./v1-env.ts";
import { conditional, once } from "./write-headers.ts";

const refusals = problems(400, 401, 403, 404, 429);
const writeRefusals = problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 503);
const actionsSchema = listSchema("Actions", actionSchema);
const myActionsSchema = listSchema("MyActions", actionSchema.extend({ page: z.uuid() }).openapi("MyAction"));
const state = z.enum(["open", "done", "dropped"]);

const mine = createRoute({
  method: "get",
  path: "/api/v1/actions",
  operationId: "listMyActions",
  tags: ["Actions"],
  summary: "Your own actions on all your pages, by when they are due; open ones where you don't say",
  description: "Needs `pages:read`. Archived pages are left out.",
  request: { query: listQuery.extend({ state: state.optional() }) },
  responses: { 200: { description: "The actions", ...json(myActionsSchema) }, ...refusals },
});

const list = createRoute({
  method: "get",
  path: "/api/v1/pages/{page}/actions",
  operationId: "listActions",
  tags: ["Actions"],
  summary: "Actions of a page, in the order in which they came up",
  description: "Needs `pages:read`.",
  request: {
    params: pageParams,
    query: listQuery
      .extend(sealedQuery.shape)
      .extend({ state: state.optional(), owner: z.enum(["a", "b"]).optional() }),
  },
  responses: { 200: { description: "The actions", ...json(actionsSchema) }, ...refusals },
});

const add = createRoute({
  method: "post",
  path: "/api/v1/pages/{page}/actions",
  operationId: "addAction",
  tags: ["Actions"],
  summary: "Add an action",
  description: "Needs `actions:write`.",
  request: { params: pageParams, headers: once, ...jsonBody(addActionSchema) },
  responses: { 201: { description: "The action", ...json(actionSchema) }, ...writeRefusals },
});

const read = createRoute({
  method: "get",
  path: "/api/v1/pages/{page}/actions/{action}",
  operationId: "readAction",
  tags: ["Actions"],
  summary: "One action",
  description: "Needs `pages:read`.",
  request: { params: actionParams },
  responses: { 200: { description: "The action", ...json(actionSchema) }, ...refusals },
});

const change = createRoute({
  method: "patch",
  path: "/api/v1/pages/{page}/actions/{action}",
  operationId: "changeAction",
  tags: ["Actions"],
  summary: "Change an action: its words, whose it is, when it is due, whether it is done",
  description: "Needs `actions:write` and `pages:read`. What you leave out stays as it is.",
  request: { params: actionParams, headers: conditional, ...jsonBody(changeActionSchema) },
  responses: { 200: { description: "The action", ...json(actionSchema) }, ...writeRefusals, ...problems(412) },
});

export function actionRoutes(parts: BearerParts, answerAct: AnswerAct) {
  return createV1Routes()
    .openapi(mine, async (c) => {
      const pages = await listOwnPages(parts, c.var.bearer);
      if (!Array.isArray(pages)) return answerDenied(c, pages) as never;
      const { state: wanted = "open", ...query } = c.req.valid("query");
      const found = [];
      for (const { id, me, archived } of pages) {
        const own = archived ? null : await readOwnPage(parts, c.var.bearer, id);
        if (own?.type !== "page") continue;
        const actions = own.contents.actions.filter(({ owner, state: is }) => owner === me && is === wanted);
        found.push(...actions.map((action) => ({ ...action, page: id })));
      }
      const part = partOf(found, ({ due, createdAt }) => `${due ?? "9999"} ${createdAt}`, query);
      return part ? answerRead(c, part) : (problem(c, "invalid", "cursor: It is none of ours.") as never);
    })
    .openapi(list, async (c) => {
      const { state: wanted, owner, year, ...query } = c.req.valid("query");
      const own = await readOwnPart(parts, c.var.bearer, { page: c.req.valid("param").page, year });
      if (own.type !== "part") return answerDenied(c, own) as never;
      const actions = own.actions
        .filter((action) => wanted === undefined || action.state === wanted)
        .filter((action) => owner === undefined || action.owner === owner);
      const part = partOf(actions, ({ createdAt }) => createdAt, query);
      return part ? answerRead(c, part) : (problem(c, "invalid", "cursor: It is none of ours.") as never);
    })
    .openapi(add, async (c) => {
      const { page } = c.req.valid("param");
      const { bearer } = c.var;
      const denied = deny(bearer, page, ["actions:write"], parts.now());
      if (denied) return answerDenied(c, denied) as never;
      const membership = await readMembership(parts.db, page, bearer.userId);
      if (!membership) return problem(c, "not_found") as never;
      const { text, owner = membership.member, due = null, topic: fromTopic } = c.req.valid("json");
      return answerAct(c, page, (newId) => ({ type: "add_action", id: newId(), text, owner, due, fromTopic }), 201);
    })
    .openapi(read, async (c) => {
      const { page, action } = c.req.valid("param");
      const found = await findOnOwnPage(parts, c.var.bearer, { page, kind: "actions", id: action });
      if (found.type !== "thing") return answerDenied(c, found) as never;
      return found.thing ? answerRead(c, found.thing) : (problem(c, "not_found") as never);
    })
    .openapi(change, (c) => {
      const { page, action: id } = c.req.valid("param");
      return answerAct(c, page, () => ({ type: "change_action", id, ...c.req.valid("json") }), 200);
    });
}
