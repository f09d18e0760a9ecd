import type { InvitedPerson, UncountedMail } from "@candor/protocol/http/calendar-invitation.ts";

const SAID = {
  accepted: "accepted",
  declined: "declined",
  tentative: "accepted with a maybe",
  delegated: "sends somebody else",
  counter: "asks for another time",
} as const;

const ASKS = {
  series: "asks for another time from now on",
  next: "asks for another time",
  later: "asks for another time for a later one",
} as const;

/** How somebody's calendar stands to the next meeting, in few words. */
function standing({ state, answer, besides }: InvitedPerson): string {
  if (answer?.scope) return besides ? `${SAID[besides.answer]}, and ${ASKS[answer.scope]}` : ASKS[answer.scope];
  if (answer) return SAID[answer.answer];
  switch (state) {
    case "no_address":
      return "no address known";
    case "not_invited":
      return "not invited yet";
    case "on_its_way":
      return "invitation on its way";
    case "invited":
      return "invited, no answer yet";
    case "refused":
      return "invitation not delivered";
    case "bounced":
      return "invitation came back";
    case "own_calendar":
      return "put into a calendar of their own";
  }
}

const UNCOUNTED: Record<UncountedMail["why"], (who: string) => string> = {
  not_believed: (who) => `A mail from ${who} was not believed: it answers for somebody else.`,
  others_address: (who) =>
    `An answer from ${who} did not count: it came to an address that the other of you alone was given. Whose answer it is, they know.`,
  not_ours: (who) => `An answer from ${who} was about something that is not in your calendars by Candor.`,
  not_invited: (who) => `An answer from ${who} did not count: they were not invited by that address.`,
  outdated: (who) => `An answer from ${who} was to a time that has changed since.`,
  superseded: (who) => `An answer from ${who} came after a later one, and did not count.`,
  says_nothing: (who) => `A mail from ${who} had no answer in it.`,
  automatic: (who) => `A mail from ${who} was an automatic one, such as out of office.`,
  no_answer: (who) => `A letter from ${who} came to the calendar’s address, where nobody reads it.`,
  unknown_failure: () => "A mail server wrote of a mail that is not known here.",
};

export const texts = {
  line: "In your calendars",
  you: "You",
  standing,
  words: (words: string) => `“${words}”`,
  manage: "Your calendars",
  put: "Put it in both calendars",
  title: "In your calendars",

  offer: (other: string) =>
    `Candor sends you and ${other} an invitation by mail, which your calendars take in. Nothing counts as in a calendar before you answer there.`,
  preview: "This is what goes out",
  when: "When",
  who: "To",
  says: "What it says",
  saysText: "When you meet, both your names, and a link to this page. Nothing of what you talk about.",
  yourAddress: (address: string) => `you, at ${address}`,
  noAddress: "you, once you have signed in with an e-mail address",
  theirAddress: (other: string) => `${other}, at the address they signed in with`,
  theirNone: (other: string) => `${other}, once they have signed in with an e-mail address`,
  send: "Send the invitations",
  sending: "Sending…",
  noTime: "Agree on a time first: there is none for your next meeting.",

  noMail: "This server sends no mail, so it can put nothing in your calendars. Whoever runs it can set that up.",
  notRead:
    "This server has no address at which answers of calendars come in, so it sends no invitations. Whoever runs it can set that up.",
  subscribe: "You can subscribe to your meetings instead",

  people: "The next meeting",
  reason: (reason: string) => `The mail server says: ${reason}`,
  addAddress: "Add an address",
  asksFor: (time: string, instead: string | null) =>
    instead === null ? `Asks for ${time} instead` : `Asks for ${time} instead of ${instead}`,
  asksForSeries: (time: string) => `Asks for ${time} from now on`,
  asked: (other: string, time: string, instead: string | null) =>
    `You asked for ${time}${instead === null ? "" : ` instead of ${instead}`}. ${other} has not said yet.`,
  take: "Move it there",
  keep: "Keep the time",
  lies: {
    free: "Free for both of you, by your calendars.",
    maybe: "One of you may have something then.",
    taken: "One of you has something else then.",
    unknown: "Nobody knows whether you both are free then.",
  },
  otherTimes: "Other times",

  fromNowOn: {
    summary: "From now on at another time",
    day: "First on",
    time: "At",
    button: "Move the series",
    past: "That is in the past.",
    hint: "The next meeting and all after it. What was is left as it was.",
  },
  moved: (when: string) => `Your series is now on ${when}`,

  uncounted: "Mail that did not count",
  uncountedOf: ({ why, from }: UncountedMail, name: string | null) => UNCOUNTED[why](name ?? from ?? "somebody"),

  uncountedMore: (count: number) => (count === 1 ? "And at least one more." : `And at least ${count} more.`),

  stop: "Take it out of both calendars",
  stopSure: "Both of you get a mail that takes it out. What has been stays.",
  stopYes: "Take it out",
  stopNo: "Keep it in",
  failed: "That could not be done just now. Try again.",
  retry: "Try again",
};
