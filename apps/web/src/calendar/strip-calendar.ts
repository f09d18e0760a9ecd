import { WANTED_LINES } from "@candor/core/calendar/wanted-lines.ts";

/**
 * What of a calendar's file leaves this device: the lines that tell when somebody is taken. Titles, places, descriptions
 * and the names of others stay here.
 */
export function stripCalendar(text: string): string {
  const kept: string[] = [];
  let isKept = false;
  for (const line of text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/)) {
    if (/^[ \t]/.test(line)) {
      if (isKept) kept.push(line);
      continue;
    }
    const name = /^[^:;]*/.exec(line)?.[0].trim().toUpperCase() ?? "";
    isKept = WANTED_LINES.has(name);
    if (isKept) kept.push(line);
  }
  return kept
    .join("\r\n")
    .replace(/\r\n[ \t]/g, "") // a name may be folded
    .replace(/^(ATTENDEE[^:\r\n]*?);CN=(?:"[^"\r\n]*"|[^;:\r\n]*)/gim, "$1");
}
