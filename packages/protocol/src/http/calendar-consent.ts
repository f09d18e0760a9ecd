/** What the HTTP API says about services whose calendars one connects by giving permission there. */

export type CalendarService = "google" | "microsoft";

/** GET /api/me/calendar-consents: the services that this server is registered with */
export type CalendarServices = { services: CalendarService[] };

/** POST /api/me/calendar-consents → ConsentAddress, where one goes to give permission */
export type AskConsent = {
  kind: CalendarService;
  /** to put one's meetings into a calendar there, as well as to see when one is taken */
  writes: boolean;
  timeZone: string;
};

export type ConsentAddress = { address: string };

/** POST /api/me/calendar-consents/finish → ConnectedService: what one came back with */
export type FinishConsent = { code: string; state: string };

export type ConnectedService = {
  /** of the account */
  id: string;
  kind: CalendarService;
  name: string;
  /** it may put meetings into calendars */
  writes: boolean;
};
