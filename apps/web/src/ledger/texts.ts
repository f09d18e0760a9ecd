import type { LedgerCounts, LedgerVerdict } from "@candor/core/ledger/ledger.ts";

const quoted = (title: string) => (title.trim() === "" ? "An untitled topic" : `“${title}”`);
const times = (count: number) => (count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);

/** What the ledger says. */
export const texts = {
  title: "You said, we did",
  back: "Back to the page",
  lead: {
    mine: "What you raised, and what came of it. Either of you can say.",
    theirs: (name: string) => `What ${name} raised, and what came of it. Either of you can say.`,
    both: "What the two of you raised, and what came of it. Either can say.",
  },
  counts: ({ raised, answered, waiting, letGo }: LedgerCounts) =>
    [
      `${raised} raised`,
      `${answered} answered`,
      `${waiting} waiting`,
      ...(letGo === 0 ? [] : [`${letGo} let go`]),
    ].join(" · "),
  filter: "What to show",
  filters: { all: "All", waiting: "Waiting", answered: "Answered" },
  empty: {
    all: "Nothing has been raised yet. Whatever is put on an agenda or into the Hopper shows here, with what came of it.",
    waiting: "Nothing waits: all that was raised has an answer.",
    answered: "Nothing has an answer yet. A line on what came of a topic is enough.",
  },
  raise: "Raise something",
  untitled: "Untitled topic",
  raised: (day: string) => `raised ${day}`,
  writtenDown: (day: string) => `wrote it down ${day}`,
  verdicts: {
    answered: "Answered",
    done: "Done",
    dropped: "Dropped, with a word why",
    under_way: "Under way",
    nothing_recorded: "Nothing recorded",
    waiting: "Waiting",
    let_go: "Let go",
  } satisfies Record<LedgerVerdict, string>,
  discussed: (day: string | null) => (day === null ? "Talked about" : `Talked about on ${day}`),
  discussedOnly: (day: string | null) =>
    day === null
      ? "Talked about; nothing says what came of it."
      : `Talked about on ${day}; nothing says what came of it.`,
  planned: (day: string | null) => (day === null ? "On the next agenda" : `On the agenda for ${day}`),
  inHopper: (day: string | null) => (day === null ? "Waits in the Hopper" : `Waits in the Hopper since ${day}`),
  snoozed: (day: string) => `snoozed until ${day}`,
  carried: (count: number) => `Carried ${times(count)}`,
  letGo: (day: string | null) => (day === null ? "Let go" : `Let go on ${day}`),
  answer: "Say what came of it",
  answerOf: (title: string) => `Say what came of ${quoted(title)}`,
  change: "Change",
  changeOf: (title: string) => `Change the answer to ${quoted(title)}`,
  takeBack: "Take back",
  takeBackOf: (title: string) => `Take back the answer to ${quoted(title)}`,
  line: "What came of it, in a line",
  linePlaceholder: "We hire a second person in May",
  link: "Where to read more (a link)",
  notALink: "That is no address of the web. It begins with https:// or http://.",
  nothing: "A line or a link says what came of it.",
  save: "Save",
  cancel: "Cancel",
  toast: {
    answered: (title: string) => `${quoted(title)} has an answer`,
    takenBack: (title: string) => `The answer to ${quoted(title)} is taken back`,
  },
  year: (year: number) => `Raised in meetings of ${year}`,
  yearHint: "Years that were put away can be read, not changed.",
  yearNothing: "Nothing of these.",
  yearFailed: (year: number) =>
    `${year} could not be fetched. It is kept on the server; try again when you are online.`,
  yearsUnknown: "Whether there are earlier years could not be asked: they are kept on the server.",
  retry: "Try again",
};
