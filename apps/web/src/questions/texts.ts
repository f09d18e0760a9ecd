import type { FirstMeetingQuestion } from "@candor/core/question/first-meetings.ts";
import type { Asker, Depth, Occasion } from "@candor/core/question/question.ts";

const quoted = (text: string) => `“${text}”`;
const times = (count: number) => (count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);

/** What the question bank says, on its screen, on the agenda and in its dialogs. */
export const texts = {
  title: "Questions",
  back: "To the start",
  writeDown: "This should be written down",
  writtenDown: "Written down:",
  lead: "Good ones to ask, to be asked, or to take on a walk. Put one on a page, keep your own, hide what is not for you.",
  failed: "The questions could not be fetched just now.",
  retry: "Try again",

  occasions: {
    first: "First one-on-ones",
    big_picture: "The big picture",
    feedback_for_manager: "Feedback for the manager",
    going_well: "When it goes well",
    going_badly: "When it goes badly",
    empty_agenda: "When nothing is on the agenda",
    skip_level: "Skip-level",
    career: "Career",
    ice_breaker: "Ice-breakers",
  } satisfies Record<Occasion, string>,
  depths: { light: "Light", medium: "Takes a moment", deep: "Deep" } satisfies Record<Depth, string>,
  asks: {
    direct: "For the direct to ask",
    manager: "For the manager to ask",
    either: "For either to ask",
  } satisfies Record<Asker, string>,

  filters: {
    label: "Which questions",
    search: "Search",
    occasion: "Occasion",
    anyOccasion: "Any occasion",
    fits: "What fits now",
    asks: "Who asks",
    anyAsks: "Anybody",
    iAsk: "I do",
    theyAsk: (name: string) => `${name} does`,
    direct: "The direct",
    manager: "The manager",
    depth: "Depth",
    anyDepth: "Any depth",
    which: "Show",
    all: "All",
    own: "My own",
    favourites: "My favourites",
    hidden: "Hidden ones",
  },
  count: (count: number) => (count === 0 ? "No question fits." : count === 1 ? "1 question" : `${count} questions`),
  clear: "Show all",
  more: (count: number) => `Show ${count} more`,

  mine: "Yours",
  favouriteOf: (text: string) => `Favourite: ${quoted(text)}`,
  moreFor: (text: string) => `More for ${quoted(text)}`,
  hide: "Hide it",
  show: "Show it again",
  edit: "Edit…",
  remove: "Remove",
  toast: {
    hidden: (text: string) => `${quoted(text)} is hidden from you`,
    shown: (text: string) => `${quoted(text)} shows again`,
    removed: (text: string) => `${quoted(text)} is removed`,
    saved: (text: string) => `${quoted(text)} is among your questions`,
    onAgenda: (text: string) => `${quoted(text)} is on the agenda`,
    inHopper: (text: string) => `${quoted(text)} is in the Hopper`,
    keptAll: (count: number) => (count === 1 ? "1 question is on the agenda" : `${count} questions are on the agenda`),
    declined: (text: string) => `${quoted(text)} won’t be offered to you on this page`,
    swapped: (text: string) => `Instead: ${quoted(text)}`,
    broughtTo: (name: string, where: "next" | "hopper") =>
      where === "next" ? `It is on the agenda with ${name}` : `It is in the Hopper with ${name}`,
    waits: (name: string) => `The page with ${name} could not be opened. The question goes there as soon as it can be.`,
    lost: "It could not be put on the page, and this browser keeps nothing. Try again in a moment.",
  },

  before: {
    asked: (day: string) => `asked on ${day}`,
    on_agenda: "on the agenda",
    in_hopper: "in the Hopper",
    let_go: (day: string) => `let go on ${day}`,
  },
  with: (name: string, what: string) => `${what} with ${name}`,
  deviceOnly: "What was asked when is read from the pages on this device.",

  own: {
    add: "Add a question of your own",
    addTitle: "A question of your own",
    editTitle: "Edit your question",
    text: "The question",
    hint: "One or two sentences. Only you see it here; whoever you ask sees it on the page.",
    occasion: "What it is for",
    asks: "Who asks it",
    depth: "How deep it goes",
    save: "Save",
  },

  use: {
    button: "Use…",
    of: (text: string) => `Use ${quoted(text)} on a page`,
    title: "Put it on a page",
    agenda: "Next agenda",
    agendaOf: (name: string) => `Next agenda with ${name}`,
    hopper: "Hopper",
    hopperOf: (name: string) => `Hopper with ${name}`,
    nobody: "There is no page yet. Begin one at the start.",
  },

  picker: {
    button: "Questions",
    title: "Pick a question",
    lead: (name: string) => `What fits you and ${name} now`,
    list: "Questions",
    another: "Other questions",
    noMore: "Those were all that fit. Choose an occasion, or search.",
    agenda: "To the agenda",
    agendaOf: (text: string) => `To the agenda: ${quoted(text)}`,
    hopper: "To the Hopper",
    hopperOf: (text: string) => `To the Hopper: ${quoted(text)}`,
    all: "The whole bank, and your own",
  },

  why: {
    favourite: "a favourite of yours",
    occasion: {
      first: "you are getting to know each other",
      big_picture: "the big picture comes first",
      feedback_for_manager: "ask for feedback on one thing at a time",
      going_well: "it helps to know why things go well",
      going_badly: "it helps to say early what goes badly",
      empty_agenda: "nothing is on the agenda yet",
      skip_level: "you meet across a level",
      career: "what comes next is worth a talk now and then",
      ice_breaker: "it warms up",
    } satisfies Record<Occasion, string>,
    light_while_new: (held: number) =>
      held === 0 ? "easy to answer in a first meeting" : `easy to answer when you have met only ${times(held)}`,
    deep_again: (day: string | null) =>
      day === null ? "nothing deep has been asked yet" : `nothing deep was asked since ${day}`,
    never_asked: "not asked yet",
    asked_long_ago: (day: string) => `last asked on ${day}`,
    nothing_unasked: (day: string) => `all that fit were asked this season, this one the longest ago: ${day}`,
  },

  askFirst: {
    hint: "Ask what they think first, then fill the gaps.",
    onlyYou: "Only you see this.",
    dismiss: "Dismiss the hint",
  },

  first: {
    title: (number: number) => ["Your first meeting", "Your second meeting", "Your third meeting"][number - 1] ?? "",
    ask: (name: string) => `Questions to get to know what drives ${name}. Keep what you want to ask.`,
    answer: (name: string) =>
      `${name} may ask you these, to get to know what drives you. Keep what you want to talk about.`,
    note: "The answers stay in the notes of these topics, where a portrait can use them later.",
    /** Only what has a topic was kept by somebody. */
    late: ({ question, topic }: FirstMeetingQuestion) =>
      topic !== null
        ? "waits in the Hopper"
        : question.meeting === 2
          ? "left from your second meeting"
          : "left from your first meeting",
    list: "Suggested questions",
    keep: "Keep",
    keepOf: ({ question }: FirstMeetingQuestion) => `Keep: ${quoted(question.text)}`,
    swap: "Swap",
    swapOf: ({ question }: FirstMeetingQuestion) => `Swap: ${quoted(question.text)}`,
    decline: "No thanks",
    declineOf: ({ question }: FirstMeetingQuestion) => `No thanks: ${quoted(question.text)}`,
    keepAll: "Keep all",
  },
};
