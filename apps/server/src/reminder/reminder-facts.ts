import { CLOSE_AFTER_DAYS } from "@candor/core/feedback/feedback-round.ts";
import { managerOf } from "@candor/core/person/direct-of.ts";
import { otherMember, type Role } from "@candor/core/person/member.ts";
import { isPart } from "@candor/core/portrait/portrait.ts";
import type { ReminderFacts } from "@candor/core/reminder/due-reminders.ts";
import type { Tables } from "../cadence/read-records.ts";
import { oneOf } from "../database/one-of.ts";

const DAY_MILLISECONDS = 86_400_000;

type Heard = ReminderFacts["heard"][number];

/**
 * What they heard and owe a word about, by who leads, on pages that are open.
 *
 * @param userIds null: everybody's.
 */
export async function readHeard(
  { db, engine }: Tables,
  userIds: ReadonlySet<string> | null,
  now: Date,
): Promise<Map<string, Heard[]>> {
  let query = db
    .selectFrom("topic")
    .innerJoin("pair", "pair.id", "topic.page")
    .innerJoin("pair_member as mine", "mine.pair_id", "pair.id")
    .innerJoin("pair_member as other", (join) =>
      join.onRef("other.pair_id", "=", "mine.pair_id").onRef("other.member", "!=", "mine.member"),
    )
    .select(["pair.id as pair", "topic.loop_since as since", "mine.user_id as userId", "mine.member as me"])
    .select(["mine.role as myRole", "other.role as theirRole", "other.name"])
    .where("topic.loop_since", "is not", null)
    .where("topic.loop_since", "<=", new Date(now.getTime() - CLOSE_AFTER_DAYS * DAY_MILLISECONDS).toISOString())
    .where("topic.volume", "is", null)
    .where("mine.user_id", "is not", null)
    .where((eb) => eb.or([eb("pair.frozen_at", "is", null), eb("pair.frozen_at", ">", now.toISOString())]))
    .orderBy("pair.id")
    .orderBy("topic.id");
  if (userIds !== null) query = query.where("mine.user_id", "in", oneOf(engine, userIds));
  const heard = new Map<string, Map<string, { pair: string; name: string; since: string[] }>>();
  for (const { pair, since, userId, me, myRole, theirRole, name } of await query.execute()) {
    const [mine, theirs] = [{ role: myRole as Role }, { role: theirRole as Role }];
    const roles = otherMember(me) === "b" ? { a: mine, b: theirs } : { a: theirs, b: mine };
    if (userId === null || since === null || managerOf(roles) !== me) continue;
    const pages = heard.get(userId) ?? new Map<string, { pair: string; name: string; since: string[] }>();
    const page = pages.get(pair) ?? { pair, name, since: [] };
    page.since.push(since);
    pages.set(pair, page);
    heard.set(userId, pages);
  }
  return new Map([...heard].map(([userId, pages]) => [userId, [...pages.values()]]));
}

/** What each of them says of themselves now. */
export async function readSaid(
  { db, engine }: Tables,
  userIds: ReadonlySet<string>,
): Promise<Map<string, ReminderFacts["portrait"][number][]>> {
  const said = new Map<string, ReminderFacts["portrait"][number][]>();
  if (userIds.size === 0) return said;
  const rows = await db
    .selectFrom("portrait_entry")
    .select(["user_id", "part", "text", "written_at as at"])
    .where("user_id", "in", oneOf(engine, userIds))
    .where("replaced_at", "is", null)
    .execute();
  for (const { user_id, part, text, at } of rows) {
    if (!isPart(part)) continue;
    const those = said.get(user_id) ?? [];
    those.push({ part, text, at, until: null });
    said.set(user_id, those);
  }
  return said;
}
