import type { Database } from "../database/open-database.ts";
import type { HasWritten } from "./invitations.ts";

/** By what is stored of a person's tabs on a page, those from before they signed in included. */
export function createHasWritten({ db, log }: Pick<Database, "db" | "log">): HasWritten {
  return async (page, userId) => {
    const sessions = await db
      .selectFrom("page_session")
      .select(["session", "stored_cseq"])
      .where("page", "=", page)
      .where((eb) =>
        eb.or([
          eb("user_id", "=", userId),
          eb("user_id", "in", eb.selectFrom("account_claim").select("from_user").where("to_user", "=", userId)),
        ]),
      )
      .execute();
    if (sessions.some(({ stored_cseq }) => stored_cseq > 0)) return true;
    // The column lags behind the log.
    for (const { session } of sessions) if ((await log.storedCseq(page, session)) > 0) return true;
    return false;
  };
}
