/** One line of an iCalendar file, unfolded; names are in upper case, values as they stood. */
export type ContentLine = {
  name: string;
  /** upper-case names; values without their quotes */
  params: Readonly<Record<string, string>>;
  value: string;
};

const MAX_LINE = 512 * 1024; // characters; a list of dates may be long, and nothing else that we read is

/**
 * Calls `take` with each line of a file that has one of the names, in order. Files come with line ends of three kinds,
 * with a mark of bytes at their beginning, blank lines, broken folds and rubbish: what is no line is left out.
 */
export function readContentLines(
  text: string,
  wanted: ReadonlySet<string>,
  take: (line: ContentLine) => undefined | "stop",
): void {
  const whole = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const even = /\r(?!\n)/.test(whole) ? whole.replace(/\r\n?/g, "\n") : whole;
  let line: string | null = null; // null: of no interest, and so are the folds after it
  let from = 0;
  while (from <= even.length) {
    let to = even.indexOf("\n", from);
    if (to === -1) to = even.length;
    const end = to > from && even.charCodeAt(to - 1) === CR ? to - 1 : to;
    const first = even.charCodeAt(from);
    if (end > from && (first === SPACE || first === TAB)) {
      if (line !== null && line.length < MAX_LINE) line += even.slice(from + 1, end);
    } else if (end > from) {
      if (line !== null && give(line, take) === "stop") return;
      const start = even.slice(from, end);
      line = isWanted(start, wanted) ? start : null;
    }
    from = to + 1;
  }
  if (line !== null) give(line, take);
}

const CR = 13;
const SPACE = 32;
const TAB = 9;

/** A name may stand alone on its line, with its parameters and value folded onto the next. */
function isWanted(line: string, wanted: ReadonlySet<string>): boolean {
  let at = 0;
  while (at < line.length && at < 40) {
    const code = line.charCodeAt(at);
    if (code === 58 || code === 59) break; // : ;
    at++;
  }
  return wanted.has(line.slice(0, at).trim().toUpperCase());
}

function give(text: string, take: (line: ContentLine) => undefined | "stop"): undefined | "stop" {
  const line = parseContentLine(text);
  return line === null ? undefined : take(line);
}

/** @returns null for what has no value. */
export function parseContentLine(text: string): ContentLine | null {
  let at = 0;
  let part = 0;
  let isQuoted = false;
  const parts: string[] = [];
  for (; at < text.length; at++) {
    const char = text[at];
    if (char === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (char === ";" || char === ":")) {
      parts.push(text.slice(part, at));
      part = at + 1;
      if (char === ":") break;
    }
  }
  if (at >= text.length) return text.includes('"') ? parseContentLine(unquoted(text)) : null;
  const [name = "", ...rest] = parts;
  const params: Record<string, string> = Object.create(null);
  for (const each of rest) {
    const equals = each.indexOf("=");
    if (equals > 0) params[each.slice(0, equals).trim().toUpperCase()] = bare(each.slice(equals + 1));
  }
  return { name: name.trim().toUpperCase(), params, value: text.slice(at + 1) };
}

/** A quote that is never closed, or only behind the value: the line is read as though there were none. */
function unquoted(text: string): string {
  return text.replaceAll('"', "");
}

function bare(value: string): string {
  const trimmed = value.trim();
  return trimmed.startsWith('"') && trimmed.endsWith('"') && trimmed.length > 1 ? trimmed.slice(1, -1) : trimmed;
}
