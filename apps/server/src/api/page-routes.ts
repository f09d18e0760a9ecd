import { agendaOrder } from "@candor/core/meeting/agenda-order.ts";
import type { ApiContents, ApiMeeting, ApiTopic } from "@candor/protocol/http/api.ts";
import { createRoute, z } from "@hono/zod-openapi";
import { json, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { readMembership, readPair } from "../people/pairs.ts";
import { revokeToken } from "../token/tokens.ts";
import {
  agendaSchema,
  meetingParams,
  meetingSchema,
  meSchema,
  pageDetailSchema,
  pageParams,
  pageSchema,
  topicSchema,
} from "./api-schemas.ts";
import {
  type BearerParts,
  deny,
  describePair,
  findOnOwnPage,
  listOwnPages,
  readOwnPage,
  readOwnPart,
  readOwnSealed,
} from "./for-bearer.ts";
import { listQuery, listSchema, partOf, sealedQuery } from "./list-page.ts";
import { answerDenied, answerRead, createV1Routes } from "./v1-env.ts";

const refusals = problems(400, 401, 403, 404, 429);
const pagesSchema = listSchema("Pages", pageSchema);
const meetingsSchema = listSchema("Meetings", meetingSchema);
const agreementsSchema = listSchema("Agreements", topicSchema);

const me = createRoute({
  method: "get",
  path: "/api/v1/me",
  operationId: "readMe",
  tags: ["You"],
  summary: "Who the token speaks for, and what it may",
  responses: { 200: { description: "You", ...json(meSchema) }, ...problems(401, 429) },
});

const endToken = createRoute({
  method: "delete",
  path: "/api/v1/me/token",
  operationId: "endToken",
  tags: ["You"],
  summary: "End the token that this is asked with",
  responses: { 204: { description: "It opens nothing any more" }, ...problems(401, 429) },
});

const pages = createRoute({
  method: "get",
  path: "/api/v1/pages",
  operationId: "listPages",
  tags: ["Pages"],
  summary: "Your people: a page for each pair, with who is on it",
  description: "Needs `pages:read`. A token that was made for some pages is told of those alone.",
  request: { query: listQuery },
  responses: { 200: { description: "The pages", ...json(pagesSchema) }, ...refusals },
});

const page = createRoute({
  method: "get",
  path: "/api/v1/pages/{page}",
  operationId: "readPage",
  tags: ["Pages"],
  summary: "A page, its series and its next meeting",
  description: "Needs `pages:read`.",
  request: { params: pageParams },
  responses: { 200: { description: "The page", ...json(pageDetailSchema) }, ...refusals },
});

const agenda = createRoute({
  method: "get",
  path: "/api/v1/pages/{page}/agenda",
  operationId: "readAgenda",
  tags: ["Pages"],
  summary: "The next meeting and what stands on its agenda, in the order in which it is best talked through",
  description: "Needs `pages:read`. What was discussed or let go is left out.",
  request: { params: pageParams },
  responses: { 200: { description: "The agenda", ...json(agendaSchema) }, ...refusals },
});

const agreements = createRoute({
  method: "get",
  path: "/api/v1/pages/{page}/agreements",
  operationId: "listAgreements",
  tags: ["Agreements"],
  summary: "What came of topics, in a line each",
  description: "Needs `pages:read`.",
  request: { params: pageParams, query: listQuery.extend(sealedQuery.shape) },
  responses: { 200: { description: "Topics that have an answer", ...json(agreementsSchema) }, ...refusals },
});

const meetings = createRoute({
  method: "get",
  path: "/api/v1/pages/{page}/meetings",
  operationId: "listMeetings",
  tags: ["Meetings"],
  summary: "Meetings of the last year or so, the earliest first, and those that are planned",
  description: "Needs `meetings:read`. Years that lie further back have been sealed: ask for each by `year`.",
  request: {
    params: pageParams,
    query: listQuery.extend(sealedQuery.shape).extend({ state: z.enum(["planned", "held", "cancelled"]).optional() }),
  },
  responses: { 200: { description: "The meetings", ...json(meetingsSchema) }, ...refusals },
});

const meeting = createRoute({
  method: "get",
  path: "/api/v1/pages/{page}/meetings/{meeting}",
  operationId: "readMeeting",
  tags: ["Meetings"],
  summary: "One meeting",
  description: "Needs `meetings:read`.",
  request: { params: meetingParams },
  responses: { 200: { description: "The meeting", ...json(meetingSchema) }, ...refusals },
});

const meetingAgenda = createRoute({
  method: "get",
  path: "/api/v1/pages/{page}/meetings/{meeting}/agenda",
  operationId: "readMeetingAgenda",
  tags: ["Meetings"],
  summary: "A meeting, whenever it was, and what stood on its agenda",
  description: "Needs `pages:read` and `meetings:read`. What was discussed or let go is in it.",
  request: { params: meetingParams },
  responses: { 200: { description: "The agenda", ...json(agendaSchema) }, ...refusals },
});

const years = createRoute({
  method: "get",
  path: "/api/v1/pages/{page}/years",
  operationId: "listYears",
  tags: ["Pages"],
  summary: "Past years that have been sealed: they are read and no longer written",
  description: "Needs `pages:read`. Topics, actions, agreements and meetings of one are listed by `year`.",
  request: { params: pageParams },
  responses: {
    200: {
      description: "The years, earliest first",
      ...json(z.object({ years: z.array(z.number().int()) }).openapi("Years")),
    },
    ...refusals,
  },
});

/** Reading pages, their agendas and their meetings. */
export function pageRoutes(parts: BearerParts) {
  return createV1Routes()
    .openapi(me, async (c) => {
      const { userId, tokenName, grant } = c.var.bearer;
      const user = await parts.db.selectFrom("user").select("name").where("id", "=", userId).executeTakeFirst();
      const { scopes, pages: chosen, expiresAt } = grant;
      return answerRead(c, {
        name: user?.name ?? "",
        token: { name: tokenName, scopes, pages: chosen, expiresAt },
      });
    })
    .openapi(endToken, async (c) => {
      const { userId, tokenId } = c.var.bearer;
      await revokeToken(parts.db, userId, tokenId, parts.now());
      return c.body(null, 204);
    })
    .openapi(pages, async (c) => {
      const found = await listOwnPages(parts, c.var.bearer);
      if (!Array.isArray(found)) return answerDenied(c, found) as never;
      const part = partOf(found, ({ createdAt }) => createdAt, c.req.valid("query"));
      return part ? answerRead(c, part) : (problem(c, "invalid", "cursor: It is none of ours.") as never);
    })
    .openapi(page, async (c) => {
      const { page: id } = c.req.valid("param");
      const own = await readOwnPage(parts, c.var.bearer, id);
      if (own.type !== "page") return answerDenied(c, own) as never;
      const pair = await readPair(parts.db, id, c.var.bearer.userId);
      if (!pair) return problem(c, "not_found") as never;
      const { series } = own.contents;
      return answerRead(c, { ...describePair(pair), nextMeeting: nextOf(own.contents), series });
    })
    .openapi(agenda, async (c) => {
      const own = await readOwnPage(parts, c.var.bearer, c.req.valid("param").page);
      if (own.type !== "page") return answerDenied(c, own) as never;
      return answerRead(c, agendaOf(own.contents));
    })
    .openapi(agreements, async (c) => {
      const { year, ...query } = c.req.valid("query");
      const own = await readOwnPart(parts, c.var.bearer, { page: c.req.valid("param").page, year });
      if (own.type !== "part") return answerDenied(c, own) as never;
      const answered = own.topics.filter(({ answer }) => answer !== null);
      const part = partOf(answered, ({ createdAt }) => createdAt, query);
      return part ? answerRead(c, part) : (problem(c, "invalid", "cursor: It is none of ours.") as never);
    })
    .openapi(meetings, async (c) => {
      const { state, year, ...query } = c.req.valid("query");
      const { page: id } = c.req.valid("param");
      const own = await readOwnPart(parts, c.var.bearer, { page: id, year, scopes: ["meetings:read"] });
      if (own.type !== "part") return answerDenied(c, own) as never;
      const wanted = own.meetings.filter((each) => state === undefined || each.state === state);
      const part = partOf(wanted, ({ start }) => start ?? "9999", query);
      return part ? answerRead(c, part) : (problem(c, "invalid", "cursor: It is none of ours.") as never);
    })
    .openapi(meeting, async (c) => {
      const { page: id, meeting: wanted } = c.req.valid("param");
      const asked = { page: id, kind: "meetings", id: wanted, scopes: ["meetings:read"] } as const;
      const found = await findOnOwnPage(parts, c.var.bearer, asked);
      if (found.type !== "thing") return answerDenied(c, found) as never;
      return found.thing ? answerRead(c, found.thing) : (problem(c, "not_found") as never);
    })
    .openapi(meetingAgenda, async (c) => {
      const { page: id, meeting: wanted } = c.req.valid("param");
      const { bearer } = c.var;
      const asked = { page: id, kind: "meetings", id: wanted, scopes: ["meetings:read"] } as const;
      const found = await findOnOwnPage(parts, bearer, asked);
      if (found.type !== "thing") return answerDenied(c, found) as never;
      const own = await readOwnPart(parts, bearer, { page: id });
      if (own.type !== "part") return answerDenied(c, own) as never;
      if (!found.thing) return problem(c, "not_found") as never;
      const isSealed = !own.meetings.some((each) => each.id === wanted);
      const sealed = isSealed ? await readOwnSealed(parts, bearer, { page: id }) : own;
      if (sealed.type !== "sealed" && sealed.type !== "part") return answerDenied(c, sealed) as never;
      const topics = sealed.topics.filter((topic) => topic.meeting === wanted);
      return answerRead(c, { meeting: found.thing, topics: agendaOrder(topics) });
    })
    .openapi(years, async (c) => {
      const { page: id } = c.req.valid("param");
      const denied = deny(c.var.bearer, id, ["pages:read"], parts.now());
      if (denied) return answerDenied(c, denied) as never;
      if (!(await readMembership(parts.db, id, c.var.bearer.userId))) return problem(c, "not_found") as never;
      const rows = await parts.db
        .selectFrom("page_volume")
        .select("year")
        .where("page", "=", id)
        .orderBy("year")
        .execute();
      return answerRead(c, { years: rows.map(({ year }) => year) });
    });
}

/** The next meeting with what is to be talked about in it. */
export function agendaOf(contents: ApiContents): { meeting: ApiMeeting | null; topics: ApiTopic[] } {
  const meeting = nextOf(contents);
  const topics = contents.topics.filter(
    (topic) => meeting !== null && topic.meeting === meeting.id && topic.state === "open",
  );
  return { meeting, topics: agendaOrder(topics) };
}

function nextOf({ meetings, nextMeeting }: ApiContents): ApiMeeting | null {
  return meetings.find(({ id }) => id === nextMeeting) ?? null;
}
