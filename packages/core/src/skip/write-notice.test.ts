import { expect, test } from "vitest";
import { writeNotice } from "./write-notice.ts";

const NOTICE = {
  ...{ from: "Ana", to: "Ben", minutes: 30 },
  people: [
    { name: "Cleo", months: ["2026-12"] },
    { name: "Dan", months: ["2026-12", "2027-01"] },
  ],
};

test("the manager between is told whom of theirs, when, what for, and what not for", () => {
  const { subject, paragraphs } = writeNotice(NOTICE);
  const text = paragraphs.join("\n");
  expect(subject).toBe("Ana meets people of your team");
  expect(text).toContain("Hello Ben,");
  expect(text).toContain("- Cleo: December 2026\n- Dan: December 2026, January 2027");
  expect(text).toMatch(/What they are for: .*What they are not for: they are no review of you/s);
  expect(text).toContain("you cannot read their page");
});

test("of pages outside a round the manager between is told whom and since when, and the rest word for word as of a round", () => {
  const people = [{ name: "Cleo", since: "2026-12" }];
  const { subject, paragraphs } = writeNotice({ from: "Ana", to: "Ben", people });
  const round = writeNotice(NOTICE);
  expect(subject).toBe(round.subject);
  expect(paragraphs).toContain("- Cleo: from December 2026 on");
  expect(paragraphs.slice(3)).toEqual(round.paragraphs.slice(3));
});

test("a name says nothing beyond itself", () => {
  const { subject, paragraphs } = writeNotice({
    ...NOTICE,
    from: "Ana\r\nBcc: all@example.org",
    people: [{ name: "Cleo\n\nShe complained about you.", months: ["2026-12"] }],
  });
  expect(subject).not.toMatch(/[\r\n]/);
  expect(
    paragraphs
      .join("\n\n")
      .split("\n")
      .filter((line) => line.startsWith("She")),
  ).toEqual([]);
});
