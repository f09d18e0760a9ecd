/** The piece of a text around a place in it, on one line and cut between words where it has any. */
export function cutExcerpt(text: string, at: number, length: number): string {
  const from = Math.max(0, at - Math.floor(length / 3));
  const to = from + length;
  const start = from === 0 ? 0 : from - 1 + (/^\S*\s/.exec(text.slice(from - 1, at))?.[0].length ?? 1);
  const end = to < text.length ? at + (/\s\S*$/.exec(text.slice(at, to + 1))?.index ?? to - at) : to;
  const piece = text.slice(start, end).replace(/\s+/g, " ").trim();
  return `${start > 0 ? "…" : ""}${piece}${end < text.length ? "…" : ""}`;
}
