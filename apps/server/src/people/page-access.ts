import { may } from "@candor/core/access/may.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { PageAccess, SocketIdentity } from "../sync/page-access.ts";
import type { Auth } from "./auth.ts";

export type ChangeablePageAccess = PageAccess & {
  /** Tells that somebody's access to a page may have changed. */
  changed(page: string): void;
};

/** Access as the seats of a pair give it: whoever holds one may read the pair's page, and write it until it is frozen. */
export function createPageAccess(db: Kysely<Schema>): ChangeablePageAccess {
  const listeners = new Set<(page: string) => void>();
  return {
    async accessTo(page, userId) {
      const seat = await db
        .selectFrom("pair_member")
        .innerJoin("pair", "pair.id", "pair_member.pair_id")
        .select(["member", "name", "frozen_at"])
        .where("pair_id", "=", page)
        .where("user_id", "=", userId)
        .executeTakeFirst();
      const verdict = may(seat?.member ?? null, { action: "take_part" });
      if (!seat || verdict.type === "denied") return null;
      return { member: seat.member, name: seat.name, write: seat.frozen_at === null };
    },
    onChange(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    changed(page) {
      for (const listener of listeners) listener(page);
    },
  };
}

/** The session cookie that a browser sends with the upgrade is the one it sends with every request. */
export function createSocketIdentity(auth: Auth): SocketIdentity {
  return async ({ headers }) => {
    const session = await auth.readSession(headers);
    return session ? { userId: session.user.userId } : null;
  };
}
