/** A service whose calendars people connect by giving permission there, as whoever runs the server registered with it. */
export type CalendarProvider = {
  kind: "google" | "microsoft";
  clientId: string;
  clientSecret: string;
  /** where people give permission, where it is turned into tokens, and where it is given back (null: nowhere) */
  authorize: string;
  token: string;
  revoke: string | null;
  /** without a slash at its end */
  api: string;
};

/** What is asked for: to see when somebody is taken, and where they want it, to write meetings as well. */
export function scopesOf({ kind, api }: CalendarProvider, writes: boolean): string {
  if (kind === "google") {
    const scope = (name: string) => `https://www.googleapis.com/auth/calendar.${name}`;
    return `${scope("calendarlist.readonly")} ${scope(writes ? "events" : "events.readonly")}`;
  }
  const graph = new URL(api).origin;
  return `offline_access ${graph}/Calendars.${writes ? "ReadWrite" : "ReadBasic"}`;
}
