import type { FetchFault } from "@candor/integrations/calendar/fetch/fetch-calendar.ts";
import type { BusyReading, ReadBusyOptions } from "@candor/integrations/calendar/ics/read-busy.ts";

export type CalendarTask = {
  source:
    | { type: "address"; address: string; allowed: readonly string[]; etag: string | null; lastModified: string | null }
    | { type: "text"; text: string };
  options: Omit<ReadBusyOptions, "isOwn">;
};

export type CalendarOutcome =
  | { type: "read"; reading: BusyReading; etag: string | null; lastModified: string | null }
  /** as it was when it was read last */
  | { type: "unchanged" }
  /** too_heavy: it took more time or memory than one calendar may */
  | { type: "failed"; fault: FetchFault | "no_calendar" | "too_heavy" };
