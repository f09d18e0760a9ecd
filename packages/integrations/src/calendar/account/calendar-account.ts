import type { AskFault } from "../../egress/ask-safely.ts";
import type { BusyReading, ReadBusyOptions } from "../ics/read-busy.ts";

/**
 * Somebody's account with a calendar service, by whatever words that service speaks: CalDAV, Google's or Microsoft's.
 * Nothing is held open, and an adapter remembers nothing: what it wants to know again next time it hands out as `memory`.
 *
 * What a caller must reckon with is a value. Only what nobody foresaw is thrown.
 */
export type CalendarAccount = {
  /** Every calendar of the account in which events stand, the shared ones included, the main one first. */
  listCalendars(): Promise<AccountAnswer<AccountCalendar[]>>;

  /**
   * When the owner is taken by what stands in one calendar. With the memory of the last reading only what changed is
   * fetched, where the service can tell; where it cannot, or no longer knows that memory, all is read anew, and the answer
   * is the same. Neither answer nor memory hold a title, a place or a name.
   *
   * @param memory as the last reading of this calendar gave it; null: there was none. Any text is taken: one that is not
   *   understood counts as none.
   */
  readBusy(calendarId: string, options: ReadBusyOptions, memory: string | null): Promise<AccountAnswer<BusyUpdate>>;

  /**
   * Where an event of ours stands, by its UID; null: it is not there. For whoever was stopped between putting and noting it.
   */
  findEvent(calendarId: string, uid: string): Promise<AccountAnswer<EventPlace | null>>;

  /**
   * Puts an event, or one in place of another. Nobody is invited by it, whatever `people` says, and the UID alone decides
   * where it stands: the same put twice is there once.
   *
   * @param known where it stood when we last put or found it; null: we know of none, and then it is put only where none is.
   */
  putEvent(calendarId: string, event: AccountEvent, known: EventPlace | null): Promise<AccountAnswer<WriteOutcome>>;

  /** Takes an event away; one that is not there any more is `done`, too. Nobody is told by it. */
  deleteEvent(calendarId: string, uid: string, known: EventPlace): Promise<AccountAnswer<WriteOutcome>>;
};

export type AccountAnswer<Value> = { type: "ok"; value: Value } | { type: "failed"; fault: AccountFault };

export type AccountFault =
  /** the password or the permission is no good (any more): only its owner can mend that */
  | { type: "unauthorised" }
  /** we are let in, and this we may not do: a calendar that is only read */
  | { type: "forbidden" }
  /** there is no such calendar (any more) */
  | { type: "not_found" }
  | { type: "rate_limited"; retryAfterMilliseconds: number | null }
  /** trying later may help, but for `not_allowed` */
  | { type: "unreachable"; why: AskFault }
  /** it answered, and not in the words it should */
  | { type: "odd_answer" };

export type AccountCalendar = {
  /** the service's own name for it, unchanged for as long as it exists */
  id: string;
  name: string;
  canWrite: boolean;
  /** the owner's main calendar, as far as the service says which; at most one */
  isMain: boolean;
};

export type BusyUpdate = BusyReading & {
  /** all was read; only what changed; or nothing had */
  how: "full" | "changes" | "unchanged";
  /** half-open, milliseconds since 1970: as far as was looked, at most to the `until` that was asked for */
  until: number;
  /** for the next reading of the same calendar with the same options but for its times; at most 4 MiB */
  memory: string | null;
};

/** `id`: the service's own name for the event. `etag`: of what stands there; null: the service gave none. */
export type EventPlace = { id: string; etag: string | null };

export type WriteOutcome =
  /** null after taking away */
  | { type: "done"; place: EventPlace | null }
  /** It is not as we knew it, and was left alone. `current`: as it stands now; null: there is none any more. */
  | { type: "conflict"; current: EventPlace | null };

/** An event of ours; whoever reads it learns of the meeting what stands here and nothing else. */
export type AccountEvent = {
  /** the same for good; `isMeetingUid` knows it */
  uid: string;
  /** rises with every change of time, rule or state */
  sequence: number;
  changedAt: Date;
  /** wall clock in the zone, YYYY-MM-DDTHH:MM: of the first occurrence, where it recurs */
  start: string;
  /** IANA, known to this machine */
  timeZone: string;
  minutes: number;
  summary: string;
  /** plain text, "" for none */
  description: string;
  /** the value of an RRULE (RFC 5545, 3.3.10), its UNTIL in UTC; null: it takes place once */
  rule: string | null;
  /** occurrences that do not take place, by their start as the rule has it, in the same zone */
  excluded: readonly string[];
  /** occurrences that differ */
  overrides: readonly EventOverride[];
  /** who takes part; null: only the owner is to see it, as where people are invited by other means */
  people: EventPeople | null;
};

/** `recurrenceStart`: as the rule has it; all times wall clock in the series' zone. */
export type EventOverride = { recurrenceStart: string; start: string; minutes: number; summary: string };

export type EventPeople = {
  organizer: EventPerson;
  attendees: readonly (EventPerson & { partStat: "NEEDS-ACTION" | "ACCEPTED" | "DECLINED" | "TENTATIVE" })[];
};

export type EventPerson = { name: string; address: string };

/** @param known for how long until it may be asked again; null: it did not say */
export function rateLimited(known: number | null): AccountAnswer<never> {
  return { type: "failed", fault: { type: "rate_limited", retryAfterMilliseconds: known } };
}
