import { createHash, randomBytes } from "node:crypto";
import { mayByToken, type TokenScope } from "@candor/core/access/may-by-token.ts";
import { type Id, idFromRandom } from "@candor/core/id.ts";
import type { MemberId } from "@candor/core/person/member.ts";
import type { PageAct } from "@candor/document/act/page-act.ts";
import type {
  ApiAction,
  ApiContents,
  ApiImported,
  ApiPage,
  ApiSealed,
  ApiTopic,
  ApiUndoneImport,
} from "@candor/protocol/http/api.ts";
import type { Pair } from "@candor/protocol/http/people.ts";
import type { Kysely } from "kysely";
import type { NoteTokenUse } from "../access/token-uses.ts";
import type { Engine } from "../database/engine.ts";
import type { Schema } from "../database/schema.ts";
import { listPairs, readMembership } from "../people/pairs.ts";
import { noteAnswer } from "../token/stored-answers.ts";
import { type Bearer, readGrant } from "../token/tokens.ts";
import type { ActAsk, ActResult, ImportAsk, ImportLook, ImportResult, PageActs } from "./page-acts.ts";
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

/** Under which the same is done once. */
export type Once<Thing> = { key: string; requestHash: string; statusOf: (thing: Thing) => number };

export type OwnSealed = { type: "sealed" } & ApiSealed;

/** What was sealed of a page, in one year or, where that is null, in all. */
export async function readOwnSealed(
  parts: BearerParts,
  bearer: Bearer,
  {
    page,
    year = null,
    scopes = ["pages:read"],
  }: { page: string; year?: number | null; scopes?: readonly TokenScope[] },
): Promise<OwnSealed | Denied> {
  const denied = deny(bearer, page, scopes, parts.now());
  if (denied) return denied;
  const membership = await readMembership(parts.db, page, bearer.userId);
  if (!membership) return { type: "not_found" };
  const sealed = await parts.acts.readSealed(page, year);
  const { member } = membership;
  parts.noteTokenUse({ pairId: page, member, tokenName: bearer.tokenName, kind: "token_read" });
  return { type: "sealed", ...sealed };
}

/** What stands on the page now or, where a year is named, what was sealed of that. */
export async function readOwnPart(
  parts: BearerParts,
  bearer: Bearer,
  { page, year, scopes = ["pages:read"] }: { page: string; year?: number | undefined; scopes?: readonly TokenScope[] },
): Promise<({ type: "part" } & ApiSealed) | Denied> {
  if (year === undefined) {
    const own = await readOwnPage(parts, bearer, page, scopes);
    return own.type === "page" ? { ...own.contents, type: "part" } : own;
  }
  const own = await readOwnSealed(parts, bearer, { page, year, scopes });
  return own.type === "sealed" ? { ...own, type: "part" } : own;
}

/** One thing of a page, on it now or in a year that was sealed; undefined: there is none. */
export async function findOnOwnPage<Kind extends keyof ApiSealed>(
  parts: BearerParts,
  bearer: Bearer,
  { page, kind, id, scopes = ["pages:read"] }: { page: string; kind: Kind; id: string; scopes?: readonly TokenScope[] },
): Promise<{ type: "thing"; thing: ApiSealed[Kind][number] | undefined } | Denied> {
  for (const year of [undefined, null]) {
    const own =
      year === undefined
        ? await readOwnPart(parts, bearer, { page, scopes })
        : await readOwnSealed(parts, bearer, { page, scopes });
    if (own.type !== "part" && own.type !== "sealed") return own;
    const things: readonly ApiSealed[Kind][number][] = own[kind];
    const thing = things.find((each) => each.id === id);
    if (thing) return { type: "thing", thing };
  }
  return { type: "thing", thing: undefined };
}

export type ActFor = {
  page: string;
  act: PageAct;
  /** validators of the thing as it was read, one of which it must still have; null: whatever it is */
  ifMatch?: readonly string[] | null;
  /** null: each time anew */
  once?: Once<ApiTopic | ApiAction> | null;
};

/** Does something to a page in its owner's name. It is on disk when this returns, or was not done. */
export async function actOnOwnPage(
  parts: BearerParts,
  bearer: Bearer,
  { page, act, ifMatch = null, once = null }: ActFor,
): Promise<Exclude<ActResult, { type: "not_wanted" }> | Denied> {
  const asked = { page, scopes: scopesOfAct(act), once };
  return writeOwnPage(parts, bearer, asked, (ask) => parts.acts.act({ ...ask, act, ifMatch }));
}

export type ImportFor = {
  page: string;
  wish: ImportAsk["wish"];
  once: Once<ApiImported | ApiUndoneImport> | null;
};

const IMPORT_SCOPES: readonly (readonly TokenScope[])[] = [["imports:write"], ["pages:read"]];

/** Brings something onto a page in its owner's name, whole or not at all, or takes it back. */
export async function importOnOwnPage(parts: BearerParts, bearer: Bearer, { page, wish, once }: ImportFor) {
  const asked = { page, scopes: IMPORT_SCOPES, once };
  return writeOwnPage<ApiImported | ApiUndoneImport, Extract<ImportResult, { type: "invalid" }>>(
    parts,
    bearer,
    asked,
    (ask) => parts.acts.import({ ...ask, wish }),
  );
}

/** What would come of an import, or which can still be taken back. */
export async function lookAtOwnImport(
  parts: BearerParts,
  bearer: Bearer,
  { page, wish }: { page: string; wish: Parameters<PageActs["lookAtImport"]>[2] },
): Promise<ImportLook | Denied> {
  for (const scopes of IMPORT_SCOPES) {
    const denied = deny(bearer, page, scopes, parts.now());
    if (denied) return denied;
  }
  const membership = await readMembership(parts.db, page, bearer.userId);
  if (!membership) return { type: "not_found" };
  const { member } = membership;
  const looked = await parts.acts.lookAtImport(page, { userId: bearer.userId, member }, wish);
  parts.noteTokenUse({ pairId: page, member, tokenName: bearer.tokenName, kind: "token_read" });
  return looked;
}

type Asked<Thing> = { page: string; scopes: readonly (readonly TokenScope[])[]; once: Once<Thing> | null };
type CommonAsk<Thing> = Pick<ActAsk, "page" | "userId" | "by" | "isWanted"> & {
  note: (thing: Thing) => ReturnType<ActAsk["note"]>;
};

async function writeOwnPage<Thing, Other = never>(
  { db, now, noteTokenUse }: BearerParts,
  bearer: Bearer,
  { page, scopes, once }: Asked<Thing>,
  write: (ask: CommonAsk<Thing>) => Promise<ActResult<Thing> | Other>,
): Promise<Exclude<ActResult<Thing> | Other, { type: "not_wanted" }> | Denied> {
  const { tokenId, userId, tokenName } = bearer;
  for (const each of scopes) {
    const denied = deny(bearer, page, each, now());
    if (denied) return denied;
  }
  const result = await write({
    ...{ page, userId, by: tokenId },
    // Whoever revokes a token while it is at work has the last word.
    isWanted: async () => {
      const grant = await readGrant(db, tokenId);
      return grant !== null && scopes.every((each) => deny({ ...bearer, grant }, page, each, now()) === null);
    },
    note: (thing) => {
      if (once === null) return [];
      const answer = { status: once.statusOf(thing), body: JSON.stringify(thing) };
      const { key, requestHash } = once;
      return [noteAnswer(db, { tokenId, userId, page, key, requestHash, ...answer, at: now().toISOString() })];
    },
  });
  const { type } = result as { type: string };
  if (type === "not_wanted") return { type: "token_void" };
  if (type === "acted") {
    const membership = await readMembership(db, page, userId);
    if (membership) noteTokenUse({ pairId: page, member: membership.member, tokenName, kind: "token_wrote" });
  }
  return result as Exclude<ActResult<Thing> | Other, { type: "not_wanted" }>;
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
