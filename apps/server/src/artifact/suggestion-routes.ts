import { createRoute, z } from "@hono/zod-openapi";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { artifactParams } from "./artifact-schemas.ts";
import {
  decideSuggestionSchema,
  suggestChangeSchema,
  suggestionParams,
  suggestionSchema,
} from "./suggestion-schemas.ts";
import { decideSuggestion, listSuggestions, type SuggestionParts, suggestChange } from "./suggestions.ts";

const answers = {
  200: { description: "The suggestion as it stands", ...json(suggestionSchema) },
  ...problems(400, 401, 404, 409, 429, 503),
};

const list = createRoute({
  method: "get",
  path: "/api/artifacts/{id}/suggestions",
  summary: "Changes of the text that somebody would like to see: what is open, and then the newest that are decided",
  request: { params: artifactParams },
  responses: {
    200: { description: "The suggestions", ...json(z.array(suggestionSchema)) },
    ...problems(401, 404, 429),
  },
});

const suggest = createRoute({
  method: "put",
  path: "/api/artifacts/{id}/suggestions/{suggestion}",
  summary:
    "Suggest other words within one line of the text, as whoever may read it may; the same again changes nothing",
  request: { params: suggestionParams, ...jsonBody(suggestChangeSchema) },
  responses: answers,
});

const decide = createRoute({
  method: "post",
  path: "/api/artifacts/{id}/suggestions/{suggestion}/decide",
  summary: "Accept or decline a suggestion, as whoever writes; or take one's own back",
  request: { params: suggestionParams, ...jsonBody(decideSuggestionSchema) },
  responses: answers,
});

export function suggestionRoutes(parts: SuggestionParts) {
  return createRoutes<SignedInEnv>()
    .openapi(list, async (c) => {
      const found = await listSuggestions(parts, { artifact: c.req.valid("param").id, userId: c.var.who.userId });
      return found ? c.json(found, 200) : problem(c, "not_found");
    })
    .openapi(suggest, async (c) => {
      const { id, suggestion } = c.req.valid("param");
      const asked = { artifact: id, suggestion, userId: c.var.who.userId };
      const result = await suggestChange(parts, asked, c.req.valid("json"));
      return result.type === "suggestion" ? c.json(result.suggestion, 200) : problem(c, result.type);
    })
    .openapi(decide, async (c) => {
      const { id, suggestion } = c.req.valid("param");
      const asked = { artifact: id, suggestion, userId: c.var.who.userId };
      const result = await decideSuggestion(parts, asked, c.req.valid("json").act);
      return result.type === "suggestion" ? c.json(result.suggestion, 200) : problem(c, result.type);
    });
}
