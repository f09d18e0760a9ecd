import type { Part } from "@candor/core/portrait/portrait.ts";

const hours = (minutes: number) => {
  const value = Math.round((minutes / 60) * 10) / 10;
  return value === 1 ? "1 hour" : `${value} hours`;
};

export const rhythmTexts = {
  title: "Rhythm",
  back: "To the start",
  parts: "What is here",
  tabs: {
    rhythm: "How often",
    balance: "My time in 1:1s",
    portrait: "My portrait",
    portraits: "Find by portrait",
    "skip-levels": "Skip-levels",
    alone: "My manager doesn’t want 1:1s",
  },
  unreachable: "The server cannot be reached just now. Nothing was changed.",
  unknown: "This cannot be shown without the server, which cannot be reached just now. It comes back by itself.",
  signIn: "The server doesn’t know this device yet. Begin a page with somebody, or sign in, and come back here.",
  noPage: "The page cannot be opened just now, so nothing was changed. Try again when you are online.",

  rhythm: {
    intro:
      "How often you are advised to meet whom, with the reasons. Both of each pair see the same; nobody else sees any of it.",
    led: "The people you lead",
    ledNone: "You lead nobody here.",
    others: "Your other pages",
    page: "Page",
    pageOf: (name: string) => `Page with ${name}`,
    together: "Rhythm and feedback",
    togetherOf: (name: string) => `Rhythm and feedback with ${name}`,
    hours: "Your hours",
    sum: (agreed: number, planned: number) =>
      `What is agreed takes ${hours(agreed)} a week on average; what is advised takes ${hours(planned)}.`,
    over: (by: number) =>
      `That is ${hours(by)} more than you have, with everybody who can be met less at the floor. It takes more hours or fewer directs, not worse meetings.`,
    fits: "The advice is fitted into the hours you have.",
    budget: "Hours a week",
    budgetHint: "Yours alone: nobody you lead is told how many.",
    save: "Fit it in",
    clear: "No limit",
    notHours: "Write the hours as a number, such as 4 or 2.5.",
    saved: "Done. The advice below fits it.",
    accepted: (name: string) => `Changed on the page with ${name}.`,
  },

  reminders: {
    title: "Reminders",
    what: "Feedback that you heard and said nothing of for two weeks, and your portrait after half a year. Both also stand in your overview.",
    byMail: (timeZone: string) =>
      `Remind me by mail: at most once a week, on workdays outside your quiet hours (${timeZone})`,
    isOn: "Mails may remind you.",
    isOff: "No mail reminds you.",
    isAllOff: "All notices are switched off, so none comes:",
    notices: "notices",
    noAddress: "No mail can come yet: no address of yours is known.",
    account: "Add one",
  },

  begin: {
    title: "New these days",
    leads: (name: string, day: string) => `${name} reports to you since ${day}.`,
    willLead: (name: string, day: string) => `${name} reports to you from ${day} on.`,
    led: (name: string, day: string) => `You report to ${name} since ${day}.`,
    willBeLed: (name: string, day: string) => `You report to ${name} from ${day} on.`,
    what: (by: string) =>
      `A page with its welcome, the first 1:1 by ${by}, questions for the first three meetings, and a working agreement to fill in together. All of it can be changed.`,
    why: "A first 1:1 within a week of the start is what helps a newcomer most.",
    go: (name: string) => `Begin well with ${name}`,
    done: (name: string) => `It is all on the page with ${name}.`,
    agreement: "Our working agreement",
  },

  portrait: {
    intro: "What moves you, in your own words. You can change it whenever you like.",
    ask: "Worth saying now",
    never: "You have not said this yet.",
    longAgo: (days: number) => `You said this ${Math.round(days / 30)} months ago. Does it still hold?`,
    holds: "Yes, it still holds",
    parts: {
      excites: { name: "What I look forward to", ask: "Which part of your work do you look forward to most, and why?" },
      drains: {
        name: "What drains me",
        ask: "Which part of your work takes the wind out of you, even when it goes well?",
      },
      learn: {
        name: "What I want to learn",
        ask: "What would you be glad to have learned in one, three and five years?",
      },
      energy: { name: "What gives me energy outside work", ask: "As much or as little as you like." },
      concerns: { name: "What worries me", ask: "About the job, the team or your manager, even if it sounds small." },
      company: {
        name: "What I see for the company",
        ask: "Which opportunity or danger do you see that is not talked about?",
      },
      feedback: { name: "How I like to hear feedback", ask: "In writing or face to face, at once or after a night?" },
      recognition: {
        name: "How I like to be recognised",
        ask: "In front of others or in private, by a word or by something else?",
      },
    } satisfies Record<Part, { name: string; ask: string }>,
    save: "Save",
    saved: "Saved.",
    history: (count: number) => (count === 1 ? "What you said before" : `What you said before, ${count} times`),
    since: (day: string) => `Since ${day}`,
    until: (from: string, to: string) => `From ${from} to ${to}`,
    readers: "Who can read it",
    readersNone: "Nobody leads you on a page here, so nobody but you.",
    readersHint:
      "Those you tick read all of it and what it said before. Nobody else can: no admin, no other manager. When the page is archived it ends by itself.",
    reader: (name: string) => `${name}, who leads me`,
    fromPage: "From your 1:1s",
    fromPageHint: "What you two wrote under the questions of your first meetings. Take over what is yours to say.",
    take: "Take it over",
    nothing: "You have said nothing yet.",
  },

  portraits: {
    intro:
      "Ask in plain words. It searches what the people you lead show you of themselves and what stands under the first questions on your pages with them, on this device.",
    ask: "What are you looking for?",
    placeholder: "Who wants to learn SQL?",
    go: "Search",
    examples: ["who wants to learn SQL?", "who is tired of on-call?", "how do they like recognition?"],
    nobody: "Nobody you lead shows you a portrait yet. They can, under Rhythm, My portrait.",
    none: "Nothing that they show you speaks of that. Try another word for it.",
    found: (count: number) => (count === 1 ? "One passage" : `${count} passages`),
    because: (asked: string, said: string) =>
      asked.toLocaleLowerCase() === said.toLocaleLowerCase()
        ? `it says “${said}”`
        : `it says “${said}”, as in “${asked}”`,
    subject: (asked: string, said: string) => `“${said}” is about the same as “${asked}”`,
    part: (part: string) => `it stands under “${part}”`,
    why: "Matches because ",
  },

  together: {
    insight: (name: string) => `Your year with ${name}, in pictures`,
    title: (name: string) => `With ${name}`,
    intro: "What you two have beside your page. Nobody but you two sees any of it.",
    cadence: "How often to meet",
    portrait: (name: string) => `What ${name} says of themselves`,
    portraitNone: (name: string) => `${name} shows you no portrait. It is theirs to write and to show.`,
    mine: "Your portrait",
    mineHint: (name: string) => `What moves you, for ${name} to read if you like.`,
    mineLink: "To my portrait",
    missing: "There is no such page for you.",
  },

  feedback: {
    title: (manager: string) => (manager === "you" ? "Feedback for you" : `Feedback for ${manager}`),
    intro: "One specific question at a time. What is said, and what comes of it, stands in the ledger of your page.",
    next: "Asked next",
    onAgenda: "Ask it in the next meeting",
    other: "Another one",
    asked: "Asked now",
    mine: "Answer it about yourself first",
    mineHint: "Whoever goes first makes it easier for the other to be open.",
    mineSave: "Put it below the question",
    mineLabel: (name: string) => `${name}, about myself: `,
    answer: "Write your answer before the meeting",
    answerHint: (name: string) => `It stands on the page at once, where ${name} reads it.`,
    answerSave: "Write it below the question",
    answerLabel: (name: string) => `${name}: `,
    said: "It stands below the question, on the page.",
    heard: "It was talked about",
    heardDone: "Now it is for the manager to say what comes of it.",
    loops: "What came of it?",
    due: (days: number) => `It has been ${days} days: time to say what came of it.`,
    recent: (days: number) =>
      days === 0 ? "Heard today." : days === 1 ? "Heard yesterday." : `Heard ${days} days ago.`,
    did: "What came of it",
    didSave: "Close the loop",
    didDone: "It stands in the ledger, and you both see it.",
    waits: (name: string) => `${name} has not said yet what came of it.`,
    page: "Open the page",
    ledger: "Open the ledger",
    none: "All questions were asked within a season. They come again after it.",
  },

  alone: {
    intro:
      "You can begin alone. First find out what keeps your manager from it, then offer something small: three meetings, and then you both decide.",
    plan: "A conversation in ten minutes",
    planSteps: [
      "Choose a calm moment, and ask for ten minutes rather than for a series.",
      "Say what you want it for: one sentence about your work, not about theirs.",
      "Ask one of the questions below, then listen for longer than is comfortable.",
      "Say back what you heard, and ask whether that is it.",
      "Offer three short meetings, and that you prepare all of them.",
    ],
    why: "Why they may hesitate",
    whyHint: "Tick what you heard or guess. It stays on this device and is sent nowhere.",
    reasons: [
      {
        id: "time",
        name: "No time, too many people",
        ask: "“What takes most of your week just now?”",
        offer: "20 minutes every two weeks, at a time that is broken up anyway, with the agenda there the day before.",
      },
      {
        id: "use",
        name: "Sees no use in it",
        ask: "“What would have to come out of it for it to be worth your time?”",
        offer: "An agenda with two decisions you need and one risk you see earlier than they do.",
      },
      {
        id: "status",
        name: "Has only known status meetings",
        ask: "“What annoyed you about the ones you had before?”",
        offer: "Status goes in writing beforehand. The meeting is for what cannot be written.",
      },
      {
        id: "open_door",
        name: "“My door is always open”",
        ask: "“When did somebody last come in with something hard?”",
        offer: "The small things collected in one place, so that they are not interrupted for each.",
      },
      {
        id: "unease",
        name: "Is uneasy with personal talk",
        ask: "“What would you rather we did not talk about?”",
        offer: "Work topics only, and you bring all of them.",
      },
      {
        id: "favour",
        name: "Does not want to favour anybody",
        ask: "“Would it help if anybody could have the same?”",
        offer: "A trial of three that others can have, too.",
      },
    ],
    askThem: "Ask:",
    offerThem: "Offer:",
    trial: "A trial of three",
    trialHint:
      "A page with three dates and an agenda for each that shows what it is worth. You send your manager a link; they need no account.",
    name: "Your manager’s name",
    myName: "Your name",
    weeks: "How far apart",
    needName: "Their name is needed.",
    make: "Make the page and the link",
    making: "Making it …",
    link: "The link for your manager",
    linkHint: "It opens the page for one person. You can take it back on the page.",
    message: "What you may write with it",
    messageText: (name: string, offer: string) =>
      `Hi ${name}, I would like to try three short 1:1s. I prepare all of them; you only come. ${offer} After the third we decide whether it was worth it. This is the page:`,
    noLink: "The page is made. The link needs the server; make it on the page once you are online.",
    open: "Open the page",
    privately: "Keep what I found out, for me alone",
    privatelyHint: "In your private notes about this page: encrypted on this device, readable by nobody else.",
    me: "Whoever made this page",
    welcome: (direct: string, manager: string) =>
      `This is a trial of three meetings. ${direct} prepares them; ${manager} only comes. After the third we decide together whether to go on.`,
    topics: [
      ["Two decisions that would help me go on", "One risk that you may not see yet"],
      ["What came of the last time", "What I could take off you"],
      ["What was better these weeks because we talked", "Do we go on, and how often?"],
    ],
  },
};
