import { isDuring } from "@candor/core/cadence/leave.ts";
import { answerTo, nextTold } from "@candor/core/invitation/answer-to.ts";
import { knownZone, meetingSpan } from "@candor/core/meeting/meeting-span.ts";
import { type NoticeKind, weekAhead } from "@candor/core/reminder/judge-notice.ts";
import type { Tables } from "../cadence/read-records.ts";
import { oneOf } from "../database/one-of.ts";
import { readSchedule } from "../invitation/read-schedule.ts";
import { readAnswers } from "../invitation/receive-mail.ts";
import { parseSent } from "../invitation/tell-calendars.ts";
import type { NoticedMeeting } from "./write-notice.ts";

const AHEAD_DAYS = 8; // a week, in any zone
const DAY_MILLISECONDS = 86_400_000;

export type Upcoming = {
  pairId: string;
  /** by which it is known that somebody was told */
  about: Readonly<Record<NoticeKind, string>>;
  start: Temporal.Instant | null;
  isDeclined: boolean;
  isAway: boolean;
  isPrepared: boolean;
  /** topics on the agenda and in the Hopper */
  waiting: number;
  told: ReadonlySet<NoticeKind>;
  meeting: NoticedMeeting;
};

/** The next planned meeting of each of their pages that are in use, if it is soon. */
export async function readUpcoming(
  { db, engine }: Tables,
  userId: string,
  timeZone: string,
  now: Date,
): Promise<Upcoming[]> {
  const day = (ahead: number) => new Date(now.getTime() + ahead * DAY_MILLISECONDS).toISOString().slice(0, 16);
  const rows = await db
    .selectFrom("pair_member as mine")
    .innerJoin("pair", "pair.id", "mine.pair_id")
    .innerJoin("meeting", "meeting.page", "mine.pair_id")
    .innerJoin("pair_member as other", (join) =>
      join.onRef("other.pair_id", "=", "mine.pair_id").onRef("other.member", "!=", "mine.member"),
    )
    .select(["mine.pair_id", "mine.member", "other.name", "meeting.id", "start", "time_zone", "minutes"])
    .where("mine.user_id", "=", userId)
    .where("meeting.volume", "is", null)
    .where("meeting.state", "=", "planned")
    .where("start", ">", day(-1))
    .where("start", "<", day(AHEAD_DAYS))
    .where((eb) => eb.or([eb("pair.frozen_at", "is", null), eb("pair.frozen_at", ">", now.toISOString())]))
    .orderBy("start")
    .execute();
  if (rows.length === 0) return [];
  const pages = new Set(rows.map(({ pair_id }) => pair_id));
  const topics = await db
    .selectFrom("topic")
    .select(["page", "title", "place", "author", "kind", "snoozed_until"])
    .where("page", "in", oneOf(engine, pages))
    .where("volume", "is", null)
    .where("state", "=", "open")
    .orderBy("rank")
    .execute();
  const actions = await db
    .selectFrom("action")
    .select(["page", "owner"])
    .where("page", "in", oneOf(engine, pages))
    .where("volume", "is", null)
    .where("state", "=", "open")
    .execute();
  const sent = await db.selectFrom("notice_sent").selectAll().where("user_id", "=", userId).execute();
  const leaves = await db
    .selectFrom("cadence_stated")
    .select(["pair_id", "away_from", "back_since"])
    .where("pair_id", "in", oneOf(engine, pages))
    .where("away_from", "is not", null)
    .execute();
  const here = instantOf(now).toZonedDateTimeISO(knownZone(timeZone));
  const [today, week] = [here.toPlainDate().toString(), weekAhead(here)];
  const upcoming: Upcoming[] = [];
  for (const { pair_id: pairId, member, name, id, start, time_zone, minutes } of rows) {
    const span = spanOf({ start, timeZone: time_zone, minutes });
    if (span === null) continue;
    const agenda = topics.filter((topic) => topic.page === pairId && topic.place === id && topic.kind !== "backup");
    // Of a week one is told once, whatever else is added to it.
    const about = { digest: `${id} ${start}`, reminder: `${id} ${start}`, week_ahead: week };
    const isToldOf = ({ pair_id, kind, about: of }: (typeof sent)[number]) =>
      of === about[kind] && (kind === "week_ahead" || pair_id === pairId);
    const there = span.toZonedDateTimeISO(timeZone);
    const days = [today, there.toPlainDate().toString()];
    const onLeave = leaves.filter((each) => each.pair_id === pairId);
    const hopper = topics.filter(
      ({ page, place, kind, snoozed_until }) =>
        page === pairId && place === "hopper" && kind !== "backup" && (snoozed_until ?? "") <= today,
    );
    upcoming.push({
      ...{ pairId, about, start: span, told: new Set(sent.filter(isToldOf).map(({ kind }) => kind)) },
      isAway: onLeave.some(({ away_from, back_since }) =>
        days.some((each) => isDuring({ from: away_from, back: back_since }, each)),
      ),
      waiting: agenda.length + hopper.length,
      isDeclined: await isDeclined(db, pairId, id, now),
      isPrepared: agenda.some(({ author }) => author === member),
      meeting: {
        ...{ pairId, name, minutes, start: there, hopper: hopper.length },
        topics: agenda.map(({ title }) => title),
        actions: actions.filter((action) => action.page === pairId && action.owner === member).length,
      },
    });
  }
  return upcoming;
}

/** What a page holds is its two people's, and need not be a time. */
function spanOf(place: { start: string | null; timeZone: string; minutes: number }): Temporal.Instant | null {
  try {
    return meetingSpan(place)?.from ?? null;
  } catch {
    return null;
  }
}

async function isDeclined(db: Tables["db"], pairId: string, meeting: string, now: Date): Promise<boolean> {
  const row = await db.selectFrom("series_invitation").select("sent").where("pair_id", "=", pairId).executeTakeFirst();
  if (!row) return false;
  const schedule = await readSchedule(db, pairId, now);
  const sent = parseSent(row.sent);
  // The one that is meant, also where another before it was never ended.
  const planned = schedule?.planned.filter(({ id }) => id === meeting) ?? [];
  const told = schedule && nextTold(sent, { ...schedule, planned });
  if (told === null) return false;
  const answers = await readAnswers(db, pairId);
  const people = new Set(answers.map(({ userId }) => userId));
  return [...people].some(
    (userId) =>
      answerTo(
        told,
        sent,
        answers.filter((each) => each.userId === userId),
      )?.answer === "declined",
  );
}

function instantOf(now: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime());
}
