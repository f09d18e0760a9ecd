/** Plain text as one line of Markdown that says the same: it opens no link, picture, tag or emphasis, and no other line. */
export function escapeLine(line: string): string {
  return line.replace(/\s+/g, " ").replace(/[\\`*_[\]<>~|]/g, "\\$&");
}
