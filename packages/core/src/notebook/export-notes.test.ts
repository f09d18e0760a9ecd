import { expect, test } from "vitest";
import { themesOf, writeNotesJson, writeNotesMarkdown } from "./export-notes.ts";
import type { PairNote } from "./note.ts";

const THEME = {
  id: "th1",
  name: "on-call",
  mergedInto: null,
  archivedAt: null,
  madeAt: "2026-01-01T00:00:00Z",
  wording: "",
  doing: "",
  answer: null,
  tellsFew: false,
  said: [],
};

test("the export names each person once, says what each note stood beside, and leaves the bin out", () => {
  const written = writeNotesMarkdown({
    notes: [
      note({ id: "b", text: "Later", writtenAt: "2026-02-02T09:00:00Z", themes: ["th1", "gone"] }),
      note({ id: "a", text: "**Earlier**\nsecond line", about: { type: "topic", topic: "t", title: "Growth" } }),
      note({ id: "c", pair: "p2", text: "Other", about: { type: "meeting", meeting: "m", day: "2026-01-09" } }),
      note({ id: "d", text: "Binned", binnedAt: "2026-02-03T09:00:00Z" }),
    ],
    themes: [THEME],
    nameOf: (pair) => (pair === "p1" ? "Sam" : "Noor"),
    day: "2026-03-01",
  });
  expect(written).toBe(
    [
      "# Private notes, 2026-03-01",
      "",
      "## Sam",
      "",
      "### 2026-01-05 · beside “Growth”",
      "",
      "**Earlier**\nsecond line",
      "",
      "### 2026-02-02 · #on-call",
      "",
      "Later",
      "",
      "## Noor",
      "",
      "### 2026-01-05 · meeting 2026-01-09",
      "",
      "Other",
      "",
    ].join("\n"),
  );
});

test("the export for programs lacks nothing, not even what is in the bin", () => {
  const notes = [note({ id: "d", text: "Binned", binnedAt: "2026-02-03T09:00:00Z" })];
  const json = JSON.parse(writeNotesJson({ notes, themes: [THEME], nameOf: () => "Sam", day: "2026-03-01" }));
  expect(json).toEqual({
    format: "candor-private-notes",
    version: 1,
    day: "2026-03-01",
    people: [{ pair: "p1", name: "Sam" }],
    notes,
    themes: [THEME],
  });
});

test("a name or title by the other person puts no picture, link or line of theirs into my file", () => {
  const title = "![](https://elsewhere.test/seen)\n\n# Said by me";
  const written = writeNotesMarkdown({
    notes: [note({ text: "Mine", about: { type: "topic", topic: "t", title } })],
    themes: [],
    nameOf: () => "<img src=//elsewhere.test>\nSam",
    day: "2026-03-01",
  });
  expect(written.split("\n").filter((line) => line.startsWith("#"))).toEqual([
    "# Private notes, 2026-03-01",
    "## \\<img src=//elsewhere.test\\> Sam",
    "### 2026-01-05 · beside “!\\[\\](https://elsewhere.test/seen) # Said by me”",
  ]);
});

test("the export about one person names no theme that only others raised", () => {
  const other = { ...THEME, id: "th2", name: "What Noor said" };
  expect(themesOf([note({ themes: ["th1"] })], [THEME, other])).toEqual([THEME]);
});

function note(parts: Partial<PairNote>): PairNote {
  const at = "2026-01-05T09:00:00Z";
  return {
    id: "n",
    pair: "p1",
    text: "",
    about: { type: "person" },
    themes: [],
    writtenAt: at,
    changedAt: at,
    binnedAt: null,
    ...parts,
  };
}
