import type { Kysely } from "kysely";
import type { Engine } from "../database/engine.ts";
import type { Schema } from "../database/schema.ts";

const INVITATION_DAYS = 90; // as long as the page's own history goes back
const UNUSED_ACCOUNT_DAYS = 30;
const MILLISECONDS_A_DAY = 86_400_000;
const MOST_AT_ONCE = 1_000; // rows of a kind: what is left waits for the next time

export type ClearedAway = { sessions: number; invitations: number; accounts: number };

/**
 * Clears away what nobody will come back to: sessions that have expired; invitations that have expired or were taken
 * back long ago; anonymous accounts that have had no page for long. Never an account that has anything which its
 * person could still reach.
 */
export async function clearAway(
  { db, engine }: { db: Kysely<Schema>; engine: Engine },
  now: Date,
): Promise<ClearedAway> {
  const sessions = await clearSessions(db, now);
  const invitations = await clearInvitations(db, daysBefore(now, INVITATION_DAYS));
  const accounts = await clearAccounts(db, engine, daysBefore(now, UNUSED_ACCOUNT_DAYS));
  return { sessions, invitations, accounts };
}

async function clearSessions(db: Kysely<Schema>, now: Date): Promise<number> {
  const cleared = await db
    .deleteFrom("session")
    .where("id", "in", (query) =>
      query.selectFrom("session").select("id").where("expiresAt", "<", now.toISOString()).limit(MOST_AT_ONCE),
    )
    .returning("id")
    .execute();
  return cleared.length;
}

async function clearInvitations(db: Kysely<Schema>, before: string): Promise<number> {
  const cleared = await db
    .deleteFrom("invitation")
    .where("id", "in", (query) =>
      query
        .selectFrom("invitation")
        .select("id")
        // One that somebody came through stays as long as they do: taking it back is how their seat is freed.
        .where((eb) =>
          eb.or([
            eb("revoked_at", "<", before),
            eb.and([eb("accepted_by", "is", null), eb("expires_at", "<", before)]),
          ]),
        )
        .limit(MOST_AT_ONCE),
    )
    .returning("id")
    .execute();
  return cleared.length;
}

async function clearAccounts(db: Kysely<Schema>, engine: Engine, before: string): Promise<number> {
  const cleared = await db
    .deleteFrom("user")
    .where("id", "in", (query) =>
      query
        .selectFrom("user")
        .select("user.id")
        .where("isAnonymous", "=", engine === "sqlite" ? 1 : true)
        .where("createdAt", "<", before)
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom("pair_member")
                .select("member")
                .where((seat) =>
                  seat.or([
                    seat("user_id", "=", seat.ref("user.id")),
                    seat("away_user_id", "=", seat.ref("user.id")), // can still come back
                  ]),
                ),
            ),
          ),
        )
        .where((eb) => eb.not(eb.exists(eb.selectFrom("person").select("id").whereRef("user_id", "=", "user.id"))))
        // The list of invitations still says who came through one.
        .where((eb) =>
          eb.not(eb.exists(eb.selectFrom("invitation").select("id").whereRef("accepted_by", "=", "user.id"))),
        )
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom("session")
                .select("session.id")
                .whereRef("userId", "=", "user.id")
                .where((session) =>
                  session.or([
                    session("session.updatedAt", ">=", before),
                    session.exists(session.selectFrom("own_question").select("id").whereRef("user_id", "=", "user.id")),
                    session.exists(
                      session.selectFrom("question_mark").select("question").whereRef("user_id", "=", "user.id"),
                    ),
                    session.exists(session.selectFrom("vault").select("vault.id").whereRef("user_id", "=", "user.id")),
                  ]),
                ),
            ),
          ),
        )
        .limit(MOST_AT_ONCE),
    )
    .returning("id")
    .execute();
  return cleared.length;
}

function daysBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * MILLISECONDS_A_DAY).toISOString();
}
