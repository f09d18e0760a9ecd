import { createHash, randomBytes } from "node:crypto";
import { mayByToken, type TokenScope } from "@candor/core/access/may-by-token.ts";
import { type Id, idFromRandom } from "@candor/core/id.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type { PageAct } from "@candor/document/act/page-act.ts";
import type { ApiAction, ApiContents, ApiPage, ApiTopic } from "@candor/protocol/http/api.ts";
import type { Pair } from "@candor/protocol/http/people.ts";
import type { Kysely } from "kysely";
import type { NoteTokenUse } from "../access/token-uses.ts";
import type { Engine } from "../database/engine.ts";
import type { Schema } from "../database/schema.ts";
import { listPairs, readMembership } from "../people/pairs.ts";
import { noteAnswer } from "../token/stored-answers.ts";
import { type Bearer, readGrant } from "../token/tokens.ts";
import type { ActResult, PageActs } from "./page-acts.ts";
import { scopesOfAct } from "./scopes-of-act.ts";

// What whoever holds a token may have done: by routes of the API, and by whatever else speaks for its owner.

export type BearerParts = {
  db: Kysely<Schema>;
  engine: Engine;
  acts: PageActs;
  noteTokenUse: NoteTokenUse;
  now: () => Date;
};

export type Denied =
  | { type: "token_void" }
  | { type: "scope_missing"; scopes: readonly TokenScope[] }
  /** no such page, or not theirs, or not chosen for this token: the answer is the same */
  | { type: "not_found" };

/** @param page null: it is about no page in particular. @returns null: it may. */
export function deny(bearer: Bearer, page: string | null, scopes: readonly TokenScope[], now: Date): Denied | null {
  const verdict = mayByToken(bearer.grant, { scopes, ...(page !== null && { page }) }, now.toISOString());
  if (verdict.type === "allowed") return null;
  if (verdict.why === "scope_missing") return { type: "scope_missing", scopes: verdict.scopes };
  return { type: verdict.why === "page_not_chosen" ? "not_found" : "token_void" };
}

/** The pages of whoever the token speaks for, as far as it was made for them; the newest first. */
export async function listOwnPages(parts: BearerParts, bearer: Bearer): Promise<ApiPage[] | Denied> {
  const denied = deny(bearer, null, ["pages:read"], parts.now());
  if (denied) return denied;
  const pairs = await listPairs(parts.db, bearer.userId);
  return pairs.filter(({ id }) => bearer.grant.pages?.includes(id) ?? true).map(describePair);
}

export function describePair({ id, me, members, createdAt, archive }: Pair): ApiPage {
  return {
    ...{ id, me, createdAt, archived: archive !== undefined },
    members: members.map(({ member, name, role, joined }) => ({ member, name, role, joined })),
  };
}

export type OwnPage = { type: "page"; me: MemberId; contents: ApiContents };

/** What stands on a page, as it is on disk now. */
export async function readOwnPage(
  parts: BearerParts,
  bearer: Bearer,
  page: string,
  scopes: readonly TokenScope[] = ["pages:read"],
): Promise<OwnPage | Denied> {
  const denied = deny(bearer, page, scopes, parts.now());
  if (denied) return denied;
  const membership = await readMembership(parts.db, page, bearer.userId);
  if (!membership) return { type: "not_found" };
  const contents = await parts.acts.read(page);
  if (contents === null) return { type: "not_found" };
  const { member } = membership;
  parts.noteTokenUse({ pairId: page, member, tokenName: bearer.tokenName, kind: "token_read" });
  return { type: "page", me: member, contents };
}

export type ActFor = {
  page: string;
  act: PageAct;
  /** validators of the thing as it was read, one of which it must still have; null: whatever it is */
  ifMatch?: readonly string[] | null;
  /** under which the same is done once; null: each time anew */
  once?: { key: string; requestHash: string; statusOf: (thing: ApiTopic | ApiAction) => number } | null;
};

/** Does something to a page in its owner's name. It is on disk when this returns, or was not done. */
export async function actOnOwnPage(
  parts: BearerParts,
  bearer: Bearer,
  { page, act, ifMatch = null, once = null }: ActFor,
): Promise<Exclude<ActResult, { type: "not_wanted" }> | Denied> {
  const { db, now } = parts;
  for (const scopes of scopesOfAct(act)) {
    const denied = deny(bearer, page, scopes, now());
    if (denied) return denied;
  }
  const { tokenId, userId, tokenName } = bearer;
  const result = await parts.acts.act({
    ...{ page, userId, by: tokenId, act, ifMatch },
    // Whoever revokes a token while it is at work has the last word.
    isWanted: async () => {
      const grant = await readGrant(db, tokenId);
      return (
        grant !== null && scopesOfAct(act).every((scopes) => deny({ ...bearer, grant }, page, scopes, now()) === null)
      );
    },
    note: (thing) => {
      if (once === null) return [];
      const answer = { status: once.statusOf(thing), body: JSON.stringify(thing) };
      const { key, requestHash } = once;
      return [noteAnswer(db, { tokenId, userId, page, key, requestHash, ...answer, at: now().toISOString() })];
    },
  });
  if (result.type === "not_wanted") return { type: "token_void" };
  if (result.type === "acted") {
    const membership = await readMembership(db, page, userId);
    if (membership) parts.noteTokenUse({ pairId: page, member: membership.member, tokenName, kind: "token_wrote" });
  }
  return result;
}

/** An id for something new: of the same key the same one, so that it comes into being once, whoever is asked again. */
export function newThingId(bearer: Bearer, key: string | null): Id {
  if (key === null) return idFromRandom(randomBytes(12));
  return idFromRandom(
    createHash("sha256")
      .update(JSON.stringify([bearer.tokenId, key]))
      .digest(),
  );
}
