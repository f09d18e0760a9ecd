import { createRoute } from "@hono/zod-openapi";
import { artifactParams } from "../artifact/artifact-schemas.ts";
import type { AddressSeal } from "../calendar/address-seal.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import type { SignInPorts } from "../sign-in/sign-in-ports.ts";
import {
  addChannelSchema,
  announcementParams,
  announcementsSchema,
  announceSchema,
  changeChannelSchema,
  channelParams,
  channelsSchema,
  deliveryParams,
  settleDeliverySchema,
} from "./announcement-schemas.ts";
import { type AnnounceResult, announceArtifact, readAnnouncements, settleDelivery } from "./announcements.ts";
import {
  addChannel,
  type ChannelParts,
  type ChannelRefusal,
  changeChannel,
  readChannels,
  removeChannel,
} from "./channels.ts";

export type AnnouncingPorts = {
  seal: AddressSeal;
  allowed: readonly string[];
  /** something was promised, and has been committed */
  wake: () => void;
};

const all = { 200: { description: "Mine, and those of my workspaces", ...json(channelsSchema) } };

const channels = createRoute({
  method: "get",
  path: "/api/me/channels",
  summary: "Where I may announce; secret addresses are told to nobody",
  responses: { ...all, ...problems(401, 429) },
});

const add = createRoute({
  method: "post",
  path: "/api/me/channels",
  summary: "Add a webhook of mine, or a webhook or list of a workspace of which I am an admin",
  request: jsonBody(addChannelSchema),
  responses: { ...all, ...problems(400, 401, 404, 409, 429) },
});

const change = createRoute({
  method: "patch",
  path: "/api/me/channels/{channel}",
  summary: "Call a channel something else, or let it lead elsewhere",
  request: { params: channelParams, ...jsonBody(changeChannelSchema) },
  responses: { ...all, ...problems(400, 401, 404, 409, 429) },
});

const remove = createRoute({
  method: "delete",
  path: "/api/me/channels/{channel}",
  summary: "Take a channel away, with its secret",
  request: { params: channelParams },
  responses: { ...all, ...problems(401, 404, 429) },
});

const one = { 200: { description: "What was announced, and what came of it", ...json(announcementsSchema) } };

const read = createRoute({
  method: "get",
  path: "/api/artifacts/{id}/announcements",
  summary: "What was announced of an artifact, where and when; for those who write it",
  request: { params: artifactParams },
  responses: { ...one, ...problems(401, 404, 409, 429) },
});

const announce = createRoute({
  method: "put",
  path: "/api/artifacts/{id}/announcements/{announcement}",
  summary: "Announce an artifact; the same again announces nothing twice",
  request: { params: announcementParams, ...jsonBody(announceSchema) },
  responses: { ...one, ...problems(400, 401, 404, 409, 429) },
});

const settle = createRoute({
  method: "post",
  path: "/api/artifacts/{id}/announcements/{announcement}/deliveries/{delivery}",
  summary: "Try a delivery again, or leave it",
  request: { params: deliveryParams, ...jsonBody(settleDeliverySchema) },
  responses: { ...one, ...problems(400, 401, 404, 409, 429) },
});

type Parts = Omit<ChannelParts, "seal" | "allowed" | "sendsMail"> & {
  announcing: AnnouncingPorts;
  origin: () => string;
  signIn: Pick<SignInPorts, "mail">;
};

export function announcementRoutes({ db, engine, now, newId, announcing, origin, signIn }: Parts) {
  const { seal, allowed, wake } = announcing;
  const parts = {
    ...{ db, engine, now, newId, seal, allowed, sendsMail: signIn.mail.way === "smtp" },
    linkOf: (path: string) => origin() + path,
  };
  const channelsOr = async <Refusal extends ChannelRefusal>(userId: string, refusal: Refusal | null) =>
    refusal ?? (await readChannels(parts, userId));
  const promised = (result: AnnounceResult) => {
    if (result.type === "announcements") wake();
    return result;
  };
  return createRoutes<SignedInEnv>()
    .openapi(channels, async (c) => c.json(await readChannels(parts, c.var.who.userId), 200))
    .openapi(add, async (c) => {
      const { userId } = c.var.who;
      const result = await channelsOr(userId, await addChannel(parts, userId, c.req.valid("json")));
      return typeof result === "string" ? problem(c, result) : c.json(result, 200);
    })
    .openapi(change, async (c) => {
      const asked = { userId: c.var.who.userId, id: c.req.valid("param").channel };
      const result = await channelsOr(asked.userId, await changeChannel(parts, asked, c.req.valid("json")));
      return typeof result === "string" ? problem(c, result) : c.json(result, 200);
    })
    .openapi(remove, async (c) => {
      const asked = { userId: c.var.who.userId, id: c.req.valid("param").channel };
      const result = await channelsOr(asked.userId, await removeChannel(parts, asked));
      return typeof result === "string" ? problem(c, result) : c.json(result, 200);
    })
    .openapi(read, async (c) => {
      const result = await readAnnouncements(parts, { id: c.req.valid("param").id, userId: c.var.who.userId });
      return typeof result === "string" ? problem(c, result) : c.json(result, 200);
    })
    .openapi(announce, async (c) => {
      const { id, announcement } = c.req.valid("param");
      const asked = { id, userId: c.var.who.userId };
      const result = promised(await announceArtifact(parts, asked, { announcement, wanted: c.req.valid("json") }));
      return result.type === "announcements" ? c.json(result.announcements, 200) : problem(c, result.type);
    })
    .openapi(settle, async (c) => {
      const { id, announcement, delivery } = c.req.valid("param");
      const asked = { id, userId: c.var.who.userId };
      const wanted = c.req.valid("json").do;
      const result = promised(await settleDelivery(parts, asked, { announcement, delivery, wanted }));
      return result.type === "announcements" ? c.json(result.announcements, 200) : problem(c, result.type);
    });
}
