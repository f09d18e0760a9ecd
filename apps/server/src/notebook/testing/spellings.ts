const ALIGNMENTS = [0, 1, 2]; // of a text within base64, which takes three bytes at a time

/**
 * Every way in which a text or a secret may lie in a file or in memory: as it is, in the two bytes a letter of some
 * strings, in hexadecimal as PostgreSQL prints bytes, in base64 wherever in it.
 */
export function spellings(given: string | Uint8Array): Buffer[] {
  const bytes = Buffer.from(given as Uint8Array);
  const found = [bytes, Buffer.from(bytes.toString("hex")), Buffer.from(bytes.toString("hex").toUpperCase())];
  if (typeof given === "string") found.push(Buffer.from(given, "utf16le"));
  for (const shift of ALIGNMENTS) {
    const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
    // The letters at both ends hold bits of what stands beside it.
    const inner = text.slice(Math.ceil((shift * 4) / 3), Math.floor(((shift + bytes.length) * 8) / 6));
    found.push(Buffer.from(inner), Buffer.from(inner.replaceAll("+", "-").replaceAll("/", "_")));
  }
  const different = new Map(found.map((spelling) => [spelling.toString("latin1"), spelling]));
  return [...different.values()];
}
