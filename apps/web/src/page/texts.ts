import type { Medium } from "@candor/core/meeting/meeting.ts";
import type { Role } from "@candor/core/person/member.ts";

const quoted = (title: string) => (title.trim() === "" ? "an untitled topic" : `“${title}”`);
const times = (count: number) => (count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);
const weeks = (days: number) => {
  const count = Math.floor(days / 7);
  return count === 1 ? "1 week" : `${count} weeks`;
};

/** What the page says. Voice: people and sentences, no scores, no blame. */
export const texts = {
  notesBroken: "This text",
  you: "You",
  title: (me: string, other: string) => `${me} & ${other}`,
  meMissing: "You",
  otherMissing: "Someone",
  skipToAgenda: "Skip to the agenda",
  opening: "Opening the page…",

  tabs: { label: "Parts of the page", agenda: "Agenda", hopper: "Hopper", private: "Private", notes: "Earlier" },

  agenda: "Agenda",
  noMeeting: "No meeting is planned.",
  agendaEmpty: (other: string) => `Nothing here yet. What would you like to talk about with ${other}?`,
  nothingHere: "There is nothing here.",
  agendaMeta: (minutes: number) => `${minutes} min`,
  addTopic: "Add a topic",
  add: "Add",
  questions: "Questions",
  hopper: "Hopper",
  hopperHint: "Topics for some other time. Pull one in when there is room.",
  hopperEmpty: "The Hopper is empty. Keep one of these, or write your own.",
  hopperFull: "Snoozed until later",
  addForLater: "Add for later",
  snoozedCount: (count: number) => (count === 1 ? "1 snoozed topic" : `${count} snoozed topics`),
  keepExample: "Keep",
  keepExampleOf: (title: string) => `Keep “${title}” in the Hopper`,
  swapExample: "Swap",
  swapExampleOf: (title: string) => `Swap “${title}” for another one`,
  example: "Example",

  topicOf: (title: string) => quoted(title),
  untitled: "Untitled topic",
  discussed: (title: string) => `Discussed: ${title}`,
  pullIn: (title: string) => `Pull ${quoted(title)} into the agenda`,
  moreFor: (title: string) => `More for ${quoted(title)}`,
  dragOf: (title: string) => `Drag ${quoted(title)}`,
  editTitleOf: (title: string) => `Edit the title ${quoted(title)}`,
  titleField: "Title of the topic",
  bigPicture: "Big picture",
  first: "First",
  backup: "Backup",
  themed: (theme: string) => `#${theme}`,
  importedBy: "imported by",
  carriedOver: (count: number) => `carried over ${times(count)}`,
  carried: (count: number) => `carried ${times(count)}`,
  waited: weeks,
  snoozedUntil: (day: string) => `snoozed until ${day}`,
  answered: "→ answered:",
  stillMatters: "Still matters?",
  stillMattersOf: (title: string) => `Does ${quoted(title)} still matter?`,
  stillBecause: {
    carried_often: (count: number) => `It has been carried ${times(count)}.`,
    waited_long: (days: number) => `It has waited ${weeks(days)}.`,
  },
  keep: "Keep it",
  snooze: "Snooze…",
  letGo: "Let it go",
  elsewhere: {
    hopper: (name: string) => `${name} moved this to the Hopper. It goes there when you leave it.`,
    meeting: (name: string) => `${name} moved this to another meeting. It goes there when you leave it.`,
    binned: (name: string) => `${name} put this into the bin. It goes there when you leave it.`,
    letGo: (name: string) => `${name} let this go. It leaves when you do.`,
  },

  movedTo: (title: string, position: number, count: number) =>
    `${title.trim() || "Untitled topic"} moved to ${position} of ${count}`,
  toast: {
    toHopper: (title: string) => `${quoted(title)} is in the Hopper`,
    toMeeting: (title: string, day: string | null) =>
      day === null ? `${quoted(title)} is on the agenda` : `${quoted(title)} is on the agenda for ${day}`,
    discussed: (title: string) => `${quoted(title)} is discussed`,
    open: (title: string) => `${quoted(title)} is open again`,
    binned: (title: string) => `${quoted(title)} is in the bin`,
    letGo: (title: string) => `${quoted(title)} is let go`,
    kept: (title: string) => `${quoted(title)} stays`,
    snoozed: (title: string, day: string) => `${quoted(title)} rests until ${day}`,
    action: (title: string) => `${quoted(title)} is an action of yours`,
    moved: (title: string) => `${quoted(title)} is moved`,
    meetingMoved: (when: string) => `The meeting is on ${when}`,
    meetingOpen: "The meeting has no date for now",
    closed: (carried: number, next: string | null) => {
      const held = "The meeting is closed.";
      const went =
        carried === 0 ? "" : carried === 1 ? " 1 topic went to the Hopper." : ` ${carried} topics went to the Hopper.`;
      return `${held}${went}${next === null ? "" : ` Next: ${next}.`}`;
    },
    cancelled: (next: string | null) =>
      `It did not take place. Its topics are in the Hopper.${next === null ? "" : ` Next: ${next}.`}`,
    planned: (when: string) => `A meeting on ${when} is planned`,
    restored: (title: string) => `${quoted(title)} is back`,
  },

  meeting: {
    edit: (when: string) => `Next meeting: ${when}. Change it`,
    next: "Next meeting",
    noDate: "No date yet",
    at: (day: string, time: string, end: string) => `${day}, ${time}–${end}`,
    agreedAs: (agreed: string) => `(${agreed})`,
    day: "Day",
    farDay: "That day is years away, or months ago. The meeting stays where it was.",
    time: "Time",
    timeIn: (city: string) => `Time in ${city}`,
    minutes: "Minutes",
    medium: "How you meet",
    every: "How often",
    done: "Done",
    calendar: "Add to calendar",
    plan: "Plan another meeting",
    later: (day: string | null) => (day === null ? "A later meeting" : `Meeting on ${day}`),
    empty: "Nothing on it yet.",
    close: "Close the meeting",
    closeHint: (count: number) =>
      count === 0
        ? "Everything was talked about."
        : count === 1
          ? "1 topic that was not reached goes back to the Hopper."
          : `${count} topics that were not reached go back to the Hopper.`,
    cancel: "It did not take place",
    moreFor: "More for this meeting",
    leave: "Take the date off",
    moveTo: "Move it to another date…",
  },
  mediumOpen: "Not agreed",
  media: {
    in_person: "In person",
    walk: "On a walk",
    video: "By video",
    audio: "By phone",
  } satisfies Record<Medium, string>,
  cadence: (everyWeeks: number) =>
    everyWeeks === 1 ? "every week" : everyWeeks === 2 ? "every two weeks" : `every ${everyWeeks} weeks`,
  cadenceChoice: (everyWeeks: number) =>
    everyWeeks === 1 ? "Every week" : everyWeeks === 2 ? "Every two weeks" : `Every ${everyWeeks} weeks`,
  cadenceAsk: {
    question: "How often do you meet?",
    weekly: "Weekly",
    everyTwo: "Every two weeks",
    notSure: "Not sure",
    advice: (other: string) =>
      `If ${other} is new to the team or to you, every week for half an hour. If ${other} is settled, every two weeks. Look at it again after six meetings.`,
  },

  past: {
    heading: "Earlier meetings",
    hint: "Most recent first.",
    none: "What you talk about stays here, meeting by meeting.",
    undated: "A meeting without a date",
    cancelled: "Did not take place",
    nothing: "No topics.",
    retry: "Try again",
  },

  whoReads: {
    both: (me: string, other: string) => `Only ${me} and ${other} can read this page.`,
    notYet: (other: string) => `Only you can read this page until ${other} joins by your invitation.`,
    alone: "Only you can read this page.",
    nobodyElse: (role: Role) =>
      `Nobody else, admins included, has a way to it in Candor.${role.startsWith("skip") ? " This is a skip-level page: the manager between cannot read it either." : ""}`,
    you: "you",
  },
  welcome: "Welcome",

  presence: {
    here: (name: string) => `${name} is here`,
    idle: (name: string) => `${name} is here, idle`,
    left: (name: string) => `${name} left`,
    notJoined: (name: string) => `${name} has not joined yet`,
  },
  invite: "Invite",
  pageMenu: "More for this page",
  backHome: "All my pages",

  sync: {
    saved: "Saved",
    saving: "Saving…",
    offlineSaved: "Offline, everything is saved",
    offlineWaiting: (count: number) =>
      count === 1 ? "Offline, 1 change waiting" : `Offline, ${count} changes waiting`,
    notOnDevice: (count: number) =>
      count === 1 ? "Offline, 1 change only in this tab" : `Offline, ${count} changes only in this tab`,
    detail: {
      saved: "Everything is on the server's disk.",
      saving: "On its way to the server.",
      offline: "Kept on this device. It is sent as soon as there is a connection.",
      notOnDevice: "This browser keeps nothing. Leave the tab open until it says “Saved”.",
    },
  },
  banner: {
    signIn: "Sign in",
    full: "The server has no room left. You can read on; what you write is kept on this device and sent when there is room again.",
    fullNotKept:
      "The server has no room left, and this browser keeps nothing. What you write is only in this tab: leave it open.",
    notKept:
      "This browser keeps nothing on this device (a private window, perhaps). While you are offline, leave this tab open.",
    newer: "This page was written by a newer version of Candor. You can read it; reload to edit.",
    ended: "Your access to this page has ended. What this device still holds you can read and export.",
    reload: "Reload",
    retry: "Try again",
  },
};
