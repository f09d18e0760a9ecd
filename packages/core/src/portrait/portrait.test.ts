import { describe, expect, test } from "vitest";
import { PARTS, type Part, type PortraitEntry, saidBefore, saidNow } from "./portrait.ts";
import { ASK_AGAIN_DAYS, reAsk } from "./re-ask.ts";
import { type PortraitText, searchPortraits } from "./search-portraits.ts";

const entry = (part: Part, text: string, at: string, until: string | null = null): PortraitEntry => ({
  ...{ part, text, at, until },
});
const NOW = Temporal.Instant.from("2026-11-24T10:00:00Z");

test("a portrait is what was said last of each part; what was said before is its history", () => {
  const entries = [
    entry("learn", "Rust", "2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z"),
    entry("learn", "SQL", "2026-01-01T00:00:00Z"),
    entry("drains", "", "2026-01-01T00:00:00Z"),
  ];
  expect(saidNow(entries).map(({ text }) => text)).toEqual(["SQL"]);
  expect(saidBefore(entries, "learn").map(({ text }) => text)).toEqual(["Rust"]);
});

describe("asking again", () => {
  const all = (at: string) => PARTS.map((part) => entry(part, "Yes", at));

  test("of an empty portrait two parts are asked about, not all", () => {
    expect(reAsk([], NOW).map(({ part }) => part)).toEqual(["excites", "drains"]);
  });

  test("what was said less than half a year ago is not asked again", () => {
    expect(reAsk(all("2026-08-01T00:00:00Z"), NOW)).toEqual([]);
  });

  test("what was said longest ago is asked first, and says for how long", () => {
    const entries = all("2026-03-01T00:00:00Z").map((each) =>
      each.part === "learn" ? { ...each, at: "2025-11-24T10:00:00Z" } : each,
    );
    const asked = reAsk(entries, NOW);
    expect(asked).toHaveLength(2);
    expect(asked[0]).toEqual({ part: "learn", because: { type: "said_long_ago", days: 365 } });
    expect(365).toBeGreaterThan(ASK_AGAIN_DAYS);
  });

  test("after a round nothing more is asked for some weeks", () => {
    const entries = [...all("2025-01-01T00:00:00Z"), entry("learn", "SQL", "2026-11-20T00:00:00Z")];
    expect(reAsk(entries, NOW)).toEqual([]);
  });
});

describe("searching portraits in plain words", () => {
  const TEXTS: PortraitText[] = [
    { person: "ben", part: "learn", text: "I want to get good at SQL and data modelling.", at: "1" },
    { person: "cleo", part: "drains", text: "Being paged at night, the rota wears me out.", at: "2" },
    { person: "dan", part: "excites", text: "On-call! I love a good incident.", at: "3" },
    { person: "eve", part: "company", text: "Our SQL reports are slow.", at: "4" },
    { person: "fay", part: "recognition", text: "A quiet thank you, please never on a stage.", at: "5" },
  ];
  const find = (question: string) => searchPortraits(question, TEXTS).map(({ text }) => text.person);

  test("who wants to learn SQL: those who said so come before those who only mention it", () => {
    expect(find("who wants to learn SQL?")).toEqual(["ben", "eve"]);
    expect(searchPortraits("who wants to learn SQL?", TEXTS)[0]).toMatchObject({
      isWantedPart: true,
      because: [{ asked: "SQL", said: "SQL", how: "same_word" }],
    });
  });

  test("who is tired of on-call: other words for it are found, and whoever loves it is not among them", () => {
    expect(find("who is tired of on-call?")).toEqual(["cleo"]);
    expect(searchPortraits("who is tired of on-call?", TEXTS)[0]?.because[0]).toMatchObject({
      said: "paged",
      how: "same_subject",
    });
    expect(find("who enjoys on call")).toEqual(["dan"]);
  });

  test("a question for a part alone finds that part", () => {
    expect(find("how do they like recognition?")).toContain("fay");
  });

  test("words that say nothing find nothing, and nothing in them can break the search", () => {
    for (const question of ["", "who is the one?", "(((", "\\", "<script>", "a".repeat(10_000)])
      expect(find(question)).toEqual([]);
  });
});
