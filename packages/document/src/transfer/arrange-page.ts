import type { Action } from "@candor/core/action/action.ts";
import type { Meeting } from "@candor/core/meeting/meeting.ts";
import { byStart, nextMeeting } from "@candor/core/meeting/next-meeting.ts";
import type { NoteNode } from "@candor/core/notes/note-node.ts";
import type { Member } from "@candor/core/person/member.ts";
import { byRank } from "@candor/core/topic/rank.ts";
import type * as Y from "yjs";
import { readNotes } from "../notes/read-notes.ts";
import { type PageContents, readContents, type TopicWithNotes } from "../page/read-contents.ts";
import { welcomeFragment } from "../roots.ts";

export type NamedMember = Pick<Member, "id" | "name">;

/** A page as one reads it from top to bottom. */
export type ArrangedPage = {
  names: Record<"a" | "b", string>;
  welcome: readonly NoteNode[];
  sections: Section[];
};

export type Section = { topics: TopicWithNotes[]; actions: Action[] } & (
  | { type: "meeting"; meeting: Meeting; isNext: boolean }
  | { type: "hopper" }
  | { type: "actions" }
);

/**
 * The next meeting, what is planned after it, the Hopper, the open actions, then the past, most recent first. The bin is
 * left out. An action that is closed stands with the meeting it came from.
 *
 * @param sealed what lies in the page's year volumes.
 */
export function arrangePage(
  doc: Y.Doc,
  members: readonly NamedMember[],
  sealed: readonly PageContents[] = [],
): ArrangedPage {
  const parts = [readContents(doc), ...sealed];
  const meetings = parts.flatMap((part) => part.meetings).sort(byStart);
  const topics = parts.flatMap((part) => part.topics).filter((topic) => topic.state !== "binned");
  const actions = parts
    .flatMap((part) => part.actions)
    .filter((action) => action.state !== "binned")
    .sort(byRank);
  const known = new Set(meetings.map((meeting) => meeting.id));
  const closedAt = (action: Action) => (action.state === "open" ? null : action.fromMeeting);
  const loose = actions.filter((action) => !known.has(closedAt(action) ?? ""));
  const topicsAt = (place: string) => topics.filter((topic) => topic.place === place).sort(byRank);
  const next = nextMeeting({ meetings });
  const ofMeeting = (meeting: Meeting): Section => ({
    type: "meeting",
    meeting,
    isNext: meeting.id === next?.id,
    topics: topicsAt(meeting.id),
    actions: actions.filter((action) => closedAt(action) === meeting.id),
  });
  return {
    names: { a: nameOf(members, "a"), b: nameOf(members, "b") },
    welcome: readNotes(welcomeFragment(doc)),
    sections: [
      ...meetings.filter((meeting) => meeting.state === "planned").map(ofMeeting),
      { type: "hopper", topics: topicsAt("hopper"), actions: [] },
      { type: "actions", topics: [], actions: loose },
      ...meetings
        .filter((meeting) => meeting.state !== "planned")
        .reverse()
        .map(ofMeeting),
    ],
  };
}

function nameOf(members: readonly NamedMember[], id: "a" | "b"): string {
  return members.find((member) => member.id === id)?.name ?? id;
}
