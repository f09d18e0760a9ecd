import { isSingleCharacter, type KeyPress, parseShortcut, pressMatches } from "./shortcut.ts";

const SEQUENCE_MILLISECONDS = 1500; // long enough to look at the keyboard between the two keys

/** What was pressed so far of a sequence such as "G H". */
export type PressedKeys = { presses: readonly KeyPress[]; at: number };

export const NOTHING_PRESSED: PressedKeys = { presses: [], at: 0 };

export type KeySituation = {
  isMac: boolean;
  /** whether the focus is where characters are typed or chosen from a list */
  inTextField: boolean;
  /** whether the focus is on something that Enter, Space or the arrows work themselves */
  onControl: boolean;
  /** the person's setting (WCAG 2.1.4) */
  singleCharacters: boolean;
};

const CONTROL_KEYS = new Set(["Enter", "Space", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"]);

/**
 * Decides what a key press means.
 *
 * @param at milliseconds on any clock that only runs forward.
 * @returns the shortcut that is now complete, or null, and what to remember for the next press.
 */
export function pressKey(
  pressed: PressedKeys,
  press: KeyPress,
  at: number,
  shortcuts: readonly string[],
  situation: KeySituation,
): { shortcut: string | null; pressed: PressedKeys } {
  if (MODIFIER_KEYS.has(press.key)) return { shortcut: null, pressed };
  const earlier = at - pressed.at <= SEQUENCE_MILLISECONDS ? pressed.presses : [];
  const allowed = shortcuts.filter((shortcut) => isAllowed(shortcut, situation));
  // A started sequence goes first, so that the second key of "G H" is not taken for a command of its own.
  for (const presses of earlier.length > 0 ? [[...earlier, press], [press]] : [[press]]) {
    const begun = allowed.filter((shortcut) => begins(shortcut, presses, situation.isMac));
    const complete = begun.find((shortcut) => parseShortcut(shortcut).length === presses.length);
    if (complete !== undefined) return { shortcut: complete, pressed: NOTHING_PRESSED };
    if (begun.length > 0) return { shortcut: null, pressed: { presses, at } };
  }
  return { shortcut: null, pressed: NOTHING_PRESSED };
}

const MODIFIER_KEYS = new Set(["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock"]);

function isAllowed(shortcut: string, situation: KeySituation): boolean {
  if (isSingleCharacter(shortcut)) return situation.singleCharacters && !situation.inTextField;
  const first = parseShortcut(shortcut)[0];
  if (!first || first.mod || first.alt) return true;
  if (situation.inTextField) return false;
  return !(situation.onControl && CONTROL_KEYS.has(first.key));
}

function begins(shortcut: string, presses: readonly KeyPress[], isMac: boolean): boolean {
  const strokes = parseShortcut(shortcut);
  return presses.every((press, index) => {
    const stroke = strokes[index];
    return stroke !== undefined && pressMatches(press, stroke, isMac);
  });
}
