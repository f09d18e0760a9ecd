import { expect, test } from "vitest";
import { parseRemote } from "./parse-remote.ts";

test("a topic is added with its words in quotes or not", () => {
  const wanted = { command: "add", text: "Growth plan", to: "Sam", agenda: false, notes: null, json: false };
  expect(parseRemote("add", ["Growth plan", "--to", "Sam"])).toEqual({ type: "remote", command: wanted });
  expect(parseRemote("add", ["Growth", "plan", "--to=Sam"])).toEqual({ type: "remote", command: wanted });
  expect(parseRemote("add", ["x", "--to", "Sam", "--agenda", "--json"])).toMatchObject({
    command: { agenda: true, json: true },
  });
});

test("an agenda is read of one person, or of whoever is next", () => {
  expect(parseRemote("agenda", [])).toMatchObject({ command: { with: null } });
  expect(parseRemote("agenda", ["Sam", "Ito"])).toMatchObject({ command: { with: "Sam Ito" } });
});

test.each<[string, string[], RegExp]>([
  ["sign-in", [], /Say where/],
  ["add", ["--to", "Sam"], /Say what/],
  ["add", ["Growth"], /Say for whom/],
  ["add", ["Growth", "--to", ""], /^A name is missing after --to\.$/],
  ["actions", ["--with", "Sam"], /knows no --with/],
  ["act", ["Ask Lee", "--with= "], /^A name is missing after --with\.$/],
  ["act", [], /Say what/],
  ["act", ["Ask Lee"], /with whom/],
  ["act", ["Ask Lee", "--with", "Sam", "--due", "friday"], /2026-12-01/],
  ["done", [], /Say which/],
  ["import", ["notes.docx"], /with whom/],
  ["done", ["Ask Lee"], /with whom/],
  ["people", ["Sam"], /does not know/],
  ["agenda", ["--to", "Sam"], /knows no --to/],
  ["completions", ["tcsh"], /bash, zsh, fish/],
  ["add", ["x", "--everybody"], /Unknown option/],
])("what cannot be meant is named, in a whole sentence: candor %s %j", (name, words, what) => {
  const parsed = parseRemote(name, words);
  expect(parsed).toMatchObject({ type: "mistake", what: expect.stringMatching(what) });
  expect(parsed.type === "mistake" && parsed.what).toMatch(/\.$/);
});
