import { texts } from "./texts.ts";

const { topicOf } = texts;

/** What the other person does, as it is announced. */
export const remoteTexts = {
  here: (name: string) => `${name} is here`,
  left: (name: string) => `${name} left`,
  addedTopic: (name: string, title: string) => `${name} added ${topicOf(title)}`,
  editedTopic: (name: string, title: string) => `${name} edited ${topicOf(title)}`,
  movedTopic: (name: string, title: string) => `${name} moved ${topicOf(title)}`,
  markedTopic: (name: string, title: string) => `${name} marked ${topicOf(title)} discussed`,
  binnedTopic: (name: string, title: string) => `${name} put ${topicOf(title)} into the bin`,
  addedAction: (name: string, text: string) => `${name} added the action “${text}”`,
  editedAction: (name: string, text: string) => `${name} changed the action “${text}”`,
  movedMeeting: (name: string) => `${name} changed a meeting`,
};
