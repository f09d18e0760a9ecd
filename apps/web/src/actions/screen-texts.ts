import { texts as uiTexts } from "../ui/texts.ts";

function pagesWith(names: readonly string[]): string {
  const all = new Intl.ListFormat(uiTexts.locale).format(names);
  return names.length === 1 ? `the page with ${all} is` : `the pages with ${all} are`;
}

/** What the list over all pages says beside what an action says anywhere. */
export const screenTexts = {
  title: "Actions",
  lead: "What you owe on all your pages, and what others owe you. What you change here changes on the page.",
  back: "To the start",
  whose: "Whose actions",
  all: "All",
  mine: "Mine",
  theirs: "Theirs",
  with: "With",
  everybody: "Everybody",
  withName: (name: string) => `with ${name}`,
  onPageWith: "On the page with",
  lists: { mine: "You owe", theirs: "Others owe you" },
  count: (open: number, overdue: number) => `${open} open${overdue === 0 ? "" : `, ${overdue} overdue`}`,
  empty: {
    all: "Nothing is open, neither yours nor anybody else’s.",
    mine: "You owe nobody anything just now.",
    theirs: "Nobody owes you anything just now.",
  },
  nobody: "Actions come from your one-on-ones. Begin a page with somebody first.",
  begin: "Begin a page",
  offline: "You are offline. What you change is kept on this device; what others changed comes once you are back.",
  notHere: (names: readonly string[]) =>
    `This list is not whole: you are offline, and ${pagesWith(names)} not on this device.`,
  fetching: (names: readonly string[]) => `This list is not whole yet: ${pagesWith(names)} being fetched.`,
  beyond: (names: readonly string[]) => `This list is not whole: ${pagesWith(names)} not among the thirty open here.`,
  showBeyond: "Show the others",
};
