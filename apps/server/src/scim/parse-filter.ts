import { ScimRefusal } from "./scim-refusal.ts";

const COMPARISONS = ["eq", "ne", "co", "sw", "ew", "gt", "lt", "ge", "le"] as const;

/** A filter as RFC 7644, section 3.4.2.2 has it. */
export type Filter =
  | { op: (typeof COMPARISONS)[number]; path: string; value: string | number | boolean | null }
  | { op: "pr"; path: string }
  | { op: "and" | "or"; filters: Filter[] }
  | { op: "not"; filter: Filter }
  /** at least one of several values meets it */
  | { op: "[]"; path: string; filter: Filter };

const MAX_LENGTH = 4000; // characters
const MAX_CONDITIONS = 50; // each is looked at for every person of a workspace
const MAX_DEPTH = 20; // of brackets and nots; the reader calls itself for each
const TOKEN = /\s*(?:([()[\]])|("(?:[^"\\]|\\.)*")|([^\s()[\]"]+))/sy;

/** @throws {ScimRefusal} where it is none, or nested deeper than anybody needs. */
export function parseFilter(text: string): Filter {
  if (text.length > MAX_LENGTH) throw refusal(`The filter has more than ${MAX_LENGTH} characters.`);
  const tokens = readTokens(text);
  const state: State = { tokens, at: 0, depth: 0, conditions: 0 };
  const filter = readOr(state);
  if (state.at < tokens.length) throw refusal("The filter goes on after its end.");
  return filter;
}

type State = { tokens: readonly string[]; at: number; depth: number; conditions: number };

function readTokens(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const found = TOKEN.exec(text);
    const token = found?.[1] ?? found?.[2] ?? found?.[3];
    if (token === undefined) throw refusal("The filter has a quotation mark that is not closed.");
    tokens.push(token);
  }
  return tokens;
}

function readOr(state: State): Filter {
  const first = readAnd(state);
  const filters = [first];
  while (takeWord(state, "or")) filters.push(readAnd(state));
  return filters.length === 1 ? first : { op: "or", filters };
}

function readAnd(state: State): Filter {
  const first = readOne(state);
  const filters = [first];
  while (takeWord(state, "and")) filters.push(readOne(state));
  return filters.length === 1 ? first : { op: "and", filters };
}

function readOne(state: State): Filter {
  const token = take(state);
  if (token === "(") return readInside(state, ")");
  if (token.toLowerCase() === "not" && state.tokens[state.at] === "(") {
    state.at += 1;
    return { op: "not", filter: readInside(state, ")") };
  }
  if (!/^[a-z]/i.test(token)) throw refusal("The filter has no attribute where one should be.");
  state.conditions += 1;
  if (state.conditions > MAX_CONDITIONS) throw refusal(`The filter has more than ${MAX_CONDITIONS} conditions.`);
  const op = take(state).toLowerCase();
  if (op === "pr") return { op, path: token };
  if (op === "[") return { op: "[]", path: token, filter: readInside(state, "]") };
  const comparison = COMPARISONS.find((each) => each === op);
  if (!comparison) throw refusal("The filter has no operator where one should be.");
  return { op: comparison, path: token, value: readValue(take(state)) };
}

function readInside(state: State, end: string): Filter {
  state.depth += 1;
  if (state.depth > MAX_DEPTH) throw refusal("The filter is nested too deeply.");
  const filter = readOr(state);
  if (take(state) !== end) throw refusal("The filter has a bracket that is not closed.");
  state.depth -= 1;
  return filter;
}

function readValue(token: string): string | number | boolean | null {
  try {
    const value: unknown = JSON.parse(/^(true|false|null)$/i.test(token) ? token.toLowerCase() : token);
    if (value === null || typeof value !== "object") return value as string | number | boolean | null;
  } catch {}
  throw refusal("The filter compares with something that is no text, number or truth value.");
}

function takeWord(state: State, word: string): boolean {
  const found = state.tokens[state.at]?.toLowerCase() === word;
  if (found) state.at += 1;
  return found;
}

function take(state: State): string {
  const token = state.tokens[state.at];
  if (token === undefined) throw refusal("The filter ends too early.");
  state.at += 1;
  return token;
}

function refusal(detail: string): ScimRefusal {
  return new ScimRefusal(400, "invalidFilter", detail);
}
