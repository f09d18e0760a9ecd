import type { TimeAhead } from "@candor/core/balance/time-facts.ts";
import { type BusySpan, mergeBusy } from "@candor/core/calendar/busy.ts";
import { meetingSpan } from "@candor/core/meeting/meeting-span.ts";
import type { Tables } from "../cadence/read-records.ts";
import { spansOf } from "../calendar/calendar-sources.ts";
import { oneOf } from "../database/one-of.ts";

const WEEKS = 4;
const DAY_MILLISECONDS = 86_400_000;
const MINUTE_MILLISECONDS = 60_000;
const STALE_MILLISECONDS = DAY_MILLISECONDS; // what was read longer ago is not known any more

/**
 * How the next weeks are taken by 1:1s and by other meetings, from somebody's own calendars. Whole days, absence and what
 * nobody answered yet are no meetings; the 1:1s that a calendar holds as well count once.
 */
export async function readAhead(
  { db, engine }: Tables,
  { userId, pages }: { userId: string; pages: ReadonlySet<string> },
  now: Date,
): Promise<TimeAhead> {
  const sources = await db
    .selectFrom("calendar_source")
    .select(["kind", "fault", "spans", "read_at", "reads_until"])
    .where("user_id", "=", userId)
    .execute();
  if (sources.length === 0) return { type: "none" };
  const window = { from: now.getTime(), until: now.getTime() + WEEKS * 7 * DAY_MILLISECONDS };
  const isKnown = sources.every(
    ({ kind, fault, read_at, reads_until }) =>
      read_at !== null &&
      fault !== "revoked" &&
      (kind === "file" || now.getTime() - Date.parse(read_at) <= STALE_MILLISECONDS) &&
      Date.parse(reads_until ?? read_at) >= window.until,
  );
  if (!isKnown) return { type: "unknown" };
  const own = await ownSpans({ db, engine }, pages, window);
  const others = sources
    .flatMap(({ spans }) => spansOf(spans))
    .filter(({ type, allDay }) => type === "busy" && !allDay)
    .filter(({ from, until }) => !own.some((span) => span.from === from && span.until === until));
  const taken = minutesIn([...others, ...own], window);
  const ownMinutes = minutesIn(own, window);
  return { type: "known", weeks: WEEKS, otherMinutes: taken - ownMinutes, ownMinutes };
}

type Span = { from: number; until: number };

async function ownSpans(
  { db, engine }: Tables,
  pages: ReadonlySet<string>,
  { from, until }: Span,
): Promise<BusySpan[]> {
  if (pages.size === 0) return [];
  const rows = await db
    .selectFrom("meeting")
    .innerJoin("pair", "pair.id", "meeting.page")
    .select(["start", "time_zone as timeZone", "minutes"])
    .where("page", "in", oneOf(engine, pages))
    .where("pair.frozen_at", "is", null)
    .where("state", "=", "planned")
    .where("volume", "is", null)
    .where("start", ">=", new Date(from - 2 * DAY_MILLISECONDS).toISOString().slice(0, 10))
    .where("start", "<=", new Date(until + 2 * DAY_MILLISECONDS).toISOString().slice(0, 10))
    .execute();
  return rows.flatMap((row): BusySpan[] => {
    try {
      const span = meetingSpan(row);
      return span
        ? [
            {
              ...{ from: span.from.epochMilliseconds, until: span.until.epochMilliseconds },
              ...{ type: "busy", allDay: false },
            },
          ]
        : [];
    } catch {
      return []; // what a page holds is its two people's, and need not be a time
    }
  });
}

function minutesIn(spans: readonly BusySpan[], { from, until }: Span): number {
  const within = spans
    .map((span) => ({ ...span, from: Math.max(from, span.from), until: Math.min(until, span.until) }))
    .filter((span) => span.until > span.from);
  const sum = mergeBusy(within).reduce((total, span) => total + span.until - span.from, 0);
  return Math.round(sum / MINUTE_MILLISECONDS);
}
