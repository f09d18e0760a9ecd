import { mayOnArtifact } from "@candor/core/access/may-on-artifact.ts";
import { decideSuggestion as judge, type SuggestionAct } from "@candor/core/artifact/suggestion.ts";
import type { ArtifactSuggestion, SuggestChange } from "@candor/protocol/http/artifact.ts";
import type { Compilable, Kysely, Selectable } from "kysely";
import type { Engine } from "../database/engine.ts";
import { oneOf } from "../database/one-of.ts";
import type { Schema } from "../database/schema.ts";
import type { ArtifactSuggestionTable } from "../database/tables/artifact-tables.ts";
import { readParticipants } from "./artifact-access.ts";
import type { EditArtifact } from "./proposals.ts";
import { readArtifact } from "./read-artifacts.ts";

const MAX_OPEN = 200; // more than anybody reads through
const MAX_OPEN_EACH = 50;
const DECIDED_SHOWN = 50;

export type SuggestionParts = { db: Kysely<Schema>; engine: Engine; edit: EditArtifact; now: () => Date };

export type SuggestionResult =
  | { type: "suggestion"; suggestion: ArtifactSuggestion }
  | { type: "not_found" }
  | { type: "not_allowed" }
  | { type: "too_many_suggestions" }
  /** the words there are others now */
  | { type: "suggestion_changed" }
  | { type: "suggestion_over" }
  | { type: "unavailable" };

type Asked = { artifact: string; suggestion: string; userId: string };
type Row = Selectable<ArtifactSuggestionTable>;

/** @returns null where the artifact is not theirs to read. What is open, oldest first, then the newest that are decided. */
export async function listSuggestions(
  parts: SuggestionParts,
  { artifact, userId }: Pick<Asked, "artifact" | "userId">,
): Promise<ArtifactSuggestion[] | null> {
  if (!(await readArtifact(parts, userId, artifact))) return null;
  const ofIt = () => parts.db.selectFrom("artifact_suggestion").selectAll().where("artifact_id", "=", artifact);
  const open = await ofIt().where("state", "in", ["open", "accepting"]).orderBy("suggested_at").orderBy("id").execute();
  const decided = await ofIt()
    .where("state", "in", ["accepted", "declined"])
    .orderBy("decided_at", "desc")
    .orderBy("id")
    .limit(DECIDED_SHOWN)
    .execute();
  return answersOf(parts, artifact, [...open, ...decided], userId);
}

/** Whoever may read may suggest; the same again, as after an answer that was lost, changes nothing. */
export async function suggestChange(
  parts: SuggestionParts,
  asked: Asked,
  { start, end, quote, text, reason }: SuggestChange,
): Promise<SuggestionResult> {
  const { db, now } = parts;
  const entry = await readArtifact(parts, asked.userId, asked.artifact);
  if (mayOnArtifact(entry?.myRole ?? null, "suggest").type === "denied" || entry?.form !== "document")
    return { type: "not_found" };
  const open = await db
    .selectFrom("artifact_suggestion")
    .select(["id", "suggested_by"])
    .where("artifact_id", "=", asked.artifact)
    .where("state", "in", ["open", "accepting"])
    .execute();
  const isThere = open.some(({ id }) => id === asked.suggestion);
  const mine = open.filter(({ suggested_by }) => suggested_by === asked.userId);
  if (!isThere && (open.length >= MAX_OPEN || mine.length >= MAX_OPEN_EACH)) return { type: "too_many_suggestions" };
  await db
    .insertInto("artifact_suggestion")
    .values({
      ...{ id: asked.suggestion, artifact_id: asked.artifact, starts_at: start, ends_at: end, quote, instead: text },
      ...{ reason, state: "open", suggested_by: asked.userId, suggested_at: now().toISOString() },
      ...{ decided_by: null, decided_at: null },
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await readRow(db, asked);
  if (row?.suggested_by !== asked.userId) return { type: "not_found" }; // somebody else's id
  return answerOf(parts, asked);
}

/**
 * Accepts, declines or takes back. That it is being accepted is on disk before the text is touched, and that it was is
 * in the transaction that changes the text: what is cut off in between is finished by whoever accepts it next.
 */
export async function decideSuggestion(
  parts: SuggestionParts,
  asked: Asked,
  act: SuggestionAct,
): Promise<SuggestionResult> {
  const { db, now } = parts;
  const entry = await readArtifact(parts, asked.userId, asked.artifact);
  const row = entry && (await readRow(db, asked));
  if (!entry || !row) return { type: "not_found" };
  const mayWrite = mayOnArtifact(entry.myRole, "write").type === "allowed";
  const verdict = judge(row.state, act, { mayWrite, isMine: row.suggested_by === asked.userId });
  if (verdict.type === "denied") return { type: "not_allowed" };
  // The same again, as after an answer that was lost, is no news.
  if (verdict.type === "over")
    return row.state === DONE[act] && row.decided_by === asked.userId
      ? answerOf(parts, asked)
      : { type: "suggestion_over" };
  if (row.state !== verdict.state) {
    const taken = await db
      .updateTable("artifact_suggestion")
      .set({ state: verdict.state, decided_by: asked.userId, decided_at: now().toISOString() })
      .where("id", "=", row.id)
      .where("state", "=", row.state)
      .returning("id")
      .executeTakeFirst();
    if (!taken) return { type: "suggestion_over" };
  }
  return verdict.state === "accepting" ? accept(parts, asked, row) : answerOf(parts, asked);
}

const DONE = { accept: "accepted", decline: "declined", withdraw: "withdrawn" } as const;

async function accept(parts: SuggestionParts, asked: Asked, row: Row): Promise<SuggestionResult> {
  const { db, edit } = parts;
  const { starts_at, ends_at, quote, instead } = row;
  const outcome = await edit(row.artifact_id, {
    change: { type: "suggestion", change: { start: starts_at, end: ends_at, quote, text: instead } },
    isWanted: async () => (await readRow(db, asked))?.state === "accepting",
    note: [fromAccepting(db, row.id, { state: "accepted" })],
    noteUnchanged: [fromAccepting(db, row.id, { state: "open", decided_by: null, decided_at: null })],
  });
  if (outcome === "moved" || outcome === "unsound") return { type: "unavailable" };
  const now = await readRow(db, asked);
  if (now?.state === "open") return { type: "suggestion_changed" };
  return answerOf(parts, asked);
}

function fromAccepting(db: Kysely<Schema>, id: string, change: Partial<Row>): Compilable {
  return db.updateTable("artifact_suggestion").set(change).where("id", "=", id).where("state", "=", "accepting");
}

async function readRow(db: Kysely<Schema>, { artifact, suggestion }: Asked): Promise<Row | undefined> {
  return db
    .selectFrom("artifact_suggestion")
    .selectAll()
    .where("id", "=", suggestion)
    .where("artifact_id", "=", artifact)
    .executeTakeFirst();
}

async function answerOf(parts: SuggestionParts, asked: Asked): Promise<SuggestionResult> {
  const row = await readRow(parts.db, asked);
  if (!row) return { type: "not_found" };
  const [suggestion] = await answersOf(parts, asked.artifact, [row], asked.userId);
  return suggestion ? { type: "suggestion", suggestion } : { type: "not_found" };
}

async function answersOf(
  parts: SuggestionParts,
  artifact: string,
  rows: readonly Row[],
  me: string,
): Promise<ArtifactSuggestion[]> {
  const names = await namesOf(
    parts,
    artifact,
    new Set(rows.flatMap((row) => [row.suggested_by, row.decided_by ?? ""])),
  );
  return rows.map((row) => ({
    ...{ id: row.id, start: row.starts_at, end: row.ends_at, quote: row.quote, text: row.instead },
    ...{ reason: row.reason, state: row.state, by: names.get(row.suggested_by) ?? "", isMine: row.suggested_by === me },
    ...{ at: row.suggested_at, decidedAt: row.decided_at },
    decidedBy: row.decided_by === null ? null : (names.get(row.decided_by) ?? ""),
  }));
}

/** As the artifact calls them, else as the workspace does; whoever is gone has no name. */
async function namesOf(
  parts: SuggestionParts,
  artifact: string,
  users: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  if (users.size === 0) return names;
  const colleagues = await parts.db
    .selectFrom("artifact")
    .innerJoin("person", "person.workspace_id", "artifact.workspace_id")
    .select(["person.user_id", "person.name"])
    .where("artifact.id", "=", artifact)
    .where("person.user_id", "in", oneOf(parts.engine, users))
    .execute();
  const accounts = await parts.db
    .selectFrom("user")
    .select(["id", "name"])
    .where("id", "in", oneOf(parts.engine, users))
    .execute();
  for (const { id, name } of accounts) names.set(id, name);
  for (const { user_id, name } of colleagues) if (user_id !== null) names.set(user_id, name);
  for (const { userId, name } of await readParticipants(parts, new Set([artifact])))
    if (userId !== null && name !== "") names.set(userId, name);
  return names;
}
