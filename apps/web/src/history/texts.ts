import type { MemberId } from "@candor/core/person/member.ts";
import type { PageChange } from "@candor/document/page/changes-between.ts";

/** What history and *what changed since I was here* say. */
export const historyTexts = {
  changes: {
    count: (count: number, since: string) => `${count === 1 ? "1 change" : `${count} changes`} since ${since}`,
    title: (since: string) => `What changed since ${since}`,
    show: "Show them",
    next: "Next change",
    previous: "Previous change",
    dismiss: "Seen",
    nothing: "Nothing changed since you were last here",
    at: (position: number, count: number, what: string) => `${position} of ${count}: ${what}`,
    goTo: "Go there",
    hopper: "the Hopper",
    meeting: (when: string | null) => (when === null ? "the meeting without a date" : `the meeting of ${when}`),
    noTime: "no time yet",
    commandShow: "Show what changed since I was here",
    commandNext: "Go to the next change since I was here",
    commandPrevious: "Go to the previous change since I was here",
    keywords: "diff new news since last visit",
  },
  versions: {
    title: "History",
    list: "Versions, newest first",
    none: "No earlier versions yet. They come by themselves as you write.",
    more: "Show earlier ones",
    by: (names: string) => `by ${names}`,
    and: "and",
    you: "you",
    updates: (count: number) => (count === 1 ? "1 change" : `${count} changes`),
    view: "View",
    viewOf: (when: string) => `View the version of ${when}`,
    restore: "Restore",
    restorePageOf: (when: string) => `Restore the page as of ${when}`,
    restoreMeetingOf: (when: string) => `Restore the meeting as of ${when}`,
    what: "Restore",
    wholePage: "the whole page",
    meeting: (day: string) => `the meeting of ${day}`,
    undated: "the meeting without a date",
    preview: (when: string) => `The page as of ${when}`,
    loading: "Reading the history…",
    loadingVersion: "Reading this version…",
    offline: "The history is kept on the server. You are offline; try again when you are back.",
    refused: "The server did not give the history. Try again in a moment.",
    unreadable: "This version cannot be read by this app. Nothing was changed.",
    again: "Try again",
    readOnly: "This page can only be read just now, so nothing can be restored.",
    same: "Nothing was different: there was nothing to restore.",
    restored: (what: string, when: string) => `Restored ${what} as of ${when}`,
    close: "Close",
  },
} as const;

type Names = Readonly<Record<MemberId, string>>;
type Say = {
  names: Names;
  me: MemberId;
  /** who made it, where the change itself does not say so; null where that is not known */
  by: MemberId | null;
  placeName: (place: string) => string;
  startName: (start: string | null) => string;
};

/** A change as a sentence: what the list shows and a screen reader hears. */
export function changeText(change: PageChange, { names, me, by, placeName, startName }: Say): string {
  const doer = (by: MemberId) => (by === me ? "You" : names[by]);
  switch (change.type) {
    case "topic_added":
      return `${doer(change.by)} added “${change.title}” to ${placeName(change.place)}`;
    case "topic_edited":
      return by
        ? `${doer(by)} changed the ${editedParts(change.parts)} of “${change.title}”`
        : `“${change.title}”: ${editedParts(change.parts)} changed`;
    case "topic_moved":
      return change.carried
        ? `“${change.title}” was not reached and went back to ${placeName(change.to)}`
        : `“${change.title}” moved to ${placeName(change.to)}`;
    case "topic_marked":
      return `“${change.title}” ${TOPIC_MARKS[change.to]}`;
    case "action_added":
      return `New action for ${change.owner === me ? historyTexts.versions.you : names[change.owner]}: ${change.text}`;
    case "action_edited":
      return `Action changed: ${change.text}`;
    case "action_marked":
      return `Action ${ACTION_MARKS[change.to]}: ${change.text}`;
    case "meeting_planned":
      return `A meeting was planned: ${startName(change.start)}`;
    case "meeting_moved":
      return `The meeting moved from ${startName(change.from)} to ${startName(change.to)}`;
    case "meeting_marked":
      return `The meeting of ${startName(change.start)} ${MEETING_MARKS[change.to]}`;
    case "imported":
      return `${doer(change.by)} imported “${change.name}”: ${change.meetings} meetings, ${change.topics} topics, ${change.actions} actions`;
    case "welcome_edited":
      return by ? `${doer(by)} edited the welcome` : "The welcome was edited";
    case "settings_changed":
      return "What you agreed about your meetings changed";
  }
}

const TOPIC_MARKS = {
  open: "was opened again",
  discussed: "was marked as discussed",
  let_go: "was let go",
  binned: "was thrown away",
} as const;

const ACTION_MARKS = { open: "opened again", done: "done", dropped: "dropped", binned: "thrown away" } as const;

const MEETING_MARKS = { planned: "was planned again", held: "was held", cancelled: "was cancelled" } as const;

const PARTS = { title: "title", notes: "notes", traits: "details", answer: "answer" } as const;

function editedParts(parts: readonly (keyof typeof PARTS)[]): string {
  const named = parts.map((part) => PARTS[part]);
  return named.length > 1 ? `${named.slice(0, -1).join(", ")} and ${named.at(-1)}` : (named[0] ?? "");
}
