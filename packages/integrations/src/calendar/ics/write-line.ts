const MAX_OCTETS = 75; // of a line, its end not counted (RFC 5545, 3.1)

/** Text as the value of a property: what a person wrote can end neither it nor the line. */
export function escapeText(text: string): string {
  return text
    .replace(/[\\;,]/g, (char) => `\\${char}`)
    .replace(/\r\n|[\r\n\u0085\u2028\u2029]/g, "\\n")
    .replace(/(?!\t)\p{Cc}/gu, "");
}

/**
 * One line, folded so that no part of it has more than 75 octets and no letter is cut in two.
 *
 * @throws {RangeError} for what holds a line break: it was not escaped.
 */
export function foldLine(line: string): string {
  if (/[\r\n]/.test(line)) throw new RangeError("a line of a calendar cannot hold another");
  const parts: string[] = [];
  let part = "";
  let octets = 0;
  for (const char of line) {
    const size = Buffer.byteLength(char);
    if (octets + size > MAX_OCTETS) {
      parts.push(part);
      part = " ";
      octets = 1;
    }
    part += char;
    octets += size;
  }
  return `${[...parts, part].join("\r\n")}\r\n`;
}
