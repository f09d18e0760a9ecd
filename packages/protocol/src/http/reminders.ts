/** What the HTTP API says of what waits for me: made by core's `dueReminders`, of counts and days, for me alone. */

export type ReminderAnswer =
  | { type: "close_loop"; pair: string; name: string; loops: number; days: number }
  | { type: "portrait"; parts: number; days: number };

/** GET /api/me/reminders → MyReminders; PUT /api/me/reminders {on, timeZone} → MyReminders */
export type MyReminders = {
  due: ReminderAnswer[];
  mail: {
    on: boolean;
    /** all notices are switched off, this one among them */
    isAllOff: boolean;
    /** by whose clock it is quiet */
    timeZone: string;
    /** false: no address of mine is known, so none can come */
    hasAddress: boolean;
  };
};

export type SetReminders = {
  on: boolean;
  /** of the device, IANA */
  timeZone: string;
};
