import { type Finishing, judgeFinishing } from "@candor/core/handoff/judge-finishing.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { WritePage } from "./open-letter.ts";

export type FinishResult =
  | { type: "done" }
  | { type: "not_found" }
  /** the page is in use, where one finishes an action by oneself */
  | { type: "page_in_use" }
  | { type: "finishing_is_over" }
  | { type: "action_not_open" }
  | { type: "page_busy" };

/**
 * Finishes an action of an archived page, the one thing that may be done there, and only for a while. It is written by
 * the server: the page itself takes nothing from anybody.
 */
export async function finishArchived(
  { db, write, now }: { db: Kysely<Schema>; write: WritePage; now: () => Date },
  { pairId, userId, action }: { pairId: string; userId: string; action: string },
  to: Finishing,
): Promise<FinishResult> {
  const page = await readArchived(db, pairId, userId);
  if (page === null) return { type: "not_found" };
  const at = now();
  const refused = refusal(page, at);
  if (refused) return refused;
  const { member, frozenAt } = page;
  const outcome = await write(pairId, {
    change: { type: "finish", member, now: at.toISOString(), action, to, frozenAt: frozenAt ?? "" },
    isWanted: async () => {
      const still = await readArchived(db, pairId, userId);
      return still !== null && still.frozenAt === frozenAt && refusal(still, at) === null;
    },
    note: () => [],
  });
  if (outcome.type === "not_wanted") return { type: "not_found" };
  if (outcome.type !== "done") return { type: "page_busy" };
  if (outcome.changed === "not_found") return { type: "not_found" };
  return outcome.changed === "not_open" ? { type: "action_not_open" } : { type: "done" };
}

type Archived = {
  member: "a" | "b";
  frozenAt: string | null;
  why: "manager_changed" | "left" | null;
  leftCompany: boolean;
};

/** Until when open actions of a page may be finished; null: they may not, or the user has no seat there. */
export async function finishableUntil(
  db: Kysely<Schema>,
  { pairId, userId }: { pairId: string; userId: string },
  at: Date,
): Promise<{ until: string | null } | null> {
  const page = await readArchived(db, pairId, userId);
  if (page === null) return null;
  const verdict = judge(page, at);
  return { until: verdict.type === "open" ? verdict.until.toString() : null };
}

function judge({ frozenAt, why, leftCompany }: Archived, at: Date) {
  const since = frozenAt === null ? null : Temporal.Instant.from(frozenAt);
  return judgeFinishing({ frozenAt: since, why, leftCompany }, Temporal.Instant.fromEpochMilliseconds(at.getTime()));
}

function refusal(page: Archived, at: Date): FinishResult | null {
  const verdict = judge(page, at);
  if (verdict.type === "open") return null;
  return verdict.why === "in_use" ? { type: "page_in_use" } : { type: "finishing_is_over" };
}

async function readArchived(db: Kysely<Schema>, pairId: string, userId: string): Promise<Archived | null> {
  const rows = await db
    .selectFrom("pair_member")
    .innerJoin("pair", "pair.id", "pair_member.pair_id")
    .leftJoin("person", "person.id", "pair_member.person_id")
    .select(["member", "pair_member.user_id", "frozen_at", "frozen_why", "person.left_at"])
    .where("pair_member.pair_id", "=", pairId)
    .execute();
  const mine = rows.find((row) => row.user_id === userId);
  if (!mine) return null;
  return {
    ...{ member: mine.member, frozenAt: mine.frozen_at, why: mine.frozen_why },
    leftCompany: rows.some(({ left_at }) => left_at !== null),
  };
}
