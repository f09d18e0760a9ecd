import { createHash } from "node:crypto";
import type { PageAct } from "@candor/document/act/page-act.ts";
import type { ApiAction, ApiTopic } from "@candor/protocol/http/api.ts";
import type { Context } from "hono";
import { problem } from "../http/problem.ts";
import { readAnswer } from "../token/stored-answers.ts";
import { actOnOwnPage, type BearerParts, newThingId } from "./for-bearer.ts";
import { etagOf } from "./present-page.ts";
import { answerDenied, type V1Env, validatorsOf } from "./v1-env.ts";

/** 1 to 200 characters that show, as RFC 9110's tokens and strings have them, in quotes or not. */
const KEY_PATTERN = /^[\x21-\x7e]{1,200}$/;

export type AnswerAct = (
  c: Context<V1Env>,
  page: string,
  /** `newId` is the same for the same Idempotency-Key */
  actOf: (newId: () => string) => PageAct,
  status: 200 | 201,
) => Promise<never>;

/**
 * Does something to a page for whoever holds the token, and answers with the thing as it is then. The same request with
 * the same Idempotency-Key does nothing more and is answered alike, also where the first one's answer never arrived.
 */
export function createAnswerAct(parts: BearerParts): AnswerAct {
  const running = new Map<string, Promise<unknown>>();

  const perform: AnswerAct = async (c, page, actOf, status) => {
    const { bearer } = c.var;
    const key = c.req.header("idempotency-key") ?? null;
    if (key !== null && !KEY_PATTERN.test(key))
      return problem(c, "invalid", "idempotency-key: It has 1 to 200 characters, without spaces.") as never;
    const requestHash = hashOf(c.req.method, new URL(c.req.url).pathname, await c.req.text());
    if (key !== null) {
      const before = await readAnswer(parts.db, bearer.tokenId, key);
      if (before && before.requestHash !== requestHash) return problem(c, "key_reused") as never;
      if (before) {
        c.header("idempotency-replayed", "true");
        return answerThing(c, page, JSON.parse(before.body) as ApiTopic | ApiAction, before.status as 200 | 201);
      }
    }
    const result = await actOnOwnPage(parts, bearer, {
      page,
      act: actOf(() => newThingId(bearer, key)),
      ifMatch: validatorsOf(c.req.header("if-match")),
      once: key === null ? null : { key, requestHash, statusOf: () => status },
    });
    if (result.type === "acted") return answerThing(c, page, result.thing, status);
    if (result.type === "scope_missing" || result.type === "token_void" || result.type === "not_found")
      return answerDenied(c, result) as never;
    if (result.type === "page_busy" || result.type === "unavailable") c.header("retry-after", "1");
    return problem(c, result.type) as never;
  };

  // Two with one key that come at once are done one after the other, so that the second finds the first one's answer.
  return async (c, page, actOf, status) => {
    const key = c.req.header("idempotency-key");
    if (key === undefined) return perform(c, page, actOf, status);
    const name = `${c.var.bearer.tokenId} ${key}`;
    const turn = (running.get(name) ?? Promise.resolve()).catch(() => {}).then(() => perform(c, page, actOf, status));
    running.set(name, turn);
    try {
      return await turn;
    } finally {
      if (running.get(name) === turn) running.delete(name);
    }
  };
}

function answerThing(c: Context, page: string, thing: ApiTopic | ApiAction, status: 200 | 201): never {
  c.header("etag", etagOf(thing));
  if (status === 201) {
    const kind = "owner" in thing ? "actions" : "topics";
    c.header("location", `/api/v1/pages/${page}/${kind}/${thing.id}`);
  }
  return c.json(thing, status) as never;
}

function hashOf(...parts: string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}
