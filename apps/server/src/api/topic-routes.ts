import { createRoute, z } from "@hono/zod-openapi";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import type { AnswerAct } from "./answer-act.ts";
import {
  addTopicSchema,
  agreementSchema,
  changeTopicSchema,
  pageParams,
  topicParams,
  topicSchema,
} from "./api-schemas.ts";
import { type BearerParts, findOnOwnPage, readOwnPart } from "./for-bearer.ts";
import { listQuery, listSchema, partOf, sealedQuery } from "./list-page.ts";
import { answerDenied, answerRead, createV1Routes } from "./v1-env.ts";
import { conditional, once } from "./write-headers.ts";

const refusals = problems(400, 401, 403, 404, 429);
const writeRefusals = problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 503);
const topicsSchema = listSchema("Topics", topicSchema);
const topicAnswer = { 200: { description: "The topic", ...json(topicSchema) } };

const list = createRoute({
  method: "get",
  path: "/api/v1/pages/{page}/topics",
  operationId: "listTopics",
  tags: ["Topics"],
  summary: "Topics of a page, in the order in which they came up",
  description: "Needs `pages:read`. What lies in the bin is left out.",
  request: {
    params: pageParams,
    query: listQuery.extend(sealedQuery.shape).extend({
      place: z.enum(["hopper", "meeting"]).optional(),
      meeting: z.string().max(40).optional().openapi({ description: "On the agenda of the meeting with this id" }),
      state: z.enum(["open", "discussed", "let_go"]).optional(),
    }),
  },
  responses: { 200: { description: "The topics", ...json(topicsSchema) }, ...refusals },
});

const add = createRoute({
  method: "post",
  path: "/api/v1/pages/{page}/topics",
  operationId: "addTopic",
  tags: ["Topics"],
  summary: "Add a topic",
  description:
    "Needs `topics:write`; for the Hopper `hopper:write` is enough. Whoever has the page open sees it at once.",
  request: { params: pageParams, headers: once, ...jsonBody(addTopicSchema) },
  responses: { 201: { description: "The topic", ...json(topicSchema) }, ...writeRefusals },
});

const read = createRoute({
  method: "get",
  path: "/api/v1/pages/{page}/topics/{topic}",
  operationId: "readTopic",
  tags: ["Topics"],
  summary: "One topic",
  description: "Needs `pages:read`.",
  request: { params: topicParams },
  responses: { ...topicAnswer, ...refusals },
});

const change = createRoute({
  method: "patch",
  path: "/api/v1/pages/{page}/topics/{topic}",
  operationId: "changeTopic",
  tags: ["Topics"],
  summary: "Change a topic: its title, what is added to its notes, where it stands, whether it was discussed",
  description: "Needs `topics:write` and `pages:read`. What you leave out stays as it is.",
  request: { params: topicParams, headers: conditional, ...jsonBody(changeTopicSchema) },
  responses: { ...topicAnswer, ...writeRefusals, ...problems(412) },
});

const agree = createRoute({
  method: "put",
  path: "/api/v1/pages/{page}/topics/{topic}/agreement",
  operationId: "setAgreement",
  tags: ["Agreements"],
  summary: "Write down what came of a topic; an empty line takes it back",
  description: "Needs `agreements:write` and `pages:read`.",
  request: { params: topicParams, headers: conditional, ...jsonBody(agreementSchema) },
  responses: { ...topicAnswer, ...writeRefusals, ...problems(412) },
});

/** Topics with their notes, and what came of them. */
export function topicRoutes(parts: BearerParts, answerAct: AnswerAct) {
  return createV1Routes()
    .openapi(list, async (c) => {
      const { place, meeting, state, year, ...query } = c.req.valid("query");
      const own = await readOwnPart(parts, c.var.bearer, { page: c.req.valid("param").page, year });
      if (own.type !== "part") return answerDenied(c, own) as never;
      const wanted = own.topics
        .filter((topic) => place === undefined || topic.place === place)
        .filter((topic) => meeting === undefined || topic.meeting === meeting)
        .filter((topic) => state === undefined || topic.state === state);
      const part = partOf(wanted, ({ createdAt }) => createdAt, query);
      return part ? answerRead(c, part) : (problem(c, "invalid", "cursor: It is none of ours.") as never);
    })
    .openapi(add, (c) => {
      const { place = "hopper", ...topic } = c.req.valid("json");
      const { page } = c.req.valid("param");
      return answerAct(c, page, (newId) => ({ type: "add_topic", id: newId(), place, ...topic }), 201);
    })
    .openapi(read, async (c) => {
      const { page, topic } = c.req.valid("param");
      const found = await findOnOwnPage(parts, c.var.bearer, { page, kind: "topics", id: topic });
      if (found.type !== "thing") return answerDenied(c, found) as never;
      return found.thing ? answerRead(c, found.thing) : (problem(c, "not_found") as never);
    })
    .openapi(change, (c) => {
      const { page, topic: id } = c.req.valid("param");
      return answerAct(c, page, () => ({ type: "change_topic", id, ...c.req.valid("json") }), 200);
    })
    .openapi(agree, (c) => {
      const { page, topic: id } = c.req.valid("param");
      const { line, link = null } = c.req.valid("json");
      return answerAct(c, page, () => ({ type: "answer_topic", id, line, link }), 200);
    });
}
