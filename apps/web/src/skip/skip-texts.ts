import type { LeftOut } from "@candor/core/theme/board.ts";

const people = (count: number) => (count === 1 ? "1 person" : `${count} people`);

export const skipTexts = {
  title: "Skip-levels",
  intro:
    "The people two levels below you, met in turn. Their manager is told before you begin, and can read none of your pages.",
  waiting: "Looking at the chart …",
  unreachable: "The server cannot be reached just now. Nothing was changed.",
  unknown: "This cannot be shown without the server.",
  again: "Try again",
  signIn: "Sign in to see whom you meet two levels down.",
  noWorkspace: "Skip-levels come from the chart of a workspace, and you are in none.",
  nobody: "By the chart of today nobody is two levels below you.",
  toChart: "Look at the chart",
  workspace: "Workspace",

  notices: {
    title: "For you to know",
    why: "From your own manager, about people who report to you.",
    seen: "I have read it",
    read: "Read.",
    mine: (when: string) => `Told on ${when}`,
  },

  budget: {
    title: "How much time you give it",
    meetings: "Meetings a month",
    minutes: "Minutes each",
    first: "Begin in",
    notMeetings: "Write how many meetings a month, a whole number from 0 to 100.",
    notMinutes: "Write the minutes as a whole number from 10 to 120.",
    hours: (hours: number) => `That is ${hours === 1 ? "1 hour" : `${hours} hours`} a month.`,
    monthly: "Everybody once a month: up to eight people that is a good rhythm.",
    rotation: (months: number, isMany: boolean) =>
      isMany
        ? `A rotation: everybody once in ${months} months. With more than about eight people a month each is too much for both sides.`
        : `A rotation: everybody once in ${months} months, as your time allows.`,
    fits: "Everybody is met at least once a quarter.",
    short: (needed: number) =>
      `It does not fit. To meet everybody at least once a quarter takes ${needed} meetings a month.`,
    late: (name: string, due: string, planned: string | null) =>
      planned === null
        ? `${name} should be met by ${due} and is in none of these months.`
        : `${name} should be met by ${due} and has a turn in ${planned}.`,
    away: (name: string, planned: string | null) =>
      planned === null ? `${name} is away in all of these months.` : `${name} is away until then: ${planned}.`,
  },

  round: {
    none: "No round goes on. Look at the plan below, then begin it.",
    running: (from: string, until: string) => `A round goes on, from ${from} to ${until}.`,
    begin: "Begin the round…",
    change: "Plan the rest anew…",
    upToDate: "The plan below is what the managers between were told.",
    changed: "Something has changed since: the plan below is how the rest would be now.",
    plan: "The rotation, by month",
    empty: "Nobody this month.",
    next: (names: string) => `Next: ${names}.`,
    noTurns: "Nobody has a turn in these months.",
    allMet: "Everybody who has a turn was met. Well done.",
    why: {
      never: "not met yet",
      last: (month: string) => `last met in ${month}`,
      overdue: (month: string) => `last met in ${month}, more than a quarter ago`,
      done: (day: string) => `done: met on ${day}`,
    },
    under: (name: string) => `reports to ${name}`,
    noDepartment: "No department",
    open: (name: string) => `Open the page with ${name}`,
    openShort: "Open",
    beginPage: (name: string) => `Begin a page with ${name}`,
    beginShort: "Begin",
    doneHow: "A turn is done once the meeting was held on your page.",
  },

  preview: {
    title: "Before the round begins",
    lead: "Each manager between gets this, by mail where an address is known, and here. Once for a round, and no topics.",
    nobodyNew: "Everybody who should know has been told already. Nobody gets another mail.",
    to: (name: string) => `To ${name}`,
    from: "Subject",
    send: (count: number) =>
      count === 0 ? "Keep this plan" : count === 1 ? "Begin and tell 1 manager" : `Begin and tell ${count} managers`,
    sending: "Telling them …",
    cancel: "Not yet",
    begun: "The round is planned, and the managers between know.",
  },

  pageNotice: {
    title: "Before the page begins",
    lead: "The manager between gets this first, by mail where an address is known, and here. No topics, and nothing of the page.",
    begin: (count: number) => (count === 1 ? "Begin and tell 1 manager" : `Begin and tell ${count} managers`),
  },

  untold: {
    title: "Who does not know yet",
    say: (names: readonly string[]) =>
      names.length === 1
        ? `${names[0]} was not told that you have a page with somebody who reports to them.`
        : `These were not told that you have pages with people who report to them: ${names.join(", ")}.`,
    look: "See what they would be told…",
    send: (count: number) => (count === 1 ? "Tell 1 manager" : `Tell ${count} managers`),
    told: "They know now",
  },

  told: {
    title: "Who was told",
    mail: (name: string, when: string) => `${name}, by mail on ${when}`,
    operator: (name: string, when: string) =>
      `${name}, on ${when}: this server sends no mail itself, whoever runs it hands it on`,
    here: (name: string, when: string) => `${name}, on ${when}: no address is known, so it shows only here`,
  },

  toBoard: "What hurts, by department",
  board: {
    title: "What hurts, by department",
    lead: "What you tell others of your skip-levels: your own words and how many people. Never who, and nothing from a note.",
    private:
      "It stands in your private notes: encrypted on this device, readable by nobody else. The counts are made here, from the themes you gave your notes.",
    onlyYou: "Only you",
    back: "To the skip-levels",
    locked: "Your private notes are locked. Unlock them to see the board.",
    none: "The board stands in your private notes, and you have none yet.",
    open: "Open my private notes",
    unlock: "Unlock",
    unreadable: "This device’s private notes cannot be read just now.",
    reading: "Reading your private notes …",
    noChart:
      "Departments come from the chart, which cannot be read just now. What you wrote before shows all the same.",
    add: "Add a line",
    department: "Department",
    newDepartment: "Another department",
    otherName: "Its name",
    theme: "What it is about",
    themeHint: "A theme of your notes, so that it is counted; or anything else, and you say how many.",
    needDepartment: "Choose a department, or write one.",
    needTheme: "Write what it is about.",
    exists: "This line is there already.",
    empty: "Nothing yet. Add a line, or give your notes about skip-levels a theme: it shows here by itself.",
    noDepartment: "No department",
    counted: (count: number) => `${people(count)}, counted from your notes`,
    typedCount: "How many people raised it",
    notACount: "Write a whole number from 0 to 9999.",
    countHint: "Only where your notes do not have it. It is a number, never who.",
    wording: "In your own words",
    wordingPlaceholder: "Releases wait for one person, and weekends pay for it.",
    doing: "What we do about it",
    doingPlaceholder: "A second person can release from January.",
    raisedBy: (count: number) => `raised by ${people(count)}`,
    fewWarning: (count: number) =>
      count === 1
        ? "One person alone raised this in this department. Whoever hears it may know who."
        : `Only ${count} people raised this in this department. Whoever hears it may know who.`,
    include: "Say it all the same",
    leftOut: {
      few_people: "Stays out: fewer than three people.",
      no_wording: "Stays out until you say it in your own words.",
      nobody: "Stays out: nobody raised it yet.",
    } satisfies Record<LeftOut, string>,
    isTold: "Is on the board",
    giveaways: "Before you say this:",
    name: (found: string, name: string) => (found === name ? `Names ${name}.` : `“${found}” names ${name}.`),
    quote: (found: string) => `“${found}” is word for word from a note.`,
    limits:
      "Only names and words as they stand in your notes are noticed. A nickname or a story that everybody knows is not.",
    remove: (theme: string) => `Take it off: ${theme}`,
    removeShort: "Take it off",
    removed: "Taken off the board",
    exportMarkdown: "Export as Markdown",
    print: "Print view",
    printNow: "Print",
    printBack: "Back to the board",
    nothingTold: "Nothing is on the board yet.",
    file: "skip-levels",
    markdown: {
      title: "What hurts, by department",
      people: (count: number) => `Raised by ${people(count)}`,
      doing: "What we do:",
      nothing: "Nothing is on the board.",
    },
  },
} as const;
