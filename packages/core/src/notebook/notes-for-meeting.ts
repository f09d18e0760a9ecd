import type { Meeting } from "../meeting/meeting.ts";
import { pastMeetings } from "../meeting/next-meeting.ts";
import type { Note } from "./note.ts";

const MOST_NEW = 6; // more is a list to read instead of a glance before one goes in
const MOST_LEARNT = 3; // of earlier kickoffs

/** Which notes come back before the next meeting, and why each does. */
export type NotesForMeeting<N extends Note> = {
  /** written since the last meeting that was held, newest first; of somebody one never met: the newest */
  since: N[];
  /** what one learnt at kickoffs before that, newest first */
  learnt: N[];
};

/** @param notes about one person. */
export function notesForMeeting<N extends Note>(
  notes: readonly N[],
  page: { meetings: readonly Meeting[] },
): NotesForMeeting<N> {
  const last = pastMeetings({ meetings: [...page.meetings] }).find((meeting) => meeting.state === "held");
  const lastAt = last?.startedAt ?? last?.closedAt ?? null;
  const living = notes.filter((note) => note.binnedAt === null && note.text.trim() !== "").toSorted(newestFirst);
  // What was written in the last meeting itself is news, too: it has not been looked at since.
  const isNew = (note: Note) => lastAt === null || note.writtenAt >= lastAt;
  const since = living.filter(isNew).slice(0, MOST_NEW);
  const learnt = living.filter((note) => !isNew(note) && isFromKickoff(note)).slice(0, MOST_LEARNT);
  return { since, learnt };
}

function isFromKickoff({ about }: Note): boolean {
  return about.type === "meeting" && about.isKickoff === true;
}

function newestFirst(left: Note, right: Note): number {
  return left.writtenAt < right.writtenAt ? 1 : left.writtenAt > right.writtenAt ? -1 : 0;
}
