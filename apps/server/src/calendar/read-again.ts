import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { askForReading } from "./calendar-sources.ts";

const FRESH_MILLISECONDS = 60_000;
const PATIENCE_MILLISECONDS = 5_000;
const LOOK_MILLISECONDS = 100;
const MOST_SOURCES = 60;

type Ports = {
  db: Kysely<Schema>;
  /** has the readers look for what is due */
  wake: () => void;
  now: () => Date;
  pause: (milliseconds: number) => Promise<void>;
};

/**
 * Has the calendars read that a plan of somebody rests on, theirs and those that others share with them, where that was
 * not done a moment ago; waits for it some seconds and no longer. What does not answer by then is taken as it was read.
 */
export async function readAgain({ db, wake, now, pause }: Ports, userId: string): Promise<void> {
  const at = now();
  const sources = await db
    .selectFrom("calendar_source")
    .select(["id", "user_id"])
    .where("state", "=", "read")
    .where("next_at", "is not", null)
    .where("read_at", "<", new Date(at.getTime() - FRESH_MILLISECONDS).toISOString())
    .where(({ or, eb, selectFrom }) =>
      or([
        eb("user_id", "=", userId),
        eb(
          "user_id",
          "in",
          selectFrom("calendar_share")
            .innerJoin("pair_member", "pair_member.pair_id", "calendar_share.pair_id")
            .select("calendar_share.user_id")
            .where("pair_member.user_id", "=", userId),
        ),
      ]),
    )
    .limit(MOST_SOURCES)
    .execute();
  if (sources.length === 0) return;
  for (const { id, user_id } of sources) await askForReading(db, user_id, id, at);
  wake();
  const ids = sources.map(({ id }) => id);
  for (let waited = 0; waited < PATIENCE_MILLISECONDS; waited += LOOK_MILLISECONDS) {
    const waiting = await db
      .selectFrom("calendar_source")
      .select("id")
      .where("id", "in", ids)
      .where("state", "=", "waiting")
      .limit(1)
      .executeTakeFirst();
    if (!waiting) return;
    await pause(LOOK_MILLISECONDS);
  }
}
