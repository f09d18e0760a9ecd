import { createMcpHandler } from "@modelcontextprotocol/server";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { requireBearer } from "../api/require-bearer.ts";
import type { V1Parts } from "../api/v1-app.ts";
import type { V1Env } from "../api/v1-env.ts";
import { answerError } from "../http/answer-error.ts";
import { askedOrigin } from "../http/asked-origin.ts";
import { problem } from "../http/problem.ts";
import { createAssistantServer } from "./assistant-server.ts";
import { readAssistantBearer } from "./grants.ts";
import { assistantChallenge } from "./oauth-places.ts";

const MAX_BODY_BYTES = 524_288;

/**
 * /mcp: the Model Context Protocol over HTTP, in its revisions of 2026 and 2025, for assistants that a person lets at
 * their own pages, by a token made by hand or by signing in. Nothing is held between two requests.
 *
 * Source: https://modelcontextprotocol.io/specification
 */
export function createMcpApp(parts: V1Parts & { isOwnOrigin: (origin: string) => boolean }) {
  const app = new Hono<V1Env>();
  app.onError((error, c) => answerError(error, c, parts.log));
  const challenge = (c: Context, hasToken: boolean) => assistantChallenge(askedOrigin(c, parts), hasToken);
  app.use(requireBearer({ ...parts, read: readAssistantBearer, challenge }));
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: (c) => problem(c, "too_large") }));
  app.all("/mcp", async (c) => {
    const { bearer } = c.var;
    const handler = createMcpHandler(() => createAssistantServer(parts, bearer), {
      maxRequestBodySize: MAX_BODY_BYTES,
      maxSubscriptions: 1, // nothing here changes by itself, so there is nothing to listen to
    });
    const answer = await handler.fetch(c.req.raw);
    return new Response(answer.body, { status: answer.status, headers: answer.headers });
  });
  app.notFound((c) => problem(c, "not_found"));
  return app;
}
