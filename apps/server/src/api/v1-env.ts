import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { problem } from "../http/problem.ts";
import { sayIssues } from "../http/say-issues.ts";
import type { Bearer } from "../token/tokens.ts";
import type { Denied } from "./for-bearer.ts";
import { etagOf } from "./present-page.ts";

/** What a handler of the API finds beside its request. */
export type V1Env = { Variables: { bearer: Bearer } };

/** Routes whose refused input is answered as a problem that names the place, never the value. */
export function createV1Routes() {
  return new OpenAPIHono<V1Env>({
    defaultHook: (result, c) => {
      if (result.success) return;
      if (result.target === "param") return problem(c, "not_found");
      return problem(c, "invalid", sayIssues(result.error.issues));
    },
  });
}

export function answerDenied(c: Context, denied: Denied) {
  if (denied.type !== "scope_missing") return problem(c, denied.type);
  return problem(c, "scope_missing", `It needs ${denied.scopes.join(" or ")}.`);
}

/** Sends what was read, or that it is as the caller has it already (RFC 9110 §13.1.2). */
export function answerRead<Answer>(c: Context, answer: Answer) {
  const etag = etagOf(answer);
  c.header("etag", etag);
  c.header("cache-control", "private, no-cache");
  const held = validatorsOf(c.req.header("if-none-match"));
  if (held?.some((each) => each === "*" || each === etag)) return c.body(null, 304) as never;
  return c.json(answer as object, 200) as never;
}

/** @returns null: the header is not there. Weak ones (RFC 9110 §8.8.1) are ours with a mark that a proxy put on them. */
export function validatorsOf(header: string | undefined): string[] | null {
  if (header === undefined) return null;
  return header
    .split(",")
    .map((each) => each.trim().replace(/^W\//, ""))
    .filter((each) => each !== "");
}
