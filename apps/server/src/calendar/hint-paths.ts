/** Where services tell that calendars changed; whoever arranges that need not load the routes. */
export const HINT_PATHS = { google: "/api/calendar-hints/google", microsoft: "/api/calendar-hints/microsoft" } as const;
