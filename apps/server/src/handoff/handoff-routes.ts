import { MAX_LETTER_LENGTH } from "@candor/core/handoff/write-letter.ts";
import { isId } from "@candor/core/id.ts";
import type {
  AnswerThree,
  FinishAction,
  FinishableUntil,
  HandOver,
  HandoffChoices,
  HandoffView,
  ProposeThree,
  ThreeTimesAnswer,
} from "@candor/protocol/http/handoff.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { isPlainLine } from "../http/is-plain-line.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import { problem } from "../http/problem.ts";
import { pairParams } from "../people/people-schemas.ts";
import { declineHandoff, takeBackLetter, type Who } from "./change-handoff.ts";
import { finishArchived, finishableUntil } from "./finish-action.ts";
import { handOver, readChoices } from "./hand-over.ts";
import type { WritePage } from "./open-letter.ts";
import { findMyHandoff, findMyHandoffs } from "./read-handoffs.ts";
import { tellHandoff } from "./tell-handoff.ts";
import { answerThree, callOffThree, proposeTime, readThreeTimes } from "./three-meeting.ts";

const MAX_CHOSEN = 200; // topics or actions; a page has rarely a tenth of it
const MAX_WHY = 200; // UTF-16 units

const path = "/api/me/handoffs";
const params = z.object({ edge: z.string().min(1).max(64) });
const person = z.object({ person: z.string(), name: z.string() });
const answer = z.enum(["accepted", "declined"]);
const ids = z.array(z.string().refine(isId, "That is no id.")).max(MAX_CHOSEN);
const letter = z
  .string()
  .max(MAX_LETTER_LENGTH)
  .refine((value) => !value.includes("\0") && value.isWellFormed(), "There is a character in it that no text has.")
  .refine((value) => value.trim() !== "", "The letter has no words yet.");
const start = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
  .refine(isTime, "That is no time.");

const viewSchema = z
  .object({
    ...{ edge: z.string(), iAm: z.enum(["direct", "former", "next"]) },
    ...{ direct: person, former: person, next: person.nullable() },
    ...{ day: z.string(), ended: z.string(), today: z.string(), workspace: z.string(), timeZone: z.string() },
    ...{ oldPage: z.string().nullable(), newPage: z.string().nullable() },
    letter: z.enum(["none", "declined", "waiting", "opened"]),
    onlyLetter: z.boolean(),
    meeting: z
      .object({
        ...{ start: z.string(), timeZone: z.string(), minutes: z.number(), calledOff: z.boolean() },
        answers: z.object({ direct: answer.nullable(), former: answer.nullable(), next: answer.nullable() }),
      })
      .nullable(),
  })
  .openapi("Handoff") satisfies z.ZodType<HandoffView>;

const chosen = { topics: z.array(z.string()), actions: z.array(z.string()), sharesPortrait: z.boolean() };

const choicesSchema = z
  .object({
    topics: z.array(z.object({ id: z.string(), title: z.string() })),
    actions: z.array(z.object({ id: z.string(), text: z.string(), due: z.string().nullable() })),
    waiting: z.object({ letter: z.string(), ...chosen }).nullable(),
  })
  .openapi("HandoffChoices") satisfies z.ZodType<HandoffChoices>;

const handOverSchema = z
  .strictObject({ letter, topics: ids, actions: ids, sharesPortrait: z.boolean() })
  .openapi("HandOver") satisfies z.ZodType<HandOver>;

const timesSchema = z
  .object({
    ...{ times: z.array(z.string()), timeZone: z.string(), minutes: z.number(), by: z.string() },
    ...{ isInTime: z.boolean(), known: z.number() },
  })
  .openapi("ThreeTimes") satisfies z.ZodType<ThreeTimesAnswer>;

const proposeSchema = z.strictObject({ start }).openapi("ProposeThree") satisfies z.ZodType<ProposeThree>;
const answerSchema = z.strictObject({ answer }).openapi("AnswerThree") satisfies z.ZodType<AnswerThree>;

const why = z.string().max(MAX_WHY).refine(isPlainLine, "A word why is one line of plain text.").nullable();
const finishSchema = z
  .discriminatedUnion("state", [
    z.strictObject({ state: z.enum(["done", "dropped"]), why }),
    z.strictObject({ state: z.literal("open") }),
  ])
  .openapi("FinishAction") satisfies z.ZodType<FinishAction>;
const untilSchema = z
  .object({ until: z.string().nullable() })
  .openapi("FinishableUntil") satisfies z.ZodType<FinishableUntil>;

const done = { 204: { description: "Done" } };

const list = createRoute({
  method: "get",
  path,
  summary: "The changes of manager that I am one of the three of",
  responses: { 200: { description: "By the day", ...json(z.array(viewSchema)) }, ...problems(401, 429) },
});

const read = createRoute({
  method: "get",
  path: `${path}/{edge}`,
  summary: "One of them",
  request: { params },
  responses: { 200: { description: "As it stands", ...json(viewSchema) }, ...problems(401, 404, 429) },
});

const choices = createRoute({
  method: "get",
  path: `${path}/{edge}/letter`,
  summary: "What I may take along to my new manager, and what of it waits to be opened",
  request: { params },
  responses: { 200: { description: "Mine alone", ...json(choicesSchema) }, ...problems(401, 404, 429) },
});

const hand = createRoute({
  method: "post",
  path: `${path}/{edge}/letter`,
  summary: "Hand a letter over to my new manager, with what I chose",
  request: { params, ...jsonBody(handOverSchema) },
  responses: { ...done, ...problems(400, 401, 404, 409, 429) },
});

const takeBack = createRoute({
  method: "delete",
  path: `${path}/{edge}/letter`,
  summary: "Take the letter back, which nobody has opened yet",
  request: { params },
  responses: { ...done, ...problems(401, 404, 409, 429) },
});

const decline = createRoute({
  method: "post",
  path: `${path}/{edge}/declined`,
  summary: "Say that I hand nothing over; nobody else is told",
  request: { params },
  responses: { ...done, ...problems(401, 404, 409, 429) },
});

const times = createRoute({
  method: "get",
  path: `${path}/{edge}/times`,
  summary: "When the three of us can talk",
  request: { params },
  responses: { 200: { description: "The best first", ...json(timesSchema) }, ...problems(401, 404, 429) },
});

const propose = createRoute({
  method: "put",
  path: `${path}/{edge}/meeting`,
  summary: "Propose a time to the three of us, or another one",
  request: { params, ...jsonBody(proposeSchema) },
  responses: { ...done, ...problems(400, 401, 404, 409, 429) },
});

const callOff = createRoute({
  method: "delete",
  path: `${path}/{edge}/meeting`,
  summary: "Call the talk of three off",
  request: { params },
  responses: { ...done, ...problems(401, 404, 409, 429) },
});

const say = createRoute({
  method: "post",
  path: `${path}/{edge}/meeting/answer`,
  summary: "Say whether I come to the talk of three",
  request: { params, ...jsonBody(answerSchema) },
  responses: { ...done, ...problems(400, 401, 404, 409, 429) },
});

const finishable = createRoute({
  method: "get",
  path: "/api/pairs/{id}/finishing",
  summary: "Until when open actions of an archived page may be finished",
  request: { params: pairParams },
  responses: { 200: { description: "null: not, or no more", ...json(untilSchema) }, ...problems(401, 404, 429) },
});

const finish = createRoute({
  method: "post",
  path: "/api/pairs/{id}/finishing/{action}",
  summary: "Finish an open action of an archived page, or take that back",
  request: { params: pairParams.extend({ action: z.string().refine(isId) }), ...jsonBody(finishSchema) },
  responses: { ...done, ...problems(400, 401, 404, 409, 429) },
});

export type HandoffPorts = {
  write: WritePage;
  refresh: (page: string) => Promise<unknown>;
  random: (bytes: number) => Uint8Array;
  /** as in `MailEdge` */
  mailFrom: string | null;
};

export type HandoffParts = {
  db: Kysely<Schema>;
  now: () => Date;
  newId: () => string;
  origin: () => string;
  handoffs: HandoffPorts;
  signIn: { mail: { wake: () => void } };
};

export function handoffRoutes({ db, now, newId, origin, handoffs, signIn }: HandoffParts) {
  const edge = () => ({ ...handoffs, now: now(), newId, linkOf: (to: string) => origin() + to });
  const whoOf = (c: Asking): Who => ({ edge: c.req.valid("param").edge, userId: c.var.who.userId });
  return createRoutes<SignedInEnv>()
    .openapi(list, async (c) => {
      const all = await findMyHandoffs(db, c.var.who.userId, now());
      return c.json(await Promise.all(all.map((each) => tellHandoff(db, each))), 200);
    })
    .openapi(read, async (c) => {
      const known = await findMyHandoff(db, whoOf(c), now());
      return known ? c.json(await tellHandoff(db, known), 200) : problem(c, "not_found");
    })
    .openapi(choices, async (c) => {
      const found = await readChoices(db, whoOf(c), edge());
      return found ? c.json(found, 200) : problem(c, "not_found");
    })
    .openapi(hand, async (c) => {
      const result = await handOver(db, whoOf(c), c.req.valid("json"), edge());
      return result.type === "done" ? c.body(null, 204) : problem(c, result.type);
    })
    .openapi(takeBack, async (c) => {
      const result = await takeBackLetter(db, whoOf(c), edge());
      return result.type === "done" ? c.body(null, 204) : problem(c, result.type);
    })
    .openapi(decline, async (c) => {
      const result = await declineHandoff(db, whoOf(c), edge());
      return result.type === "done" ? c.body(null, 204) : problem(c, result.type);
    })
    .openapi(times, async (c) => {
      const found = await readThreeTimes(db, whoOf(c), now());
      return found ? c.json(found, 200) : problem(c, "not_found");
    })
    .openapi(propose, async (c) => {
      const result = await proposeTime(db, whoOf(c), c.req.valid("json").start, edge());
      if (result.type !== "done") return problem(c, result.type);
      signIn.mail.wake();
      return c.body(null, 204);
    })
    .openapi(callOff, async (c) => {
      const result = await callOffThree(db, whoOf(c), edge());
      if (result.type !== "done") return problem(c, result.type);
      signIn.mail.wake();
      return c.body(null, 204);
    })
    .openapi(say, async (c) => {
      const result = await answerThree(db, whoOf(c), c.req.valid("json").answer, edge());
      return result.type === "done" ? c.body(null, 204) : problem(c, result.type);
    })
    .openapi(finishable, async (c) => {
      const who = { pairId: c.req.valid("param").id, userId: c.var.who.userId };
      const found = await finishableUntil(db, who, now());
      return found ? c.json(found, 200) : problem(c, "not_found");
    })
    .openapi(finish, async (c) => {
      const { id, action } = c.req.valid("param");
      const who = { pairId: id, userId: c.var.who.userId, action };
      const result = await finishArchived({ db, write: handoffs.write, now }, who, c.req.valid("json"));
      return result.type === "done" ? c.body(null, 204) : problem(c, result.type);
    });
}

type Asking = { req: { valid(target: "param"): { edge: string } }; var: { who: { userId: string } } };

function isTime(text: string): boolean {
  try {
    Temporal.PlainDateTime.from(text);
    return true;
  } catch {
    return false;
  }
}
