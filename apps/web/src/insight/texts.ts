const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;

export const insightTexts = {
  title: (name: string) => `Your year with ${name}`,
  intro: (name: string) => `Counted from your page alone. ${name} sees the same. Nobody else sees any of it.`,
  toPage: (name: string) => `The page with ${name}`,
  waiting: "Reading the page …",
  unread: "The page cannot be read just now. Try again when you are online.",
  period: "Which time",
  wholeYear: "The last twelve months",
  you: "you",
  table: "As a table",
  nothingYet: "Nothing to show yet.",

  year: {
    heading: "The days you met",
    sentence: (held: number, gap: number | null) =>
      `You met ${counted(held, "time", "times")}.${gap === null ? "" : ` The longest time between two was ${counted(gap, "day", "days")}.`}`,
    columns: ["Day", "What became of it"],
    outcomes: { held: "held", cancelled: "cancelled" },
  },
  months: {
    heading: "Held, moved, cancelled",
    sentence: (held: number, of: number, moved: number) =>
      `${held} of ${counted(of, "meeting", "meetings")} took place, ${moved} of them on another day or hour than planned.`,
    column: "Month",
    kinds: ["held as planned", "moved and held", "cancelled"],
  },
  raised: {
    heading: "Who brings topics",
    sentence: (mine: number, theirs: number, name: string) => `${theirs} from ${name}, ${mine} from you.`,
    column: "Quarter",
  },
  altitude: {
    heading: "Big picture and detail",
    sentence: (big: number, detail: number) =>
      `Of what you talked about, ${big} ${big === 1 ? "was" : "were"} big picture and ${detail} detail.`,
    column: "Topics talked about",
    kinds: ["big picture", "detail"],
    row: "Twelve months",
  },
  actions: {
    heading: "How old open actions are",
    sentence: (mine: number, theirs: number, name: string) =>
      `You owe ${counted(mine, "action", "actions")}, ${name} owes ${counted(theirs, "action", "actions")}.`,
    column: "Age",
    ages: { week: "under a week", month: "under a month", season: "under 3 months", longer: "older" },
  },
  media: {
    heading: "How you met",
    sentence: (together: number, held: number) =>
      `In person or on a walk ${counted(together, "time", "times")}, of ${held} in all.`,
    column: "Way",
    kinds: ["meetings held"],
    names: { in_person: "in person", walk: "walk", video: "video", audio: "audio", unsaid: "not said" },
  },
  worth: {
    heading: "Worth the time?",
    sentence: (yes: number, of: number) => `${yes} of ${of} answers said yes.`,
    hint: "Only meetings for which you have both answered.",
    column: "Quarter",
    kinds: ["yes", "no"],
  },
};
