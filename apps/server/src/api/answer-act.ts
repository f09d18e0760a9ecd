import { createHash } from "node:crypto";
import type { PageAct } from "@candor/document/act/page-act.ts";
import type { ApiAction, ApiTopic } from "@candor/protocol/http/api.ts";
import type { Context } from "hono";
import { problem } from "../http/problem.ts";
import { readAnswer } from "../token/stored-answers.ts";
import { actOnOwnPage, type BearerParts, newThingId, type Once } from "./for-bearer.ts";
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

/** What answers with what came of a request, once for each Idempotency-Key. */
export type AnswerOnce = <Thing extends object>(
  c: Context<V1Env>,
  status: 200 | 201,
  perform: (once: Once<Thing> | null, newId: () => string) => Promise<Performed<Thing>>,
  /** headers that say more of the thing */
  mark?: (thing: Thing) => void,
) => Promise<never>;

type Performed<Thing> =
  | Exclude<Awaited<ReturnType<typeof actOnOwnPage>>, { type: "acted" }>
  | { type: "acted"; thing: Thing }
  | { type: "invalid"; detail: string };

/**
 * Does something to a page for whoever holds the token, and answers with the thing as it is then. The same request with
 * the same Idempotency-Key does nothing more and is answered alike, also where the first one's answer never arrived.
 */
export function createAnswerAct(parts: BearerParts, answerOnce: AnswerOnce): AnswerAct {
  return (c, page, actOf, status) =>
    answerOnce<ApiTopic | ApiAction>(
      c,
      status,
      (once, newId) => {
        const act = actOf(newId);
        return actOnOwnPage(parts, c.var.bearer, { page, act, ifMatch: validatorsOf(c.req.header("if-match")), once });
      },
      (thing) => {
        c.header("etag", etagOf(thing));
        if (status !== 201) return;
        const kind = "owner" in thing ? "actions" : "topics";
        c.header("location", `/api/v1/pages/${page}/${kind}/${thing.id}`);
      },
    );
}

export function createAnswerOnce({ db }: Pick<BearerParts, "db">): AnswerOnce {
  const running = new Map<string, Promise<unknown>>();

  const perform: AnswerOnce = async (c, status, act, mark) => {
    const { bearer } = c.var;
    const key = c.req.header("idempotency-key") ?? null;
    if (key !== null && !KEY_PATTERN.test(key))
      return problem(c, "invalid", "idempotency-key: It has 1 to 200 characters, without spaces.") as never;
    const answer = (thing: Parameters<NonNullable<typeof mark>>[0], as: 200 | 201) => {
      mark?.(thing);
      return c.json(thing, as) as never;
    };
    const requestHash = hashOf(c.req.method, new URL(c.req.url).pathname, await c.req.text());
    if (key !== null) {
      const before = await readAnswer(db, bearer.tokenId, key);
      if (before && before.requestHash !== requestHash) return problem(c, "key_reused") as never;
      if (before) {
        c.header("idempotency-replayed", "true");
        return answer(JSON.parse(before.body), before.status as 200 | 201);
      }
    }
    const once = key === null ? null : { key, requestHash, statusOf: () => status };
    const result = await act(once, () => newThingId(bearer, key));
    if (result.type === "acted") return answer(result.thing, status);
    if (result.type === "scope_missing" || result.type === "token_void" || result.type === "not_found")
      return answerDenied(c, result) as never;
    if (result.type === "page_busy" || result.type === "unavailable") c.header("retry-after", "1");
    return problem(c, result.type, "detail" in result ? result.detail : undefined) as never;
  };

  // Two with one key that come at once are done one after the other, so that the second finds the first one's answer.
  return async (c, ...rest) => {
    const key = c.req.header("idempotency-key");
    if (key === undefined) return perform(c, ...rest);
    const name = `${c.var.bearer.tokenId} ${key}`;
    const turn = (running.get(name) ?? Promise.resolve()).catch(() => {}).then(() => perform(c, ...rest));
    running.set(name, turn);
    try {
      return await turn;
    } finally {
      if (running.get(name) === turn) running.delete(name);
    }
  };
}

function hashOf(...parts: string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}
