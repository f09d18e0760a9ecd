/** What the HTTP API says about calendars: those that I connected, and when two people are taken. */

export type CalendarFault =
  | "not_allowed"
  | "unreachable"
  | "too_slow"
  | "too_large"
  | "too_many_redirects"
  | "refused"
  | "gone"
  | "broken_off"
  | "odd_answer"
  | "no_calendar"
  | "too_heavy"
  /** the account lets us in no more: nothing is known until its owner gives another password or permission */
  | "revoked"
  | "rate_limited"
  /** the key it was kept with is another one now; it has to be connected anew */
  | "key_lost";

/** What of a calendar that was read can't be taken at its word. */
export type CalendarProblem =
  /** a file, of which nothing is kept that could be read anew */
  | { type: "older_reader" }
  | { type: "too_many_events" }
  | { type: "unknown_zone"; names: string[] }
  /** `starts`: when the first of them begin, as the calendar has it; left out in what was read long ago */
  | { type: "unread_rules"; count: number; starts?: string[] }
  | { type: "too_often"; count: number; starts: string[] }
  | { type: "without_time"; count: number };

/** A calendar of mine. Its address is never told again, to nobody: who has it can read the calendar. */
export type CalendarSource = {
  id: string;
  kind: "address" | "file" | "account";
  /** the host of its address, the name of the file, or what it is called in its account */
  name: string;
  addedAt: string;
  /** whole days take the time as well */
  allDayCounts: boolean;
  /** waiting: not read yet; failing: the last try failed, and what was read before holds for a day */
  state: "waiting" | "read" | "failing";
  fault: CalendarFault | null;
  problems: CalendarProblem[];
  /** entries in it; null: not read yet */
  events: number | null;
  /** when it was last read; null: never */
  readAt: string | null;
  /** until when it was looked through */
  readsUntil: string | null;
};

/** GET /api/me/calendars */
export type MyCalendars = {
  calendars: CalendarSource[];
  /** the pairs in which the other is told when I am taken */
  sharedWith: string[];
};

/** A calendar of an account, as the service has it now; `id` is the service's own name for it. */
export type AccountCalendarChoice = { id: string; name: string; canWrite: boolean; isMain: boolean };

/** Where my meetings are put. */
export type MeetingsTarget = {
  /** which of the account's calendars, and what it is called */
  calendar: string;
  name: string;
  showsNames: boolean;
  /** it was switched off, and what stands there of meetings to come is being taken away */
  isLeaving: boolean;
  state: "waiting" | "written" | "failing";
  fault: CalendarFault | null;
  /** when all was last as it should be */
  writtenAt: string | null;
  /** how many stand there */
  meetings: number;
};

/** An account of mine with a calendar service; what opens it is never told again. */
export type CalendarAccount = {
  id: string;
  kind: "caldav" | "google" | "microsoft";
  /** the host, or my name there */
  name: string;
  addedAt: string;
  /** it lets us in no more */
  isRevoked: boolean;
  /** which of its calendars are read; each is a CalendarSource as well */
  reads: string[];
  target: MeetingsTarget | null;
};

/** GET /api/me/calendar-accounts */
export type MyCalendarAccounts = { accounts: CalendarAccount[] };

/** POST /api/me/calendar-accounts → 201 ConnectedAccount; the password is tried, and kept encrypted */
export type ConnectAccount = { address: string; userName: string; password: string; timeZone: string };

export type ConnectedAccount = { account: CalendarAccount; calendars: AccountCalendarChoice[] };

/** PUT /api/me/calendar-accounts/:id/password → ConnectedAccount, for an account that lets us in no more */
export type RenewAccount = { password: string };

/** PUT /api/me/calendar-accounts/:id/choice → CalendarAccount; of what is not chosen any more nothing is kept */
export type ChooseCalendars = {
  reads: string[];
  /** null: my meetings are put nowhere */
  writes: string | null;
  showsNames: boolean;
};

/** POST /api/me/calendars → CalendarSource, which is read as soon as may be */
export type ConnectCalendar = { address: string; timeZone: string; allDayCounts: boolean };

/** POST /api/me/calendars/files → CalendarSource; of the file nothing is kept but when I am taken */
export type UploadCalendar = { name: string; text: string; timeZone: string; allDayCounts: boolean };

/** PATCH /api/me/calendars/:id → CalendarSource; DELETE takes it away; POST …/read has it read anew */
export type ChangeCalendar = { allDayCounts: boolean };

/** PUT /api/pairs/:id/busy-share: whether the other is told when I am taken */
export type ShareBusy = { shares: boolean };

/** Half-open, milliseconds since 1970; never what it is that takes the time. `maybe`: not answered yet, or tentative. */
export type TakenSpan = { from: number; until: number; type: "taken" | "maybe" | "unknown" };

export type BusySide = {
  /** no_calendar: none is connected; not_shared: they don't tell; unknown: a calendar of theirs can't be read */
  state: "no_calendar" | "not_shared" | "known" | "unknown";
  /** when the calendars were read, the oldest of them */
  readAt: string | null;
  spans: TakenSpan[];
};

/** GET /api/pairs/:id/busy → when the two are taken in the four weeks from now on */
export type PairBusy = { mine: BusySide; theirs: BusySide; iShare: boolean };

/** GET /api/me/calendar-feed → CalendarFeed, null: there is none; PATCH ChangeFeed; DELETE takes the address away */
export type CalendarFeed = {
  madeAt: string;
  /** the day on which a calendar asked for it last; null: none has yet */
  usedOn: string | null;
  showsNames: boolean;
};

/** PUT /api/me/calendar-feed → the address, which is told this once and replaces the one before */
export type NewCalendarFeed = CalendarFeed & { address: string };

/** whether my meetings tell with whom they are */
export type ChangeFeed = { showsNames: boolean };
