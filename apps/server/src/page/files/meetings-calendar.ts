import { meetingUid } from "@candor/core/calendar/meeting-uid.ts";
import type { PageContents } from "@candor/document/page/read-contents.ts";
import { readPage } from "@candor/document/page/read-page.ts";
import { writeCalendar } from "@candor/integrations/calendar/ics/write-calendar.ts";
import type * as Y from "yjs";
import type { StoredPage } from "./write-beside.ts";

/**
 * The meetings of a page as a calendar file: when they were and will be, and with whom. What fell out, or has no time, is
 * left out; no topic ever goes into a calendar.
 */
export function meetingsCalendar(
  doc: Y.Doc,
  { id, members }: Pick<StoredPage, "id" | "members">,
  sealed: readonly PageContents[],
  now: Date,
): string {
  const all = [...sealed.flatMap(({ meetings }) => meetings), ...readPage(doc).meetings];
  const name = members.map((member) => member.name || "Someone").join(" & ");
  const events = all.flatMap((meeting) => {
    const { start, timeZone, minutes, state } = meeting;
    if (start === null || state === "cancelled") return [];
    return [{ uid: meetingUid(id, meeting.id), start, timeZone, minutes, summary: `1:1 ${name}` }];
  });
  return writeCalendar({ name, revision: 0, changedAt: now, events });
}
