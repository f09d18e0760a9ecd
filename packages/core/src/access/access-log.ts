import type { MemberId } from "../person/member.ts";

/** How access to a page came about, was used, changed hands or ended. */
export const ACCESS_EVENT_KINDS = [
  "invited",
  "link_revoked",
  "joined",
  /** the seat went from one account to another of the same person, such as when they signed in for the first time */
  "account_changed",
  "opened",
  /** the seat of whoever came through a link was taken back */
  "seat_freed",
  /** whoever held the seat left the company, or erased their account */
  "access_ended",
  "frozen",
  "thawed",
  "exported",
  "restored",
  /** the direct took something of theirs along to a new manager, or it came from the old page */
  "handed_over",
  /** a token of one of the two read the page, or wrote in it; told by the name of the token */
  "token_read",
  "token_wrote",
  /** a webhook of one of the two was told what happened on it; by its name */
  "webhook_told",
] as const;

export type AccessEventKind = (typeof ACCESS_EVENT_KINDS)[number];

/** What whoever hosts the server did with all pages at once; no person of the page did it. */
export const SERVER_EVENT_KINDS = ["backup_restored", "operator_export"] as const;

export type ServerEventKind = (typeof SERVER_EVENT_KINDS)[number];

export type AccessEvent = {
  /** ISO instant; of an opening, and of what a token did, the beginning of the day in UTC, for more is not kept */
  at: string;
  kind: AccessEventKind | ServerEventKind;
  /** whose seat it is about; null: the page's as a whole */
  member: MemberId | null;
  /** as whoever held that seat was called then, or the token; empty: nobody held it */
  name: string;
  /** whose doing it was; null: neither of the two */
  actor: MemberId | null;
};

/** As the log is told: by days, never by minutes. */
export type ToldAccessEvent = Omit<AccessEvent, "at"> & {
  /** ISO date in UTC */
  day: string;
};

/**
 * The log of a page as one of its two members may see it, in the order given. It says who could read the page and who
 * did; it is no "last seen": openings are kept by days, and the other's of today are told when the day is over. So is what
 * the other's tokens read.
 *
 * @param today ISO date in UTC.
 */
export function tellAccessLog(events: readonly AccessEvent[], me: MemberId, today: string): ToldAccessEvent[] {
  return events
    .filter(({ kind, member, at }) => !TOLD_LATER.has(kind) || member === me || dayOf(at) < today)
    .map(({ at, ...event }) => ({ day: dayOf(at), ...event }));
}

const TOLD_LATER: ReadonlySet<AccessEvent["kind"]> = new Set(["opened", "token_read"]);

export function dayOf(instant: string): string {
  return instant.slice(0, "2026-11-24".length);
}
