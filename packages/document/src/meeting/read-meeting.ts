import type { Id } from "@candor/core/id.ts";
import { MEDIA, type Meeting } from "@candor/core/meeting/meeting.ts";
import type * as Y from "yjs";
import { oneOf, stringOf } from "../roots.ts";

const START_PATTERN = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/;

export function readMeeting(id: Id, map: Y.Map<unknown>): Meeting {
  const start = stringOf(map, "start");
  const minutes = map.get("minutes");
  const medium = map.get("medium");
  return {
    id,
    start: start !== null && START_PATTERN.test(start) ? start : null,
    timeZone: stringOf(map, "timeZone") ?? "UTC",
    minutes: typeof minutes === "number" && minutes > 0 ? minutes : 30,
    state: oneOf(map.get("state"), ["planned", "held", "cancelled"], "planned"),
    medium: MEDIA.find((each) => each === medium) ?? null,
    closedAt: stringOf(map, "closedAt"),
  };
}
