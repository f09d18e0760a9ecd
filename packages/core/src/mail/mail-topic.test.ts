import { expect, test } from "vitest";
import { mailTopic } from "./mail-topic.ts";

const topic = (subject: string, text: string) => mailTopic({ subject, text, names: ["Sam Miller"] });

test("the subject is the topic, and what was written stands below", () => {
  expect(topic("Hiring", "Two names.\n\nBest,\nSam")).toEqual({ title: "Hiring", notes: "Two names.", isCut: false });
  expect(topic("  A\tsubject \r\n on two lines", "")).toEqual({
    title: "A subject on two lines",
    notes: "",
    isCut: false,
  });
});

test.each(["Re: Your 1:1 with Ana", "AW: Your 1:1", "SV: RE: Your 1:1", "Antw: Your 1:1", "回复：Your 1:1"])(
  "of an answer, %s, the first line is the topic",
  (subject) => {
    const text = "Hiring\nTwo names.\n\nOn Tue, Nov 24, 2026 at 8:00 AM Candor <c@example.org> wrote:\n\n> Your 1:1\n";
    expect(topic(subject, text)).toEqual({ title: "Hiring", notes: "Two names.", isCut: false });
  },
);

test("what was passed on is kept below its subject", () => {
  const text =
    "See below\n\n---------- Forwarded message ---------\nFrom: Kim <kim@example.org>\n\nThe budget is gone.";
  expect(topic("Fwd: Budget", text)).toEqual({ title: "Budget", notes: text, isCut: false });
});

test("without a subject the first line is the topic; without any word there is none", () => {
  expect(topic("", "Hiring\n\nTwo names.")).toMatchObject({ title: "Hiring", notes: "Two names." });
  expect(topic("Re:", "\n \n")).toBeNull();
});

test("a long line ends after a sentence and stands whole below, and a long mail says that it was cut", () => {
  const line = `This is what I want to talk about. ${"And more. ".repeat(40)}`.trim();
  expect(topic("", line)).toEqual({ title: "This is what I want to talk about.", notes: line, isCut: false });
  const long = topic("Hiring", "x".repeat(20_000));
  expect([long?.notes.length, long?.isCut]).toEqual([10_001, true]);
});

test("a line break that was meant stays one, and one where the line was full does not", () => {
  const full = "This line goes on until it is as full as the lines of a mail may get and";
  expect(topic("A", `${full}\ngoes on.\nNew York\n10001\n\n- one\n- two`)?.notes).toBe(
    `${full}\ngoes on.\\\nNew York\\\n10001\n\n- one\n- two`,
  );
});
