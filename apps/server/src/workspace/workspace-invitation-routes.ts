import { createRoute, z } from "@hono/zod-openapi";
import { type AppEnv, createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import {
  acceptWorkspaceInvitation,
  inviteToWorkspace,
  listWorkspaceInvitations,
  lookAtWorkspaceInvitation,
  revokeWorkspaceInvitation,
} from "./workspace-invitations.ts";
import { type WorkspaceRoutesParts, whoAsks } from "./workspace-routes.ts";
import {
  guestParams,
  mailedInvitationSchema,
  newWorkspaceInvitationSchema,
  personParams,
  secretSchema,
  workspaceInvitationParams,
  workspaceInvitationSchema,
  workspaceInvitationViewSchema,
  workspaceParams,
  workspaceSchema,
} from "./workspace-schemas.ts";

const create = createRoute({
  method: "post",
  path: "/api/workspaces/{workspace}/people/{person}/invitations",
  summary: "Make a link by which somebody comes in; the secret is told this once",
  request: { params: personParams },
  responses: {
    201: { description: "The invitation", ...json(newWorkspaceInvitationSchema) },
    ...problems(401, 404, 409, 429),
  },
});

const send = createRoute({
  method: "post",
  path: "/api/workspaces/{workspace}/people/{person}/invitations/mail",
  summary: "Send somebody a link by which they come in; it is told to nobody else",
  request: { params: personParams },
  responses: {
    201: { description: "The invitation, and which way its mail goes", ...json(mailedInvitationSchema) },
    ...problems(401, 404, 409, 429),
  },
});

const list = createRoute({
  method: "get",
  path: "/api/workspaces/{workspace}/invitations",
  summary: "The workspace's invitations, the newest first; for owners and admins",
  request: { params: workspaceParams },
  responses: {
    200: { description: "All of them", ...json(z.array(workspaceInvitationSchema)) },
    ...problems(401, 404, 429),
  },
});

const revoke = createRoute({
  method: "delete",
  path: "/api/workspaces/{workspace}/invitations/{invitation}",
  summary: "Take an invitation back",
  request: { params: workspaceInvitationParams },
  responses: { 204: { description: "It opens nothing any more" }, ...problems(401, 404, 409, 429) },
});

const look = createRoute({
  method: "post",
  path: "/api/workspace-invitations/{invitation}/look",
  summary: "Whose place it offers in which workspace; needs no sign-in and changes nothing",
  request: { params: guestParams, ...jsonBody(secretSchema) },
  responses: {
    200: { description: "The invitation", ...json(workspaceInvitationViewSchema) },
    ...problems(400, 404, 409, 410, 429),
  },
});

const accept = createRoute({
  method: "post",
  path: "/api/workspace-invitations/{invitation}/accept",
  summary: "Take the place",
  request: { params: guestParams, ...jsonBody(secretSchema) },
  responses: {
    200: { description: "The workspace", ...json(workspaceSchema) },
    ...problems(400, 401, 404, 409, 410, 429),
  },
});

export function workspaceInvitationRoutes({
  db,
  access,
  now,
  newId,
  newInvitationSeeds,
  origin,
  signIn: { mail },
}: WorkspaceRoutesParts) {
  return createRoutes<SignedInEnv>()
    .openapi(create, async (c) => {
      const { workspace, person } = c.req.valid("param");
      const result = await inviteToWorkspace(db, whoAsks(c, workspace, now), person, newInvitationSeeds());
      return result.type === "invited" ? c.json(result.invitation, 201) : problem(c, result.type);
    })
    .openapi(send, async (c) => {
      const { workspace, person } = c.req.valid("param");
      const post = { linkOf: (path: string) => origin() + path, newId, way: mail.way };
      const result = await inviteToWorkspace(db, whoAsks(c, workspace, now), person, newInvitationSeeds(), post);
      if (result.type !== "invited") return problem(c, result.type);
      mail.wake();
      const { secret: _told, ...invitation } = result.invitation;
      return c.json({ ...invitation, way: mail.way }, 201);
    })
    .openapi(list, async (c) => {
      const invitations = await listWorkspaceInvitations(db, whoAsks(c, c.req.valid("param").workspace, now));
      return invitations ? c.json(invitations, 200) : problem(c, "not_found");
    })
    .openapi(revoke, async (c) => {
      const { workspace, invitation } = c.req.valid("param");
      const result = await revokeWorkspaceInvitation(db, whoAsks(c, workspace, now), invitation);
      return result.type === "revoked" ? c.body(null, 204) : problem(c, result.type);
    })
    .openapi(accept, async (c) => {
      const { secret } = c.req.valid("json");
      const { invitation } = c.req.valid("param");
      const result = await acceptWorkspaceInvitation(db, invitation, secret, c.var.who.userId, now());
      if (result.type !== "joined") return problem(c, result.type);
      for (const page of result.pages) access.changed(page);
      return c.json(result.workspace, 200);
    });
}

/** The one thing an invitation shows before anybody has signed in. */
export function workspaceLookRoute({ db, now }: Pick<WorkspaceRoutesParts, "db" | "now">) {
  return createRoutes<AppEnv>().openapi(look, async (c) => {
    const { secret } = c.req.valid("json");
    const { invitation } = c.req.valid("param");
    const result = await lookAtWorkspaceInvitation(db, invitation, secret, c.var.who?.userId ?? null, now());
    return result.type === "view" ? c.json(result.view, 200) : problem(c, result.type);
  });
}
