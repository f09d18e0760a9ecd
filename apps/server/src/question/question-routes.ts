import { isId } from "@candor/core/id.ts";
import { ASKERS, DEPTHS, OCCASIONS } from "@candor/core/question/question.ts";
import type { MarkQuestion, MyQuestions, SaveOwnQuestion } from "@candor/protocol/http/question.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { plainLine } from "../http/plain-line.ts";
import { problem } from "../http/problem.ts";
import { markQuestion, readQuestions, removeOwnQuestion, saveOwnQuestion } from "./my-questions.ts";

const MAX_TEXT_LENGTH = 300; // UTF-16 units

const questionParams = z.object({ id: z.string().refine(isId, "That is no question.") });

const myQuestionsSchema = z
  .object({
    own: z.array(
      z.object({ id: z.string(), text: z.string(), occasion: z.string(), asks: z.string(), depth: z.string() }),
    ),
    hidden: z.array(z.string()),
    favourites: z.array(z.string()),
  })
  .openapi("MyQuestions") satisfies z.ZodType<MyQuestions>;

const saveOwnQuestionSchema = z
  .strictObject({
    text: plainLine("A question", MAX_TEXT_LENGTH).refine((text) => text !== "", "A question needs words."),
    occasion: z.enum(OCCASIONS),
    asks: z.enum(ASKERS),
    depth: z.enum(DEPTHS),
  })
  .openapi("SaveOwnQuestion") satisfies z.ZodType<SaveOwnQuestion>;

const markQuestionSchema = z
  .strictObject({ hidden: z.boolean().optional(), favourite: z.boolean().optional() })
  .openapi("MarkQuestion") satisfies z.ZodType<MarkQuestion>;

const done = { 204: { description: "Done; the same again changes nothing" } };

const read = createRoute({
  method: "get",
  path: "/api/me/questions",
  summary: "My own questions, and which ones I hid or like best",
  responses: { 200: { description: "All of them", ...json(myQuestionsSchema) }, ...problems(401, 429) },
});

const save = createRoute({
  method: "put",
  path: "/api/me/questions/own/{id}",
  summary: "Add a question of my own, or change it",
  request: { params: questionParams, ...jsonBody(saveOwnQuestionSchema) },
  responses: { ...done, ...problems(400, 401, 409, 429) },
});

const remove = createRoute({
  method: "delete",
  path: "/api/me/questions/own/{id}",
  summary: "Take a question of my own away, with its marks",
  request: { params: questionParams },
  responses: { ...done, ...problems(401, 404, 429) },
});

const mark = createRoute({
  method: "put",
  path: "/api/me/questions/marks/{id}",
  summary: "Hide a question or make it a favourite, and back; what is left out stays",
  request: { params: questionParams, ...jsonBody(markQuestionSchema) },
  responses: { ...done, ...problems(400, 401, 409, 429) },
});

/** A person's own, whichever pair they look at; nobody else ever sees them. */
export function questionRoutes({ db, now }: { db: Kysely<Schema>; now: () => Date }) {
  return createRoutes<SignedInEnv>()
    .openapi(read, async (c) => c.json(await readQuestions(db, c.var.who.userId), 200))
    .openapi(save, async (c) => {
      const { id } = c.req.valid("param");
      const result = await saveOwnQuestion(db, c.var.who.userId, id, c.req.valid("json"), now());
      return result === "saved" ? c.body(null, 204) : problem(c, result);
    })
    .openapi(remove, async (c) => {
      await removeOwnQuestion(db, c.var.who.userId, c.req.valid("param").id);
      return c.body(null, 204);
    })
    .openapi(mark, async (c) => {
      const result = await markQuestion(db, c.var.who.userId, c.req.valid("param").id, c.req.valid("json"));
      return result === "marked" ? c.body(null, 204) : problem(c, result);
    });
}
