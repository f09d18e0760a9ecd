import { texts } from "./texts.ts";

const { topicOf } = texts;

/** What the dialogs of the page say. */
export const dialogTexts = {
  bin: {
    title: "Bin",
    hint: "What was put here can be taken back for 30 days; then it is cut out of the page. Older versions hold it until they go.",
    empty: "The bin is empty.",
    restore: "Put back",
    restoreOf: (title: string) => `Put back ${topicOf(title)}`,
    letGo: "Let go",
    binned: "Put here",
    action: "Action",
    topic: "Topic",
    older: "Older",
  },
  snooze: {
    title: (title: string) => `Snooze ${topicOf(title)}`,
    until: "Until",
    inTwoWeeks: "Two weeks",
    inAMonth: "A month",
    inThreeMonths: "Three months",
    snooze: "Snooze",
  },
  theme: {
    title: (title: string) => `Theme of ${topicOf(title)}`,
    field: "Theme",
    hint: "A word that several topics share, such as on-call or career.",
    save: "Set theme",
    none: "No theme",
  },
  plan: {
    title: "Plan a meeting",
    titleFor: (title: string) => `A meeting for ${topicOf(title)}`,
    plan: "Plan it",
    stays: (when: string | null) =>
      `The meeting${when === null ? "" : ` on ${when}`} stays, for something was made of it meanwhile`,
  },
};
