import { describe, expect, test } from "vitest";
import { type KeySituation, NOTHING_PRESSED, pressKey } from "./press-key.ts";
import { ariaKeyShortcut, isSingleCharacter, type KeyPress, keyNames } from "./shortcut.ts";

const SHORTCUTS = ["Mod+K", "Mod+Shift+K", "Q", "G H", "G P", "H", "?", "/", "Alt+ArrowUp", "Enter", "Mod+Z"];
const OUTSIDE: KeySituation = { isMac: false, inTextField: false, onControl: false, singleCharacters: true };

test("a chord needs exactly its modifiers", () => {
  expect(complete([key("k", { ctrlKey: true })])).toBe("Mod+K");
  expect(complete([key("K", { ctrlKey: true, shiftKey: true })])).toBe("Mod+Shift+K");
  expect(complete([key("k", { ctrlKey: true, altKey: true })])).toBeNull();
  expect(complete([key("k")])).toBeNull();
});

test("Mod is the command key on a Mac and Ctrl elsewhere", () => {
  const onMac = { ...OUTSIDE, isMac: true };
  expect(complete([key("k", { metaKey: true })], onMac)).toBe("Mod+K");
  expect(complete([key("k", { ctrlKey: true })], onMac)).toBeNull();
  expect(complete([key("k", { metaKey: true })])).toBeNull();
});

test("two keys one after the other make a sequence, and its second key is no command of its own", () => {
  expect(complete([key("g"), key("h")])).toBe("G H");
  expect(complete([key("h")])).toBe("H");
  expect(complete([key("g"), key("x"), key("h")])).toBe("H");
});

test("a sequence that was left alone is forgotten", () => {
  const first = pressKey(NOTHING_PRESSED, key("g"), 0, SHORTCUTS, OUTSIDE);
  expect(pressKey(first.pressed, key("p"), 60_000, SHORTCUTS, OUTSIDE).shortcut).toBeNull();
});

test("holding Shift between two keys does not break a sequence", () => {
  expect(complete([key("g"), key("Shift", { shiftKey: true }), key("h")])).toBe("G H");
});

test("a key that starts nothing after a sequence began counts for itself", () => {
  expect(complete([key("g"), key("q")])).toBe("Q");
});

describe("single characters", () => {
  test("do nothing while a text field has the focus", () => {
    const typing = { ...OUTSIDE, inTextField: true };
    expect(complete([key("q")], typing)).toBeNull();
    expect(complete([key("g"), key("h")], typing)).toBeNull();
    expect(complete([key("k", { ctrlKey: true })], typing)).toBe("Mod+K");
  });

  test("do nothing when they are switched off", () => {
    const off = { ...OUTSIDE, singleCharacters: false };
    expect(complete([key("q")], off)).toBeNull();
    expect(complete([key("?", { shiftKey: true })], off)).toBeNull();
    expect(complete([key("ArrowUp", { altKey: true })], off)).toBe("Alt+ArrowUp");
  });

  test("are told apart from chords and named keys", () => {
    expect(SHORTCUTS.filter(isSingleCharacter)).toEqual(["Q", "G H", "G P", "H", "?", "/"]);
  });
});

test("a sign is known by itself, whether or not the layout needs Shift for it", () => {
  expect(complete([key("?", { shiftKey: true })])).toBe("?");
  expect(complete([key("/", { shiftKey: true })])).toBe("/");
});

test("on a layout without Latin letters a letter is known by where it lies", () => {
  expect(complete([{ ...key("л"), code: "KeyK", ctrlKey: true }])).toBe("Mod+K");
  expect(complete([{ ...key("a"), code: "KeyQ" }])).toBeNull(); // AZERTY: the letter printed on the key counts
});

test("Enter stays with the button that has the focus", () => {
  expect(complete([key("Enter")], { ...OUTSIDE, onControl: true })).toBeNull();
  expect(complete([key("Enter")])).toBe("Enter");
});

test("shortcuts are shown as the keyboard has them", () => {
  expect(keyNames("Mod+Shift+K", true)).toEqual([["⌘", "⇧", "K"]]);
  expect(keyNames("Mod+Shift+K", false)).toEqual([["Ctrl", "Shift", "K"]]);
  expect(keyNames("G H", false)).toEqual([["G"], ["H"]]);
  expect(keyNames("Alt+ArrowUp", false)).toEqual([["Alt", "↑"]]);
  expect(ariaKeyShortcut("Mod+K", false)).toBe("Control+K");
  expect(ariaKeyShortcut("G H", false)).toBeUndefined();
});

function complete(presses: KeyPress[], situation = OUTSIDE): string | null {
  let pressed = NOTHING_PRESSED;
  let shortcut: string | null = null;
  for (const press of presses) ({ shortcut, pressed } = pressKey(pressed, press, 0, SHORTCUTS, situation));
  return shortcut;
}

function key(name: string, modifiers: Partial<KeyPress> = {}): KeyPress {
  const code = /^[a-z]$/i.test(name) ? `Key${name.toUpperCase()}` : name;
  return { key: name, code, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...modifiers };
}
