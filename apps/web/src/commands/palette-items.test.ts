import { expect, test } from "vitest";
import type { Command } from "./commands.ts";
import { type PaletteContent, type PaletteGroup, paletteItems, privateGroup } from "./palette-items.ts";

const COMMANDS: Command[] = [
  command("home", "Go to the start page", "G H"),
  command("theme", "Use the dark theme", null, "colours night"),
  command("export", "Export this page as Markdown", null),
];
const CONTENT: PaletteContent = {
  commands: COMMANDS,
  people: [{ pairId: "p1", name: "Sam" }],
  entries: [],
  recent: [],
};

test("every command is on offer before anything is typed", () => {
  expect(ids(paletteItems(CONTENT, "", "all"))).toEqual([
    "person:p1",
    "command:home",
    "command:theme",
    "command:export",
  ]);
});

test("what was chosen lately stands first and once", () => {
  const groups = paletteItems({ ...CONTENT, recent: ["command:export", "command:gone"] }, "", "all");
  expect(groups[0]).toMatchObject({ type: "recent", items: [{ id: "command:export" }] });
  expect(ids(groups).filter((id) => id === "command:export")).toHaveLength(1);
});

test("a command is found by its name, its further words, and in any order of words", () => {
  expect(ids(paletteItems(CONTENT, "dark", "all"))[0]).toBe("command:theme");
  expect(ids(paletteItems(CONTENT, "night", "all"))).toEqual(["command:theme"]);
  expect(ids(paletteItems(CONTENT, "markdown exp", "all"))).toEqual(["command:export"]);
});

test("a command that makes no sense just now is not offered", () => {
  const content = { ...CONTENT, commands: [{ ...command("undo", "Undo", "Mod+Z"), when: () => false }] };
  expect(ids(paletteItems(content, "undo", "all"))).toEqual([]);
});

test("searching text leaves commands and people out", () => {
  expect(paletteItems(CONTENT, "sam", "text")).toEqual([]);
});

test("private notes are found apart from pages; locked, the way to them is offered, and hidden, nothing", () => {
  const unlock = command("notebook.find", "Unlock", null);
  const hit = {
    id: "n1",
    pair: "pair",
    at: "2026-11-20T10:00:00Z",
    name: "Sam",
    excerpt: "The pager",
    address: "/p/p1/private#note-n1",
  };
  const search = (isLocked: boolean) => ({ isLocked: () => isLocked, find: () => (isLocked ? [] : [hit]) });
  expect(privateGroup(search(false), "pager", unlock)).toEqual([
    { type: "private", items: [{ type: "private", id: "private:n1", hit }] },
  ]);
  expect(ids(privateGroup(search(true), "pager", unlock))).toEqual(["command:notebook.find"]);
  expect(privateGroup(search(true), " ", unlock)).toEqual([]);
  expect(privateGroup(null, "pager", unlock)).toEqual([]);
});

function command(id: string, name: string, shortcut: string | null, keywords?: string): Command {
  return { id, name, shortcut, ...(keywords && { keywords }), run: () => {} };
}

function ids(groups: readonly PaletteGroup[]): string[] {
  return groups.flatMap((group) => group.items.map((item) => item.id));
}
