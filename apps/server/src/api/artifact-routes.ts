import { BANK } from "@candor/core/question/bank.ts";
import type { Question } from "@candor/core/question/question.ts";
import { createRoute, z } from "@hono/zod-openapi";
import { listArtifacts } from "../artifact/read-artifacts.ts";
import { json, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { readQuestions } from "../question/my-questions.ts";
import { type BearerParts, deny } from "./for-bearer.ts";
import { listQuery, listSchema, partOf } from "./list-page.ts";
import { answerDenied, answerRead, createV1Routes } from "./v1-env.ts";

const refusals = problems(400, 401, 403, 404, 429);
const artifactParams = z.object({ artifact: z.uuid() });

const artifactSchema = z
  .object({
    id: z.uuid(),
    kind: z.string(),
    form: z.enum(["document", "link"]).openapi({ description: "`link`: it stands elsewhere, at `address`" }),
    title: z.string(),
    address: z.string().nullable(),
    audience: z.string(),
    owner: z.string().nullable(),
    myRole: z.string(),
    reviewOn: z.string().nullable(),
    createdAt: z.string(),
  })
  .openapi("Artifact");
const textSchema = z
  .object({ title: z.string(), text: z.string().openapi({ description: "Markdown" }) })
  .openapi("ArtifactText");
const questionSchema = z
  .object({
    id: z.string(),
    text: z.string(),
    occasion: z.string(),
    asks: z.string(),
    depth: z.string(),
    own: z.boolean().openapi({ description: "One of your own, and not of the bank" }),
  })
  .openapi("Question");
const artifactsSchema = listSchema("Artifacts", artifactSchema);
const questionsSchema = listSchema("Questions", questionSchema);

const artifacts = createRoute({
  method: "get",
  path: "/api/v1/artifacts",
  operationId: "listArtifacts",
  tags: ["Artifacts"],
  summary: "The artifacts that you may read",
  description: "Needs `artifacts:read`, and a token that was made for all pages.",
  request: { query: listQuery },
  responses: { 200: { description: "The artifacts", ...json(artifactsSchema) }, ...refusals },
});

const text = createRoute({
  method: "get",
  path: "/api/v1/artifacts/{artifact}/text",
  operationId: "readArtifactText",
  tags: ["Artifacts"],
  summary: "What is written in an artifact",
  description: "Needs `artifacts:read`, and a token that was made for all pages. A link has no text here.",
  request: { params: artifactParams },
  responses: { 200: { description: "The text", ...json(textSchema) }, ...refusals },
});

const questions = createRoute({
  method: "get",
  path: "/api/v1/questions",
  operationId: "listQuestions",
  tags: ["Questions"],
  summary: "The bank of questions, and your own",
  description: "Needs `questions:read`. Those that you hid are left out.",
  request: { query: listQuery.extend({ occasion: z.string().max(40).optional() }) },
  responses: { 200: { description: "The questions", ...json(questionsSchema) }, ...refusals },
});

/** What belongs to no single page: artifacts and questions. */
export function artifactRoutes(parts: BearerParts) {
  return createV1Routes()
    .openapi(artifacts, async (c) => {
      const { bearer } = c.var;
      const denied = deny(bearer, null, ["artifacts:read"], parts.now());
      if (denied) return answerDenied(c, denied) as never;
      // An artifact is read by more than the two of a page: a token for some pages is told of none.
      const all = bearer.grant.pages === null ? await listArtifacts(parts, bearer.userId) : [];
      const told = all.map(({ id, kind, form, title, address, audience, owner, myRole, reviewOn, createdAt }) => {
        return { id, kind, form, title, address, audience, owner, myRole, reviewOn, createdAt };
      });
      const part = partOf(told, ({ createdAt }) => createdAt, c.req.valid("query"));
      return part ? answerRead(c, part) : (problem(c, "invalid", "cursor: It is none of ours.") as never);
    })
    .openapi(text, async (c) => {
      const { bearer } = c.var;
      const { artifact } = c.req.valid("param");
      const denied = deny(bearer, null, ["artifacts:read"], parts.now());
      if (denied) return answerDenied(c, denied) as never;
      const found = bearer.grant.pages === null ? await listArtifacts(parts, bearer.userId) : [];
      const isTheirs = found.some(({ id, form }) => id === artifact && form === "document");
      const read = isTheirs ? await parts.acts.readText(artifact) : null;
      return read ? answerRead(c, read) : (problem(c, "not_found") as never);
    })
    .openapi(questions, async (c) => {
      const { bearer } = c.var;
      const denied = deny(bearer, null, ["questions:read"], parts.now());
      if (denied) return answerDenied(c, denied) as never;
      const { occasion, ...query } = c.req.valid("query");
      const mine = await readQuestions(parts.db, bearer.userId);
      const hidden = new Set(mine.hidden);
      const asked = [
        ...BANK.map((each: Question) => ({ ...each, own: false })),
        ...mine.own.map((each) => ({ ...each, own: true })),
      ]
        .filter((each) => !hidden.has(each.id) && (occasion === undefined || each.occasion === occasion))
        .map(({ id, text: words, occasion: when, asks, depth, own }) => ({
          id,
          text: words,
          occasion: when,
          asks,
          depth,
          own,
        }));
      const part = partOf(asked, ({ id }) => id, query);
      return part ? answerRead(c, part) : (problem(c, "invalid", "cursor: It is none of ours.") as never);
    });
}
