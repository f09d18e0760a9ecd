import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Kysely } from "kysely";
import type { Engine } from "../database/engine.ts";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import type { InvitationSeeds } from "../people/invitations.ts";
import type { ChangeablePageAccess } from "../people/page-access.ts";
import type { SignInPorts } from "../sign-in/sign-in-ports.ts";
import { leaveWorkspace, returnToWorkspace } from "./leave.ts";
import { addPerson, changePerson, listPeople, removePerson, type Who } from "./people.ts";
import { readPlace } from "./place.ts";
import { setPersonManager } from "./set-person-manager.ts";
import {
  addPersonSchema,
  changePersonSchema,
  changeSettingsSchema,
  managerChangeSchema,
  peopleSchema,
  personParams,
  personSchema,
  returnedSchema,
  setManagerSchema,
  workspaceParams,
  workspaceSchema,
} from "./workspace-schemas.ts";
import { changeSettings, describeWorkspace, listWorkspaces } from "./workspaces.ts";

const list = createRoute({
  method: "get",
  path: "/api/workspaces",
  summary: "The workspaces I am in",
  responses: { 200: { description: "All of them", ...json(z.array(workspaceSchema)) }, ...problems(401, 429) },
});

const read = createRoute({
  method: "get",
  path: "/api/workspaces/{workspace}",
  summary: "One workspace",
  request: { params: workspaceParams },
  responses: { 200: { description: "The workspace", ...json(workspaceSchema) }, ...problems(401, 404, 429) },
});

const change = createRoute({
  method: "patch",
  path: "/api/workspaces/{workspace}",
  summary: "Change its name or time zone; for owners",
  request: { params: workspaceParams, ...jsonBody(changeSettingsSchema) },
  responses: { 200: { description: "The workspace", ...json(workspaceSchema) }, ...problems(400, 401, 404, 409, 429) },
});

const people = createRoute({
  method: "get",
  path: "/api/workspaces/{workspace}/people",
  summary: "Who is in it and who manages whom, as far as I may see it",
  request: { params: workspaceParams },
  responses: { 200: { description: "Everybody, by name", ...json(peopleSchema) }, ...problems(401, 404, 429) },
});

const add = createRoute({
  method: "post",
  path: "/api/workspaces/{workspace}/people",
  summary: "Add somebody; for owners and admins",
  request: { params: workspaceParams, ...jsonBody(addPersonSchema) },
  responses: { 201: { description: "The person", ...json(personSchema) }, ...problems(400, 401, 404, 409, 429) },
});

const changeOne = createRoute({
  method: "patch",
  path: "/api/workspaces/{workspace}/people/{person}",
  summary: "Correct what is known of somebody, or set their role; for owners and admins",
  request: { params: personParams, ...jsonBody(changePersonSchema) },
  responses: { 200: { description: "The person", ...json(personSchema) }, ...problems(400, 401, 404, 409, 429) },
});

const remove = createRoute({
  method: "delete",
  path: "/api/workspaces/{workspace}/people/{person}",
  summary: "Take away somebody who was added by mistake and has never joined",
  request: { params: personParams },
  responses: { 204: { description: "They are gone" }, ...problems(401, 404, 409, 429) },
});

const leave = createRoute({
  method: "post",
  path: "/api/workspaces/{workspace}/people/{person}/leave",
  summary: "Take somebody out: their access ends at once, their pages become read-only for the other",
  request: { params: personParams },
  responses: { 200: { description: "The person", ...json(personSchema) }, ...problems(401, 404, 409, 429) },
});

const comeBack = createRoute({
  method: "post",
  path: "/api/workspaces/{workspace}/people/{person}/return",
  summary: "Take leaving back",
  request: { params: personParams },
  responses: {
    200: { description: "The person, and the edges that could not come back", ...json(returnedSchema) },
    ...problems(401, 404, 409, 429),
  },
});

const manager = createRoute({
  method: "post",
  path: "/api/workspaces/{workspace}/people/{person}/manager",
  summary: "Set somebody's manager from a day on, or say what that would mean",
  request: { params: personParams, ...jsonBody(setManagerSchema) },
  responses: {
    200: { description: "What changes, or why it cannot", ...json(managerChangeSchema) },
    ...problems(400, 401, 404, 409, 429),
  },
});

export type WorkspaceRoutesParts = {
  db: Kysely<Schema>;
  engine: Engine;
  access: ChangeablePageAccess;
  now: () => Date;
  newId: () => string;
  newInvitationSeeds: () => InvitationSeeds;
  /** where people reach this server */
  origin: () => string;
  signIn: { mail: SignInPorts["mail"] };
  /** called when somebody's sessions have ended */
  signedOut: (userId: string) => void;
};

/** Who asks in which workspace, and when. */
export function whoAsks(c: Context<SignedInEnv>, workspaceId: string, now: () => Date): Who {
  return { workspaceId, userId: c.var.who.userId, now: now() };
}

export function workspaceRoutes({ db, engine, access, now, newId, signedOut }: WorkspaceRoutesParts) {
  const tell = (pages: readonly string[]) => {
    for (const page of pages) access.changed(page);
  };
  return createRoutes<SignedInEnv>()
    .openapi(list, async (c) => c.json(await listWorkspaces(db, c.var.who.userId), 200))
    .openapi(read, async (c) => {
      const place = await readPlace(db, c.req.valid("param").workspace, c.var.who.userId, now());
      return place ? c.json(describeWorkspace(place.workspace, place.me), 200) : problem(c, "not_found");
    })
    .openapi(change, async (c) => {
      const result = await changeSettings(db, whoAsks(c, c.req.valid("param").workspace, now), c.req.valid("json"));
      return result.type === "workspace" ? c.json(result.workspace, 200) : problem(c, result.type);
    })
    .openapi(people, async (c) => {
      const everybody = await listPeople(db, whoAsks(c, c.req.valid("param").workspace, now));
      return everybody ? c.json(everybody, 200) : problem(c, "not_found");
    })
    .openapi(add, async (c) => {
      const who = whoAsks(c, c.req.valid("param").workspace, now);
      const result = await addPerson(db, who, c.req.valid("json"), newId);
      return result.type === "person" ? c.json(result.person, 201) : problem(c, result.type);
    })
    .openapi(changeOne, async (c) => {
      const { workspace, person } = c.req.valid("param");
      const result = await changePerson(db, whoAsks(c, workspace, now), person, c.req.valid("json"));
      return result.type === "person" ? c.json(result.person, 200) : problem(c, result.type);
    })
    .openapi(remove, async (c) => {
      const { workspace, person } = c.req.valid("param");
      const result = await removePerson(db, whoAsks(c, workspace, now), person);
      return result.type === "removed" ? c.body(null, 204) : problem(c, result.type);
    })
    .openapi(leave, async (c) => {
      const { workspace, person } = c.req.valid("param");
      const result = await leaveWorkspace({ db, engine }, whoAsks(c, workspace, now), person);
      if (result.type !== "left") return problem(c, result.type);
      tell(result.pages);
      if (result.signedOut !== null) signedOut(result.signedOut);
      return c.json(result.person, 200);
    })
    .openapi(comeBack, async (c) => {
      const { workspace, person } = c.req.valid("param");
      const result = await returnToWorkspace(db, whoAsks(c, workspace, now), person);
      if (result.type !== "returned") return problem(c, result.type);
      tell(result.pages);
      return c.json({ person: result.person, without: result.without }, 200);
    })
    .openapi(manager, async (c) => {
      const { workspace, person } = c.req.valid("param");
      const result = await setPersonManager(db, whoAsks(c, workspace, now), person, c.req.valid("json"), newId);
      if (result.type !== "answer") return problem(c, result.type);
      tell(result.pages);
      return c.json(result.answer, 200);
    });
}
