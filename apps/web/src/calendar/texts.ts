import type { CalendarFault, CalendarProblem } from "@candor/protocol/http/calendar.ts";

const entries = (count: number) => (count === 1 ? "1 entry" : `${count} entries`);

/** When entries begin, as their calendar has it, so that its owner finds them. */
const beginning = (starts: readonly string[] | undefined, count: number) => {
  if (!starts?.length) return "";
  const said = starts.map((each) => each.replace("T", " ").replace("Z", " UTC")).join("; ");
  return ` (first on ${said}${count > starts.length ? "; …" : ""})`;
};

export const calendarTexts = {
  title: "Calendar",
  back: "To the settings",
  intro:
    "Connect your calendar, and the times that are offered for a 1:1 are ones at which you are free. Candor keeps when you are taken, and never by what.",
  planner: "Say when you can meet, and lay out your 1:1s",
  signIn: "The server doesn’t know this device yet. Begin a page with somebody, or sign in, and come back here.",
  unreachable: "The server cannot be reached just now. Nothing was changed.",
  unknown: "Your calendars cannot be shown without the server.",

  mine: {
    title: "Your calendars",
    none: "None is connected. For the times that are offered you are free within your working hours.",
    kind: { address: "By its address", file: "From a file", account: "From an account" },
    waiting: "Being read …",
    read: (age: string, events: number) => `Read ${age}, ${entries(events)}.`,
    file: (age: string, until: string) => `Added ${age}; it says nothing of what comes after ${until}.`,
    never: "It has not been read yet, so nothing is known of your time.",
    lastRead: (age: string) => `What is known is from ${age}. After a day it counts as unknown.`,
    faults: {
      not_allowed: "This address lies within the server’s own network, or does not use https. It is not asked.",
      unreachable: "Nobody answers at this address.",
      too_slow: "The calendar takes too long to answer.",
      too_large: "The calendar is larger than 16 MB.",
      too_many_redirects: "The address leads on and on, and nowhere.",
      refused: "The calendar’s server lets nobody in by this address. Has it been reset?",
      gone: "There is no calendar at this address any more.",
      broken_off: "The calendar ends in the middle. It is tried again soon.",
      odd_answer: "The calendar’s server has a fault of its own. It is tried again soon.",
      no_calendar: "What is at this address is no calendar. Copy the address that ends in .ics.",
      too_heavy: "The calendar takes too long to read.",
      revoked: "The account lets us in no more. Until it does again, your time counts as unknown.",
      rate_limited: "The calendar’s server asks to be left alone for a while. It is tried again later.",
      key_lost: "The server’s key is another one now. Take this calendar away and connect it anew.",
    } satisfies Record<CalendarFault, string>,
    problem: (problem: CalendarProblem) => {
      switch (problem.type) {
        case "older_reader":
          return "An earlier version of Candor read it, and may have missed something. Add the file anew, and take this one away.";
        case "too_many_events":
          return "It has more entries than are read; what is left counts as unknown.";
        case "unknown_zone":
          return `It names a time zone that nobody knows (${problem.names.join(", ")}). Such times are taken for yours.`;
        case "unread_rules":
          return `${entries(problem.count)} with a repetition that cannot be read${beginning(problem.starts, problem.count)}. From then on that time of day counts as unknown on every day.`;
        case "too_often":
          return `${entries(problem.count)} said to repeat every minute or second${beginning(problem.starts, problem.count)}. From then on all your time counts as unknown.`;
        case "without_time":
          return `${entries(problem.count)} have no time that can be read.`;
      }
    },
    allDay: "Whole days take my time",
    allDayOf: (name: string) => `Whole days take my time: ${name}`,
    readNow: "Read now",
    readNowOf: (name: string) => `Read now: ${name}`,
    remove: "Take away",
    removeOf: (name: string) => `Take away ${name}`,
    removed: (name: string) => `${name} is taken away, with all that was read of it`,
  },

  connect: {
    title: "Connect a calendar",
    address: "Its secret address",
    addressHint:
      "Whoever has it can read your calendar. It is kept encrypted, asked for your times every half hour, and shown to nobody again.",
    button: "Connect",
    connected: (name: string) => `${name} is connected`,
    where: "Where do I find it?",
    places: [
      ["Google Calendar", "Settings, your calendar, “Secret address in iCal format”."],
      [
        "Outlook",
        "Settings, Shared calendars, “Publish a calendar”: the ICS link. “Can view when I’m busy” is enough.",
      ],
      ["iCloud", "Share the calendar as public, and copy its webcal:// link."],
      ["Nextcloud and others", "The calendar’s menu: copy or share its subscription link."],
    ] as const,
    file: "Or add a file",
    fileHint:
      "An .ics file as calendars export it. What your meetings are about stays on this device: only times are sent.",
    added: (name: string) => `${name} is added`,
    tooLarge: "That file is larger than 4 MB even without what your meetings are about. Export a shorter stretch.",
  },

  feed: {
    title: "Your 1:1s in your calendar",
    hint: "Subscribe to a private address, and your calendar shows when you meet. What you talk about is never in it. Calendars look at such an address a few times a day, so a change of the same day may come late.",
    make: "Make an address",
    another: "Make another address",
    anotherHint: "The address before opens nothing from then on.",
    remove: "Switch off",
    removed: "The address is switched off",
    once: "It is shown this once. Whoever has it sees when you meet.",
    address: "The address to subscribe to",
    copy: "Copy",
    copied: "Copied",
    cannotCopy: "This browser does not let me copy. Select the address and copy it.",
    state: (made: string, used: string | null) =>
      used === null ? `Made ${made}. No calendar has asked for it yet.` : `Made ${made}, last asked for ${used}.`,
    names: "Say with whom",
    namesHint: "Otherwise each meeting is called “1:1”.",
  },

  share: {
    title: "Who may know when you are taken",
    hint: "They are told that you are taken, so that other times suit you both. They never see by what, and you can take it back at any time.",
    with: (name: string) => name,
    nobody: "You share no page yet.",
  },
};
