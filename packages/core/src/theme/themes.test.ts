import fc from "fast-check";
import { expect, test } from "vitest";
import type { PairNote } from "../notebook/note.ts";
import { PLAIN_TOPIC, type Topic } from "../topic/topic.ts";
import { readBoard } from "./board.ts";
import { checkWording } from "./check-wording.ts";
import { countThemes } from "./count-themes.ts";
import { exportBoard } from "./export-board.ts";
import { hintAlike } from "./hint-alike.ts";
import { judgeTrend } from "./judge-trend.ts";
import { offerLines } from "./offer-lines.ts";
import { standFor } from "./stand-for.ts";
import type { Theme } from "./theme.ts";

const TODAY = "2026-11-25";
const WORDS = {
  title: "For the all-hands",
  people: (count: number) => `${count} people raised it`,
  doing: "What we do:",
  answer: "Read more:",
  nothing: "Nothing yet.",
};

test("a theme counts people, not notes", () => {
  const [first] = count([theme("a")], [note("sam", ["a"]), note("sam", ["a"]), note("mia", ["a"])]);
  expect(first).toMatchObject({ people: ["sam", "mia"] });
  expect(first?.notes).toHaveLength(3);
});

test("whom one meets in two pairs is one person, in the count and in the trend", () => {
  const notes = [note("sam as mentor", ["a"]), note("sam", ["a"]), note("mia", ["a"])];
  const [first] = countThemes([theme("a")], notes, {
    ...{ today: TODAY, dayOf: day },
    personOf: (pair) => pair.slice(0, 3),
  });
  expect(first).toMatchObject({ people: ["sam as mentor", "mia"], trend: { recent: 2 } });
  expect(first?.notes).toHaveLength(3);
});

test("a merged theme brings its notes along, through any number of merges, and nobody counts twice", () => {
  const themes = [theme("a"), theme("b", { mergedInto: "a" }), theme("c", { mergedInto: "b" })];
  const counted = count(themes, [note("sam", ["c"]), note("mia", ["b", "a"]), note("sam", ["a"])]);
  expect(counted.map(({ theme }) => theme.id)).toEqual(["a"]);
  expect(counted[0]?.people).toHaveLength(2);
  expect(counted[0]?.notes).toHaveLength(3);
  expect(counted[0]?.merged.map(({ id }) => id)).toEqual(["b", "c"]);
});

test("two devices that merge two themes into each other leave the older one", () => {
  const themes = [theme("b", { mergedInto: "a", madeAt: "2026-01-02" }), theme("a", { mergedInto: "b" })];
  expect(count(themes, [note("sam", ["b"])]).map(({ theme, people }) => [theme.id, people.length])).toEqual([["a", 1]]);
});

test("whatever is merged into whatever, every theme stands for exactly one, which stands for itself", () => {
  const ids = ["a", "b", "c", "d", "e"];
  const target = fc.option(fc.constantFrom(...ids, "gone"));
  fc.assert(
    fc.property(fc.tuple(target, target, target, target, target), (targets) => {
      const themes = ids.map((id, at) => theme(id, { mergedInto: targets[at] ?? null }));
      const stands = standFor(themes);
      for (const { id } of themes) {
        const one = stands.get(id);
        expect(one && stands.get(one.id)).toBe(one);
      }
      const shuffled = standFor(themes.toReversed());
      for (const { id } of themes) expect(shuffled.get(id)?.id).toBe(stands.get(id)?.id);
    }),
    { seed: 3, numRuns: 500 },
  );
});

test("archived themes and notes in the bin are left out, and can be looked at", () => {
  const themes = [theme("a", { archivedAt: "2026-11-01" }), theme("b")];
  const notes = [note("sam", ["b"], { binnedAt: "2026-11-20" }), note("mia", ["a"])];
  expect(count(themes, notes).map(({ theme, people }) => [theme.id, people.length])).toEqual([["b", 0]]);
  const archived = countThemes(themes, notes, { when: "archived", today: TODAY, dayOf: day });
  expect(archived.map(({ theme, people }) => [theme.id, people.length])).toEqual([["a", 1]]);
});

test.each([
  ["rises when two more people raise it than in the weeks before", [1, 2, 3, 25], "rising"],
  ["falls when two fewer do", [2, 22, 30, 36], "falling"],
  ["is steady when it is one more or less", [1, 2, 30], "steady"],
  ["is new where nobody raised it before", [1, 3, 9], "new"],
  ["is quiet when nobody has raised it for six weeks", [60, 70], "quiet"],
  ["rises when it comes back after months", [1, 2, 90], "rising"],
] as const)("a theme %s", (_, daysAgo, type) => {
  const mentions = daysAgo.map((days, at) => ({
    person: String(at),
    day: Temporal.PlainDate.from(TODAY).subtract({ days }).toString(),
  }));
  expect(judgeTrend(mentions, TODAY).type).toBe(type);
});

test("the trend shows its reasons: people a week, the latest last", () => {
  const mentions = [
    { person: "sam", day: "2026-11-25" },
    { person: "sam", day: "2026-11-24" },
    { person: "mia", day: "2026-11-10" },
    { person: "lee", day: "2027-03-01" },
    { person: "lee", day: "not a day" },
  ];
  expect(judgeTrend(mentions, TODAY)).toEqual({ type: "new", weeks: [0, 0, 0, 1, 0, 2], recent: 3, before: 0 });
});

test.each([
  ["As Sam said, it is loud", ["Sam"]],
  ["Sams Idee ist gut, und Müllers auch", ["Sams", "Müllers"]],
  ["Will we hire? We will.", ["Will"]],
  ["Samples of all of us", []],
  ["MIA and zoë asked", ["MIA", "zoë"]],
])("names in “%s” are pointed out", (text, found) => {
  const names = ["Sam Carter", "Will Young", "Jo Müller", "Mia", "Zoë"];
  const given = checkWording(text, { names, notes: [] });
  expect(given.map((each) => each.found)).toEqual(found);
});

test("five words in a row from a note are a quote, four are not", () => {
  const notes = [{ id: "n1", text: "The pager went off at three again." }];
  const check = (text: string) => checkWording(text, { names: [], notes });
  expect(check("Somebody said: “the PAGER went off, at three”")).toEqual([
    { type: "quote", found: "the PAGER went off, at three", note: "n1" },
  ]);
  expect(check("We heard that the pager went off too often")).toEqual([]);
});

test("what fewer than three raised is not told unless its author says so, and then it is marked", () => {
  const raised = [note("sam", ["a"]), note("mia", ["a"])];
  const read = (tellsFew: boolean) =>
    readBoard(count([theme("a", { wording: "Nights are hard.", tellsFew })], raised), { names: [] })[0];
  expect(read(false)).toMatchObject({ leftOut: "few_people", isFew: true });
  expect(read(true)).toMatchObject({ leftOut: null, isFew: true, people: 2 });
});

test("what nobody has worded yet, or nobody raised, is not told", () => {
  const themes = [theme("a", { wording: " ", tellsFew: true }), theme("b", { wording: "Empty.", tellsFew: true })];
  const counted = count(
    themes,
    ["sam", "mia", "lee"].map((pair) => note(pair, ["a"])),
  );
  const board = readBoard(counted, { names: [] });
  expect(board.map(({ leftOut }) => leftOut)).toEqual(["no_wording", "nobody"]);
});

test("the board goes out as Markdown with the author's words and a number, and nothing of a note", () => {
  const themes = [
    theme("a", {
      name: "On-call",
      wording: "Nights are hard.",
      doing: "A second rota.",
      answer: "https://w.example/a b",
    }),
    theme("b", { wording: "Secret." }),
  ];
  const notes = ["sam", "mia", "lee"].map((pair) => note(pair, ["a"], { text: "Canary pager" }));
  const board = readBoard(count(themes, [...notes, note("zoe", ["b"])]), { names: [] });
  expect(exportBoard(board, { day: TODAY, words: WORDS })).toBe(
    "# For the all-hands\n\n2026-11-25\n\n## On-call\n\nNights are hard.\n\n*3 people raised it*\n\n**What we do:** A second rota.\n\nRead more: <https://w.example/a%20b>\n",
  );
});

test("whatever the author types stands in the export as text and opens nothing", () => {
  const wording = "# not a heading\n- nor a list\n1. nor this\n<script>alert(1)</script> [x](javascript:1)";
  const notes = ["sam", "mia", "lee"].map((pair) => note(pair, ["a"]));
  const board = readBoard(count([theme("a", { wording })], notes), { names: [] });
  const markdown = exportBoard(board, { day: TODAY, words: WORDS });
  expect(markdown).toContain(
    "\\# not a heading  \n\\- nor a list  \n1\\. nor this  \n\\<script\\>alert(1)\\</script\\> \\[x\\]",
  );
});

test("a line about what came of it goes first to the topic beside which the note stands, then to one like it", () => {
  const about = { type: "topic", topic: "t2", title: "Sleep" } as const;
  const [counted] = count(
    [theme("a", { name: "On-call", wording: "Nights are hard" })],
    [note("sam", ["a"], { about }), note("mia", ["a"])],
  );
  const topics = [
    topic("t1", "Holidays"),
    topic("t2", "Sleep"),
    topic("t3", "The pager"),
    topic("t4", "On call", { answer: "Yes" }),
  ];
  const offered = (pair: string) =>
    counted && offerLines(counted, pair, topics).topics.map(({ topic, why }) => [topic.id, why]);
  expect(offered("sam")).toEqual([
    ["t2", "note_beside"],
    ["t3", "alike"],
    ["t1", "other"],
  ]);
  expect(offered("mia")?.[0]).toEqual(["t3", "alike"]);
});

test("the hint names each other person once, and the theme that most of their notes carry", () => {
  const like = [
    { id: "1", person: "mia", score: 0.9, shared: [] },
    { id: "2", person: "mia", score: 0.5, shared: [] },
    { id: "3", person: "lee", score: 0.4, shared: [] },
  ];
  const notes = [note("mia", ["b"], { id: "1" }), note("mia", ["b"], { id: "2" }), note("lee", ["a"], { id: "3" })];
  const themes = [theme("a"), theme("b", { mergedInto: "a" }), theme("c", { archivedAt: "2026-11-01" })];
  const hint = hintAlike(like, { notes, themes, carried: [] });
  expect(hint?.others.map(({ id }) => id)).toEqual(["1", "3"]);
  expect(hint?.theme?.id).toBe("a");
  expect(hintAlike(like, { notes, themes, carried: ["b"] })?.theme).toBeNull();
  expect(hintAlike([], { notes, themes, carried: [] })).toBeNull();
});

function count(themes: readonly Theme[], notes: readonly PairNote[]) {
  return countThemes(themes, notes, { today: TODAY, dayOf: day });
}

function day(instant: string): string {
  return instant.slice(0, 10);
}

function theme(id: string, traits: Partial<Theme> = {}): Theme {
  const plain = {
    mergedInto: null,
    archivedAt: null,
    madeAt: "2026-01-01",
    wording: "",
    doing: "",
    answer: null,
    tellsFew: false,
    said: [],
  };
  return { id, name: id, ...plain, ...traits };
}

let notes = 0;
function note(pair: string, themes: string[], traits: Partial<PairNote> = {}): PairNote {
  notes += 1;
  const writtenAt = "2026-11-20T10:00:00.000Z";
  const plain = { text: "", about: { type: "person" }, writtenAt, changedAt: writtenAt, binnedAt: null } as const;
  return { id: `n${notes}`, pair, themes, ...plain, ...traits };
}

function topic(id: string, title: string, traits: Partial<Topic> = {}): Topic {
  return { ...PLAIN_TOPIC, id, title, place: "hopper", rank: id, author: "b", createdAt: id, ...traits };
}
