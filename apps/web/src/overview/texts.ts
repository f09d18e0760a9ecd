const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
const topics = (count: number) => counted(count, "topic", "topics");
const hours = (minutes: number) => counted(Math.round(minutes / 6) / 10, "hour", "hours");
const weeks = (count: number) =>
  count === 1 ? "every week" : count === 2 ? "every two weeks" : `every ${count} weeks`;

export const overviewTexts = {
  title: "Overview",
  artifacts: "What has been written down",
  back: "To the start",
  intro: "What to do first, and with whom. It counts what is on your pages, and only you see it put together.",
  waiting: "Looking at your pages …",
  unreachable:
    "The overview needs the server, which cannot be reached just now. It comes back by itself; your pages are at the start.",
  again: "Try again",
  signIn: "The server doesn’t know this device yet. Begin a page with somebody, or sign in, and come back here.",
  nobody: "You have no page with anybody yet. Begin one at the start.",
  needsYou: "Needs you",
  nothingNeeded: "Nothing waits for you.",
  fine: "Fine",
  someone: "Somebody",
  others: "More",
  links: {
    actions: "My actions",
    rhythm: "How often to meet",
    frictions: "What gets in the way",
    planner: "Lay out all 1:1s",
    balance: "My time in 1:1s",
  },
  balance: (minutes: number) => `In the last 30 days you spent ${hours(minutes)} in one-on-ones.`,

  reminders: {
    title: "What came of it?",
    more: (count: number) => `And ${count} more`,
    loop: (name: string, loops: number, days: number) =>
      `You heard feedback from ${name} ${loops === 1 ? "" : `on ${loops} questions `}${days} days ago.`,
    portrait: (days: number) =>
      `You said some of what is in your portrait ${Math.round(days / 30)} months ago. Does it still hold?`,
    close: "Say what came of it",
    look: "Look at it",
  },

  table: {
    title: "As a table",
    columns: [
      ...["With", "Next", "Agreed", "Held", "Topics, you / they", "Actions, you / they", "Hopper"],
      ...["In person", "Side by side"],
    ],
    every: (count: number) => (count === 1 ? "every week" : `every ${count} weeks`),
    none: "–",
  },

  next: (day: string, time: string) => `${day}, ${time}`,
  nobodyPrepared: "no topics yet",
  prepared: (mine: number, theirs: number, name: string) =>
    [mine > 0 && `${topics(mine)} from you`, theirs > 0 && `${mine > 0 ? theirs : topics(theirs)} from ${name}`]
      .filter(Boolean)
      .join(", "),

  behind: "Something was written a moment ago. It is counted shortly.",

  unsettled: (day: string) => `You were to meet ${day}, and neither of you has said whether you did.`,
  late: (days: number, everyWeeks: number) =>
    `It has been ${counted(days, "day", "days")}; agreed is ${weeks(everyWeeks)}.`,
  neverMet: (days: number) =>
    `You have not met in the ${counted(days, "day", "days")} since the page was begun. A first 1:1 belongs into the first week.`,
  misses: (count: number) => ` ${count} in a row were cancelled.`,
  nextFarOff: (day: string) => ` The next one is only ${day}.`,
  noNext: "No next time is agreed.",
  nothingFromYou: (day: string) => `You meet ${day}, and nothing on the agenda is from you yet.`,
  waitsInHopper: (count: number) => ` ${topics(count)} ${count === 1 ? "waits" : "wait"} in the Hopper.`,
  overdueActions: (overdue: number, day: string) =>
    overdue === 1 ? `You owe an action since ${day}.` : `You owe ${overdue} actions, the oldest since ${day}.`,
  hopperFull: (count: number) => `${topics(count)} wait in the Hopper, more than two meetings hold.`,
  apart: (count: number, everMet: boolean) =>
    everMet
      ? `You have not met in person or walked for ${counted(count, "week", "weeks")}.`
      : `You have met by screen and phone alone, for ${counted(count, "week", "weeks")}.`,
  frictionCheck: (count: number) =>
    count === 1
      ? "What got in your way was fixed. Did it stay fixed?"
      : `${count} things that got in your way were fixed. Did they stay fixed?`,
  unpaired: (days: number) => `You last worked side by side ${counted(Math.floor(days / 7), "week", "weeks")} ago.`,
  myActions: (count: number) => (count === 1 ? "You owe an action." : `You owe ${count} actions.`),

  actions: {
    open: "Open the page",
    prepare: "Prepare",
    settle: "Say what became of it",
    plan: "Agree on a time",
    move: "Find an earlier time",
    fill: "Fill the agenda",
    look: "Look through them",
    actions: "See my actions",
    pair: "Pair again",
    checks: "Look again",
  },
  actionWith: (action: string, name: string) => `${action}, ${name}`,

  recent: (held: number, of: number) => `${held} of the last ${counted(of, "meeting", "meetings")} took place`,
  raised: (mine: number, theirs: number, name: string) =>
    `topics in three months: ${theirs} from ${name}, ${mine} from you`,
  lastTogether: (day: string) => `last in person ${day}`,
  pair: "Work side by side",
  pairWith: (name: string) => `Work side by side with ${name}`,
  lastPaired: (day: string) => `last paired ${day}`,
  away: "On leave",
  theirActions: (count: number, name: string) => `${name} has ${counted(count, "open action", "open actions")}`,
};
