import { LABELLED_NOTES } from "@candor/fixtures/labelled-notes.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type ComparedNote, createLikenessIndex } from "./like-notes.ts";

test("a note that says in other words what others raised says so, with the words that made them alike", () => {
  const index = indexOf(
    ["Mia", "Paged four times on Saturday, all false alarms"],
    ["Lee", "Pager went off at three again"],
    ["Ben", "Wants to learn Rust"],
  );
  const like = index.like(note("new", "Sam", "Third week on call, the nights wear him down"));
  expect(like.map(({ person }) => person).sort()).toEqual(["Lee", "Mia"]);
  expect(like.flatMap(({ shared }) => shared)).toContainEqual({ here: "on call", there: "Paged" });
});

test("notes about the same person are not held against each other", () => {
  const index = indexOf(["Sam", "The pipeline is slow"], ["Mia", "Slow pipeline"]);
  expect(index.like(note("new", "Sam", "Pipeline slow again")).map(({ person }) => person)).toEqual(["Mia"]);
});

test("German notes are compared by their parts, too", () => {
  const index = indexOf(["Mia", "Hat nach einer Gehaltserhöhung gefragt"], ["Lee", "Zieht nach Leipzig um"]);
  const [first, ...rest] = index.like(note("new", "Sam", "Bezahlung sei nicht fair"));
  expect(first?.shared[0]).toEqual({ here: "Bezahlung", there: "Gehaltserhöhung" });
  expect(rest).toEqual([]);
});

test("a subject in one line of a long note is found", () => {
  const long = `${"Talked about the garden and the move to the new flat. ".repeat(12)}\nThe pager kept her up.`;
  const index = indexOf(["Mia", long]);
  expect(index.like(note("new", "Sam", "Paged three times at night"))).toHaveLength(1);
});

test("what a note says now counts, and a note that is taken out counts no more", () => {
  const index = indexOf(["Mia", "The pipeline is slow"]);
  index.put(note("0", "Mia", "Moved to Leipzig"));
  expect(index.like(note("new", "Sam", "Slow pipeline"))).toEqual([]);
  expect(index.like(note("new", "Sam", "Leipzig is nice"))).toHaveLength(1);
  index.remove("0");
  expect(index.like(note("new", "Sam", "Leipzig is nice"))).toEqual([]);
});

test("whatever is written, each answer has a reason, and likeness is the same both ways", () => {
  const words = fc.constantFrom(
    "on call",
    "pager",
    "Gehalt",
    "build",
    "ß",
    "🙂",
    "\n",
    "  ",
    "the",
    "#on_call",
    "٣",
    "x".repeat(300),
  );
  const text = fc.array(words, { maxLength: 9 }).map((drawn) => drawn.join(" "));
  fc.assert(
    fc.property(text, text, (left, right) => {
      const index = indexOf(["A", left], ["B", right]);
      const [there] = index.like(note("0", "A", left));
      const [back] = index.like(note("1", "B", right));
      expect(there?.score ?? 0).toBeCloseTo(back?.score ?? 0);
      if (there) expect(there.shared.length).toBeGreaterThan(0);
      for (const { here } of there?.shared ?? []) expect(left).toContain(here);
    }),
    { seed: 5, numRuns: 400 },
  );
});

test("on notes that the rules were not chosen on, four of five that are pointed out are right and most are found", () => {
  const notes = LABELLED_NOTES.filter(({ split }) => split === "held_out");
  const index = createLikenessIndex();
  for (const each of notes) index.put(each);
  const themes = new Map(notes.map(({ id, theme }) => [id, theme]));
  let right = 0;
  let shown = 0;
  let all = 0;
  for (const each of notes) {
    const like = index.like(each);
    shown += like.length;
    if (each.theme === null) continue;
    right += like.filter(({ id }) => themes.get(id) === each.theme).length;
    all += notes.filter(({ id, theme }) => id !== each.id && theme === each.theme).length;
  }
  expect(right / shown).toBeGreaterThan(0.8);
  expect(right / all).toBeGreaterThan(0.7);
});

test("a theme that grows with the notebook is found as well as before", () => {
  const found = (times: number) => {
    const index = createLikenessIndex();
    for (let copy = 0; copy < times; copy += 1)
      for (const { id, person, text } of LABELLED_NOTES)
        index.put({ id: `${id}-${copy}`, person: person + copy, text });
    const like = index.like(note("new", "Sam", "Third week on call, the nights wear him down"));
    return like.length / times;
  };
  expect(found(3)).toBeCloseTo(found(1), 0);
  expect(found(1)).toBeGreaterThan(3);
});

function indexOf(...notes: [person: string, text: string][]) {
  const index = createLikenessIndex();
  for (const [at, [person, text]] of notes.entries()) index.put(note(String(at), person, text));
  return index;
}

function note(id: string, person: string, text: string): ComparedNote {
  return { id, person, text };
}
