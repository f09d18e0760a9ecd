import type { CalendarInvitation, SettleCounter, TurnInvitation } from "@candor/protocol/http/calendar-invitation.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { readMembership } from "../people/pairs.ts";
import { pairParams } from "../people/people-schemas.ts";
import { readMembers } from "./invitees.ts";
import { makeToken } from "./mail-token.ts";
import { readInvitation } from "./read-invitation.ts";
import { settleCounter, turnInvitation } from "./turn-invitation.ts";

const member = z.enum(["a", "b"]);
const timeSchema = z.object({ start: z.string(), timeZone: z.string(), minutes: z.number() });
const answerSchema = z.object({
  answer: z.enum(["accepted", "declined", "tentative", "delegated", "counter"]),
  ...{ words: z.string().nullable(), at: z.string(), proposed: timeSchema.nullable(), uid: z.string() },
  slot: z.string(),
  scope: z.enum(["series", "next", "later"]).nullable(),
  lies: z.enum(["free", "maybe", "taken", "unknown"]).nullable(),
});
const uncountedSchema = z.object({
  why: z.enum([
    ...([
      "not_believed",
      "others_address",
      "not_ours",
      "not_invited",
      "outdated",
      "superseded",
      "says_nothing",
    ] as const),
    ...(["automatic", "no_answer", "unknown_failure"] as const),
  ]),
  ...{ from: z.string().nullable(), member: member.nullable(), at: z.string() },
});
const invitationSchema = z
  .object({
    way: z.enum(["mail", "no_mail", "not_read"]),
    isOn: z.boolean(),
    people: z.array(
      z.object({
        member,
        state: z.enum(["no_address", "not_invited", "on_its_way", "invited", "refused", "bounced", "own_calendar"]),
        ...{ address: z.string().nullable(), reason: z.string().nullable(), answer: answerSchema.nullable() },
        besides: answerSchema.pick({ answer: true, words: true }).nullable(),
      }),
    ),
    uncounted: z.array(uncountedSchema),
    uncountedMore: z.number().int(),
  })
  .openapi("CalendarInvitation") satisfies z.ZodType<CalendarInvitation>;
const turnSchema = z.strictObject({ on: z.boolean() }).openapi("TurnInvitation") satisfies z.ZodType<TurnInvitation>;
const settleSchema = z
  .strictObject({ member, uid: z.string().max(200), slot: z.string().max(16), taken: z.boolean() })
  .openapi("SettleCounter") satisfies z.ZodType<SettleCounter>;

const path = "/api/pairs/{id}/calendar-invitation";
const ok = { 200: { description: "How it stands", ...json(invitationSchema) } };

const read = createRoute({
  method: "get",
  path,
  summary: "Whether our series stands in our calendars, and what each of us answered",
  request: { params: pairParams },
  responses: { ...ok, ...problems(401, 404, 429) },
});

const turn = createRoute({
  method: "put",
  path,
  summary: "Put our series into both calendars by mail, or take it out",
  request: { params: pairParams, ...jsonBody(turnSchema) },
  responses: { ...ok, ...problems(400, 401, 404, 409, 429) },
});

const settle = createRoute({
  method: "post",
  path: `${path}/settled`,
  summary: "Say what was made of another time that one of us asked for by mail",
  request: { params: pairParams, ...jsonBody(settleSchema) },
  responses: { ...ok, ...problems(400, 401, 404, 409, 429) },
});

export type InvitationPorts = {
  way: CalendarInvitation["way"];
  /** Brings what the server knows of a page up to date, where it isn't. */
  refresh: (page: string) => Promise<void>;
  /** Tells calendars of a pair's series, and sees to it that the mail goes out. */
  tell: (pairId: string) => Promise<void>;
  /** Something was queued. */
  wake: () => void;
};

type Parts = {
  db: Kysely<Schema>;
  now: () => Date;
  newId: () => string;
  signIn: { random: (size: number) => Uint8Array };
  seriesInvitations: InvitationPorts;
};

export function seriesInvitationRoutes({ db, now, newId, signIn, seriesInvitations: ports }: Parts) {
  const answer = (pairId: string, userId: string) => readInvitation(db, { pairId, userId, way: ports.way }, now());
  const newToken = () => makeToken(signIn.random);
  const isFrozen = async (pairId: string) => {
    const row = await db.selectFrom("pair").select("frozen_at").where("id", "=", pairId).executeTakeFirst();
    return row?.frozen_at != null && row.frozen_at <= now().toISOString();
  };
  return createRoutes<SignedInEnv>()
    .openapi(read, async (c) => {
      const { id } = c.req.valid("param");
      if (!(await readMembership(db, id, c.var.who.userId))) return problem(c, "not_found");
      return c.json(await answer(id, c.var.who.userId), 200);
    })
    .openapi(turn, async (c) => {
      const { id } = c.req.valid("param");
      const { userId } = c.var.who;
      const { on } = c.req.valid("json");
      if (!(await readMembership(db, id, userId))) return problem(c, "not_found");
      if (await isFrozen(id)) return problem(c, "page_frozen");
      if (on && ports.way !== "mail") return problem(c, "no_invitations");
      if (on) await ports.refresh(id);
      await turnInvitation(db, { pairId: id, userId, on, token: newToken() }, now());
      await ports.tell(id);
      return c.json(await answer(id, userId), 200);
    })
    .openapi(settle, async (c) => {
      const { id } = c.req.valid("param");
      const { userId } = c.var.who;
      const { member: whose, ...settled } = c.req.valid("json");
      if (!(await readMembership(db, id, userId))) return problem(c, "not_found");
      if (await isFrozen(id)) return problem(c, "page_frozen");
      const them = (await readMembers(db, id)).find((each) => each.member === whose)?.userId;
      if (them) await settleCounter(db, id, { userId: them, ...settled }, { now: now(), newId, newToken });
      ports.wake();
      return c.json(await answer(id, userId), 200);
    });
}
