const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`;
const hours = (minutes: number) => {
  if (minutes > 0 && minutes < 60) return counted(Math.round(minutes), "minute", "minutes");
  const value = Math.round((minutes / 60) * 10) / 10;
  return value === 1 ? "1 hour" : `${value} hours`;
};

export const balanceTexts = {
  intro: "How your 1:1s fill your time. Yours alone: nobody you lead and nobody above you sees any of it.",
  unreachable: "This needs the server, which cannot be reached just now. It comes back by itself.",
  waiting: "Counting …",
  none: "You have no page with anybody yet, so there is nothing to count.",
  quarter: "Quarter",

  todo: "What to do",
  nothing: "Nothing: everybody gets what you agreed on, within the hours you have.",
  overHours: (spent: number, budget: number) =>
    `You spend ${hours(spent)} a week in 1:1s with those you lead, and have ${hours(budget)}.`,
  gotLess: (name: string, held: number, of: number) =>
    `${name} got ${counted(held, "meeting", "meetings")}; the rhythm you agreed on makes ${of} since the quarter began.`,
  fullWeek: (week: string, minutes: number, usual: number) =>
    `The week of ${week} has ${hours(minutes)} of 1:1s, where ${hours(usual)} are usual.`,
  crowdedDays: (days: number, most: number) =>
    `On ${counted(days, "day", "days")} to come you have ${most} 1:1s and more. After four, people listen less.`,
  advised: (pairs: number, agreed: number, advised: number) =>
    `With the advice for ${counted(pairs, "pair", "pairs")} it would be ${hours(advised)} a week instead of ${hours(agreed)}.`,
  actions: { plan: "Agree on a time", planner: "Lay them out anew", rhythm: "See the advice" },
  actionWith: (action: string, name: string) => `${action}, ${name}`,

  hours: "Hours a week",
  spent: (held: number | null, agreed: number) =>
    held === null
      ? `What is agreed takes ${hours(agreed)} a week. Too little of the quarter has passed for an average.`
      : `${hours(held)} a week with those you lead; what is agreed takes ${hours(agreed)}.`,
  budget: (budget: number | null) => (budget === null ? "You have set no limit." : `You have ${hours(budget)}.`),
  spread: (usual: number, most: number) =>
    most <= usual * 1.25
      ? `Evenly spread: a usual week takes ${hours(usual)}, the fullest ${hours(most)}.`
      : `A usual week takes ${hours(usual)}, the fullest ${hours(most)}.`,
  total: (held: number, moved: number, cancelled: number, planned: number, unsaid: number) =>
    [
      `${held} held`,
      `${cancelled} cancelled`,
      `${planned} still planned`,
      moved > 0 && `${moved} of them on another day or hour than planned at first`,
      unsaid > 0 && `of ${unsaid} nobody has said what became`,
    ]
      .filter(Boolean)
      .join(", "),
  weeks: {
    heading: "Week by week",
    column: "Week of",
    kinds: ["held, hours", "planned, hours", "cancelled, hours"],
    sentence: (minutes: number, planned: number) =>
      `${hours(minutes)} in meetings that were held, ${hours(planned)} still planned.`,
  },
  people: {
    heading: "With whom",
    hint: "By name. A dot is a meeting that was held, a ring one of the agreed ones that is missing.",
    columns: ["Person", "Hours", "Held", "Agreed so far", "Moved", "Cancelled", "Planned"],
    line: (held: number, of: number | null, minutes: number) =>
      of === null || held >= of ? `${held} held, ${hours(minutes)}` : `${held} of ${of}, ${hours(minutes)}`,
    notMine: "not yours to keep",
  },
  ahead: {
    heading: "1:1s and other meetings",
    known: (own: number, other: number, weeks: number) =>
      `In the next ${weeks} weeks your calendar holds ${hours(own)} of 1:1s and ${hours(other)} of other meetings.`,
    share: (share: number) => `That is ${share} % of the time you spend in meetings.`,
    none: "Connect a calendar to see them against your other meetings.",
    unknown: "Your calendar could not be read lately, so how much else there is is not known.",
    link: "To your calendars",
    column: "Next four weeks",
    kinds: ["1:1s, hours", "other meetings, hours"],
    row: "Meetings",
  },
  table: "As a table",
};
