import { expect, test } from "vitest";
import { binEnd, judgeNoteAges } from "./judge-note-age.ts";
import type { PairNote } from "./note.ts";

const NOW = Temporal.Instant.from("2026-11-26T09:00:00Z");

test.each([
  ["goes into the bin once it is older than is kept", { changedAt: "2025-11-20T09:00:00Z" }, "bin"],
  ["stays while it is not", { changedAt: "2025-11-30T09:00:00Z" }, "keep"],
  ["counts from its last change", { writtenAt: "2020-01-01T09:00:00Z", changedAt: "2026-11-01T09:00:00Z" }, "keep"],
  ["counts anew once it was put back", { changedAt: "2020-01-01T09:00:00Z", keptAt: "2026-11-01T09:00:00Z" }, "keep"],
  ["is left alone in the bin for thirty days", { binnedAt: "2026-11-01T09:00:00Z" }, "keep"],
  ["goes for good after these", { binnedAt: "2026-10-20T09:00:00Z" }, "delete"],
  ["with a date that is none stays", { changedAt: "yesterday" }, "keep"],
] as const)("a note %s", (_, traits, wanted) => {
  const { toBin, toDelete } = judgeNoteAges([note(traits)], 12, NOW);
  expect(toBin.length > 0 ? "bin" : toDelete.length > 0 ? "delete" : "keep").toBe(wanted);
});

test("who keeps everything loses nothing, the bin included", () => {
  const notes = [note({ changedAt: "2001-01-01T09:00:00Z" }), note({ binnedAt: "2001-01-01T09:00:00Z" })];
  expect(judgeNoteAges(notes, null, NOW)).toEqual({ toBin: [], toDelete: [] });
  expect(notes.map((each) => binEnd(each, null))).toEqual([null, null]);
});

test("a note in the bin says when it goes", () => {
  expect(binEnd(note({ binnedAt: "2026-11-01T09:00:00Z" }), 6)).toBe("2026-12-01T09:00:00Z");
});

function note(traits: Partial<PairNote>): PairNote {
  const at = "2026-11-20T09:00:00Z";
  const plain = { about: { type: "person" }, themes: [], writtenAt: at, changedAt: at, binnedAt: null } as const;
  return { id: "n1", pair: "sam", text: "Tired", ...plain, ...traits };
}
