// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Command, registerCommands } from "./commands.ts";
import { singleKeys } from "./key-settings.ts";
import { listenForKeys } from "./listen-for-keys.ts";

const stops: (() => void)[] = [];
let ran: string[] = [];
beforeEach(() => {
  ran = [];
  stops.push(listenForKeys(document));
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function register(command: Partial<Command> & { id: string }): void {
  stops.push(registerCommands([{ name: command.id, shortcut: null, run: () => ran.push(command.id), ...command }]));
}

function press(key: string, modifiers: KeyboardEventInit = { ctrlKey: true }): void {
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...modifiers }));
}

const hide = { id: "hide", shortcut: "Mod+.", runLate: () => ran.push("hide, late") };

test("notes are hidden by a key that was pressed before what hides them was loaded", () => {
  press(".");
  register({ id: "other", shortcut: "Mod+O", runLate: () => ran.push("other, late") });
  expect(ran).toEqual([]);
  register(hide);
  expect(ran).toEqual(["hide, late"]);
});

test("an early press counts once, though the command comes and goes", () => {
  press(".");
  press(".");
  register(hide);
  stops.pop()?.();
  register(hide);
  expect(ran).toEqual(["hide, late"]);
});

test("what one types after it takes nothing back", () => {
  press(".");
  press("a", {});
  register(hide);
  expect(ran).toEqual(["hide, late"]);
});

test("a press that was answered is not answered again", () => {
  register(hide);
  press(".");
  stops.pop()?.();
  register(hide);
  expect(ran).toEqual(["hide"]);
});

test("an undo that came too early is lost: by now it would take back something else", () => {
  press("z");
  register({ id: "undo", shortcut: "Mod+Z" });
  expect(ran).toEqual([]);
});

test("a key that was pressed before its command was there is not lost", async () => {
  press("l", {});
  register({ id: "other", shortcut: "O" });
  register({ id: "live", shortcut: "L" });
  await Promise.resolve();
  register({ id: "again", shortcut: "L" });
  await Promise.resolve();
  expect(ran).toEqual(["live"]);
});

test("renaming, moving and deleting by key wait for their commands as single letters do", async () => {
  const pressedEarly = [
    ["F2", { key: "F2" }],
    ["Alt+ArrowUp", { key: "ArrowUp", altKey: true }],
    ["Alt+End", { key: "End", altKey: true }],
    ["Delete", { key: "Delete" }],
  ] as const;
  for (const [shortcut, { key, ...modifiers }] of pressedEarly) {
    press(key, modifiers);
    register({ id: "app-wide", shortcut: "O" });
    register({ id: shortcut, shortcut });
    await Promise.resolve();
  }
  expect(ran).toEqual(pressedEarly.map(([shortcut]) => shortcut));
});

test("what is typed right after an early key goes into the field that it opens", async () => {
  const field = document.createElement("input");
  document.body.append(field);
  const typed: string[] = [];
  document.execCommand = (_command, _showsUi, text) => typed.push(String(text)) > 0;
  for (const key of "e next") press(key, {});
  register({ id: "other", shortcut: "Q" });
  register({ id: "title", shortcut: "E", run: () => field.focus() });
  await Promise.resolve();
  expect(typed).toEqual([" next"]);
  field.blur();
  for (const key of "lbs") press(key, {}); // it opens nothing: letters are no commands then
  register({ id: "live", shortcut: "L" });
  await Promise.resolve();
  expect([ran, typed]).toEqual([["live"], [" next"]]);
  field.remove();
});

test("whoever has switched single characters off has none answered late, and other keys all the same", async () => {
  stops.push(() => {
    singleKeys.value = true;
  });
  singleKeys.value = false;
  for (const [key, shortcut] of [
    ["l", "L"],
    ["F2", "F2"],
  ] as const) {
    press(key, {});
    register({ id: shortcut, shortcut });
    await Promise.resolve();
  }
  expect(ran).toEqual(["F2"]);
});

test("the space bar is never early: it has scrolled or worked something already", async () => {
  press(" ", {});
  register({ id: "pause", shortcut: "Space" });
  await Promise.resolve();
  expect(ran).toEqual([]);
});

test("a key that was pressed early is forgotten once anything else is done", async () => {
  press("l", {});
  press("Tab", {});
  register({ id: "live", shortcut: "L" });
  press("x", {});
  document.body.dispatchEvent(new Event("pointerdown", { bubbles: true }));
  register({ id: "discussed", shortcut: "X" });
  await Promise.resolve();
  expect(ran).toEqual([]);
});

test("what was typed into a field early is no command, nor what means another place by now", async () => {
  const field = document.createElement("input");
  const button = document.createElement("button");
  document.body.append(field, button);
  field.focus();
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "l", bubbles: true, cancelable: true }));
  register({ id: "live", shortcut: "L" });
  press("x", {});
  button.focus();
  register({ id: "discussed", shortcut: "X" });
  await Promise.resolve();
  expect(ran).toEqual([]);
  field.remove();
  button.remove();
});

test("a key that was pressed long before its command was there does nothing", async () => {
  const event = new KeyboardEvent("keydown", { key: "l", bubbles: true, cancelable: true });
  Object.defineProperty(event, "timeStamp", { value: performance.now() - 2000 });
  document.body.dispatchEvent(event);
  register({ id: "live", shortcut: "L" });
  await Promise.resolve();
  expect(ran).toEqual([]);
});

test("Enter on what is no control waits for its command as well, and what it works is worked at once", async () => {
  const row = document.createElement("div");
  const button = document.createElement("button");
  row.tabIndex = 0;
  document.body.append(row, button);
  for (const [where, wanted] of [
    [button, []],
    [row, ["notes"]],
  ] as const) {
    where.focus();
    where.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    register({ id: "notes", shortcut: "Enter" });
    await Promise.resolve();
    expect(ran).toEqual(wanted);
    stops.pop()?.();
  }
  row.remove();
  button.remove();
});
