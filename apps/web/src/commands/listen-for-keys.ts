import { type Command, commands, isOffered, shortcutsOf } from "./commands.ts";
import { singleKeys } from "./key-settings.ts";
import { isMac } from "./platform.ts";
import { NOTHING_PRESSED, type PressedKeys, pressKey } from "./press-key.ts";
import { parseShortcut, pressMatches } from "./shortcut.ts";

const EARLY_MILLISECONDS = 1500; // later than that, nobody knows any more what a key was to do
const TYPING_MILLISECONDS = 200; // from letter to letter; nobody gives two commands so quickly
const SOON_MILLISECONDS = 300; // for a command to open its field

/**
 * Runs the commands of the registry by their shortcuts. What a part of the screen has dealt with itself
 * (`preventDefault`) is left to it, and under a modal dialog nothing happens.
 *
 * @returns stops listening.
 */
export function listenForKeys(target: Document): () => void {
  let pressed = NOTHING_PRESSED;
  let unanswered: KeyboardEvent | null = null; // the last chord that was no command's, as far as they were there
  let early: KeyboardEvent | null = null; // a key that was none's either, until anything else is done
  let heardAt = 0; // when a key was pressed last
  let typedAfter = ""; // the text that followed it, for the field which it opens
  const forgetEarly = () => {
    early = null;
    typedAfter = "";
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const [first, text] = [early, typedAfter];
    const goesOn = first !== null && isTyping(first, event) && event.timeStamp - heardAt < TYPING_MILLISECONDS;
    heardAt = event.timeStamp;
    forgetEarly();
    if (event.defaultPrevented || event.isComposing || target.querySelector("dialog:modal")) {
      pressed = NOTHING_PRESSED;
      return;
    }
    if (goesOn) {
      [early, typedAfter] = [first, text + event.key];
      event.preventDefault();
      return;
    }
    const { shortcut, command, ...outcome } = answer(pressed, event, commands.value);
    pressed = outcome.pressed;
    if (shortcut === null) {
      if (event.ctrlKey || event.metaKey) unanswered = event;
      else if (pressed === NOTHING_PRESSED && mayBeEarly(event)) early = event;
      return;
    }
    if (!command || (isUndo(shortcut) && undoesItself(event.target))) return;
    event.preventDefault();
    command.run();
  };
  const stopWaiting = commands.subscribe((all) => {
    const press = unanswered;
    const late = press && all.find((each) => each.runLate && shortcutsOf(each).some((keys) => isPress(press, keys)));
    if (!late) return;
    unanswered = null;
    late.runLate?.();
  });
  // A part of the app brings its commands along, a moment after it shows: a key pressed in between is not lost.
  const stopAnswering = commands.subscribe((all) => {
    const press = early;
    if (!press || performance.now() - press.timeStamp > EARLY_MILLISECONDS) return;
    if (target.activeElement !== press.target || target.querySelector("dialog:modal")) return forgetEarly();
    const { command } = answer(NOTHING_PRESSED, press, all);
    if (!command) return;
    const text = typedAfter;
    forgetEarly();
    queueMicrotask(() => {
      command.run();
      if (text !== "") typeInto(target, text);
    });
  });
  target.addEventListener("keydown", onKeyDown);
  target.addEventListener("pointerdown", forgetEarly);
  target.documentElement.dataset.keys = "heard";
  return () => {
    target.removeEventListener("keydown", onKeyDown);
    target.removeEventListener("pointerdown", forgetEarly);
    stopWaiting();
    stopAnswering();
  };
}

/** Text for the field that has the focus, or gets it in a moment. */
function typeInto(target: Document, text: string): void {
  const type = () => isTextField(target.activeElement) && target.execCommand("insertText", false, text);
  if (type()) return;
  const signal = AbortSignal.timeout(SOON_MILLISECONDS);
  target.addEventListener("focusin", () => queueMicrotask(type), { once: true, signal });
}

function answer(pressed: PressedKeys, press: KeyboardEvent, all: readonly Command[]) {
  // A screen registers after the app: its command goes before an app-wide one on the same key.
  const offered = all.filter(isOffered).reverse();
  const outcome = pressKey(pressed, press, press.timeStamp, offered.flatMap(shortcutsOf), {
    isMac,
    inTextField: isTextField(press.target),
    onControl: isControl(press.target),
    singleCharacters: singleKeys.peek(),
  });
  const { shortcut } = outcome;
  return { ...outcome, command: offered.find((each) => shortcut !== null && shortcutsOf(each).includes(shortcut)) };
}

/** What is typed is text, and the space bar works what has the focus or scrolls. */
function mayBeEarly({ key, target }: KeyboardEvent): boolean {
  return key !== " " && !isTextField(target);
}

function isTyping(first: KeyboardEvent, next: KeyboardEvent): boolean {
  return isText(first) && isText(next) && next.target === first.target;
}

function isText({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return key.length === 1 && !ctrlKey && !metaKey && !altKey;
}

function isPress(press: KeyboardEvent, shortcut: string): boolean {
  return parseShortcut(shortcut).every((stroke) => pressMatches(press, stroke, isMac));
}

const TYPED_INTO = 'textarea, select, [role="textbox"], [role="combobox"], [role="listbox"], [role="menu"]';
const NOT_TYPED_INTO = new Set(["button", "checkbox", "color", "file", "image", "radio", "range", "reset", "submit"]);

const WORKED_BY_KEYS =
  'button, a[href], input, select, summary, [role="button"], [role="tab"], [role="option"], [role^="menuitem"]';

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NOT_TYPED_INTO.has(target.type);
  return target.isContentEditable || target.closest(TYPED_INTO) !== null;
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest(WORKED_BY_KEYS) !== null;
}

function isUndo(shortcut: string): boolean {
  return shortcut === "Mod+Z" || shortcut === "Mod+Shift+Z" || shortcut === "Mod+Y";
}

/** A plain field that is no part of the page has the browser's own undo; one that is says so by `data-undo="page"`. */
function undoesItself(target: EventTarget | null): boolean {
  const isField = target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && isTextField(target));
  return isField && target.closest('[data-undo="page"]') === null && target.value !== "";
}
