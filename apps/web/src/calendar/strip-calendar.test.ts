import { expect, test } from "vitest";
import { stripCalendar } from "./strip-calendar.ts";

test("of a calendar's file nothing leaves the device but when one is taken", () => {
  const file = [
    "\uFEFFBEGIN:VCALENDAR",
    "X-WR-CALNAME:Secret",
    "BEGIN:VEVENT",
    "UID:1",
    "SUMMARY:Secret",
    "DESCRIPTION:Secret",
    " and more Secret",
    "DTSTART;TZID=Europe/Berlin",
    " :20260601T100000",
    'ATTENDEE;CN="Secret, Ana";PARTSTAT=DECLINED:mailto:jo@example.org',
    "ATTENDEE;PARTSTAT=ACCEPTED;CN=Sec",
    " ret:mailto:ben@example.org",
    "LOCATION:Secret",
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  for (const end of ["\r\n", "\n", "\r"])
    expect(stripCalendar(file.join(end)).split("\r\n")).toEqual([
      "BEGIN:VCALENDAR",
      "BEGIN:VEVENT",
      "UID:1",
      "DTSTART;TZID=Europe/Berlin:20260601T100000",
      "ATTENDEE;PARTSTAT=DECLINED:mailto:jo@example.org",
      "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ben@example.org",
      "END:VEVENT",
      "END:VCALENDAR",
    ]);
});
