import type { RetentionSettings } from "./retention-settings.ts";

/** Nothing goes before both have been told for so long. */
export const NOTICE_DAYS = 30;

export type ArchivedPage = {
  /** since when the page is only read; null: it is in use */
  archivedAt: Temporal.Instant | null;
  /** since when both see on it that it will go; null: they have not been told */
  toldAt: Temporal.Instant | null;
};

export type ArchiveVerdict =
  | { type: "in_use" }
  /** `until` is null where it is kept without a limit; `takeBack`: both were told that it would go, which is no longer so */
  | { type: "kept"; until: Temporal.Instant | null; takeBack: boolean }
  /** it will go on that day; `tell`: the two have yet to be told, which makes it this day */
  | { type: "ending"; until: Temporal.Instant; tell: boolean }
  | { type: "due"; since: Temporal.Instant };

/**
 * Whether an archived page is kept, will go soon or is to go now. It goes when its time is over and both have been told
 * for thirty days, whichever is later: a setting that is shortened, or a server that stood still, takes nothing away
 * unannounced.
 */
export function judgeArchive(
  { archivedAt, toldAt }: ArchivedPage,
  { archivedMonths }: Pick<RetentionSettings, "archivedMonths">,
  now: Temporal.Instant,
): ArchiveVerdict {
  if (archivedAt === null) return { type: "in_use" };
  if (archivedMonths === null) return { type: "kept", until: null, takeBack: toldAt !== null };
  const end = endOf(archivedAt, archivedMonths);
  if (isBefore(now, end.subtract(NOTICE))) return { type: "kept", until: end, takeBack: toldAt !== null };
  const until = later(end, (toldAt ?? now).add(NOTICE));
  if (toldAt === null) return { type: "ending", until, tell: true };
  return isBefore(now, until) ? { type: "ending", until, tell: false } : { type: "due", since: until };
}

/** The day on which an archived page goes, as both have been told; null where they have not been, or it will not. */
export function archiveEnd(
  { archivedAt, toldAt }: ArchivedPage,
  { archivedMonths }: Pick<RetentionSettings, "archivedMonths">,
): Temporal.Instant | null {
  if (archivedAt === null || toldAt === null || archivedMonths === null) return null;
  return later(endOf(archivedAt, archivedMonths), toldAt.add(NOTICE));
}

function endOf(archivedAt: Temporal.Instant, months: number): Temporal.Instant {
  return archivedAt.toZonedDateTimeISO("UTC").add({ months }).toInstant();
}

const NOTICE = { hours: NOTICE_DAYS * 24 };

function isBefore(left: Temporal.Instant, right: Temporal.Instant): boolean {
  return Temporal.Instant.compare(left, right) < 0;
}

function later(left: Temporal.Instant, right: Temporal.Instant): Temporal.Instant {
  return isBefore(left, right) ? right : left;
}
