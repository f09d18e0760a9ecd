import type { Worth } from "@candor/protocol/http/meeting.ts";
import type { ReadonlySignal } from "@preact/signals";
import { thisTab } from "../offline/this-tab.ts";
import { personalOf } from "./personal.ts";
import type { AnswersByMeeting } from "./worth-records.ts";

/** The answers to *worth the time?* that I may see, by meeting. The other's shows within seconds of being given. */
export function worthOf(pairId: string): ReadonlySignal<AnswersByMeeting> {
  return personalOf(thisTab()).worth.of(pairId);
}

/** Gives or changes my answer, offline too. */
export function sayWorth(pairId: string, meetingId: string, worth: Worth): void {
  personalOf(thisTab()).worth.say(pairId, meetingId, worth);
}
