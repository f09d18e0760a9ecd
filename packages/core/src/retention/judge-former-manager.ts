import { NOTICE_DAYS } from "./judge-archive.ts";
import type { FormerManagerLimit } from "./retention-settings.ts";

/**
 * Until when a former manager reads a page that was archived since the chart put the two apart. Whoever was reading one
 * when the limit was set, or made shorter, keeps it for thirty days more at least: both are told of the day on the page.
 *
 * @returns null: for as long as it is kept.
 */
export function formerManagerUntil(
  archivedAt: Temporal.Instant,
  { days, setAt }: FormerManagerLimit,
): Temporal.Instant | null {
  if (days === null) return null;
  const end = archivedAt.add({ hours: days * 24 });
  if (setAt === null || Temporal.Instant.compare(archivedAt, setAt) >= 0) return end;
  const noticed = setAt.add({ hours: NOTICE_DAYS * 24 });
  return Temporal.Instant.compare(end, noticed) < 0 ? noticed : end;
}
