import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import type { ClientBinding, PageLog } from "../sync/page-log.ts";

/**
 * The log as it takes what somebody wrote before they signed in. A clientID belongs for good to whoever first wrote with
 * it; where that was an anonymous person who turned out to be the one who now sends, it goes on under the first name.
 * Without this, changes that wait on a device would be refused as somebody else's.
 */
export function createClaimedLog(log: PageLog, claimantOf: (userId: string) => Promise<string | null>): PageLog {
  /** by page and session, the name it goes on under; few, since only tabs from before a sign-in have one */
  const firstNames = new Map<string, string>();
  const keyOf = ({ page, session }: Pick<ClientBinding, "page" | "session">) => `${page}\n${session}`;
  return {
    ...log,
    get epoch() {
      return log.epoch;
    },
    async bindClient(binding) {
      const result = await log.bindClient(binding);
      if (result === "bound") return result;
      const owner = await log.readBinding(binding.page, binding.clientId);
      if (owner?.session !== binding.session || (await claimantOf(owner.userId)) !== binding.userId) return "taken";
      firstNames.set(keyOf(binding), owner.userId);
      return "bound";
    },
    async readBinding(page, clientId) {
      const owner = await log.readBinding(page, clientId);
      return owner && { ...owner, userId: (await claimantOf(owner.userId)) ?? owner.userId };
    },
    appendNow: (entries, also) => (firstNames.size === 0 ? log.appendNow(entries, also) : null),
    append(entries, also) {
      if (firstNames.size === 0) return log.append(entries, also);
      const renamed = entries.map((entry) => ({ ...entry, userId: firstNames.get(keyOf(entry)) ?? entry.userId }));
      return log.append(renamed, also);
    },
  };
}

/** @returns whose account an anonymous person turned out to be; null: they did not. */
export function readClaimant(db: Kysely<Schema>): (userId: string) => Promise<string | null> {
  return async (userId) => {
    const claim = await db
      .selectFrom("account_claim")
      .select("to_user")
      .where("from_user", "=", userId)
      .executeTakeFirst();
    return claim?.to_user ?? null;
  };
}
