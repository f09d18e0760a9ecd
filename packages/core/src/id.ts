/** Ids inside a page: short, since every edit that names one carries it over the wire. */
export type Id = string;

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZabcdefghjkmnpqrstvwxyz"; // no I, L, O, U, i, l, o, u: read aloud without doubt
const ID_LENGTH = 12; // 54^12 is about 2^69: no meeting of two in any page's life

// Ids become keys of maps and parts of addresses; a name such as "__proto__" never passes (SECURITY.md Y10).
const ID_PATTERN = /^[0-9A-Za-z][0-9A-Za-z.-]{0,39}$/;

export function isId(value: unknown): value is Id {
  return typeof value === "string" && ID_PATTERN.test(value);
}

/** @param random at least 12 random bytes; each gives one character. */
export function idFromRandom(random: Uint8Array): Id {
  if (random.length < ID_LENGTH) throw new RangeError(`an id needs ${ID_LENGTH} random bytes, got ${random.length}`);
  return Array.from(random.subarray(0, ID_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join("");
}
