import { texts } from "./texts.ts";

const { topicOf } = texts;

/** Who did something elsewhere: I, from another device or by a program; the other, by name; or nobody knows it. */
export type Doer = { type: "me" } | { type: "other"; name: string } | { type: "unknown" };

/** @param verb as it is the same of what somebody did and of what was done. */
function done(verb: string, what: string, rest = "") {
  return (doer: Doer): string => {
    switch (doer.type) {
      case "me":
        return `You ${verb} ${what}${rest} elsewhere`;
      case "other":
        return `${doer.name} ${verb} ${what}${rest}`;
      case "unknown":
        return `${what.charAt(0).toUpperCase()}${what.slice(1)} was ${verb}${rest}`;
    }
  };
}

const actionOf = (text: string) => `the action “${text}”`;

/** What is done elsewhere, as it is announced. */
export const remoteTexts = {
  here: (name: string) => `${name} is here`,
  left: (name: string) => `${name} left`,
  addedTopic: (title: string) => done("added", topicOf(title)),
  editedTopic: (title: string) => done("edited", topicOf(title)),
  movedTopic: (title: string) => done("moved", topicOf(title)),
  markedTopic: (title: string) => done("marked", topicOf(title), " discussed"),
  binnedTopic: (title: string) => done("put", topicOf(title), " into the bin"),
  addedAction: (text: string) => done("added", actionOf(text)),
  editedAction: (text: string) => done("changed", actionOf(text)),
  movedMeeting: () => done("changed", "a meeting"),
};
