import { strFromU8 } from "fflate";

/** What spreadsheets on Windows save where Latin-1 has no letters: the signs 0x80 to 0x9f of their own table. */
const WINDOWS_1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/**
 * A text of any program: UTF-8, UTF-16 with its mark, or what Windows and Latin-1 have for Western letters, which spreadsheets
 * still save tables in.
 *
 * @returns null: it is no text.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decodeUtf16(bytes, 0);
  if (first === 0xfe && second === 0xff) return decodeUtf16(bytes, 1);
  const text = strFromU8(bytes);
  if (text.includes("\u0000")) return null;
  const wrong = text.match(/\ufffd/g)?.length ?? 0; // what is no UTF-8 decodes to signs that stand for nothing
  const beyondAscii = text.match(/[^ -~\s\ufffd]/g)?.length ?? 0;
  if (wrong <= beyondAscii) return text;
  return bytes.some(isControl) ? null : decodeWindows1252(bytes);
}

/** What no text holds; tab, ends of lines and pages, and Escape stand in some. */
function isControl(byte: number): boolean {
  return byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1b;
}

function decodeUtf16(bytes: Uint8Array, high: 0 | 1): string | null {
  const parts: string[] = [];
  for (let at = 2; at + 1 < bytes.length; at += 2) {
    const [one = 0, other = 0] = [bytes[at], bytes[at + 1]];
    parts.push(String.fromCharCode(high === 1 ? one * 256 + other : other * 256 + one));
  }
  const text = parts.join("");
  return text.includes("\u0000") ? null : text;
}

function decodeWindows1252(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (const byte of bytes)
    parts.push(byte >= 0x80 && byte <= 0x9f ? (WINDOWS_1252[byte - 0x80] ?? "") : String.fromCharCode(byte));
  return parts.join("");
}
