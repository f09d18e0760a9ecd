import { expect, test } from "vitest";
import { plainText } from "../notes/note-node.ts";
import { writeWelcome } from "./write-welcome.ts";

const settings = { everyWeeks: 2, minutes: 45 };

test("a manager’s page says that the meeting is the direct’s, whoever writes it", () => {
  const [ana, sam] = [
    { name: "Ana", role: "manager" },
    { name: "Sam", role: "report" },
  ] as const;
  const text = plainText(writeWelcome({ settings, from: ana, to: sam }));
  expect(text).toContain("every two weeks for 45 minutes");
  expect(text).toContain("This meeting is Sam’s");
  expect(text).toContain("Ana may put one topic on top");
  expect(plainText(writeWelcome({ settings, from: sam, to: ana }))).toBe(text);
});

test("peers share it, and a name that ends in s keeps its s", () => {
  const [lars, mia] = [
    { name: "Lars", role: "peer" },
    { name: "Mia", role: "peer" },
  ] as const;
  expect(plainText(writeWelcome({ settings, from: mia, to: lars }))).toContain("belongs to both of us");
  const report = { name: "Lars", role: "report" } as const;
  expect(plainText(writeWelcome({ settings, from: { name: "Ana", role: "manager" }, to: report }))).toContain(
    "is Lars’:",
  );
});
