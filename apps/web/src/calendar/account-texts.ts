import type { CalendarFault, MeetingsTarget } from "@candor/protocol/http/calendar.ts";
import { calendarTexts } from "./texts.ts";

const meetings = (count: number) => (count === 1 ? "1 meeting" : `${count} meetings`);

const WRITING_FAULTS: Partial<Record<CalendarFault, string>> = {
  revoked: "The account lets us in no more.",
  refused: "This calendar can be read and not written to.",
  gone: "This calendar is not there any more. Choose another.",
};

export const accountTexts = {
  title: "Calendar accounts",
  hint: "With an account, Candor reads the calendars you choose, and can put your 1:1s into one of them.",
  kind: { caldav: "CalDAV", google: "Google", microsoft: "Microsoft" },
  noneChosen: "None of its calendars is read yet.",
  reads: (count: number) => (count === 1 ? "One of its calendars is read." : `${count} of its calendars are read.`),
  revoked: "It lets us in no more. Until you give a password that it takes, your time counts as unknown.",
  target: ({ name, isLeaving, state, fault, meetings: count }: MeetingsTarget): string => {
    if (isLeaving) return `Your meetings to come are being taken out of “${name}”.`;
    if (state === "failing" && fault !== null)
      return `Your 1:1s cannot be put into “${name}” just now. ${WRITING_FAULTS[fault] ?? calendarTexts.mine.faults[fault]}`;
    return state === "waiting" ? `Your 1:1s are being put into “${name}” …` : `${meetings(count)} in “${name}”.`;
  },
  choose: "Choose calendars",
  chooseOf: (name: string) => `Choose calendars of ${name}`,
  disconnect: "Disconnect",
  disconnectOf: (name: string) => `Disconnect ${name}`,
  disconnected: "The account is disconnected, and nothing that was read of it is kept",
  disconnectHint: (name: string) =>
    `Meetings that stand in “${name}” stay there. To have them taken out, choose “No calendar” first.`,
  looking: "Asking which calendars there are …",

  choice: {
    reads: "Read for when I am taken",
    writes: "Put my 1:1s into",
    nowhere: "No calendar",
    names: "Say with whom",
    namesHint: "Otherwise each meeting is called “1:1”. What you talk about is never in it.",
    readOnly: "None of these calendars can be written to.",
    none: "There is no calendar in this account.",
    save: "Save",
    cancel: "Cancel",
    saved: "Saved",
  },

  connect: {
    title: "Connect a CalDAV account",
    address: "Server",
    addressHint:
      "As in https://cloud.example.org, from your provider’s help. iCloud: caldav.icloud.com. Fastmail: caldav.fastmail.com.",
    userName: "User name",
    password: "App password",
    passwordHint:
      "Make one for Candor alone, where your provider has such. It is kept encrypted, shown to nobody, and told to this server only.",
    button: "Connect account",
    busy: "Asking the server …",
    missing: "Server, user name and password are all needed.",
    connected: (name: string) => `${name} is connected`,
  },

  renew: {
    button: "Use this password",
    renewed: (name: string) => `${name} is connected again`,
  },
};
