import { createRoute, z } from "@hono/zod-openapi";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { readMembership } from "../people/pairs.ts";
import { pairParams } from "../people/people-schemas.ts";
import type { PageHistory } from "../sync/snapshot/page-history.ts";
import { changePerson, invitePerson, listCandidates } from "./artifact-people.ts";
import {
  artifactParams,
  artifactSchema,
  artifactVersionSchema,
  candidateSchema,
  changeArtifactSchema,
  changePersonSchema,
  changeSourceSchema,
  createArtifactSchema,
  entrySchema,
  invitePersonSchema,
  pageArtifactsSchema,
  personParams,
  versionParams,
} from "./artifact-schemas.ts";
import { listArtifacts, readArtifact, readPageArtifacts } from "./read-artifacts.ts";
import {
  type ArtifactParts,
  changeArtifact,
  changeSource,
  createArtifact,
  deleteArtifact,
  noteReview,
  refuse,
} from "./write-artifacts.ts";

const one = { 200: { description: "The artifact", ...json(artifactSchema) } };

const list = createRoute({
  method: "get",
  path: "/api/artifacts",
  summary: "Every artifact that I may see, the newest first",
  responses: { 200: { description: "All of them", ...json(z.array(entrySchema)) }, ...problems(401, 429) },
});

const create = createRoute({
  method: "put",
  path: "/api/artifacts/{id}",
  summary: "Write an artifact down for the first time, or link one; the same again changes nothing",
  request: { params: artifactParams, ...jsonBody(createArtifactSchema) },
  responses: { ...one, ...problems(400, 401, 404, 409, 429, 503) },
});

const read = createRoute({
  method: "get",
  path: "/api/artifacts/{id}",
  summary: "One artifact, with who takes part and what is to come out of pages of mine into it",
  request: { params: artifactParams },
  responses: { ...one, ...problems(401, 404, 429) },
});

const change = createRoute({
  method: "patch",
  path: "/api/artifacts/{id}",
  summary: "Change whom it is for, when it is looked at again, and of a link its title and address",
  request: { params: artifactParams, ...jsonBody(changeArtifactSchema) },
  responses: { ...one, ...problems(400, 401, 404, 409, 429) },
});

const remove = createRoute({
  method: "delete",
  path: "/api/artifacts/{id}",
  summary: "Take it away for good, with its past",
  request: { params: artifactParams },
  responses: { 204: { description: "It is gone" }, ...problems(401, 404, 409, 429) },
});

const reviewed = createRoute({
  method: "post",
  path: "/api/artifacts/{id}/reviewed",
  summary: "Say that it was looked at and holds; the next look is as far off as the first was",
  request: { params: artifactParams },
  responses: { ...one, ...problems(401, 404, 409, 429) },
});

const answers = createRoute({
  method: "put",
  path: "/api/artifacts/{id}/sources",
  summary: "Say that it answers a question, or a topic or theme of a page of mine",
  request: { params: artifactParams, ...jsonBody(changeSourceSchema) },
  responses: { ...one, ...problems(400, 401, 404, 409, 429) },
});

const answersNoLonger = createRoute({
  method: "delete",
  path: "/api/artifacts/{id}/sources",
  summary: "Say that it does not answer that any more",
  request: { params: artifactParams, ...jsonBody(changeSourceSchema) },
  responses: { ...one, ...problems(400, 401, 404, 409, 429) },
});

const candidates = createRoute({
  method: "get",
  path: "/api/artifacts/{id}/candidates",
  summary: "Whom I may ask in: the others of my pages, and my colleagues",
  request: { params: artifactParams },
  responses: { 200: { description: "By name", ...json(z.array(candidateSchema)) }, ...problems(401, 404, 429) },
});

const invite = createRoute({
  method: "post",
  path: "/api/artifacts/{id}/people",
  summary: "Ask somebody in, to write or to read",
  request: { params: artifactParams, ...jsonBody(invitePersonSchema) },
  responses: { ...one, ...problems(400, 401, 404, 409, 429) },
});

const changeOne = createRoute({
  method: "put",
  path: "/api/artifacts/{id}/people/{member}",
  summary: "Let somebody write, read or own it",
  request: { params: personParams, ...jsonBody(changePersonSchema) },
  responses: { ...one, ...problems(400, 401, 404, 409, 429) },
});

const removeOne = createRoute({
  method: "delete",
  path: "/api/artifacts/{id}/people/{member}",
  summary: "Take somebody out of it, or oneself",
  request: { params: personParams },
  responses: { ...one, ...problems(401, 404, 409, 429) },
});

const ofPage = createRoute({
  method: "get",
  path: "/api/pairs/{id}/artifacts",
  summary: "What answers something of this page, or a question; and what is to come out of the page",
  request: { params: pairParams },
  responses: { 200: { description: "All of it", ...json(pageArtifactsSchema) }, ...problems(401, 404, 429) },
});

const versions = createRoute({
  method: "get",
  path: "/api/artifacts/{id}/versions",
  summary: "When it was written on and by whom, the newest first; `before` goes further back",
  request: { params: artifactParams, query: z.object({ before: versionParams.shape.seq.optional() }) },
  responses: {
    200: { description: "A part of them", ...json(z.array(artifactVersionSchema)) },
    ...problems(400, 401, 404, 429),
  },
});

const version = createRoute({
  method: "get",
  path: "/api/artifacts/{id}/versions/{seq}",
  summary: "The artifact as it was, as one Yjs update",
  request: { params: versionParams },
  responses: {
    200: {
      description: "The state",
      content: { "application/octet-stream": { schema: z.string().openapi({ format: "binary" }) } },
    },
    ...problems(401, 404, 429),
  },
});

export function artifactRoutes(parts: ArtifactParts, history: PageHistory) {
  return createRoutes<SignedInEnv>()
    .openapi(list, async (c) => c.json(await listArtifacts(parts, c.var.who.userId), 200))
    .openapi(create, async (c) => {
      const { id } = c.req.valid("param");
      const { userId, name } = c.var.who;
      const result = await createArtifact(parts, { id, userId, name }, c.req.valid("json"));
      if (result.type === "artifact") return c.json(result.artifact, 200);
      return problem(c, result.type);
    })
    .openapi(read, async (c) => {
      const artifact = await readArtifact(parts, c.var.who.userId, c.req.valid("param").id);
      return artifact ? c.json(artifact, 200) : problem(c, "not_found");
    })
    .openapi(change, async (c) => {
      const result = await changeArtifact(parts, asked(c), c.req.valid("json"));
      return result.type === "artifact" ? c.json(result.artifact, 200) : problem(c, plain(result.type));
    })
    .openapi(remove, async (c) => {
      const outcome = await deleteArtifact(parts, asked(c));
      return outcome === "artifact" ? c.body(null, 204) : problem(c, plain(outcome));
    })
    .openapi(reviewed, async (c) => {
      const result = await noteReview(parts, asked(c));
      return result.type === "artifact" ? c.json(result.artifact, 200) : problem(c, plain(result.type));
    })
    .openapi(answers, async (c) => {
      const result = await changeSource(parts, asked(c), c.req.valid("json"), true);
      return result.type === "artifact" ? c.json(result.artifact, 200) : problem(c, plain(result.type));
    })
    .openapi(answersNoLonger, async (c) => {
      const result = await changeSource(parts, asked(c), c.req.valid("json"), false);
      return result.type === "artifact" ? c.json(result.artifact, 200) : problem(c, plain(result.type));
    })
    .openapi(candidates, async (c) => {
      const found = await listCandidates(parts, asked(c));
      return found ? c.json(found, 200) : problem(c, "not_found");
    })
    .openapi(invite, async (c) => {
      const result = await invitePerson(parts, asked(c), c.req.valid("json"));
      return result.type === "artifact" ? c.json(result.artifact, 200) : problem(c, plain(result.type));
    })
    .openapi(changeOne, async (c) => {
      const { member } = c.req.valid("param");
      const result = await changePerson(parts, asked(c), member, c.req.valid("json").role);
      return result.type === "artifact" ? c.json(result.artifact, 200) : problem(c, plain(result.type));
    })
    .openapi(removeOne, async (c) => {
      const result = await changePerson(parts, asked(c), c.req.valid("param").member, null);
      return result.type === "artifact" ? c.json(result.artifact, 200) : problem(c, plain(result.type));
    })
    .openapi(ofPage, async (c) => {
      const { id } = c.req.valid("param");
      const { userId } = c.var.who;
      if (!(await readMembership(parts.db, id, userId))) return problem(c, "not_found");
      return c.json(await readPageArtifacts(parts, userId, id), 200);
    })
    .openapi(versions, async (c) => {
      if (await refuse(parts, asked(c), "read")) return problem(c, "not_found");
      const { id } = c.req.valid("param");
      const listed = await history.listVersions(id, c.req.valid("query").before);
      const since = await openSince(parts, id);
      return c.json(
        listed.filter(({ at }) => at > since),
        200,
      );
    })
    .openapi(version, async (c) => {
      if (await refuse(parts, asked(c), "read")) return problem(c, "not_found");
      const { id, seq } = c.req.valid("param");
      const at = await history.timeOf(id, seq);
      if (at === null || at <= (await openSince(parts, id))) return problem(c, "not_found");
      const state = await history.readVersion(id, seq);
      if (!state) return problem(c, "not_found");
      return new Response(new Uint8Array(state), { headers: { "content-type": "application/octet-stream" } });
    });
}

type AskedHere = { req: { param(name: "id"): string | undefined }; var: SignedInEnv["Variables"] };

function asked(c: AskedHere): { id: string; userId: string } {
  return { id: c.req.param("id") ?? "", userId: c.var.who.userId };
}

/** @returns the ISO instant from which on versions may be read; "": from the beginning. */
async function openSince({ db }: ArtifactParts, id: string): Promise<string> {
  const row = await db.selectFrom("artifact").select("closed_before").where("id", "=", id).executeTakeFirst();
  return row?.closed_before ?? "";
}

/** What a change of something that is there already can come to. */
function plain(type: string): "not_found" | "not_allowed" {
  return type === "not_allowed" ? "not_allowed" : "not_found";
}
