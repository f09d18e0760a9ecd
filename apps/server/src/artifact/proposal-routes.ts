import { createRoute } from "@hono/zod-openapi";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import {
  agreeSchema,
  proposalParams,
  proposalSchema,
  proposePointsSchema,
  takeBackSchema,
} from "./artifact-schemas.ts";
import { agreeToPoints, proposePoints, takeBackPoint } from "./proposals.ts";
import { type ArtifactParts, refuse } from "./write-artifacts.ts";

const answers = {
  200: { description: "The proposal as it stands", ...json(proposalSchema) },
  ...problems(400, 401, 404, 409, 429, 503),
};

const propose = createRoute({
  method: "put",
  path: "/api/artifacts/{id}/proposals/{proposal}",
  summary: "Propose what should come out of a page, or say it in other words, to which the other has then not agreed",
  request: { params: proposalParams, ...jsonBody(proposePointsSchema) },
  responses: answers,
});

const agree = createRoute({
  method: "post",
  path: "/api/artifacts/{id}/proposals/{proposal}/agree",
  summary: "Agree to what was read; once both have, it leaves the page",
  request: { params: proposalParams, ...jsonBody(agreeSchema) },
  responses: answers,
});

const takeBack = createRoute({
  method: "post",
  path: "/api/artifacts/{id}/proposals/{proposal}/take-back",
  summary: "Take a point back, before it has left the page or after",
  request: { params: proposalParams, ...jsonBody(takeBackSchema) },
  responses: answers,
});

/** What comes out of a page, for the two of it. Taking back needs nothing but a seat: who was put out of the artifact may, too. */
export function proposalRoutes(parts: ArtifactParts) {
  return createRoutes<SignedInEnv>()
    .openapi(propose, async (c) => {
      const { id, proposal } = c.req.valid("param");
      const { userId } = c.var.who;
      const refusal = await refuse(parts, { id, userId }, "write");
      if (refusal) return problem(c, "not_found");
      const result = await proposePoints(parts, { artifact: id, proposal, userId }, c.req.valid("json"));
      return result.type === "proposal" ? c.json(result.proposal, 200) : problem(c, result.type);
    })
    .openapi(agree, async (c) => {
      const { id, proposal } = c.req.valid("param");
      const asked = { artifact: id, proposal, userId: c.var.who.userId };
      const result = await agreeToPoints(parts, asked, c.req.valid("json").revision);
      return result.type === "proposal" ? c.json(result.proposal, 200) : problem(c, result.type);
    })
    .openapi(takeBack, async (c) => {
      const { id, proposal } = c.req.valid("param");
      const asked = { artifact: id, proposal, userId: c.var.who.userId };
      const result = await takeBackPoint(parts, asked, c.req.valid("json").point);
      return result.type === "proposal" ? c.json(result.proposal, 200) : problem(c, result.type);
    });
}
