import { expect, test } from "vitest";
import { parseCommand } from "./parse-command.ts";

const typed = (line: string) => parseCommand(line === "" ? [] : line.split(" "));

test("a command with its options is read whole", () => {
  expect(typed("backup /mnt/safe --with-secret")).toEqual({
    type: "command",
    command: { command: "backup", to: "/mnt/safe", withSecret: true, json: false },
  });
  expect(typed("new-secret")).toEqual({ type: "command", command: { command: "new-secret", json: false } });
  expect(typed("move-images --json")).toMatchObject({ command: { command: "move-images", json: true } });
  expect(typed("restore b --replace --json")).toMatchObject({ command: { from: "b", replace: true, json: true } });
});

test.each([
  ["bakcup", /no command "bakcup"/],
  ["restore", /Say which backup/],
  ["doctor --replace", /knows no --replace/],
  ["backup a b", /does not know what "b" is/],
  ["export all", /does not know what "all" is/],
  ["export --with-every-page", /Say where to/],
  ["new-secret now", /does not know what "now" is/],
  ["user", /Say what/],
  ["user sign-out", /Say who/],
  ["user list ana", /does not know what "ana" is/],
  ["backup --workspace w", /knows no --workspace/],
  ["backup --everything", /Unknown option/],
  ["backup --version", /knows no --version/],
])("what cannot be meant is named: candor %s", (line, what) => {
  expect(typed(line)).toMatchObject({ type: "mistake", what: expect.stringMatching(what) });
});

test("help is given where it is asked for, and where nothing is", () => {
  expect(typed("")).toEqual({ type: "help", of: null });
  expect(typed("help restore")).toEqual({ type: "help", of: "restore" });
  expect(typed("restore --help")).toEqual({ type: "help", of: "restore" });
});

test("which Candor it is can be asked", () => {
  expect(typed("--version")).toEqual({ type: "version" });
  expect(typed("-V")).toEqual({ type: "version" });
});
