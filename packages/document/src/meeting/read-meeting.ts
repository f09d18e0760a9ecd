import { type Id, isId } from "@candor/core/id.ts";
import { MEDIA, type Meeting } from "@candor/core/meeting/meeting.ts";
import { byStart } from "@candor/core/meeting/next-meeting.ts";
import type { PageSettings } from "@candor/core/page/page.ts";
import type * as Y from "yjs";
import { isDay } from "../day.ts";
import { isTimeZone, MAX_MINUTES, MIN_MINUTES, readSettings } from "../page/read-settings.ts";
import { meetingsMap, oneOf } from "../roots.ts";
import { wholeBetween } from "../whole-between.ts";

const START_PATTERN = /^.{10}T([01]\d|2[0-3]):[0-5]\d$/;

export const MEETING_FIELDS = ["start", "timeZone", "minutes", "state", "medium", "closedAt"] as const;
export type MeetingField = (typeof MEETING_FIELDS)[number];

export function meetingKey(id: Id, field: MeetingField): string {
  return `${id}:${field}`;
}

/** Oldest start first; those without a start last. */
export function readMeetings(doc: Y.Doc): Meeting[] {
  const settings = readSettings(doc);
  const map = meetingsMap(doc);
  return [...map.keys()]
    .filter((key) => isPlanned(map, key))
    .map((id) => readFrom(map, id, settings))
    .sort(byStart);
}

/** @returns null where there is no such meeting, for example because it was sealed into a year's volume meanwhile. */
export function readMeeting(doc: Y.Doc, id: Id): Meeting | null {
  const map = meetingsMap(doc);
  return isPlanned(map, id) ? readFrom(map, id, readSettings(doc)) : null;
}

/** Whether a key names a meeting, whatever became of it. */
export function isPlanned(map: Y.Map<unknown>, key: string): boolean {
  const value = isId(key) ? map.get(key) : undefined;
  return value === null || typeof value === "string";
}

function readFrom(map: Y.Map<unknown>, id: Id, settings: PageSettings): Meeting {
  const field = (name: MeetingField) => map.get(meetingKey(id, name));
  const start = field("start") === undefined ? map.get(id) : field("start");
  const [timeZone, medium, closedAt] = [field("timeZone"), field("medium"), field("closedAt")];
  return {
    id,
    start: isStart(start) ? start : null,
    timeZone: isTimeZone(timeZone) ? timeZone : settings.timeZone,
    minutes: wholeBetween(field("minutes"), MIN_MINUTES, MAX_MINUTES, settings.minutes),
    state: oneOf(field("state"), ["planned", "held", "cancelled"], "planned"),
    // null says on purpose that nothing is chosen; only silence follows the settings
    medium: medium === undefined ? settings.medium : (MEDIA.find((each) => each === medium) ?? null),
    closedAt: typeof closedAt === "string" ? closedAt : null,
  };
}

/** Whether a value is a wall-clock start, YYYY-MM-DDTHH:MM. */
export function isStart(value: unknown): value is string {
  return typeof value === "string" && START_PATTERN.test(value) && isDay(value.slice(0, 10));
}
