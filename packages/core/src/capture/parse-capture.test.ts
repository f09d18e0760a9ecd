import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CaptureContext, parseCapture, peopleMatching, wordsLeftIn } from "./parse-capture.ts";

const context: CaptureContext = {
  people: [
    { id: "1", name: "Sam" },
    { id: "2", name: "Sami Virtanen" },
    { id: "3", name: "Zoë O’Brien" },
    { id: "4", name: "Ana María López" },
    { id: "5", name: "Lee Wong" },
    { id: "6", name: "Lee Park" },
  ],
  now: Temporal.Instant.from("2026-11-20T09:00:00Z"), // a Friday
  timeZone: "Europe/Berlin",
};

const parse = (line: string) => parseCapture(line, context);
const due = (word: string) => parse(`x !${word}`).due;

test("a line says for whom, what, by when and about which theme", () => {
  const line = "@sam growth plan !tue #career";
  expect(parse(line)).toEqual({
    text: "growth plan",
    person: { id: "1", name: "Sam" },
    due: "2026-11-24",
    theme: "career",
    parts: [
      { type: "person", start: 0, end: 4 },
      { type: "text", start: 4, end: 17 },
      { type: "due", start: 17, end: 21 },
      { type: "text", start: 21, end: 22 },
      { type: "theme", start: 22, end: 29 },
    ],
  });
});

describe("a person is named by", () => {
  test.each([
    ["@sam hi", "1"],
    ["@SAM hi", "1"],
    ["@sami hi", "2"],
    ["@zoe hi", "3"],
    ["@brien hi", null],
    ["@maria hi", "4"],
    ["@anamarialopez hi", "4"],
    ["@an hi", "4"],
    ["@lee wong hi", "5"],
    ["@lee hi", null], // two of them
    ["@nobody hi", null],
    ["mail@sam hi", null],
    ["@ hi", null],
  ])("%s", (line, id) => expect(parse(line).person?.id ?? null).toBe(id));

  test("a name of several words is taken whole", () => {
    expect(parse("ask @Ana María López, soon").text).toBe("ask, soon");
  });

  test("only the first counts, the second stays text", () => {
    expect(parse("@sam what does @zoe say")).toMatchObject({ text: "what does @zoe say", person: { id: "1" } });
  });

  test("an unfinished word offers whom it may mean", () => {
    expect(peopleMatching("le", context.people).map((person) => person.id)).toEqual(["5", "6"]);
    expect(peopleMatching("l", context.people).map((person) => person.id)).toEqual(["5", "6", "4"]);
  });
});

describe("a day is named by", () => {
  test.each([
    ["today", "2026-11-20"],
    ["tomorrow", "2026-11-21"],
    ["sat", "2026-11-21"],
    ["fri", "2026-11-27"], // for today there is !today
    ["Thursday", "2026-11-26"],
    ["27nov", "2026-11-27"],
    ["nov27", "2026-11-27"],
    ["20nov", "2026-11-20"],
    ["19nov", "2027-11-19"],
    ["1jan", "2027-01-01"],
    ["3march2028", "2028-03-03"],
    ["29feb", "2028-02-29"],
    ["2026-12-01", "2026-12-01"],
    ["+3d", "2026-11-23"],
    ["+2w", "2026-12-04"],
    ["+1m", "2026-12-20"],
    ["fri,", "2026-11-27"],
  ])("!%s", (word, day) => expect(due(word)).toBe(day));

  test.each(["31feb", "2026-02-30", "important", "fr", "+3", "0jan", "13-13", "!"])("but not by !%s", (word) => {
    expect(parse(`x !${word}`)).toMatchObject({ due: null, text: `x !${word}` });
  });

  test("today is the writer’s day, not the server’s", () => {
    const late = { ...context, now: Temporal.Instant.from("2026-11-20T23:30:00Z") };
    expect(parseCapture("!today", late).due).toBe("2026-11-21");
    expect(parseCapture("!today", { ...late, timeZone: "America/New_York" }).due).toBe("2026-11-20");
  });

  test("a change of clocks neither adds nor takes a day", () => {
    const before = { ...context, now: Temporal.Instant.from("2026-03-28T22:30:00Z") }; // clocks go forward that night
    expect(parseCapture("!tomorrow", before).due).toBe("2026-03-29");
    expect(parseCapture("!+2d", before).due).toBe("2026-03-30");
  });
});

describe("a theme is", () => {
  test.each([
    ["#career", "career"],
    ["#on-call", "on-call"],
    ["#Führung.", "Führung"],
    ["issue #12", null],
    ["C# code", null],
    ["#", null],
  ])("%s", (line, theme) => expect(parse(line).theme).toBe(theme));
});

test.each([
  ["@sam growth plan !fri #career", []],
  ["@nobody growth plan !someday, #career", ["@nobody", "!someday"]],
  ["@sam and @lee: #one #two", ["@lee", "#two"]],
  ["wow !!! mail a@b.c, C# and a @ alone", []],
])("of “%s” it can be said what stays in the text", (line, left) => {
  expect(wordsLeftIn(parse(line).text)).toEqual(left);
});

test("whatever is typed, the parts together are the line and nothing throws", () => {
  const word = fc.oneof(fc.string(), fc.constantFrom("@sam", "@lee wong", "!fri", "#x", "@", "!", "  ", "👩‍🚒"));
  fc.assert(
    fc.property(fc.array(word), (words) => {
      const line = words.join(" ");
      const { parts } = parse(line);
      expect(parts.map(({ start, end }) => line.slice(start, end)).join("")).toBe(line);
    }),
    { seed: 7, numRuns: 500 },
  );
});
