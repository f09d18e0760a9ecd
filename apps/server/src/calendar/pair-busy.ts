import { type BusySpan, mergeBusy } from "@candor/core/calendar/busy.ts";
import { meetingSpan } from "@candor/core/meeting/meeting-span.ts";
import { otherMember } from "@candor/core/person/member.ts";
import type { BusySide, PairBusy, TakenSpan } from "@candor/protocol/http/calendar.ts";
import type { Kysely } from "kysely";
import type { Schema } from "../database/schema.ts";
import { readMembership } from "../people/pairs.ts";
import { spansOf } from "./calendar-sources.ts";

const DAY = 86_400_000;
const AHEAD_MILLISECONDS = 28 * DAY;
const STALE_MILLISECONDS = DAY; // what was read longer ago is not known any more

const SAID = { busy: "taken", out_of_office: "taken", tentative: "maybe", unknown: "unknown" } as const;

/** When the two of a pair are taken, as one of them may know it; null: no seat in it. */
export async function readPairBusy(
  db: Kysely<Schema>,
  pairId: string,
  userId: string,
  now: Date,
): Promise<PairBusy | null> {
  const membership = await readMembership(db, pairId, userId);
  if (!membership) return null;
  const other = await db
    .selectFrom("pair_member")
    .innerJoin("pair", "pair.id", "pair_member.pair_id")
    .select("user_id")
    .where("pair_id", "=", pairId)
    .where("frozen_at", "is", null) // two who don't meet any more need not know of each other's time
    .where("member", "=", otherMember(membership.member))
    .executeTakeFirst();
  const theirs = other?.user_id ?? null;
  const shares = await readShares(db, pairId);
  const own = await meetingsOf(db, pairId);
  return {
    mine: await busySide(db, userId, { besides: [pairId], own, ...windowOf(now) }),
    theirs:
      theirs !== null && shares.has(theirs)
        ? await busySide(db, theirs, { besides: [pairId], own, ...windowOf(now) })
        : { state: "not_shared", readAt: null, spans: [] },
    iShare: shares.has(userId),
  };
}

/** @returns whether there is such a pair with a seat for them. */
export async function shareBusy(
  db: Kysely<Schema>,
  pairId: string,
  userId: string,
  shares: boolean,
  now: Date,
): Promise<boolean> {
  if (!(await readMembership(db, pairId, userId))) return false;
  if (shares) {
    await db
      .insertInto("calendar_share")
      .values({ pair_id: pairId, user_id: userId, since: now.toISOString() })
      .onConflict((conflict) => conflict.columns(["pair_id", "user_id"]).doNothing())
      .execute();
  } else {
    await db.deleteFrom("calendar_share").where("pair_id", "=", pairId).where("user_id", "=", userId).execute();
  }
  return true;
}

export async function listShares(db: Kysely<Schema>, userId: string): Promise<string[]> {
  const rows = await db
    .selectFrom("calendar_share")
    .innerJoin("pair_member", (join) =>
      join
        .onRef("pair_member.pair_id", "=", "calendar_share.pair_id")
        .onRef("pair_member.user_id", "=", "calendar_share.user_id"),
    )
    .select("calendar_share.pair_id")
    .where("calendar_share.user_id", "=", userId)
    .orderBy("calendar_share.pair_id")
    .execute();
  return rows.map(({ pair_id }) => pair_id);
}

export async function readShares(db: Kysely<Schema>, pairId: string): Promise<Set<string>> {
  const rows = await db.selectFrom("calendar_share").select("user_id").where("pair_id", "=", pairId).execute();
  return new Set(rows.map(({ user_id }) => user_id));
}

type Span = { from: number; until: number };

function windowOf(now: Date): { now: Date; until: number } {
  return { now, until: now.getTime() + AHEAD_MILLISECONDS };
}

/**
 * When somebody is taken, from now until a time.
 *
 * @param besides pairs whose meetings don't count, since these are what is being moved.
 * @param own when these are, which calendars hold as well.
 */
export async function busySide(
  db: Kysely<Schema>,
  userId: string,
  { besides, own, now, until }: { besides: readonly string[]; own: readonly Span[]; now: Date; until: number },
): Promise<BusySide> {
  const sources = await db
    .selectFrom("calendar_source")
    .select(["kind", "fault", "all_day_counts", "spans", "read_at", "reads_until"])
    .where("user_id", "=", userId)
    .execute();
  const window = { from: now.getTime(), until };
  // Meetings of Candor with others, which no calendar has to tell.
  const spans: BusySpan[] = (await otherMeetingsOf(db, userId, besides)).map((span) => ({
    ...{ ...span, type: "busy", allDay: false },
  }));
  let isKnown = true;
  const ages: string[] = [];
  for (const source of sources) {
    if (source.read_at === null) {
      isKnown = false;
      continue;
    }
    ages.push(source.read_at);
    if (source.fault === "revoked") isKnown = false; // its owner may well be somewhere else by now
    if (source.kind !== "file" && now.getTime() - Date.parse(source.read_at) > STALE_MILLISECONDS) isKnown = false;
    const end = Date.parse(source.reads_until ?? source.read_at);
    if (end < window.until) spans.push({ from: end, until: window.until, type: "unknown", allDay: false });
    for (const span of spansOf(source.spans)) {
      if (span.allDay && source.all_day_counts === 0 && span.type !== "out_of_office") continue;
      // The very meeting of the two, which somebody keeps in their calendar by hand or by a feed without names.
      if (own.some(({ from, until }) => span.from === from && span.until === until)) continue;
      spans.push(span);
    }
  }
  if (!isKnown) spans.push({ ...window, type: "unknown", allDay: false });
  return {
    state: sources.length === 0 ? "no_calendar" : isKnown ? "known" : "unknown",
    readAt: ages.sort()[0] ?? null,
    spans: plain(spans, window),
  };
}

/** Neither whole days nor being away is told apart: when somebody is taken is all that is anybody else's. */
function plain(spans: readonly BusySpan[], window: Span): TakenSpan[] {
  const seen = spans
    .filter(({ from, until }) => from < window.until && until > window.from)
    .map(({ from, until, type }): BusySpan => {
      const same = SAID[type];
      return {
        from: Math.max(from, window.from),
        until: Math.min(until, window.until),
        type: same === "taken" ? "busy" : same === "maybe" ? "tentative" : "unknown",
        allDay: false,
      };
    });
  return mergeBusy(seen).map(({ from, until, type }) => ({ from, until, type: SAID[type] }));
}

async function meetingsOf(db: Kysely<Schema>, pairId: string): Promise<Span[]> {
  const rows = await db
    .selectFrom("meeting")
    .select(["start", "time_zone", "minutes"])
    .where("page", "=", pairId)
    .where("state", "=", "planned")
    .where("volume", "is", null)
    .execute();
  return rows.flatMap(spanOf);
}

async function otherMeetingsOf(db: Kysely<Schema>, userId: string, besides: readonly string[]): Promise<Span[]> {
  const rows = await db
    .selectFrom("meeting")
    .innerJoin("pair_member", "pair_member.pair_id", "meeting.page")
    .innerJoin("pair", "pair.id", "meeting.page")
    .select(["meeting.page", "start", "time_zone", "minutes"])
    .where("pair_member.user_id", "=", userId)
    .where("pair.frozen_at", "is", null)
    .where("meeting.state", "=", "planned")
    .where("meeting.volume", "is", null)
    .execute();
  return rows.filter(({ page }) => !besides.includes(page)).flatMap(spanOf);
}

function spanOf({ start, time_zone, minutes }: { start: string | null; time_zone: string; minutes: number }): Span[] {
  try {
    const span = meetingSpan({ start, timeZone: time_zone, minutes });
    return span ? [{ from: span.from.epochMilliseconds, until: span.until.epochMilliseconds }] : [];
  } catch {
    return []; // what a page holds is its two people's, and need not be a time
  }
}
