import { judgeNotice, type NoticeKind } from "@candor/core/reminder/judge-notice.ts";
import type { PushMessage } from "@candor/protocol/http/notices.ts";
import type { Tables } from "../cadence/read-records.ts";
import { queueMail } from "../mail/queue-mail.ts";
import { answerAddress } from "../mail-in/service-address.ts";
import { keepAddress } from "../mail-in/topic-addresses.ts";
import { zoneOfUser } from "../people/zone-of-user.ts";
import { addressOf } from "../sign-in/find-account.ts";
import { channelsOf, chosenNotices } from "./notice-settings.ts";
import { readUpcoming, type Upcoming } from "./read-upcoming.ts";
import { type UnsubscribeLinks, unsubscribeHeaders } from "./unsubscribe-link.ts";
import { writeNoticeMail, writeNoticePush } from "./write-notice.ts";

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

const KINDS: readonly NoticeKind[] = ["week_ahead", "digest", "reminder"];
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
    const said = chosenNotices(setting);
    const kinds = said.isAllOff
      ? []
      : KINDS.filter((kind) => channelsOf(said, kind).mail || channelsOf(said, kind).push);
    if (kinds.length === 0) continue;
    const timeZone = await zoneOfUser(tables, setting.user_id);
    const upcoming = await readUpcoming(tables, setting.user_id, timeZone, now);
    for (const kind of kinds) {
      const due = upcoming.flatMap((each) => {
        const facts = { ...each, kind, wasTold: each.told.has(kind), timeZone, quiet: said.quiet };
        const verdict = judgeNotice(facts, instantOf(now));
        return verdict.type === "tell" ? [{ ...each, until: verdict.until }] : [];
      });
      const telling = { userId: setting.user_id, kind, due, ...channelsOf(said, kind), withTitles: said.withTitles };
      if (due.length > 0 && (await tell(tables, ports, telling, now))) queued += 1;
    }
  }
  const forgotten = new Date(now.getTime() - KEPT_MILLISECONDS).toISOString();
  await db.deleteFrom("notice_sent").where("sent_at", "<", forgotten).execute();
  return queued;
}

type Telling = {
  userId: string;
  kind: NoticeKind;
  due: readonly (Upcoming & { until: Temporal.Instant })[];
  mail: boolean;
  push: boolean;
  withTitles: boolean;
};

/** @returns whether a mail waits now. */
async function tell({ db }: Tables, ports: NoticePorts, telling: Telling, now: Date): Promise<boolean> {
  const { userId, kind, withTitles } = telling;
  const to = telling.mail ? await readAddress(db, userId) : null;
  const told = await db.transaction().execute(async (tx) => {
    const fresh: (Upcoming & { until: Temporal.Instant })[] = [];
    for (const each of telling.due) {
      const noted = await tx
        .insertInto("notice_sent")
        .values({ user_id: userId, pair_id: each.pairId, kind, about: each.about[kind], sent_at: now.toISOString() })
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
