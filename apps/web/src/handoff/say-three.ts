import type { ThreeMeeting } from "@candor/protocol/http/handoff.ts";
import { meetingTime } from "../page/meeting-time.ts";
import { deviceTimeZone, today } from "../ui/clock.ts";
import { sayDay } from "../ui/say-day.ts";
import { handoffTexts as texts } from "./handoff-texts.ts";

/** When the three talk, on the reader's clock: "Wednesday 2 December at 10:00, 30 minutes". */
export function sayThree({ start, timeZone, minutes }: Pick<ThreeMeeting, "start" | "timeZone" | "minutes">): string {
  const time = meetingTime({ start, timeZone, minutes }, deviceTimeZone);
  return time === null ? start : texts.three.when(sayDay(time.day, today.value), time.time, minutes);
}
