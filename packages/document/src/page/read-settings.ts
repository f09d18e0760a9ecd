import { MEDIA } from "@candor/core/meeting/meeting.ts";
import type { PageSettings } from "@candor/core/page/page.ts";
import type * as Y from "yjs";
import { pageMap } from "../roots.ts";
import { wholeBetween } from "../whole-between.ts";

const DEFAULT_SETTINGS: PageSettings = {
  everyWeeks: 1,
  minutes: 30,
  medium: null,
  timeZone: "UTC",
  timeZoneOfA: null,
  timeZoneOfB: null,
};
export const MAX_WEEKS = 52;
export const MIN_MINUTES = 5;
export const MAX_MINUTES = 480;

/** 0 for a page that nobody has begun. */
export function readSchemaVersion(doc: Y.Doc): number {
  return wholeBetween(pageMap(doc).get("schemaVersion"), 0, Number.MAX_SAFE_INTEGER, 0);
}

export function readSettings(doc: Y.Doc): PageSettings {
  const page = pageMap(doc);
  const timeZone = page.get("timeZone");
  const medium = page.get("medium");
  const zoneOf = (seat: "timeZoneOfA" | "timeZoneOfB") => {
    const zone = page.get(seat);
    return isTimeZone(zone) ? zone : null;
  };
  return {
    everyWeeks: wholeBetween(page.get("everyWeeks"), 1, MAX_WEEKS, DEFAULT_SETTINGS.everyWeeks),
    minutes: wholeBetween(page.get("minutes"), MIN_MINUTES, MAX_MINUTES, DEFAULT_SETTINGS.minutes),
    medium: MEDIA.find((each) => each === medium) ?? null,
    timeZone: isTimeZone(timeZone) ? timeZone : DEFAULT_SETTINGS.timeZone,
    timeZoneOfA: zoneOf("timeZoneOfA"),
    timeZoneOfB: zoneOf("timeZoneOfB"),
  };
}

const knownTimeZones = new Map<string, boolean>(); // asking Intl costs about 50 µs, a page asks at every read

export function isTimeZone(value: unknown): value is string {
  if (typeof value !== "string" || value.length > 64) return false;
  const known = knownTimeZones.get(value);
  if (known !== undefined) return known;
  let valid = true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
  } catch {
    valid = false;
  }
  if (knownTimeZones.size < 1000) knownTimeZones.set(value, valid);
  return valid;
}
