import { TOKEN_SCOPES } from "@candor/core/access/may-by-token.ts";
import { freshUntil } from "@candor/core/access/session-limits.ts";
import { ASKING_FAULTS, type AssistantAnswered, type AssistantAsking } from "@candor/protocol/http/assistant.ts";
import { createRoute, z } from "@hono/zod-openapi";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { createRoutes, type SignedInEnv } from "../http/app-env.ts";
import { askedOrigin } from "../http/asked-origin.ts";
import { json, jsonBody, problems } from "../http/json-content.ts";
import type { Log } from "../http/log.ts";
import { problem } from "../http/problem.ts";
import { hashSecret } from "../sign-in/hash-secret.ts";
import type { ClientIds } from "./client-ids.ts";
import { keepYes } from "./grants.ts";
import { type AskingVerdict, judgeAsking, readAsking } from "./judge-asking.ts";
import { oauthPlaces } from "./oauth-places.ts";
import { type AskDocument, readClient } from "./read-client.ts";

const MAX_QUERY_LENGTH = 8000;
const MAX_PAGES = 500; // as many as one person can have

const scopesSchema = z.array(z.enum(TOKEN_SCOPES)).max(TOKEN_SCOPES.length);
const querySchema = z.string().max(MAX_QUERY_LENGTH);

const askingSchema = z
  .discriminatedUnion("type", [
    z.object({
      ...{ type: z.literal("asks"), name: z.string(), host: z.string(), isOwnMachine: z.boolean() },
      scopes: scopesSchema,
    }),
    z.object({ type: z.literal("refused"), why: z.enum(ASKING_FAULTS), backTo: z.string().nullable() }),
  ])
  .openapi("AssistantAsking") satisfies z.ZodType<AssistantAsking>;

const look = createRoute({
  method: "post",
  path: "/api/me/assistants/asking",
  summary: "What the assistant asks for that sent me here; nothing comes of it",
  request: { ...jsonBody(z.strictObject({ query: querySchema })) },
  responses: { 200: { description: "What it asks for", ...json(askingSchema) }, ...problems(400, 401, 429) },
});

const answer = createRoute({
  method: "post",
  path: "/api/me/assistants",
  summary: "Let an assistant act for me, soon after signing in, or not",
  request: {
    ...jsonBody(
      z.strictObject({
        ...{ query: querySchema, grant: z.boolean(), scopes: scopesSchema },
        pages: z.array(z.uuid()).min(1, "Choose at least one page, or all.").max(MAX_PAGES).nullable(),
      }),
    ),
  },
  responses: {
    200: {
      description: "Where the assistant waits for the answer",
      ...json(z.object({ to: z.string() }).openapi("AssistantAnswered") satisfies z.ZodType<AssistantAnswered>),
    },
    ...problems(400, 401, 403, 404, 409, 429),
  },
});

export type AskingParts = {
  db: Kysely<Schema>;
  now: () => Date;
  log: Log;
  origin: () => string;
  isOwnOrigin: (origin: string) => boolean;
  clientIds: ClientIds;
  /** null: this installation asks nobody */
  askDocument: AskDocument | null;
  newCodeSecret: () => Uint8Array;
};

/** For the person whom an assistant sends here. Whatever it asked is judged anew each time; nothing of it is kept before a yes. */
export function askingRoutes(parts: AskingParts) {
  const { db, now, log, newCodeSecret } = parts;
  const judge = async (query: string, origin: string): Promise<AskingVerdict> => {
    const params = readAsking(query);
    if (params === null) return { type: "refused", why: "malformed", answerTo: null };
    const found = await readClient(params.get("client_id") ?? "", parts);
    if (found.type === "refused") return { ...found, answerTo: null };
    return judgeAsking(params, found.client, oauthPlaces(origin).resource);
  };
  const note = (why: string, client: string) =>
    log.info("an assistant was refused", { why, client: hashSecret(client).slice(0, 6) });
  return createRoutes<SignedInEnv>()
    .openapi(look, async (c) => {
      const { query } = c.req.valid("json");
      const iss = askedOrigin(c, parts);
      const verdict = await judge(query, iss);
      if (verdict.type === "asks") {
        const { name, host, isOwnMachine, scopes } = verdict.asking;
        return c.json({ type: "asks" as const, name, host, isOwnMachine, scopes }, 200);
      }
      const { why, answerTo } = verdict;
      note(why, new URLSearchParams(query).get("client_id") ?? "");
      const backTo = answerTo && answerAt(answerTo, { error: why, iss });
      return c.json({ type: "refused" as const, why, backTo }, 200);
    })
    .openapi(answer, async (c) => {
      const { query, grant, scopes, pages } = c.req.valid("json");
      if (grant && freshUntil(c.var.session) <= now().getTime()) return problem(c, "not_fresh");
      const iss = askedOrigin(c, parts);
      const verdict = await judge(query, iss);
      if (verdict.type === "refused") return problem(c, "invalid");
      const { asking } = verdict;
      if (!grant) {
        note("access_denied", asking.clientId);
        return c.json({ to: answerAt(asking, { error: "access_denied", iss }) }, 200);
      }
      const granted = asking.scopes.filter((scope) => scopes.includes(scope));
      if (granted.length === 0) return problem(c, "invalid", "Choose at least one thing that it may do.");
      const kept = await keepYes(db, c.var.who.userId, { asking, scopes: granted, pages }, newCodeSecret(), now());
      if (kept.type !== "kept") return problem(c, kept.type);
      return c.json({ to: answerAt(asking, { code: kept.code, iss }) }, 200);
    });
}

/** Where an assistant waits, with an answer. `iss` says whose it is, so that no other place's can be put in its stead (RFC 9207). */
function answerAt(
  { redirectUri, state }: { redirectUri: string; state: string | null },
  said: Readonly<Record<string, string>>,
): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(said)) url.searchParams.append(name, value);
  if (state !== null) url.searchParams.append("state", state);
  return url.href;
}
