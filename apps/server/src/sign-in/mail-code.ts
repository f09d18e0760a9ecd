import { createHash } from "node:crypto";

// Crockford's letters: none that is taken for another, and a typed O, I or L means what it looks like.
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 8; // 40 bits, of which five tries are allowed

/** The code that goes with a link's secret: another browser can show it, and only whoever has the mail has that. */
export function codeOf(token: string): string {
  const bytes = createHash("sha256").update(`code of ${token}`).digest();
  return Array.from(bytes.subarray(0, LENGTH), (byte) => LETTERS[byte & 31]).join("");
}

/** As a person reads it. */
export function sayCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** What was typed or pasted, as it is compared: however it was written, and whatever stands between. */
export function readCode(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[\s\-–—.]/g, "")
    .replace(/O/g, "0")
    .replace(/[IL]/g, "1");
}
