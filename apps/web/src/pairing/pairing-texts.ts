import type { FrictionGroup } from "@candor/core/pairing/friction-way.ts";
import type { Tracker } from "@candor/core/pairing/issue-link.ts";
import { PAIRING_WORDS } from "@candor/document/pairing/words-of-pairing.ts";

const TRACKERS: Record<Tracker, string> = { github: "GitHub", gitlab: "GitLab", jira: "Jira" };

export const pairingTexts = {
  ...PAIRING_WORDS,
  screen: (name: string) => `Side by side with ${name}`,
  intro: (name: string) =>
    `Work on something together and write down what you find, as you go. Only you and ${name} can read it.`,
  back: "Back to the page",
  markdown: "Take it along as Markdown",
  print: "Print",
  file: (name: string, day: string) => `Side by side with ${name} ${day}.md`,
  someone: "the other",
  you: "You",

  begin: {
    title: "Start pairing",
    another: "Start another",
    what: "What are you going to do?",
    subject: "On what?",
    subjectHint: "Optional. You can say it later.",
    link: "Where is it?",
    linkHint: "Optional: the address of a change, a document or a sheet.",
    notALink: "That is no address that a browser opens. Begin it with https://.",
    start: "Start",
    started: "You work side by side now. Whatever either of you adds shows on both screens.",
  },

  session: {
    on: "On what?",
    subject: "No subject yet",
    since: (time: string, day: string) => `since ${time}, ${day}`,
    when: (day: string, from: string, until: string) => `${day}, ${from} to ${until}`,
    open: "Going on now",
    change: "What it is, and where",
    finish: "Finish",
    finished: "Finished.",
    resume: "Go on with it",
    bin: "Throw it away",
    binned: "Thrown away, with what stood in it.",
    counts: (lines: number, frictions: number) =>
      [
        lines > 0 && `${lines} ${lines === 1 ? "line" : "lines"}`,
        frictions > 0 && `${frictions} ${frictions === 1 ? "friction" : "frictions"}`,
      ]
        .filter(Boolean)
        .join(", ") || "nothing written",
    nothing: "Nothing is written down yet.",
    remote: (name: string) => `${name} has started pairing.`,
    log: (subject: string) => `What was written, ${subject}`,
  },

  add: {
    label: "What do you see?",
    placeholder: "As you go …",
    what: "What kind of line?",
    kinds: { line: "A line", friction: "A friction", gap: "A skill to learn" },
    feeling: "How is it for you?",
    noFeeling: "I don’t say",
    kind: "Friction of which kind?",
    whose: "Who wants to learn it?",
    add: "Add",
    added: "Added.",
    tooLong: (over: number) => `${over} characters too many. Say it in two lines.`,
  },

  entry: {
    edit: (text: string) => `Change “${text}”`,
    field: "The line",
    bin: (text: string) => `Throw “${text}” away`,
    binned: "Thrown away.",
    ask: "Shall this stand in your portrait, under what you want to learn? You alone decide.",
    take: "Put it into my portrait",
    leave: "Leave it here",
    waits: (name: string) => `${name} decides whether this comes into their portrait.`,
    taken: "It stands in your portrait.",
    changed: "Your portrait was changed elsewhere at this moment. Try again.",
    unreachable: "The server cannot be reached just now, so your portrait is as it was. Try again.",
  },

  frictions: {
    title: "What gets in the way",
    none: "Nothing has got in your way yet. In a session, choose “A friction”.",
    settled: (count: number) => `Done with (${count})`,
    groups: {
      check: "Look again: did it stay fixed?",
      came_back: "came back",
      nobodys: "nobody owns it",
      open: "",
      fixed: "",
      settled: "",
    } satisfies Record<FrictionGroup, string>,
    details: "More about it",
    kind: "Kind",
    severity: "How bad is it?",
    severityHint: "In your own words, such as “an hour a day”.",
    owner: "Who owns it?",
    nobody: "Nobody yet",
    otherOwner: "Somebody else …",
    ownerName: "Their name, or a team’s",
    checkOn: "Look again on",
    steps: {
      open: "Open again",
      fixing: "It is being fixed",
      fixed: "It is fixed",
      stayed: "It stayed fixed",
      came_back: "It came back",
      let_go: "Let it go",
    },
    stepOf: (step: string, text: string) => `${step}: ${text}`,
    stepped: {
      open: "Open again.",
      fixing: "Being fixed.",
      fixed: (day: string) => `Fixed. On ${day} you are asked whether it stayed so.`,
      stayed: "It stayed fixed.",
      came_back: "It came back, and is open again.",
      let_go: "Let go.",
    },
    checkDay: (day: string) => `look again ${day}`,
    found: (day: string) => `found ${day}`,
    ownerIs: (name: string) => `owner: ${name}`,
    makeIssue: "Make an issue of it",
    makeIssueOf: (text: string) => `Make an issue of it: ${text}`,
    issue: "Its issue",
    across: "Across all my pages",
  },

  issue: {
    title: "An issue elsewhere",
    intro:
      "Candor sends nothing. It makes a link that opens your tracker with these words filled in; you look them over there, and send them or not.",
    tracker: "Where do issues go?",
    trackerHint:
      "The address of a repository at GitHub, of a project at GitLab, or of Jira’s form for new issues. Kept for the two of you.",
    words: "Title",
    body: "Text",
    unknown: "That is not the address of a GitHub repository, a GitLab project or a Jira.",
    jira: "Jira needs to know the project and the kind of issue: an address with pid=… and issuetype=… in it, as its own form has.",
    open: (tracker: Tracker) => `Open it at ${TRACKERS[tracker]}`,
    cut: "The text is too long for a link; its end is left out.",
    where: "The issue’s address, once it is there",
    save: "Keep the address",
    notALink: "That is no address that a browser opens.",
    found: (day: string, kind: string) => `Found while pairing on ${day}. Kind: ${kind}.`,
    severity: (words: string) => `How bad it is: ${words}`,
    cameBack: (times: number) => `It was fixed before and came back (${times}).`,
  },

  bin: {
    title: (count: number) => `Thrown away (${count})`,
    hint: "It can be put back for thirty days; then it goes for good, for both of you.",
    kinds: { session: "a session, with what stood in it", entry: "a line", friction: "a friction" },
    since: (day: string) => `thrown away ${day}`,
    back: "Put back",
    backOf: (text: string) => `Put back: ${text}`,
  },

  past: {
    title: "Earlier",
    none: "You have not paired here yet.",
  },

  across: {
    title: "What gets in the way",
    intro:
      "What came up while you worked side by side, from your own pages. Nobody else sees it put together, and it counts things, not people.",
    back: "To the overview",
    waiting: "Looking at your pages …",
    unreachable: "This needs the server, which cannot be reached just now. It comes back by itself.",
    signIn: "The server doesn’t know this device yet. Begin a page with somebody, or sign in, and come back here.",
    none: "Nothing yet. Frictions are written down while pairing, on a page.",
    counts: (open: number, settled: number, pages: number) =>
      `${open} open, ${settled} done with, on ${pages} ${pages === 1 ? "page" : "pages"}`,
    withName: (name: string) => `with ${name}`,
    open: (text: string, name: string) => `${text}, on the page with ${name}`,
    notWhole: "There are more than are shown here.",
    settled: "Show what is done with, too",
    overview: "Of each kind",
    columns: ["Kind", "Open", "Done with", "Pages"] as const,
    them: (name: string) => name,
  },
};
