/** The lines of an iCalendar file that bear on when somebody is taken; what a meeting is about stands in others. */
export const WANTED_LINES: ReadonlySet<string> = new Set(
  (
    "BEGIN END UID DTSTART DTEND DURATION RRULE EXRULE RDATE EXDATE RECURRENCE-ID SEQUENCE DTSTAMP STATUS TRANSP ATTENDEE " +
    "X-MICROSOFT-CDO-BUSYSTATUS TZID TZOFFSETFROM TZOFFSETTO FREEBUSY X-WR-TIMEZONE"
  ).split(" "),
);
