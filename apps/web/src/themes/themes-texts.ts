import type { LeftOut } from "@candor/core/theme/board.ts";
import type { Trend } from "@candor/core/theme/judge-trend.ts";

const people = (count: number) => (count === 1 ? "1 person" : `${count} people`);
const named = (name: string) => (name.trim() === "" ? "Untitled theme" : name.trim());

/** What the themes of the notebook and the all-hands board say. */
export const themesTexts = {
  title: "Themes",
  lead: "What several people raise. It is gathered from your private notes on this device, and only you can read it.",
  none: "Write a note about somebody on your page with them, and give it a theme.",
  onlyYou: "Only you",
  named,
  people,
  find: {
    label: "Find in all your private notes",
    results: "Notes found",
    count: (count: number, isMore: boolean) =>
      count === 0
        ? "No note has all of these words."
        : `${count === 1 ? "1 note" : `${count} notes`}${isMore ? ", and more: add a word" : ""}`,
  },
  noThemes: "No theme yet. Give a note a theme where you write it, or begin one here.",
  newTheme: "New theme",
  newThemePlaceholder: "On-call load",
  add: "Add",
  exists: (name: string) => `“${named(name)}” is there already.`,
  list: "Your themes",
  trends: {
    rising: "rising",
    steady: "steady",
    falling: "falling",
    new: "new",
    quiet: "quiet",
  } satisfies Record<Trend["type"], string>,
  trendWhy: ({ type, recent, before }: Trend) =>
    type === "quiet"
      ? "nobody in the last six weeks"
      : type === "new"
        ? `${people(recent)} in the last three weeks, and nobody before`
        : `${people(recent)} in the last three weeks, ${before} in the three before`,
  weeks: (weeks: readonly number[]) => `People a week, oldest first: ${weeks.join(", ")}`,
  notes: (count: number) => (count === 1 ? "1 note" : `${count} notes`),
  under: (name: string) => `under ${named(name)}`,
  merged: (names: readonly string[]) => `With what was under ${names.map((name) => `“${named(name)}”`).join(", ")}`,
  split: (name: string) => `Take “${named(name)}” out again`,
  noNotes: "No note carries it yet.",
  about: {
    person: "",
    topic: (title: string) => `beside “${title}”`,
    meeting: (day: string) => `on the meeting of ${day}`,
  },
  openPage: (name: string) => `Open the page with ${name}`,
  takeOff: "Take the theme off this note",
  more: (name: string) => `More for ${named(name)}`,
  menu: {
    rename: "Rename",
    merge: "Merge into another…",
    archive: "Archive",
    back: "Use again",
    writeDown: "This should be written down",
  },
  rename: "Name of the theme",
  mergeTitle: (name: string) => `Merge “${named(name)}”`,
  mergeLead: "Its notes count under the other theme from then on. You can take it out again.",
  mergeInto: "Into",
  merge: "Merge",
  archived: (count: number) => `Archived (${count})`,
  toast: {
    renamed: (name: string) => `Now called “${named(name)}”`,
    merged: (name: string, into: string) => `“${named(name)}” is merged into “${named(into)}”`,
    split: (name: string) => `“${named(name)}” stands for itself again`,
    archived: (name: string) => `“${named(name)}” is archived`,
    back: (name: string) => `“${named(name)}” is in use again`,
    takenOff: (name: string) => `The note no longer carries “${named(name)}”`,
  },
  board: {
    title: "All-hands board",
    share: "Put up for the all-hands",
    notShared: "This needs the server, which cannot be reached just now.",
    lead: "What you say to everybody: your own words and how many raised it. Never who, and nothing from a note.",
    few: (count: number) =>
      count === 1
        ? "1 theme that fewer than three people raised stays out, unless you include it."
        : `${count} themes that fewer than three people raised stay out, unless you include them.`,
    empty: "Nothing to say yet: a theme comes onto the board once somebody raised it.",
    raisedBy: (count: number) => `raised by ${people(count)}`,
    wording: "In your own words",
    wordingPlaceholder: "Several of you raised on-call. Here is what changes:",
    doing: "What we do about it",
    doingPlaceholder: "A second rota starts in March.",
    answer: "Where to read more (a link)",
    notALink: "That is no address of the web. It begins with https:// or http://.",
    fewWarning: (count: number) =>
      count === 1
        ? "One person alone raised this. Whoever hears it may know who."
        : `Only ${count} people raised this. Whoever hears it may know who.`,
    include: "Say it all the same",
    leftOut: {
      few_people: "Stays out: fewer than three people.",
      no_wording: "Stays out until you say it in your own words.",
      nobody: "Stays out: no note carries it.",
    } satisfies Record<LeftOut, string>,
    isTold: "Is on the board",
    name: (found: string, name: string) => (found === name ? `Names ${name}.` : `“${found}” names ${name}.`),
    quote: (found: string) => `“${found}” is word for word from a note.`,
    giveaways: "Before you say this:",
    mayGiveAway: (count: number) =>
      count === 1
        ? "1 theme on the board may give somebody away; see its warning."
        : `${count} themes on the board may give somebody away; see their warnings.`,
    limits:
      "Only names and words as they stand in your notes are noticed. A nickname or a story that everybody knows is not.",
    exportMarkdown: "Export as Markdown",
    print: "Print view",
    said: "Mark as said…",
    nothingTold: "Nothing is on the board yet.",
    saidOn: (day: string, count: number) => `Said on ${day}, raised by ${people(count)} then`,
    takeSaidBack: (day: string) => `Take back that it was said on ${day}`,
    offer: "Tell those who raised it…",
    offerOf: (name: string) => `Tell those who raised ${named(name)}`,
  },
  saidTitle: "Mark as said",
  saidLead: "The day, the wording and how many raised it are kept with each theme, in your notebook.",
  saidDay: "Said on",
  saidWhat: "What was said",
  saidDone: "Mark as said",
  saidNoDay: "Choose the day on which it was said.",
  saidNothing: "Choose at least one theme.",
  toastSaid: (count: number) => (count === 1 ? "1 theme is marked as said" : `${count} themes are marked as said`),
  toastSaidBack: "It is no longer marked as said",
  file: "all-hands",
  markdown: {
    title: "For the all-hands",
    people: (count: number) => `Raised by ${people(count)}`,
    doing: "What we do:",
    answer: "Read more:",
    nothing: "Nothing is on the board.",
  },
  printBack: "Back to the themes",
  printNow: "Print",
  printNote: "Only what is on the board.",
  offer: {
    title: "Tell those who raised it",
    lead: "A line on your page with each of them, if you want: there they see what came of it. Only this line goes there, nothing of your notes, and nobody sees who else raised it.",
    line: "The line",
    noLine: "Write the line first.",
    link: (href: string) => `With the link ${href}`,
    where: (name: string) => `On the page with ${name}, as the answer to`,
    beside: "your note stands beside it",
    alike: "speaks of the same",
    newTopic: "a new topic of yours, called like the line and ticked off",
    preview: (name: string) => `${name} will read`,
    put: (name: string) => `Put it on the page with ${name}`,
    done: "On the page",
    already: "Stands on the page already",
    takeBack: "Take it off again",
    loading: "The page is being opened.",
    missing: "The page is not on this device. Try again when you are online.",
    readOnly: "This page can only be read.",
    nobody: "No note carries this theme any more, so there is nobody to tell.",
    untitled: "Untitled topic",
    toast: (name: string) => `The line stands on the page with ${name}`,
  },
} as const;
