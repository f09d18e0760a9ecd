import type { ProblemTable } from "./problem-table.ts";

/** Calendars, and the planning by them. */
export const CALENDAR_PROBLEMS = {
  no_address: { status: 400, title: "That is no address of a calendar. It begins with https:// or webcal://." },
  not_https: {
    status: 400,
    title: "An address of a calendar must begin with https:// and have neither a port nor a name and password in it.",
  },
  no_server: { status: 400, title: "That is no address of a server. It looks like https://cloud.example.org." },
  no_caldav: {
    status: 400,
    title: "There is no CalDAV server at this address. Your provider’s help says which it is.",
  },
  account_not_allowed: {
    status: 400,
    title: "This address lies within the server’s own network, or leads to another site. It was not asked.",
  },
  no_calendar: { status: 400, title: "There is no calendar in this file. It should be one that ends in .ics." },
  calendar_cut_off: { status: 400, title: "This file ends in the middle of the calendar. Export it once more." },
  calendar_too_heavy: { status: 400, title: "This calendar takes too long to read. Export a shorter stretch of it." },
  not_that_month: { status: 409, title: "A round begins this month or next." },
  plan_changed: {
    status: 409,
    title: "A calendar or a series has changed since this was planned, so nothing was done. Look at the plan again.",
  },
  round_open: { status: 409, title: "A round of planning goes on already. End it before you begin another." },
  round_over: { status: 409, title: "This round of planning is over, so nothing was changed." },
  chart_in_circle: {
    status: 409,
    title: "On that day somebody would manage themselves by way of others, so nobody could plan first. Mend the chart.",
  },
  no_managers: { status: 409, title: "On that day the chart has nobody who manages anybody." },
  no_invitations: {
    status: 409,
    title: "This server sends no invitations: whoever runs it has not set up mail for that.",
  },
  too_many_calendars: { status: 409, title: "You have as many calendars as one person can have. Take one away first." },
  account_refused: {
    status: 409,
    title: "The calendar’s server does not take this name and password. Many services want an app password.",
  },
  account_revoked: { status: 409, title: "The permission for this account was taken back, or is over. Give it again." },
  account_unreachable: { status: 409, title: "The calendar’s server does not answer. Try again later." },
  account_busy: { status: 409, title: "The calendar’s server asks to be left alone for a while. Try again later." },
  calendar_not_there: { status: 409, title: "One of these calendars is not there any more. Look at them once more." },
  consent_incomplete: {
    status: 409,
    title:
      "Not all was permitted that is needed to see when you are taken. Connect once more, and leave every box ticked.",
  },
  consent_void: {
    status: 410,
    title:
      "This permission is no longer good: it was used, is too old, or was asked for in another session. Connect once more.",
  },
} as const satisfies ProblemTable;
