/**
 * All that Yjs and its binding to the editor use of `lib0/logging` and `lib0/dom`, for which it stands in: those draw in
 * a checker of schemas and colours for the console, 15 kB that every first visit would wait for.
 */
export const doc = globalThis.document;

const STYLE = Symbol("a style that is left out");

export { STYLE as BOLD, STYLE as ORANGE, STYLE as RED, STYLE as UNBOLD };

export const print = (...parts: unknown[]) => console.log(...plain(parts));
export const warn = (...parts: unknown[]) => console.warn(...plain(parts));

function plain(parts: readonly unknown[]): unknown[] {
  return parts.filter((part) => part !== STYLE);
}
