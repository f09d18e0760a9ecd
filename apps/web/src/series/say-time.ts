import type { Meeting } from "@candor/core/meeting/meeting.ts";
import { knownZone } from "@candor/core/meeting/meeting-span.ts";
import type { PageSettings } from "@candor/core/page/page.ts";
import type { MemberId } from "@candor/core/person/member.ts";

/** The last part of a zone's name, as one calls it: "Lisbon". */
export function cityOf(timeZone: string): string {
  return timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;
}

/** Where somebody said to be; null: nobody did. */
export function zoneOf(settings: PageSettings, member: MemberId): string | null {
  return member === "a" ? settings.timeZoneOfA : settings.timeZoneOfB;
}

/**
 * When a meeting is on the clock of a person, "09:00", with the weekday where it is another day there: "Wed 01:00".
 *
 * @returns null where no time is agreed, nobody knows where the person is, or their clock shows the same as the reader's.
 */
export function theirTime(
  { start, timeZone }: Pick<Meeting, "start" | "timeZone">,
  theirs: string | null,
  readerZone: string,
): string | null {
  if (start === null || theirs === null) return null;
  const agreed = Temporal.PlainDateTime.from(start).toZonedDateTime(knownZone(timeZone));
  const [there, here] = [agreed.withTimeZone(knownZone(theirs)), agreed.withTimeZone(readerZone)];
  if (there.toPlainDateTime().equals(here.toPlainDateTime())) return null;
  const time = there.toPlainTime().toString({ smallestUnit: "minute" });
  if (there.toPlainDate().equals(here.toPlainDate())) return time;
  return `${there.toLocaleString("en-GB", { weekday: "short" })} ${time}`;
}
