import { foldText } from "../fold-text.ts";
import { parseDue } from "./parse-due.ts";

export type CapturePerson = { id: string; name: string };

export type CaptureContext = {
  /** whom one meets */
  people: readonly CapturePerson[];
  now: Temporal.Instant;
  /** IANA name, of whoever writes: it decides which day is today */
  timeZone: string;
};

/** A stretch [start, end) of the line; all parts together are the line. */
export type CapturePart = { type: "text" | "person" | "due" | "theme"; start: number; end: number };

export type Capture = {
  /** the line without what was understood; may be empty */
  text: string;
  person: CapturePerson | null;
  /** YYYY-MM-DD */
  due: string | null;
  theme: string | null;
  parts: CapturePart[];
};

const CLOSING = /[.,;:!?)]+$/;

/**
 * Reads one line of quick capture: `@sam growth plan !fri #career`. The first of each kind counts; whatever is not
 * understood, or fits two people, stays text.
 */
export function parseCapture(line: string, { people, now, timeZone }: CaptureContext): Capture {
  const capture: Capture = { text: "", person: null, due: null, theme: null, parts: [] };
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  let done = 0;
  const mark = (type: CapturePart["type"], start: number, end: number) => {
    if (start > done) capture.parts.push({ type: "text", start: done, end: start });
    if (end > start) capture.parts.push({ type, start, end });
    done = end;
  };
  for (const { index: start } of line.matchAll(/(?<=^|\s)[@!#](?=\S)/g)) {
    if (start < done) continue; // inside a name of several words
    const rest = line.slice(start + 1);
    const word = /^\S+/.exec(rest)?.[0].replace(CLOSING, "") ?? "";
    const sign = line[start];
    if (sign === "@" && capture.person === null) {
      const found = findPerson(rest, word, people);
      if (!found) continue;
      capture.person = found.person;
      mark("person", start, start + 1 + found.length);
    } else if (sign === "!" && capture.due === null) {
      const due = parseDue(word, today);
      if (due === null) continue;
      capture.due = due;
      mark("due", start, start + 1 + word.length);
    } else if (sign === "#" && capture.theme === null && /^\p{L}[\p{L}\p{N}_-]*$/u.test(word)) {
      capture.theme = word;
      mark("theme", start, start + 1 + word.length);
    }
  }
  mark("text", done, line.length);
  capture.text = capture.parts
    .filter((part) => part.type === "text")
    .map(({ start, end }) => line.slice(start, end))
    .reduce((before, text) => (/^[.,;:?)]/.test(text) ? before.trimEnd() : before) + text, "")
    .replace(/\s+/g, " ")
    .trim();
  return capture;
}

/** The words of a text that begin as a person, a day or a theme do and were not taken for one: they stay in it. */
export function wordsLeftIn(text: string): string[] {
  return [...text.matchAll(/(?<=^|\s)[@!#][\p{L}\p{N}]\S*/gu)].map(([word]) => word.replace(CLOSING, ""));
}

/** Whom an unfinished word after "@" may mean, best first: names that begin with it, then names of which a word does. */
export function peopleMatching(word: string, people: readonly CapturePerson[]): CapturePerson[] {
  const wanted = foldText(word);
  const begins = people.filter((person) => foldText(person.name).startsWith(wanted));
  const within = people.filter(
    (person) => !begins.includes(person) && wordsOf(person.name).some((each) => each.startsWith(wanted)),
  );
  return [...begins, ...within];
}

function findPerson(
  rest: string,
  word: string,
  people: readonly CapturePerson[],
): { person: CapturePerson; length: number } | null {
  const folded = foldText(rest);
  const whole = people
    .filter((person) => isWordStart(folded, foldText(person.name)))
    .sort((left, right) => right.name.length - left.name.length);
  const [longest, next] = whole;
  if (longest)
    return next?.name.length === longest.name.length ? null : { person: longest, length: longest.name.length };
  if (word === "") return null;
  const wanted = foldText(word);
  const exact = people.filter((person) => wordsOf(person.name).includes(wanted) || joined(person.name) === wanted);
  const candidates = exact.length > 0 ? exact : peopleMatching(word, people);
  const [only] = candidates;
  return only && candidates.length === 1 ? { person: only, length: word.length } : null;
}

function isWordStart(text: string, name: string): boolean {
  return name !== "" && text.startsWith(name) && !/[\p{L}\p{N}]/u.test(text[name.length] ?? " ");
}

function wordsOf(name: string): string[] {
  return foldText(name).split(/[\s-]+/);
}

function joined(name: string): string {
  return foldText(name).replace(/[\s.-]+/g, "");
}
