import { may } from "@candor/core/access/may.ts";
import type { Kysely } from "kysely";
import { createChangeMark } from "../access/change-mark.ts";
import { type SocketTickets, sessionCookieOf, ticketOf } from "../access/socket-tickets.ts";
import { readArtifactAccess } from "../artifact/artifact-access.ts";
import type { Engine } from "../database/engine.ts";
import { oneOf } from "../database/one-of.ts";
import type { Database } from "../database/open-database.ts";
import type { Schema } from "../database/schema.ts";
import { answered } from "../sync/log/answered.ts";
import type { AskedAccess, HeldAccess, PageAccess, SocketIdentity } from "../sync/page-access.ts";
import type { Auth } from "./auth.ts";

export type ChangeablePageAccess = PageAccess & {
  /** Tells, on every node, that somebody's access to a page may have changed. */
  changed(page: string): void;
};

/**
 * Access as the seats of a pair give it: whoever holds one may read the pair's page, and write it until it freezes. What
 * is no page of theirs may be an artifact, which has people of its own.
 */
export function createPageAccess(
  { db, engine, nodes }: Pick<Database, "db" | "engine" | "nodes">,
  now: () => Date,
): ChangeablePageAccess {
  const tables = { db, engine };
  const changeMark = createChangeMark(tables);
  return {
    async accessTo(page, userId) {
      const [found = null] = await answered(accessToAll(tables, [{ page, userId }], now()));
      return found;
    },
    accessToAll: (asked) => answered(accessToAll(tables, asked, now())),
    changeMark: () => answered(changeMark()),
    onChange(changed) {
      return nodes.onEvent(({ kind, subject }) => {
        if (kind === "access") changed(subject);
      });
    },
    changed(page) {
      nodes.tell({ kind: "access", subject: page });
    },
  };
}

type Tables = { db: Kysely<Schema>; engine: Engine };

async function accessToAll(
  { db, engine }: Tables,
  asked: readonly AskedAccess[],
  now: Date,
): Promise<(HeldAccess | null)[]> {
  const seats = await db
    .selectFrom("pair_member")
    .innerJoin("pair", "pair.id", "pair_member.pair_id")
    .select(["pair_id", "user_id", "member", "name", "frozen_at"])
    .where("pair_id", "in", oneOf(engine, new Set(asked.map(({ page }) => page))))
    .where("user_id", "in", oneOf(engine, new Set(asked.map(({ userId }) => userId))))
    .execute();
  const sessions = new Set(asked.flatMap(({ session }) => session ?? []));
  const live = sessions.size > 0 ? await liveSessions({ db, engine }, sessions) : sessions;
  const sat = new Set(seats.map(({ pair_id }) => pair_id));
  const elsewhere = asked.filter(({ page }) => !sat.has(page));
  const onArtifacts = elsewhere.length > 0 ? await readArtifactAccess({ db, engine }, elsewhere) : null;
  const held = new Map(seats.map((seat) => [`${seat.pair_id} ${seat.user_id}`, seat]));
  return asked.map(({ page, userId, session }) => {
    if (session !== undefined && !live.has(session)) return null;
    const onArtifact = onArtifacts?.get(`${page} ${userId}`);
    if (onArtifact) return onArtifact;
    const seat = held.get(`${page} ${userId}`);
    const verdict = may(seat?.member ?? null, { action: "take_part" });
    if (!seat || verdict.type === "denied") return null;
    const isFrozen = seat.frozen_at !== null && seat.frozen_at <= now.toISOString();
    const until = isFrozen ? null : seat.frozen_at;
    return { member: seat.member, name: seat.name, write: !isFrozen, ...(until !== null && { until }) };
  });
}

/** Those that have not been ended; what time alone ends is seen when they are next read. */
async function liveSessions({ db, engine }: Tables, ids: ReadonlySet<string>): Promise<Set<string>> {
  const rows = await db.selectFrom("session").select("id").where("id", "in", oneOf(engine, ids)).execute();
  return new Set(rows.map(({ id }) => id));
}

/**
 * The session cookie that a browser sends with the upgrade is the one it sends with every request; the ticket shows that
 * it was our page that wanted the socket.
 */
export function createSocketIdentity(auth: Auth, tickets: SocketTickets): SocketIdentity {
  return async ({ headers }) => {
    const ticket = ticketOf(headers);
    const cookie = sessionCookieOf(headers);
    if (!ticket || !cookie) return null;
    const session = await auth.readSession(headers);
    if (!session || !(await tickets.redeem(ticket, cookie))) return null;
    return { userId: session.user.userId, session: session.session.id };
  };
}
