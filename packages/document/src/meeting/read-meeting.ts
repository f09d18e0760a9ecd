import { type Id, isId } from "@candor/core/id.ts";
import { CANCEL_REASONS, MEDIA, type Meeting } from "@candor/core/meeting/meeting.ts";
import { byStart } from "@candor/core/meeting/next-meeting.ts";
import type { PageSettings } from "@candor/core/page/page.ts";
import type * as Y from "yjs";
import { isDay } from "../day.ts";
import { isTimeZone, MAX_MINUTES, MIN_MINUTES, readSettings } from "../page/read-settings.ts";
import { meetingsMap, oneOf } from "../roots.ts";
import { wholeBetween } from "../whole-between.ts";
import { keysOfMeeting } from "./keys-of-meeting.ts";

const START_PATTERN = /^.{10}T([01]\d|2[0-3]):[0-5]\d$/;

/** One key a start it was moved away from, so that two who move it at once count one move. */
export const MOVED_FROM = "movedFrom:";

/** Says that what the meeting did not reach goes back to the Hopper: it was closed here, not read in from elsewhere. */
export const RETURNS = "returns";

/** The start that a meeting has in its series since the series itself was moved; where it isn't set, the one it was planned for. */
export const IN_SERIES = "series";

/** Says that whoever planned the meeting took that back; see `isPlanned`. */
export const WITHDRAWN = "withdrawn";

/**
 * Times of the series whose meeting isn't planned yet and that are elsewhere, or left out: a key for each under this name,
 * which stands where others have a meeting's id. Read with the meeting once it is planned, so that it comes to be where the
 * last of the two put it, whoever planned it.
 */
export const ELSEWHERE = "elsewhere";

export const MAX_DRAWS = 1_000;

export type MeetingField = Exclude<keyof Meeting, "id" | "movedFrom">;

export function meetingKey(id: Id, field: MeetingField | typeof RETURNS | typeof IN_SERIES | typeof WITHDRAWN): string {
  return `${id}:${field}`;
}

export function movedFromKey(id: Id, start: string): string {
  return `${id}:${MOVED_FROM}${start}`;
}

/** Oldest start first; those without a start last. */
export function readMeetings(doc: Y.Doc): Meeting[] {
  const settings = readSettings(doc);
  const map = meetingsMap(doc);
  const moves = movesOf(map);
  return [...map.keys()]
    .filter((key) => isPlanned(map, key))
    .map((id) => readFrom(map, id, settings, moves.get(id) ?? []))
    .sort(byStart);
}

/** @returns null where there is no such meeting, for example because it was sealed into a year's volume meanwhile. */
export function readMeeting(doc: Y.Doc, id: Id): Meeting | null {
  const map = meetingsMap(doc);
  return isPlanned(map, id) ? readFrom(map, id, readSettings(doc), movesOf(map).get(id) ?? []) : null;
}

/** The start a meeting has in its series: where it was moved, the one that was agreed before. */
export function startInSeries(doc: Y.Doc, { id, start, movedFrom }: Meeting): string | null {
  const map = meetingsMap(doc);
  const own = map.get(meetingKey(id, IN_SERIES));
  if (isStart(own)) return own;
  const planned = map.get(id);
  if (isStart(planned) && elsewhereIn(map)(planned) !== undefined) return planned;
  return movedFrom.find((from) => from === planned) ?? movedFrom[0] ?? start;
}

/** Where times of the series are instead, by the map that says so; null: left out, undefined: nowhere else. */
export function elsewhereIn(map: Y.Map<unknown>): (slot: string) => string | null | undefined {
  return (slot) => {
    const start = map.get(`${ELSEWHERE}:${slot}`);
    return start === null || isStart(start) ? start : undefined;
  };
}

/**
 * Whether a key names a meeting, whatever became of it. One whose planning was taken back is none, but for one that
 * somebody has moved, changed, begun or ended by then: that is theirs.
 */
export function isPlanned(map: Y.Map<unknown>, key: string): boolean {
  const value = isId(key) ? map.get(key) : undefined;
  if (value !== null && typeof value !== "string") return false;
  return !isWithdrawn(map, key) || keysOfMeeting(map, key).length > 2;
}

function isWithdrawn(map: Y.Map<unknown>, id: Id): boolean {
  return map.get(meetingKey(id, WITHDRAWN)) === true;
}

/** The starts that meetings were moved away from, in one walk over the map. */
function movesOf(map: Y.Map<unknown>): Map<Id, string[]> {
  const moves = new Map<Id, string[]>();
  for (const [key, value] of map.entries()) {
    if (!key.includes(MOVED_FROM)) continue; // nearly all of thousands
    const [id = "", field, ...start] = key.split(":");
    const from = start.join(":");
    if (`${field}:` !== MOVED_FROM || value !== true || !isStart(from)) continue;
    const froms = moves.get(id);
    if (froms) froms.push(from);
    else moves.set(id, [from]);
  }
  for (const froms of moves.values()) froms.sort();
  return moves;
}

function readFrom(map: Y.Map<unknown>, id: Id, settings: PageSettings, movedFrom: readonly string[]): Meeting {
  const field = (name: MeetingField) => map.get(meetingKey(id, name));
  const words = (name: MeetingField) => {
    const value = field(name);
    return typeof value === "string" && value !== "" ? value : null;
  };
  const planned = map.get(id) as string;
  // Who took its planning back said again of that time of the series where it is, which never was said of this meeting.
  const elsewhere = isWithdrawn(map, id) ? undefined : elsewhereIn(map)(planned);
  const start = [field("start"), elsewhere, planned].find((each) => each !== undefined);
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
    movedFrom: elsewhere && start !== planned ? [...new Set([...movedFrom, planned])].sort() : movedFrom,
    cancelReason: CANCEL_REASONS.find((each) => each === field("cancelReason")) ?? null,
    why: words("why"),
    startedAt: words("startedAt"),
    iceBreaker: words("iceBreaker"),
    draws: wholeBetween(field("draws"), 0, MAX_DRAWS, 0),
    thanksOfA: words("thanksOfA"),
    thanksOfB: words("thanksOfB"),
  };
}

/** Whether a value is a wall-clock start, YYYY-MM-DDTHH:MM. */
export function isStart(value: unknown): value is string {
  return typeof value === "string" && START_PATTERN.test(value) && isDay(value.slice(0, 10));
}
