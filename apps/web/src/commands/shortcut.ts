/** One key pressed, with the modifiers that count. "Mod" is ⌘ on a Mac and Ctrl elsewhere. */
export type Stroke = { key: string; mod: boolean; alt: boolean; shift: boolean };

/** What a keyboard event tells; a subset of KeyboardEvent, so that rules can be tested without a browser. */
export type KeyPress = {
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
};

/** @param shortcut such as "Mod+Shift+K", "Alt+ArrowUp", "G H" (one after the other) or "?". */
export function parseShortcut(shortcut: string): Stroke[] {
  return shortcut.split(" ").map((part) => {
    const names = part.split("+");
    const key = names.pop() ?? "";
    return {
      key,
      mod: names.includes("Mod"),
      alt: names.includes("Alt"),
      shift: names.includes("Shift"),
    };
  });
}

/** Whether a shortcut begins with a bare character, which a text field or speech input may produce by chance. */
export function isSingleCharacter(shortcut: string): boolean {
  const first = parseShortcut(shortcut)[0];
  return first !== undefined && !first.mod && !first.alt && [...first.key].length === 1;
}

export function pressMatches(press: KeyPress, stroke: Stroke, isMac: boolean): boolean {
  const [mod, other] = isMac ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
  if (mod !== stroke.mod || other || press.altKey !== stroke.alt) return false;
  // Which signs need Shift differs by keyboard layout: a sign is told by itself.
  if (!isSign(stroke.key) && press.shiftKey !== stroke.shift) return false;
  const key = press.key === " " ? "Space" : press.key;
  if (key.toLowerCase() === stroke.key.toLowerCase()) return true;
  // On a Cyrillic or Greek layout, or with Option held on a Mac, the letter is known by where it lies.
  return isLetter(stroke.key) && !isLatinLetter(press.key) && press.code === `Key${stroke.key.toUpperCase()}`;
}

function isLetter(key: string): boolean {
  return /^[a-z]$/i.test(key);
}

function isLatinLetter(key: string): boolean {
  return /^\p{Script=Latin}$/u.test(key);
}

function isSign(key: string): boolean {
  return key.length === 1 && !isLetter(key);
}

const MAC_NAMES: Readonly<Record<string, string>> = { Mod: "⌘", Alt: "⌥", Shift: "⇧" };
const OTHER_NAMES: Readonly<Record<string, string>> = { Mod: "Ctrl" };
const KEY_NAMES: Readonly<Record<string, string>> = {
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  Escape: "Esc",
};

/** The keys as this machine's keyboard has them printed on, one list per stroke. */
export function keyNames(shortcut: string, isMac: boolean): string[][] {
  const modifiers = isMac ? MAC_NAMES : OTHER_NAMES;
  return shortcut.split(" ").map((part) => part.split("+").map((name) => modifiers[name] ?? KEY_NAMES[name] ?? name));
}

/** For `aria-keyshortcuts`, which knows modifiers by their event names and no sequences. */
export function ariaKeyShortcut(shortcut: string, isMac: boolean): string | undefined {
  return shortcut.includes(" ") ? undefined : shortcut.replace("Mod", isMac ? "Meta" : "Control");
}
