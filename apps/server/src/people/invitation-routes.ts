import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { type AppEnv, createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import {
  acceptInvitation,
  type HasWritten,
  type InvitationSeeds,
  invite,
  listInvitations,
  lookAtInvitation,
  revokeInvitation,
} from "./invitations.ts";
import type { ChangeablePageAccess } from "./page-access.ts";
import {
  acceptInvitationSchema,
  invitationParams,
  invitationSchema,
  invitationViewSchema,
  lookAtInvitationSchema,
  newInvitationSchema,
  pairParams,
  pairSchema,
} from "./people-schemas.ts";

const create = createRoute({
  method: "post",
  path: "/api/pairs/{id}/invitations",
  summary: "Invite to the free seat; the secret is told this once",
  request: { params: pairParams },
  responses: { 201: { description: "The invitation", ...json(newInvitationSchema) }, ...problems(401, 404, 409, 429) },
});

const list = createRoute({
  method: "get",
  path: "/api/pairs/{id}/invitations",
  summary: "The pair's invitations, the newest first",
  request: { params: pairParams },
  responses: { 200: { description: "All of them", ...json(z.array(invitationSchema)) }, ...problems(401, 404) },
});

const revoke = createRoute({
  method: "delete",
  path: "/api/invitations/{id}",
  summary: "Take an invitation back, and the seat of whoever came through it",
  request: { params: invitationParams },
  responses: { 204: { description: "It opens nothing any more" }, ...problems(401, 404) },
});

const look = createRoute({
  method: "post",
  path: "/api/invitations/{id}/look",
  summary: "Who invites me to what; needs no sign-in and changes nothing",
  request: { params: invitationParams, ...jsonBody(lookAtInvitationSchema) },
  responses: {
    200: { description: "The invitation", ...json(invitationViewSchema) },
    ...problems(400, 404, 409, 410, 429),
  },
});

const accept = createRoute({
  method: "post",
  path: "/api/invitations/{id}/accept",
  summary: "Take the seat",
  request: { params: invitationParams, ...jsonBody(acceptInvitationSchema) },
  responses: {
    200: { description: "The pair as I see it", ...json(pairSchema) },
    ...problems(400, 401, 404, 409, 410, 429),
  },
});

export type InvitationRoutesParts = {
  db: Kysely<Schema>;
  access: ChangeablePageAccess;
  now: () => Date;
  newInvitationSeeds: () => InvitationSeeds;
  hasWritten: HasWritten;
};

export function invitationRoutes({ db, access, now, newInvitationSeeds, hasWritten }: InvitationRoutesParts) {
  return createRoutes<SignedInEnv>()
    .openapi(create, async (c) => {
      const { id } = c.req.valid("param");
      const result = await invite(db, id, c.var.who.userId, newInvitationSeeds(), now());
      return result.type === "invited" ? c.json(result.invitation, 201) : problem(c, result.type);
    })
    .openapi(list, async (c) => {
      const invitations = await listInvitations(db, c.req.valid("param").id, c.var.who.userId);
      return invitations ? c.json(invitations, 200) : problem(c, "not_found");
    })
    .openapi(revoke, async (c) => {
      const result = await revokeInvitation({ db, hasWritten }, c.req.valid("param").id, c.var.who.userId, now());
      if (result.type === "not_found") return problem(c, "not_found");
      if (result.seatFreed) access.changed(result.pairId);
      return c.body(null, 204);
    })
    .openapi(accept, async (c) => {
      const result = await acceptInvitation(db, c.req.valid("param").id, c.req.valid("json"), c.var.who.userId, now());
      return result.type === "accepted" ? c.json(result.pair, 200) : problem(c, result.type);
    });
}

/** The one thing an invitation shows before anybody has signed in. */
export function lookRoute({ db, now }: Pick<InvitationRoutesParts, "db" | "now">) {
  return createRoutes<AppEnv>().openapi(look, async (c) => {
    const { secret } = c.req.valid("json");
    const result = await lookAtInvitation(db, c.req.valid("param").id, secret, c.var.who?.userId ?? null, now());
    return result.type === "invitation" ? c.json(result.view, 200) : problem(c, result.type);
  });
}
