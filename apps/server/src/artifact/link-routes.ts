import { LINK_KINDS, MAX_LINK_DAYS } from "@candor/core/artifact/share-link.ts";
import type { ArtifactLink, MakeArtifactLink, NewArtifactLink } from "@candor/protocol/http/artifact.ts";
import { createRoute, z } from "@hono/zod-openapi";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { plainLine } from "../http/plain-line.ts";
import { problem } from "../http/problem.ts";
import { artifactParams } from "./artifact-schemas.ts";
import { type LinkParts, listLinks, makeLink, revokeLink } from "./share-links.ts";

const MAX_LABEL_LENGTH = 80;
const time = z.iso.datetime();
const kind = z.enum(LINK_KINDS);

const linkSchema = z
  .object({
    ...{ id: z.uuid(), kind, label: z.string(), state: z.enum(["open", "revoked", "taken_out", "expired"]) },
    ...{ madeAt: time, expiresAt: time, opened: z.number().int().nullable(), lastOpenedAt: time.nullable() },
  })
  .openapi("ArtifactLink") satisfies z.ZodType<ArtifactLink>;

const newLinkSchema = linkSchema
  .extend({ address: z.string() })
  .openapi("NewArtifactLink") satisfies z.ZodType<NewArtifactLink>;

const makeSchema = z
  .strictObject({
    ...{ kind, days: z.int().min(1).max(MAX_LINK_DAYS), label: plainLine("For whom it is", MAX_LABEL_LENGTH) },
  })
  .openapi("MakeArtifactLink") satisfies z.ZodType<MakeArtifactLink>;

const list = createRoute({
  method: "get",
  path: "/api/artifacts/{id}/links",
  summary: "By which links somebody without an account reads it, the newest first; not the links themselves",
  request: { params: artifactParams },
  responses: { 200: { description: "All of them", ...json(z.array(linkSchema)) }, ...problems(401, 404, 429) },
});

const make = createRoute({
  method: "post",
  path: "/api/artifacts/{id}/links",
  summary: "Make a link by which anybody reads it without an account, as it is or as it is now",
  request: { params: artifactParams, ...jsonBody(makeSchema) },
  responses: {
    200: { description: "The address is told this once", ...json(newLinkSchema) },
    ...problems(400, 401, 404, 409, 429, 503),
  },
});

const revoke = createRoute({
  method: "delete",
  path: "/api/artifacts/{id}/links/{link}",
  summary: "Close a link: it opens nothing from now on",
  request: { params: artifactParams.extend({ link: z.uuid() }) },
  responses: { 204: { description: "It is closed" }, ...problems(401, 404, 409, 429) },
});

/** Links to an artifact, for those who take part in it; what the links open is `shared-app.ts`. */
export function linkRoutes(parts: LinkParts) {
  return createRoutes<SignedInEnv>()
    .openapi(list, async (c) => {
      const links = await listLinks(parts, { id: c.req.valid("param").id, userId: c.var.who.userId });
      return links ? c.json(links, 200) : problem(c, "not_found");
    })
    .openapi(make, async (c) => {
      const asked = { id: c.req.valid("param").id, userId: c.var.who.userId };
      const result = await makeLink(parts, asked, c.req.valid("json"));
      return result.type === "link" ? c.json(result.link, 200) : problem(c, result.type);
    })
    .openapi(revoke, async (c) => {
      const { id, link } = c.req.valid("param");
      const outcome = await revokeLink(parts, { id, userId: c.var.who.userId }, link);
      return outcome === "revoked" ? c.body(null, 204) : problem(c, outcome);
    });
}
