const quoted = (title: string) => (title.trim() === "" ? "an untitled topic" : `“${title}”`);
const minutes = (count: number) => (count === 1 ? "1 minute" : `${count} minutes`);
const topics = (count: number) => (count === 1 ? "1 topic" : `${count} topics`);

/** What the meeting mode says. Voice as on the page: sentences, no blame, nothing that rings or blinks. */
export const texts = {
  leave: "Back to the page",
  notBegun: "This meeting has not begun.",
  noMeeting: "There is no meeting planned. Plan one on the page, then start it.",

  steps: { label: "Parts of the meeting", kickoff: "Kickoff", agenda: "Agenda", topics: "Topics", close: "Close" },

  timer: {
    label: "Time since the beginning",
    of: (time: string, total: number) => `${time} of ${total}`,
    over: (count: number) => `${count} min over`,
    bar: "Time used",
    barText: (done: number, total: number, kept: number) =>
      `${done} of ${minutes(total)}; the last ${kept} are kept for the close`,
  },

  presence: {
    isIn: (name: string) => `${name} is in the meeting`,
    onPage: (name: string) => `${name} is on the page, not in the meeting`,
    away: (name: string) => `${name} is not here yet`,
    left: (name: string) => `${name} is not here just now`,
    hidden: (name: string) => `You are hidden from ${name}, so ${name} does not see which step you are at.`,
    show: "Show me",
    otherMeeting: (name: string, day: string) => `${name} is in the meeting ${day}.`,
    goThere: "Go there",
  },

  elsewhere: {
    looking: (name: string, place: string) => `You are looking around. ${name} is at ${place}.`,
    writing: (name: string, place: string) => `${name} has moved on to ${place}. Finish what you are writing.`,
    comeBack: "Come back",
    bring: (name: string) => `Bring ${name} here`,
    topic: quoted,
  },

  announce: {
    moved: (name: string, place: string) => `${name} moved on to ${place}`,
    justMoved: (name: string, place: string) => `${name} has just moved on to ${place}`,
    at: (place: string) => `Now: ${place}`,
    timeToClose: (left: number) => `${minutes(left)} left: what will each of you do?`,
    runsLong: (title: string, spent: number) => `${quoted(title)} has had ${minutes(spent)}`,
    over: "The time is up. Take what you need.",
    ended: "The meeting has ended",
  },

  kickoff: {
    heading: "Kickoff",
    lead: (other: string) => `Two minutes to arrive. A question both of you answer, ${other} and you, or none at all.`,
    draw: "Draw a question",
    another: "Another",
    skip: "Skip",
    none: "No question",
    own: "Type your own",
    ownField: "Your own question",
    ownSave: "Use it",
    unknown: "A question from a newer list, which this device does not have yet.",
    exhausted: "Every question was asked lately. Type your own?",
    loadFailed: "The questions could not be fetched. Type your own?",
    next: "Review the agenda",
  },

  agenda: {
    heading: "Review the agenda",
    lead: "Is everything on it, and in the order you want? Both of you can add and move topics.",
    unsorted: "Suggested: what is first, then the big picture, then details, backups last.",
    sort: "Sort",
    sorted: "The agenda is sorted",
    minutesOf: (title: string) => `Minutes for ${quoted(title)}`,
    min: "min",
    planned: (sum: number, left: number) =>
      sum > left ? `${sum} min planned, ${left} are there for topics` : `${sum} of ${left} min planned`,
    pull: "From the Hopper",
    next: "Start with the topics",
    nextEmpty: "Go to the close",
  },

  topics: {
    heading: "Topics",
    before: "Before it",
    after: "After it",
    none: "Every topic is talked about.",
    of: (at: number, count: number) => `${at} of ${count}`,
    isDiscussed: "discussed",
    goTo: (title: string) => `Go to ${quoted(title)}`,
    lookAt: (title: string) => `Look at ${quoted(title)}`,
    discussed: "Discussed",
    hopper: "To the Hopper",
    action: "Make an action",
    back: "Back",
    next: "Next",
    reopen: "Open again",
    more: (title: string) => `More for ${quoted(title)}`,
    runsLong: (spent: number, of: number, meant: boolean, waiting: number) =>
      `${meant ? `Meant for ${minutes(of)}` : `About ${minutes(of)} each`}, this has had ${spent}. ${
        waiting === 1 ? "1 topic waits" : `${waiting} topics wait`
      }: stay, or come back to it another time?`,
    actionField: "What will be done?",
    actionOwner: "Who",
    actionDue: "By when",
    addAction: "Add the action",
    cancel: "Cancel",
    actionAdded: (text: string) => `“${text}” is an action`,
    keys: "Enter to write notes (or just type; X, H, A, J, K and L are keys).",
  },

  keptForEnd: (kept: number) => `Kept for the end: ${minutes(kept)}`,

  close: {
    heading: "Close",
    offer: (left: number) => (left <= 0 ? "The time is up." : `${minutes(left)} left, kept for the close.`),
    offerWhy: "Read the actions back, and say what each of you needs.",
    go: "Wrap up",
    lead: "Read each action aloud: who does it, and by when?",
    actions: "Actions",
    today: "From this meeting",
    earlier: "Still open from before",
    none: "No action yet. Is there really nothing to do?",
    owner: (text: string) => `Who does “${text}”`,
    due: (text: string) => `Due date of “${text}”`,
    noDate: "no date yet",
    byNext: (day: string) => `By ${day}`,
    byNextOf: (text: string, day: string) => `By ${day}: “${text}”`,
    add: "Add an action",
    need: (other: string) => `What do you need from ${other}?`,
    needHint: (other: string) => `It becomes an action of ${other}’s.`,
    needAdd: "Add",
    needAdded: (text: string, other: string) => `“${text}” is an action of ${other}’s`,
    worth: "Was it worth the time?",
    yes: "Yes",
    no: "No",
    worthHidden: (other: string) => `You see ${other}’s answer once you have given yours. Nobody else ever does.`,
    worthWaiting: (other: string) => `${other} has not answered yet.`,
    worthTheirs: (other: string, worth: "yes" | "no") => `${other} says ${worth}.`,
    thanks: (other: string) => `Thank ${other} for something`,
    thanksHint: "A line, if there is one. It is kept with the meeting.",
    thanked: (other: string, line: string) => `${other} thanks you: “${line}”`,
    nextDate: "Next meeting",
    nextPlanned: (when: string) => `${when}, by your rhythm.`,
    nextFixed: (when: string) => `${when}.`,
    nextOpen: "No date yet.",
    change: "Change",
    day: "Day",
    time: "Time",
    save: "Done",
    end: "End the meeting",
    endHint: (count: number) =>
      count === 0
        ? "Everything was talked about."
        : count === 1
          ? "1 topic that was not reached goes back to the Hopper."
          : `${count} topics that were not reached go back to the Hopper.`,
  },

  done: {
    heading: "Done",
    cancelled: "This meeting did not take place.",
    lead: (other: string) => `That was your meeting with ${other}.`,
    talked: (count: number) => (count === 0 ? "No topic was marked discussed." : `${topics(count)} talked about.`),
    carried: "Back in the Hopper for another time:",
    nothingCarried: "Nothing was left over.",
    actions: (count: number) =>
      count === 0 ? "No new action." : count === 1 ? "1 new action." : `${count} new actions.`,
    next: "Next meeting",
    back: "Back to the page",
  },

  commands: {
    discussed: "Discussed, and on to the next topic",
    hopper: "Current topic to the Hopper, and on to the next",
    action: "Make an action of the current topic",
    next: "Next topic of the meeting",
    back: "Previous topic of the meeting",
    notes: "Write notes on the current topic",
    comeBack: "Come back to where the other is",
    wrapUp: "Wrap up the meeting",
    end: "End the meeting",
  },
};
