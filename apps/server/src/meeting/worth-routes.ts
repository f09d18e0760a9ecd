import { isId } from "@candor/core/id.ts";
import type { MeetingWorth, SayWorth } from "@candor/protocol/http/meeting.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { pairParams } from "../people/people-schemas.ts";
import { listWorth, sayWorth } from "./worth.ts";

const worth = z.enum(["yes", "no"]);

const meetingParams = pairParams.extend({ meeting: z.string().refine(isId, "That is no meeting.") });

const sayWorthSchema = z.strictObject({ worth }).openapi("SayWorth") satisfies z.ZodType<SayWorth>;

const meetingWorthSchema = z
  .object({ meeting: z.string(), mine: worth, theirs: worth.nullable() })
  .openapi("MeetingWorth") satisfies z.ZodType<MeetingWorth>;

const say = createRoute({
  method: "put",
  path: "/api/pairs/{id}/meetings/{meeting}/worth",
  summary: "Say whether a meeting was worth the time",
  request: { params: meetingParams, ...jsonBody(sayWorthSchema) },
  responses: {
    200: { description: "My answer, and the other's if it is there", ...json(meetingWorthSchema) },
    ...problems(400, 401, 404, 409, 429),
  },
});

const list = createRoute({
  method: "get",
  path: "/api/pairs/{id}/worth",
  summary: "The meetings I have said it of, with the other's answers to the same",
  request: { params: pairParams },
  responses: { 200: { description: "All of them", ...json(z.array(meetingWorthSchema)) }, ...problems(401, 404, 429) },
});

export function worthRoutes({ db, now }: { db: Kysely<Schema>; now: () => Date }) {
  return createRoutes<SignedInEnv>()
    .openapi(say, async (c) => {
      const { id, meeting } = c.req.valid("param");
      const { worth } = c.req.valid("json");
      const result = await sayWorth(db, id, c.var.who.userId, { meeting, worth }, now());
      return result.type === "said" ? c.json(result.answer, 200) : problem(c, result.type);
    })
    .openapi(list, async (c) => {
      const answers = await listWorth(db, c.req.valid("param").id, c.var.who.userId);
      return answers ? c.json(answers, 200) : problem(c, "not_found");
    });
}
