export type PeopleFile = { type: "text"; text: string } | { type: "empty" } | { type: "not_text" };

/**
 * The text of a file as spreadsheets save it: UTF-8, UTF-16 with its mark, or, where it is neither, the code page that
 * Windows uses in the west, so that no name comes in with a question mark for its umlaut.
 */
export function readPeopleFile(bytes: ArrayBuffer): PeopleFile {
  const text = decode(new Uint8Array(bytes));
  if (text.includes("\0")) return { type: "not_text" };
  return text.trim() === "" ? { type: "empty" } : { type: "text", text };
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
