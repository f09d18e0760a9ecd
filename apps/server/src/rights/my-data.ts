import type { MyData } from "@candor/protocol/http/rights.ts";
import type { Kysely } from "kysely";
import { readFeed } from "../calendar/calendar-feed.ts";
import { spansOf } from "../calendar/calendar-sources.ts";
import type { Schema } from "../database/schema.ts";
import { readWaiting } from "../handoff/hand-over.ts";
import { listLinkAccounts } from "../link/link-accounts.ts";
import { readSenders } from "../mail-in/mail-settings.ts";
import { readNightlySwitch } from "../nightly/nightly-switch.ts";
import { listPairs } from "../people/pairs.ts";
import { readPlannerSettings } from "../planner/planner-settings.ts";
import { listTokens } from "../token/tokens.ts";
import { listWebhooks } from "../webhook/webhooks.ts";
import { readErasure } from "./ask-erasure.ts";
import { listPutAway } from "./put-away.ts";

/** What the server keeps about somebody beside their pages. Hashes of secrets and tokens are nobody's to take along. */
export async function readMyData(db: Kysely<Schema>, userId: string, now: Date): Promise<MyData> {
  const user = await db.selectFrom("user").selectAll().where("id", "=", userId).executeTakeFirstOrThrow();
  const anonymous = Boolean(user.isAnonymous);
  return {
    at: now.toISOString(),
    profile: {
      userId,
      name: user.name,
      email: anonymous ? null : user.email, // the library makes one up for whoever has none
      anonymous,
      since: iso(user.createdAt),
    },
    workspaces: await readWorkspaces(db, userId),
    sessions: await readSessions(db, userId),
    accounts: await readAccounts(db, userId),
    pages: await readPages(db, userId),
    putAway: await listPutAway(db, userId, now),
    invitations: await readInvitations(db, userId),
    worth: await readWorth(db, userId),
    questions: await readQuestions(db, userId),
    questionMarks: await readMarks(db, userId),
    notebooks: await readNotebooks(db, userId),
    calendars: await readCalendars(db, userId),
    calendarAccounts: await readCalendarAccounts(db, userId),
    calendarFeed: await readFeed(db, userId),
    busyShares: await readBusyShares(db, userId),
    ...(await readPlanner(db, userId)),
    ...(await readCalendarInvitations(db, userId)),
    ...(await readRhythm(db, userId)),
    ...(await readSkipLevels(db, userId)),
    handoffs: await readHandoffs(db, userId),
    mail: await readMailIn(db, userId),
    notices: await readNotices(db, userId),
    artifacts: await readMyArtifacts(db, userId),
    linkAccounts: (await listLinkAccounts(db, userId)).map(({ id: _, ...account }) => account),
    webhooks: (await listWebhooks(db, userId)).map(({ id: _, ...webhook }) => webhook),
    tokens: (await listTokens(db, userId)).map(({ id: _, ...token }) => token),
    artifactLinks: await readMyLinks(db, userId),
    suggestions: await readMySuggestions(db, userId),
    nightlyExport: await readNightlySwitch(db, userId),
    ...(await readAnnounced(db, userId)),
    erasure: await readErasure(db, userId, now),
  };
}

async function readWorkspaces(db: Kysely<Schema>, userId: string): Promise<MyData["workspaces"]> {
  return db
    .selectFrom("person")
    .innerJoin("workspace", "workspace.id", "person.workspace_id")
    .select(["workspace.name as workspace", "person.name", "email", "title", "department", "role"])
    .select(["person.created_at as since", "left_at as leftAt"])
    .where("user_id", "=", userId)
    .orderBy("person.created_at")
    .execute();
}

async function readSessions(db: Kysely<Schema>, userId: string): Promise<MyData["sessions"]> {
  const rows = await db
    .selectFrom("session")
    .select(["createdAt", "updatedAt", "expiresAt", "userAgent"])
    .where("userId", "=", userId)
    .orderBy("createdAt")
    .execute();
  return rows.map(({ createdAt, updatedAt, expiresAt, userAgent }) => ({
    since: iso(createdAt),
    lastSeen: iso(updatedAt),
    expires: iso(expiresAt),
    browser: userAgent,
  }));
}

async function readAccounts(db: Kysely<Schema>, userId: string): Promise<MyData["accounts"]> {
  const rows = await db
    .selectFrom("account")
    .select(["providerId", "createdAt"])
    .where("userId", "=", userId)
    .orderBy("createdAt")
    .execute();
  return rows.map(({ providerId, createdAt }) => ({ provider: providerId, since: iso(createdAt) }));
}

async function readPages(db: Kysely<Schema>, userId: string): Promise<MyData["pages"]> {
  const seats = await db
    .selectFrom("pair_member")
    .innerJoin("pair", "pair.id", "pair_member.pair_id")
    .select(["pair_id", "joined_at", "frozen_at"])
    .where("user_id", "=", userId)
    .execute();
  const mine = new Map(seats.map((seat) => [seat.pair_id, seat]));
  return (await listPairs(db, userId)).map(({ id, me, members }) => ({
    pairId: id,
    me,
    since: mine.get(id)?.joined_at ?? null,
    frozenAt: mine.get(id)?.frozen_at ?? null,
    members: members.map(({ member, name, role }) => ({ member, name, role })),
  }));
}

async function readInvitations(db: Kysely<Schema>, userId: string): Promise<MyData["invitations"]> {
  return db
    .selectFrom("invitation")
    .select(["pair_id as pairId", "created_at as at", "expires_at as expires"])
    .select(["revoked_at as revokedAt", "accepted_at as acceptedAt"])
    .where("created_by", "=", userId)
    .orderBy("created_at")
    .execute();
}

async function readWorth(db: Kysely<Schema>, userId: string): Promise<MyData["worth"]> {
  return db
    .selectFrom("meeting_worth")
    .innerJoin("pair_member", (join) =>
      join
        .onRef("pair_member.pair_id", "=", "meeting_worth.pair_id")
        .onRef("pair_member.member", "=", "meeting_worth.member"),
    )
    .select(["meeting_worth.pair_id as pairId", "meeting", "worth", "said_at as at"])
    .where("user_id", "=", userId)
    .orderBy("said_at")
    .execute();
}

async function readQuestions(db: Kysely<Schema>, userId: string): Promise<MyData["questions"]> {
  return db
    .selectFrom("own_question")
    .select(["id", "text", "occasion", "asks", "depth", "added_at as addedAt"])
    .where("user_id", "=", userId)
    .orderBy("added_at")
    .execute();
}

async function readMarks(db: Kysely<Schema>, userId: string): Promise<MyData["questionMarks"]> {
  const rows = await db
    .selectFrom("question_mark")
    .select(["question", "hidden", "favourite"])
    .where("user_id", "=", userId)
    .orderBy("question")
    .execute();
  return rows.map(({ question, hidden, favourite }) => ({
    question,
    hidden: hidden === 1,
    favourite: favourite === 1,
  }));
}

/** Nothing that is in them: the server cannot read it. */
async function readNotebooks(db: Kysely<Schema>, userId: string): Promise<MyData["notebooks"]> {
  const rows = await db
    .selectFrom("vault")
    .leftJoin("note_record", (join) => join.onRef("vault_id", "=", "vault.id").on("size", ">", 0))
    .select((eb) => [
      "made_at",
      "changed_at",
      eb.fn.count<number | string>("seq").as("records"),
      eb.fn.sum<number | string | null>("size").as("bytes"),
    ])
    .where("user_id", "=", userId)
    .groupBy(["vault.id", "made_at", "changed_at", "rank"])
    .orderBy("rank")
    .execute();
  return rows.map(({ made_at, changed_at, records, bytes }) => ({
    since: made_at,
    changedAt: changed_at,
    records: Number(records),
    bytes: Number(bytes ?? 0),
  }));
}

async function readCalendars(db: Kysely<Schema>, userId: string): Promise<MyData["calendars"]> {
  const rows = await db
    .selectFrom("calendar_source")
    .select(["kind", "name", "time_zone", "all_day_counts", "added_at", "read_at", "spans"])
    .where("user_id", "=", userId)
    .orderBy("added_at")
    .execute();
  return rows.map(({ kind, name, time_zone, all_day_counts, added_at, read_at, spans }) => ({
    ...{ kind, name, timeZone: time_zone, allDayCounts: all_day_counts === 1, since: added_at, readAt: read_at },
    busy: spansOf(spans).map(({ from, until, type }) => ({ from: iso(from), until: iso(until), type })),
  }));
}

async function readCalendarAccounts(db: Kysely<Schema>, userId: string): Promise<MyData["calendarAccounts"]> {
  const rows = await db
    .selectFrom("calendar_account")
    .leftJoin("calendar_target", "calendar_target.account_id", "calendar_account.id")
    .select(["kind", "calendar_account.name", "added_at as since", "calendar_target.name as putsInto"])
    .where("calendar_account.user_id", "=", userId)
    .orderBy("added_at")
    .execute();
  const { entries } = await db
    .selectFrom("calendar_entry")
    .select((query) => query.fn.countAll<number | string>().as("entries"))
    .where("user_id", "=", userId)
    .executeTakeFirstOrThrow();
  return rows.map((row) => ({ ...row, meetings: row.putsInto === null ? 0 : Number(entries) }));
}

async function readBusyShares(db: Kysely<Schema>, userId: string): Promise<MyData["busyShares"]> {
  return db
    .selectFrom("calendar_share")
    .select(["pair_id as pairId", "since"])
    .where("user_id", "=", userId)
    .orderBy("since")
    .execute();
}

async function readPlanner(
  db: Kysely<Schema>,
  userId: string,
): Promise<Pick<MyData, "planner" | "plans" | "planningTurns">> {
  const plans = await db
    .selectFrom("series_plan")
    .leftJoin("series_plan_step", "series_plan_step.plan_id", "series_plan.id")
    .select(["made_at as at", "pair_id as pairId", "state"])
    .where("user_id", "=", userId)
    .orderBy("made_at")
    .orderBy("pair_id")
    .execute();
  const planningTurns = await db
    .selectFrom("planning_turn")
    .innerJoin("planning_round", "planning_round.id", "planning_turn.round_id")
    .innerJoin("person", "person.id", "planning_turn.person_id")
    .innerJoin("workspace", "workspace.id", "planning_round.workspace_id")
    .select(["workspace.name as workspace", "begun_at as begun", "agreed_at as agreed", "settled_at as settled"])
    .where("person.user_id", "=", userId)
    .orderBy("begun_at")
    .execute();
  return { planner: await readPlannerSettings(db, userId), plans, planningTurns };
}

async function readCalendarInvitations(
  db: Kysely<Schema>,
  userId: string,
): Promise<Pick<MyData, "calendarInvitations" | "calendarAnswers">> {
  const calendarInvitations = await db
    .selectFrom("invitation_mail")
    .select(["pair_id as pairId", "to_address as to", "method", "created_at as at", "state"])
    .where("user_id", "=", userId)
    .orderBy("created_at")
    .execute();
  const calendarAnswers = await db
    .selectFrom("invitation_answer")
    .select(["pair_id as pairId", "answer", "words", "received_at as at"])
    .where("user_id", "=", userId)
    .orderBy("received_at")
    .execute();
  return { calendarInvitations, calendarAnswers };
}

async function readRhythm(
  db: Kysely<Schema>,
  userId: string,
): Promise<Pick<MyData, "cadence" | "hours" | "reminders" | "portrait" | "portraitShares">> {
  const stated = await db
    .selectFrom("cadence_stated")
    .innerJoin("pair_member", (join) =>
      join
        .onRef("pair_member.pair_id", "=", "cadence_stated.pair_id")
        .onRef("pair_member.member", "=", "cadence_stated.member"),
    )
    .select(["cadence_stated.pair_id as pairId", "every_weeks as everyWeeks", "first_role"])
    .select(["away_from as awayFrom", "back_since as backSince", "said_at as at"])
    .where("user_id", "=", userId)
    .orderBy("said_at")
    .execute();
  const budget = await db
    .selectFrom("cadence_budget")
    .select("minutes")
    .where("user_id", "=", userId)
    .executeTakeFirst();
  const reminders = await db
    .selectFrom("reminder_setting")
    .select(["is_on", "time_zone as timeZone", "mailed_at as mailedAt", "portrait_at as portraitAt"])
    .where("user_id", "=", userId)
    .executeTakeFirst();
  return {
    reminders: reminders ? remindersOf(reminders) : null,
    cadence: stated.map(({ first_role, ...each }) => ({ ...each, firstRole: first_role === 1 })),
    hours: budget?.minutes ?? null,
    portrait: await db
      .selectFrom("portrait_entry")
      .select(["part", "text", "written_at as at", "replaced_at as until"])
      .where("user_id", "=", userId)
      .orderBy("written_at")
      .execute(),
    portraitShares: await db
      .selectFrom("portrait_share")
      .select(["pair_id as pairId", "since"])
      .where("user_id", "=", userId)
      .orderBy("since")
      .execute(),
  };
}

async function readSkipLevels(
  db: Kysely<Schema>,
  userId: string,
): Promise<Pick<MyData, "skipRounds" | "skipTurns" | "skipNotices">> {
  const skipRounds = await db
    .selectFrom("skip_round")
    .innerJoin("person", "person.id", "skip_round.person_id")
    .select(["first_month as firstMonth", "meetings", "minutes", "begun_at as at"])
    .where("person.user_id", "=", userId)
    .orderBy("begun_at")
    .execute();
  const skipTurns = await db
    .selectFrom("skip_turn")
    .innerJoin("person", "person.id", "skip_turn.person_id")
    .select("month")
    .where("person.user_id", "=", userId)
    .orderBy("month")
    .execute();
  const skipNotices = await db
    .selectFrom("skip_notice")
    .innerJoin("person", "person.id", "skip_notice.between_id")
    .select(["told_at as at", "way", "read_at as readAt"])
    .where("person.user_id", "=", userId)
    .unionAll(
      db
        .selectFrom("skip_page_notice")
        .innerJoin("person", "person.id", "skip_page_notice.between_id")
        .select(["told_at as at", "way", "read_at as readAt"])
        .where("person.user_id", "=", userId),
    )
    .orderBy("at")
    .execute();
  return { skipRounds, skipTurns: skipTurns.map(({ month }) => month), skipNotices };
}

async function readMailIn(db: Kysely<Schema>, userId: string): Promise<MyData["mail"]> {
  const addresses = await db
    .selectFrom("mail_address")
    .select(["pair_id", "made_at"])
    .where("user_id", "=", userId)
    .orderBy("pair_id")
    .execute();
  const taken = await db
    .selectFrom("mail_taken")
    .select(["received_at", "state", "why", "pair_id", "from_address", "title", "notes"])
    .where("user_id", "=", userId)
    .orderBy("received_at")
    .execute();
  return {
    addresses: addresses.map(({ pair_id, made_at }) => ({ pairId: pair_id || null, since: made_at })),
    senders: await readSenders(db, userId),
    taken: taken.map(({ received_at, state, why, pair_id, from_address, title, notes }) => ({
      ...{ at: received_at, state, why, pairId: pair_id, from: from_address },
      words: [title, notes].filter(Boolean).join("\n\n"),
    })),
  };
}

async function readNotices(db: Kysely<Schema>, userId: string): Promise<MyData["notices"]> {
  const setting = await db.selectFrom("notice_setting").selectAll().where("user_id", "=", userId).executeTakeFirst();
  const told = await db
    .selectFrom("notice_sent")
    .select(["pair_id as pairId", "kind", "sent_at as at"])
    .where("user_id", "=", userId)
    .orderBy("sent_at")
    .execute();
  const browsers = await db
    .selectFrom("push_subscription")
    .select("made_at as since")
    .where("user_id", "=", userId)
    .orderBy("made_at")
    .execute();
  const { quiet_from: from = null, quiet_until: until = null, ...switches } = setting ?? {};
  return {
    wanted: Object.entries(switches).flatMap(([name, is]) => (is === 1 ? name : [])),
    quiet: from === null || until === null ? null : { from, until },
    ...{ told, browsers },
  };
}

async function readHandoffs(db: Kysely<Schema>, userId: string): Promise<MyData["handoffs"]> {
  const rows = await db
    .selectFrom("handoff")
    .select(["day", "state", "state_at as at", "letter"])
    .where("user_id", "=", userId)
    .orderBy("state_at")
    .execute();
  return rows.map(({ letter, ...row }) => ({ ...row, letter: readWaiting(letter)?.chosen.letter ?? null }));
}

/** What I take part in. Their text is gathered in the browser, as that of pages is. */
async function readMyArtifacts(db: Kysely<Schema>, userId: string): Promise<MyData["artifacts"]> {
  return db
    .selectFrom("artifact_person as who")
    .innerJoin("artifact", "artifact.id", "who.artifact_id")
    .leftJoin("pair_member as seat", (join) =>
      join.onRef("seat.pair_id", "=", "who.pair_id").onRef("seat.member", "=", "who.seat"),
    )
    .leftJoin("person", "person.id", "who.person_id")
    .select(["artifact.id", "artifact.title", "who.role", "added_at as since"])
    .where((eb) =>
      eb.or([
        eb("who.user_id", "=", userId),
        eb.and([eb("who.user_id", "is", null), eb("seat.user_id", "=", userId)]),
        eb.and([eb("who.user_id", "is", null), eb("person.user_id", "=", userId)]),
      ]),
    )
    .orderBy("added_at")
    .orderBy("artifact.id")
    .execute();
}

async function readMyLinks(db: Kysely<Schema>, userId: string): Promise<MyData["artifactLinks"]> {
  return db
    .selectFrom("artifact_link")
    .select(["artifact_id as artifact", "kind", "label", "made_at as madeAt", "expires_at as expiresAt"])
    .select(["revoked_at as revokedAt", "opened", "last_opened_at as lastOpenedAt"])
    .where("made_by", "=", userId)
    .orderBy("made_at")
    .orderBy("id")
    .execute();
}

async function readMySuggestions(db: Kysely<Schema>, userId: string): Promise<MyData["suggestions"]> {
  return db
    .selectFrom("artifact_suggestion")
    .select(["artifact_id as artifact", "quote", "instead as text", "reason", "state", "suggested_at as at"])
    .where("suggested_by", "=", userId)
    .orderBy("suggested_at")
    .orderBy("id")
    .execute();
}

async function readAnnounced(
  db: Kysely<Schema>,
  userId: string,
): Promise<Pick<MyData, "channels" | "announcements" | "agendaItems">> {
  const channels = await db
    .selectFrom("announce_channel")
    .select(["kind", "name", "host", "created_at as since"])
    .where("user_id", "=", userId)
    .orderBy("created_at")
    .execute();
  const announcements = await db
    .selectFrom("announcement")
    .select(["title", "text", "link", "created_at as at"])
    .where("created_by", "=", userId)
    .orderBy("created_at")
    .execute();
  const agendaItems = await db
    .selectFrom("all_hands_item")
    .select(["title", "text", "added_at as at"])
    .where("added_by", "=", userId)
    .orderBy("added_at")
    .execute();
  return { channels, announcements, agendaItems };
}

function iso(time: string | number | Date): string {
  return new Date(time).toISOString();
}

function remindersOf({ is_on, ...each }: { is_on: number } & Omit<NonNullable<MyData["reminders"]>, "on">) {
  return { ...each, on: is_on === 1 };
}
