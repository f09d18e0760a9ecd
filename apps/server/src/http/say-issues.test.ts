import { z } from "@hono/zod-openapi";
import { expect, test } from "vitest";
import { sayIssues } from "./say-issues.ts";

function refusal(schema: z.ZodType, value: unknown): string {
  const { error } = schema.safeParse(value);
  return error ? sayIssues(error.issues) : "";
}

test.each<[string, z.ZodType, unknown, string]>([
  ["too long", z.string().max(2_000), "x".repeat(2_001), "title: It is longer than 2,000 characters."],
  ["too short", z.string().min(8), "x", "title: It is shorter than 8 characters."],
  ["empty", z.string().min(1), "", "title: It is empty."],
  ["missing", z.string(), undefined, "title: It is missing."],
  ["missing of several", z.enum(["a", "b"]), undefined, 'title: It is missing. It has to be one of: "a", "b".'],
  ["none of several", z.enum(["a", "b"]), "c", 'title: It has to be one of: "a", "b".'],
  ["no text", z.string(), 3, "title: It has to be text."],
  ["no number", z.number(), "3", "title: It has to be a number."],
  ["no whole number", z.number().int(), 1.5, "title: It has to be a whole number."],
  ["too large", z.number().max(1_440), 1_441, "title: It is more than 1,440."],
  ["not positive", z.number().positive(), 0, "title: It has to be more than 0."],
  ["no list", z.array(z.string()), {}, "title: It has to be a list."],
  ["a list too long", z.array(z.string()).max(1), ["", ""], "title: It has more than 1 entry."],
  ["no day", z.iso.date(), "tomorrow", "title: That is no day; one is written as 2026-12-01."],
  ["no time", z.iso.datetime(), "tomorrow", "title: That is no time; one is written as 2026-12-01T09:30:00Z."],
  ["no id", z.uuid(), "x", "title: That is no id."],
  ["its own sentence", z.string().refine(() => false, "That is no day"), "x", "title: That is no day."],
  [
    "none of two shapes",
    z.union([z.enum(["agenda"]), z.strictObject({ meeting: z.string() })]),
    "shelf",
    'title: It has to be: "agenda". Or: It has to be an object.',
  ],
])("a field that is %s is named with what is wrong and what the limit is", (_, field, value, sentence) => {
  expect(refusal(z.object({ title: field }), { title: value })).toBe(sentence);
});

test("a field that is none is named, and cut where its name has no end", () => {
  expect(refusal(z.strictObject({}), { colour: 1 })).toBe('There is no such field here: "colour".');
  expect(refusal(z.strictObject({}), { ["x".repeat(5_000)]: 1 }).length).toBeLessThan(120);
});

test("a thousand wrong entries are told by the first ones", () => {
  const said = refusal(z.array(z.string()), Array(1_000).fill(1));
  expect(said).toMatch(/^0: It has to be text\. .*4: It has to be text\. And 995 more places\.$/);
});
