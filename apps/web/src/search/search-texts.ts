export const searchTexts = {
  title: "Search",
  lead: "All your pages with the years put away, and artifacts: your server is asked as well. Private notes are searched on this device alone.",
  back: "To the start",
  field: "Words",
  person: "With",
  anybody: "Anybody",
  kind: "What",
  kinds: { all: "Everything", topic: "Topics", action: "Actions", artifact: "Artifacts", private: "Private notes" },
  time: "Written",
  times: {
    any: "At any time",
    month: "In the last month",
    quarter: "In the last quarter",
    year: "In the last year",
    before: "Before that",
  },
  count: (count: number, isAll: boolean) =>
    count === 0
      ? "Nothing holds all these words."
      : `${count}${isAll ? "" : " or more"} ${count === 1 ? "thing" : "things"} found.`,
  narrowed: "Filters are set.",
  clear: "Clear the filters",
  results: "What was found",
  unreachable: "The server can’t be reached: only what this device keeps was searched.",
  locked: "Private notes are locked and were not searched.",
  unlock: "Unlock them",
  onlyYou: "Only you",
  welcome: "The welcome",
  where: {
    topic: (person: string) => `Topic with ${person}`,
    action: (person: string) => `Action with ${person}`,
    welcome: (person: string) => `On the page with ${person}`,
    artifact: () => "Artifact",
  },
  ofYear: (year: number) => `put away with ${year}`,
  about: (name: string) => `Note about ${name}`,
};
