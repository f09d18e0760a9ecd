// PostgreSQL's text holds neither NUL nor half of a surrogate pair, and a peer may write both.
export function storable(text: string): string {
  return text.replaceAll("\0", "").toWellFormed();
}

export function storableOrNull(text: string | null): string | null {
  return text === null ? null : storable(text);
}
