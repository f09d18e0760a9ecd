import { expect, test } from "vitest";
import { foldText } from "../fold-text.ts";
import { isId } from "../id.ts";

type Entry = {
  id: string;
  text: string;
  asks: string;
  depth: string;
  bigPicture?: boolean;
  portrait?: string;
  meeting?: number;
};

const read = import.meta.glob<readonly Entry[]>("./bank/*.json", { eager: true, import: "default" });

const FILES = [
  { file: "first-one-on-one", prefix: "first-", atLeast: 36 },
  { file: "big-picture", prefix: "big-", atLeast: 28 },
  { file: "feedback-for-manager", prefix: "feedback-", atLeast: 30 },
  { file: "going-well", prefix: "well-", atLeast: 22 },
  { file: "going-badly", prefix: "badly-", atLeast: 28 },
  { file: "empty-agenda", prefix: "empty-", atLeast: 30 },
  { file: "skip-level", prefix: "skip-", atLeast: 28 },
  { file: "career", prefix: "career-", atLeast: 28 },
  { file: "ice-breaker", prefix: "ice-", atLeast: 45 },
].map((occasion) => ({ ...occasion, entries: questionsOf(occasion.file) }));
const ALL: readonly Entry[] = FILES.flatMap(({ entries }) => entries);
const FIRST = questionsOf("first-one-on-one");

const FIELDS = ["id", "text", "asks", "depth", "bigPicture", "portrait", "meeting"];
const DEPTHS = ["light", "medium", "deep"];
const PORTRAITS = ["excites", "drains", "learn", "concerns", "energy", "company"];
const LONGEST_TEXT = 140;
const SAME_WORDS_SHARE = 0.85;

test("a file of the bank belongs to an occasion", () => {
  expect(Object.keys(read).sort()).toEqual(FILES.map(({ file }) => `./bank/${file}.json`).sort());
});

test("the bank holds at least 240 questions, and enough for every occasion", () => {
  expect(ALL.length).toBeGreaterThanOrEqual(240);
  for (const { file, entries, atLeast } of FILES) {
    expect(entries.length, file).toBeGreaterThanOrEqual(atLeast);
  }
});

test("an id is used once, can stand on a page, and says which file the question is in", () => {
  expect(repeated(ALL.map(({ id }) => id))).toEqual([]);
  for (const { prefix, entries } of FILES) {
    for (const { id } of entries) {
      expect(id).toMatch(/^[a-z0-9][a-z0-9-]{0,39}$/);
      expect(isId(id), id).toBe(true);
      expect(id.startsWith(prefix), `${id} begins with ${prefix}`).toBe(true);
    }
  }
});

test("a question says who asks it and how deep it goes, and has no field that nobody knows", () => {
  for (const question of ALL) {
    expect(FIELDS, question.id).toEqual(expect.arrayContaining(Object.keys(question)));
    expect(["direct", "manager", "either"], question.id).toContain(question.asks);
    expect(DEPTHS, question.id).toContain(question.depth);
    if ("bigPicture" in question) expect(question.bigPicture, question.id).toBe(true);
  }
});

test("a question is short, and ends as a question or as an invitation to tell", () => {
  for (const { id, text } of ALL) {
    expect(text.length, id).toBeLessThanOrEqual(LONGEST_TEXT);
    expect(text, id).toMatch(/^[A-Z].*[?.]$/);
    expect(text, `${id}: spaces, straight quotes or marks of formatting`).not.toMatch(/ {2}|["'*_`<>]/);
    expect(sentences(text), `${id}: one sentence or two`).toBeLessThanOrEqual(2);
  }
});

test("no question begins in a way that yes or no would answer", () => {
  const closed = /^(am|are|is|was|were|do|does|did|has|have|had|can|could|will|would|should|shall|may|might)\b/i;
  expect(ALL.filter(({ text }) => closed.test(text)).map(({ id }) => id)).toEqual([]);
});

test("no two questions have the same words, or nearly the same", () => {
  expect(repeated(ALL.map(({ text }) => words(text).join(" ")))).toEqual([]);
  const sets = ALL.map(({ id, text }) => ({ id, words: new Set(words(text)) }));
  const near: string[] = [];
  for (const [index, one] of sets.entries()) {
    for (const other of sets.slice(index + 1)) {
      if (sharedShare(one.words, other.words) > SAME_WORDS_SHARE) near.push(`${one.id} and ${other.id}`);
    }
  }
  expect(near).toEqual([]);
});

test("the questions of an occasion begin in many ways", () => {
  for (const { file, entries } of FILES) {
    const openings = new Map<string, number>();
    for (const { text } of entries) {
      const opening = words(text).slice(0, 2).join(" ");
      openings.set(opening, (openings.get(opening) ?? 0) + 1);
    }
    expect(Math.max(...openings.values()), file).toBeLessThanOrEqual(entries.length / 4);
  }
});

test.each([
  ["why this and not that", "big-why-this"],
  ["what is our mission", "big-mission"],
  ["how am I doing", "big-how-am-i-doing"],
  ["what’s next for me", "big-whats-next"],
  ["I’m not excited any more", "big-not-excited"],
  ["I used to love X", "big-used-to-love"],
  ["what are you working on", "big-what-are-you-doing"],
])("a direct finds a way to ask: %s", (_sense, id) => {
  expect(question(id).asks).toBe("direct");
});

test.each([
  ["what excites them most", "first-excites", "excites"],
  ["what excites them least", "first-drains", "drains"],
  ["what they want to have learned in 1 year", "first-learn-1-year", "learn"],
  ["what they want to have learned in 3 years", "first-learn-3-years", "learn"],
  ["what they want to have learned in 5 years", "first-learn-5-years", "learn"],
  ["what concerns them", "first-concerns", "concerns"],
  ["what gives them energy outside work", "first-energy", "energy"],
  ["where the company has opportunities", "first-company-chances", "company"],
  ["what concerns them for the company", "first-company-concerns", "company"],
])("in the first meetings a manager learns %s", (_sense, id, portrait) => {
  expect(question(id)).toMatchObject({ asks: "manager", portrait });
});

test.each([
  ["how they like feedback", "first-feedback-how"],
  ["how they like recognition", "first-recognition"],
  ["what makes them grumpy", "first-grumpy"],
  ["how one would notice", "first-grumpy-signs"],
  ["what help looks like", "first-help-looks"],
  ["when they work", "first-hours"],
  ["how they focus", "first-focus"],
])("in the first meetings a manager asks %s", (_sense, id) => {
  expect(question(id)).not.toHaveProperty("portrait");
});

test.each([
  ["how to be better", "feedback-better"],
  ["what else would help them succeed", "feedback-help-succeed"],
  ["which blockers to remove", "feedback-blockers"],
  ["what they said that was questionable, confusing or wrong", "feedback-said-wrong"],
])("a manager asks %s", (_sense, id) => {
  expect(question(id).asks).toBe("manager");
});

test("feedback for the manager is asked for by the manager", () => {
  expect(questionsOf("feedback-for-manager").filter(({ asks }) => asks !== "manager")).toEqual([]);
});

test("a skip-level has questions for both, and so have good and bad times and a career", () => {
  for (const file of ["skip-level", "going-well", "going-badly", "career"]) {
    for (const asks of ["direct", "manager", "either"]) {
      expect(
        questionsOf(file).some((entry) => entry.asks === asks),
        `${file}: ${asks}`,
      ).toBe(true);
    }
  }
});

test("an empty agenda is filled by a question that either may ask, from light to deep", () => {
  const either = questionsOf("empty-agenda").filter(({ asks }) => asks === "either");
  expect(new Set(either.map(({ depth }) => depth))).toEqual(new Set(DEPTHS));
});

test("an ice-breaker is light and may be drawn by either", () => {
  expect(questionsOf("ice-breaker").filter(({ asks, depth }) => asks !== "either" || depth !== "light")).toEqual([]);
});

test("most questions about the big picture come from the direct, and only a question that a direct may ask is marked", () => {
  const bigPicture = questionsOf("big-picture");
  const direct = bigPicture.filter(({ asks }) => asks === "direct");
  expect(direct.length).toBeGreaterThan(bigPicture.length / 2);
  const marked = ALL.filter((entry) => entry.bigPicture);
  expect(marked.length).toBeGreaterThanOrEqual(25);
  expect(marked.filter(({ asks }) => asks === "manager")).toEqual([]);
});

test("a portrait is asked for in the first three meetings, a few questions at a time, the easier ones first", () => {
  const motivating = FIRST.filter(({ portrait }) => portrait !== undefined);
  expect(new Set(motivating.map(({ portrait }) => portrait))).toEqual(new Set(PORTRAITS));
  const meetings = [1, 2, 3].map((meeting) => motivating.filter((entry) => entry.meeting === meeting));
  expect(meetings.flat()).toHaveLength(motivating.length);
  for (const asked of meetings) {
    expect(asked.length).toBeGreaterThanOrEqual(2);
    expect(asked.length).toBeLessThanOrEqual(4);
  }
  const depths = meetings.map(meanDepth);
  expect(depths).toEqual(depths.toSorted((one, other) => one - other));
});

test("only the questions of the first meetings name a meeting or a portrait", () => {
  const others = ALL.filter((entry) => !FIRST.includes(entry));
  expect(others.filter((entry) => "meeting" in entry || "portrait" in entry)).toEqual([]);
  for (const { id, meeting } of FIRST) {
    if (meeting !== undefined) expect([1, 2, 3], id).toContain(meeting);
  }
});

test("no question pries into private life", () => {
  const prying = new Set([
    ..."family families child children kid kids son daughter baby parent parents parental mother father mum mom dad".split(
      " ",
    ),
    ..."brother sister sibling siblings grandparent spouse husband wife partner married marriage wedding divorce".split(
      " ",
    ),
    ..."dating boyfriend girlfriend relationship relationships pregnant pregnancy sex sexual gender".split(" "),
    ..."health healthy illness sick disease disability diagnosis therapy therapist medication doctor hospital".split(
      " ",
    ),
    ..."sleep tired burnout depressed anxiety body weight diet fitness exercise gym workout".split(" "),
    ..."age young younger older birthday birth born generation retire retirement".split(" "),
    ..."religion religious church faith god pray prayer holy christmas easter ramadan".split(" "),
    ..."origin ethnic ethnicity race nationality citizenship passport accent homeland hometown upbringing raised".split(
      " ",
    ),
    ..."grew childhood school schooldays teenager politics political politician party vote election government union".split(
      " ",
    ),
    ..."money mortgage debt loan rent savings wealth afford inheritance".split(" "),
    ..."alcohol alcoholic beer wine whisky cocktail pub bar drunk hangover drink cigarette smoke guilty crush".split(
      " ",
    ),
  ]);
  const hits = ALL.flatMap(({ id, text }) =>
    words(text)
      .filter((word) => prying.has(word))
      .map((word) => `${id}: ${word}`),
  );
  expect(hits).toEqual([]);
});

function questionsOf(file: string): readonly Entry[] {
  const entries = read[`./bank/${file}.json`];
  if (entries === undefined) throw new Error(`no file ${file}.json in the bank`);
  return entries;
}

function question(id: string): Entry {
  const found = ALL.find((entry) => entry.id === id);
  if (found === undefined) throw new Error(`no question ${id}`);
  return found;
}

/** In their order, without case, accents and punctuation; "what’s" is one word. */
function words(text: string): string[] {
  return (
    foldText(text)
      .replaceAll("’", "")
      .match(/[a-z0-9]+/g) ?? []
  );
}

/** Of the words of the shorter one, how many the other has, too: 0 to 1. */
function sharedShare(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  return [...one].filter((word) => other.has(word)).length / Math.min(one.size, other.size);
}

function sentences(text: string): number {
  return text.split(/[?.](?= |$)/).filter((part) => part.trim() !== "").length;
}

function repeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

function meanDepth(entries: readonly Entry[]): number {
  return entries.reduce((sum, { depth }) => sum + DEPTHS.indexOf(depth), 0) / entries.length;
}
