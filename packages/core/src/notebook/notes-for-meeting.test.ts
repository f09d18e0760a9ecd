import { expect, test } from "vitest";
import { type Meeting, PLAIN_MEETING } from "../meeting/meeting.ts";
import type { Note } from "./note.ts";
import { notesForMeeting } from "./notes-for-meeting.ts";

test("before a meeting come back what was written since the last one, newest first, and what was learnt earlier", () => {
  const notes = [
    note("old", "2026-01-02T09:00:00Z"),
    note("kids", "2026-01-03T09:00:00Z", { type: "meeting", meeting: "m0", day: "2026-01-03", isKickoff: true }),
    note("in it", "2026-01-10T10:10:00Z"),
    note("after it", "2026-01-12T09:00:00Z"),
  ];
  const meetings = [meeting("m1", "held", "2026-01-10T10:00:00Z"), meeting("m2", "planned", null)];
  const { since, learnt } = notesForMeeting(notes, { meetings });
  expect(since.map(({ text }) => text)).toEqual(["after it", "in it"]);
  expect(learnt.map(({ text }) => text)).toEqual(["kids"]);
});

test("a meeting that was cancelled is not one at which notes were read", () => {
  const notes = [note("before", "2026-01-05T09:00:00Z")];
  const { since } = notesForMeeting(notes, { meetings: [meeting("m1", "cancelled", null)] });
  expect(since).toHaveLength(1);
});

test("what lies in the bin or was emptied does not come back", () => {
  const binned = { ...note("gone", "2026-01-05T09:00:00Z"), binnedAt: "2026-01-06T09:00:00Z" };
  const { since, learnt } = notesForMeeting([binned, note("  ", "2026-01-05T09:00:00Z")], { meetings: [] });
  expect([...since, ...learnt]).toEqual([]);
});

function note(text: string, writtenAt: string, about: Note["about"] = { type: "person" }): Note {
  return { id: text, text, about, themes: [], writtenAt, changedAt: writtenAt, binnedAt: null };
}

function meeting(id: string, state: Meeting["state"], startedAt: string | null): Meeting {
  const start = startedAt === null ? "2026-01-17T10:00" : startedAt.slice(0, 16);
  return { ...PLAIN_MEETING, id, start, timeZone: "UTC", minutes: 30, medium: null, state, startedAt };
}
