import { answerTo, nextTold } from "@candor/core/invitation/answer-to.ts";
import { meetingSpan } from "@candor/core/meeting/meeting-span.ts";
import { judgeNotice, type NoticeKind } from "@candor/core/reminder/judge-notice.ts";
import type { PushMessage } from "@candor/protocol/http/notices.ts";
import type { Tables } from "../cadence/read-records.ts";
import { oneOf } from "../database/one-of.ts";
import { readSchedule } from "../invitation/read-schedule.ts";
import { readAnswers } from "../invitation/receive-mail.ts";
import { parseSent } from "../invitation/tell-calendars.ts";
import { queueMail } from "../mail/queue-mail.ts";
import { answerAddress } from "../mail-in/service-address.ts";
import { keepAddress } from "../mail-in/topic-addresses.ts";
import { zoneOfUser } from "../people/zone-of-user.ts";
import { addressOf } from "../sign-in/find-account.ts";
import { type UnsubscribeLinks, unsubscribeHeaders } from "./unsubscribe-link.ts";
import { type NoticedMeeting, writeNoticeMail, writeNoticePush } from "./write-notice.ts";

export type NoticePorts = {
  newId: () => string;
  newToken: () => string;
  linkOf: (path: string) => string;
  links: UnsubscribeLinks;
  /** of the service, where mail comes in; null: nobody would read an answer */
  serviceAddress: string | null;
  /** hands a message to every browser of somebody; never rejects */
  push: (userId: string, message: PushMessage, until: Date) => Promise<void>;
};

const KINDS: readonly NoticeKind[] = ["digest", "reminder"];
const AHEAD_DAYS = 5; // over a weekend, in any zone
const DAY_MILLISECONDS = 86_400_000;
const KEPT_MILLISECONDS = 30 * DAY_MILLISECONDS;

/**
 * Tells of the next 1:1s whoever wants it. That somebody was told is noted in the transaction that promises the mail, so that
 * two nodes that look at once tell once.
 *
 * @returns how many mails wait now.
 */
export async function tellBefore(tables: Tables, ports: NoticePorts, now: Date): Promise<number> {
  const { db } = tables;
  const wanting = await db.selectFrom("notice_setting").selectAll().execute();
  let queued = 0;
  for (const setting of wanting) {
    const channels = {
      digest: { mail: setting.digest_mail === 1, push: setting.digest_push === 1 },
      reminder: { mail: setting.reminder_mail === 1, push: setting.reminder_push === 1 },
    };
    const kinds = KINDS.filter((kind) => channels[kind].mail || channels[kind].push);
    if (kinds.length === 0) continue;
    const timeZone = await zoneOfUser(tables, setting.user_id);
    const candidates = await readCandidates(tables, setting.user_id, timeZone, now);
    for (const kind of kinds) {
      const due = candidates.flatMap((candidate) => {
        const { start, isDeclined, isPrepared, told } = candidate;
        const wasTold = told.has(kind);
        const verdict = judgeNotice({ kind, start, isDeclined, isPrepared, wasTold, timeZone }, instantOf(now));
        return verdict.type === "tell" ? [{ ...candidate, until: verdict.until }] : [];
      });
      const withTitles = setting.with_titles === 1;
      const telling = { userId: setting.user_id, kind, due, ...channels[kind], withTitles };
      if (due.length > 0 && (await tell(tables, ports, telling, now))) queued += 1;
    }
  }
  const forgotten = new Date(now.getTime() - KEPT_MILLISECONDS).toISOString();
  await db.deleteFrom("notice_sent").where("sent_at", "<", forgotten).execute();
  return queued;
}

type Candidate = {
  pairId: string;
  about: string;
  start: Temporal.Instant | null;
  isDeclined: boolean;
  isPrepared: boolean;
  told: ReadonlySet<NoticeKind>;
  meeting: NoticedMeeting;
};

type Telling = {
  userId: string;
  kind: NoticeKind;
  due: readonly (Candidate & { until: Temporal.Instant })[];
  mail: boolean;
  push: boolean;
  withTitles: boolean;
};

/** @returns whether a mail waits now. */
async function tell({ db }: Tables, ports: NoticePorts, telling: Telling, now: Date): Promise<boolean> {
  const { userId, kind, withTitles } = telling;
  const to = telling.mail ? await readAddress(db, userId) : null;
  const told = await db.transaction().execute(async (tx) => {
    const fresh: (Candidate & { until: Temporal.Instant })[] = [];
    for (const each of telling.due) {
      const noted = await tx
        .insertInto("notice_sent")
        .values({ user_id: userId, pair_id: each.pairId, kind, about: each.about, sent_at: now.toISOString() })
        .onConflict((conflict) => conflict.columns(["user_id", "pair_id", "kind", "about"]).doNothing())
        .returning("about")
        .executeTakeFirst();
      if (noted) fresh.push(each);
    }
    const [first, another] = fresh;
    if (!first || to === null) return { fresh, isMailed: false };
    const unsubscribe = ports.linkOf(ports.links.pathFor(userId, kind));
    const headers: Record<string, string> = unsubscribeHeaders(unsubscribe);
    if (ports.serviceAddress !== null) {
      const pairId = another ? "" : first.pairId;
      const token = await keepAddress(tx, { userId, pairId }, ports.newToken(), now);
      headers["Reply-To"] = answerAddress(ports.serviceAddress, token);
      headers["X-Loop"] = ports.serviceAddress;
    }
    const answers = ports.serviceAddress === null ? null : another ? ("inbox" as const) : ("page" as const);
    const mail = writeNoticeMail(
      kind,
      fresh.map(({ meeting }) => meeting),
      { now: instantOf(now), withTitles, linkOf: ports.linkOf, answers, unsubscribe },
    );
    await queueMail(tx, { id: ports.newId(), to, ...mail, headers, expiresAt: untilOf(fresh) }, now);
    return { fresh, isMailed: true };
  });
  if (telling.push && told.fresh.length > 0) {
    const meetings = told.fresh.map(({ meeting }) => meeting);
    const message = writeNoticePush(kind, meetings, { now: instantOf(now), withTitles });
    await ports.push(userId, message, untilOf(told.fresh));
  }
  return told.isMailed;
}

function untilOf(due: readonly { until: Temporal.Instant }[]): Date {
  return new Date(Math.min(...due.map(({ until }) => until.epochMilliseconds)));
}

/** The next planned meeting of each of their pages that are in use, if it is soon. */
async function readCandidates(
  { db, engine }: Tables,
  userId: string,
  timeZone: string,
  now: Date,
): Promise<Candidate[]> {
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
    .select(["page", "title", "place", "author", "kind"])
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
  const candidates: Candidate[] = [];
  for (const { pair_id: pairId, member, name, id, start, time_zone, minutes } of rows) {
    const span = spanOf({ start, timeZone: time_zone, minutes });
    if (span === null) continue;
    const agenda = topics.filter((topic) => topic.page === pairId && topic.place === id && topic.kind !== "backup");
    const about = `${id} ${start}`;
    const told = sent.filter((each) => each.pair_id === pairId && each.about === about).map(({ kind }) => kind);
    candidates.push({
      ...{ pairId, about, start: span, told: new Set(told) },
      isDeclined: await isDeclined(db, pairId, id, now),
      isPrepared: agenda.some(({ author }) => author === member),
      meeting: {
        ...{ pairId, name, minutes, start: span.toZonedDateTimeISO(timeZone) },
        topics: agenda.map(({ title }) => title),
        actions: actions.filter((action) => action.page === pairId && action.owner === member).length,
      },
    });
  }
  return candidates;
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

async function readAddress(db: Tables["db"], userId: string): Promise<string | null> {
  const user = await db
    .selectFrom("user")
    .select(["email", "emailVerified"])
    .where("id", "=", userId)
    .executeTakeFirst();
  return user ? addressOf({ ...user, emailVerified: Boolean(user.emailVerified) }) : null;
}

function instantOf(now: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(now.getTime());
}
