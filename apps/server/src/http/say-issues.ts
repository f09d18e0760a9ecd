import { z } from "@hono/zod-openapi";

const MOST_SENTENCES = 5; // a list of a thousand wrong entries is told by its first ones
const MOST_OF_A_NAME = 60; // characters

type Issue = z.core.$ZodRawIssue;

// Every schema says in plain words what is wrong and what the limit is, where it has no sentence of its own.
z.config({ localeError: sayIssue });

/** What was refused, by the place and never the value: answers end up in logs and screenshots. */
export function sayIssues(issues: readonly { path: readonly PropertyKey[]; message: string }[]): string {
  const byPlace = new Map<string, string>(); // the first of a place says enough
  for (const { path, message } of issues) {
    const place = path.map(String).join(".");
    if (!byPlace.has(place)) byPlace.set(place, placed(path, message));
  }
  const sentences = [...byPlace.values()].slice(0, MOST_SENTENCES);
  const more = byPlace.size - sentences.length;
  return [...sentences, ...(more > 0 ? [`And ${counted(more, "more place", "more places")}.`] : [])].join(" ");
}

function placed(path: readonly PropertyKey[], message: string): string {
  const end = message.endsWith(".") ? message : `${message}.`;
  return path.length === 0 ? end : `${path.map(String).join(".")}: ${end}`;
}

function sayIssue(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? "It is missing."
        : `It has to be ${THINGS[issue.expected] ?? "something else"}.`;
    case "invalid_value": {
      const values = issue.values.map((value) => JSON.stringify(value)).join(", ");
      const be = issue.values.length === 1 ? "be" : "be one of";
      return `${issue.input === undefined ? "It is missing. " : ""}It has to ${be}: ${values}.`;
    }
    case "too_big":
      return sayTooBig(issue);
    case "too_small":
      return sayTooSmall(issue);
    case "invalid_format":
      return FORMATS[issue.format] ?? "It is not written as it should be.";
    case "not_multiple_of":
      return `It has to be a multiple of ${issue.divisor}.`;
    case "unrecognized_keys": {
      const names = issue.keys.slice(0, MOST_SENTENCES).map((name) => JSON.stringify(name.slice(0, MOST_OF_A_NAME)));
      return `There is no such field here: ${names.join(", ")}${issue.keys.length > names.length ? ", …" : ""}.`;
    }
    case "invalid_union": {
      const ways = new Set(issue.errors.flatMap(([first]) => (first ? [placed(first.path, first.message)] : [])));
      return ways.size === 0 ? "It is none of what it may be." : [...ways].join(" Or: ");
    }
    default:
      return "It is not as it should be.";
  }
}

function sayTooBig({ origin, maximum, inclusive = true, exact }: Extract<Issue, { code: "too_big" }>): string {
  if (exact) return sayExact(origin, maximum);
  if (origin === "string") return `It is longer than ${counted(maximum, "character", "characters")}.`;
  if (HOLDING.has(origin)) return `It has more than ${counted(maximum, "entry", "entries")}.`;
  return inclusive ? `It is more than ${written(maximum)}.` : `It has to be less than ${written(maximum)}.`;
}

function sayTooSmall({ origin, minimum, inclusive = true, exact }: Extract<Issue, { code: "too_small" }>): string {
  if (exact) return sayExact(origin, minimum);
  if (origin === "string" || HOLDING.has(origin)) {
    if (minimum === 1) return "It is empty.";
    if (origin === "string") return `It is shorter than ${counted(minimum, "character", "characters")}.`;
    return `It has fewer than ${counted(minimum, "entry", "entries")}.`;
  }
  return inclusive ? `It is less than ${written(minimum)}.` : `It has to be more than ${written(minimum)}.`;
}

function sayExact(origin: string, count: number | bigint): string {
  return origin === "string"
    ? `It has to have ${counted(count, "character", "characters")}.`
    : `It has to have ${counted(count, "entry", "entries")}.`;
}

const HOLDING: ReadonlySet<string> = new Set(["array", "set", "map", "object"]);

const THINGS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "an object",
  record: "an object",
  null: "null",
  date: "a date",
};

const FORMATS: Readonly<Record<string, string>> = {
  datetime: "That is no time; one is written as 2026-12-01T09:30:00Z.",
  date: "That is no day; one is written as 2026-12-01.",
  uuid: "That is no id.",
  url: "That is no address.",
  email: "That is no e-mail address.",
};

function counted(count: number | bigint, one: string, several: string): string {
  return `${written(count)} ${count === 1 ? one : several}`;
}

function written(count: number | bigint): string {
  return count.toLocaleString("en");
}
