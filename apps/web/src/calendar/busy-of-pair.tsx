import { type Meeting, PLAIN_MEETING } from "@candor/core/meeting/meeting.ts";
import type { KnownTimes, Whose } from "@candor/core/meeting/propose-times.ts";
import type { PageSettings } from "@candor/core/page/page.ts";
import { readLater } from "@candor/document/meeting/move-occurrence.ts";
import type { BusySide, PairBusy } from "@candor/protocol/http/calendar.ts";
import { thisTab } from "../offline/this-tab.ts";
import type { PageModel } from "../page/page-model.ts";
import { callApi } from "../people/api-client.ts";
import { sayAge } from "./say-age.ts";

const LOOKED_AHEAD = 8; // meetings

// Not with the texts of the settings, which are kept on no device.
const say = {
  mine: (side: BusySide, age: string | null) =>
    side.state === "no_calendar"
      ? "Your calendar is not connected."
      : side.state === "known"
        ? `Your calendar was read ${age}.`
        : "Your calendar cannot be read just now, so nothing in it counts as free.",
  theirs: (name: string, side: BusySide, age: string | null) =>
    side.state === "not_shared"
      ? `${name} has not shared when they are taken.`
      : side.state === "no_calendar"
        ? `${name} has no calendar connected.`
        : side.state === "known"
          ? `${name}’s was read ${age}.`
          : `${name}’s cannot be read just now.`,
  notShared: (name: string) => `${name} doesn’t know when you are taken.`,
  settings: "Calendar settings",
};

export type BusyOfPair = {
  calendars: Readonly<Record<Whose, KnownTimes>>;
  /** how much of it is known, and how old that is */
  note: string[];
};

/** When the two of a pair are taken; null where nobody can say just now. */
export async function busyOfPair(pairId: string, theirName: string): Promise<BusyOfPair | null> {
  const result = await callApi<PairBusy>(thisTab().fetch, { method: "GET", path: `/api/pairs/${pairId}/busy` });
  if (result.type !== "ok") return null;
  const { mine, theirs, iShare } = result.value;
  const at = Temporal.Now.instant();
  const ageOf = ({ readAt }: BusySide) => readAt && sayAge(readAt, at);
  return {
    calendars: { mine: knownOf(mine), theirs: knownOf(theirs) },
    note: [
      say.mine(mine, ageOf(mine)),
      say.theirs(theirName, theirs, ageOf(theirs)),
      ...(iShare || mine.state === "no_calendar" ? [] : [say.notShared(theirName)]),
    ],
  };
}

/** Meetings after the next that are elsewhere than their series has them: nothing else goes there. */
export function movedLater({ handle, settings }: PageModel): Meeting[] {
  return readLater(handle.doc, LOOKED_AHEAD).flatMap(({ start, isMoved }) =>
    isMoved && start !== null ? asMeeting(start, settings.peek()) : [],
  );
}

/** A time of the series whose meeting isn't planned yet. */
export function asMeeting(start: string, { timeZone, minutes }: PageSettings): Meeting {
  return { ...PLAIN_MEETING, id: start, start, timeZone, minutes, medium: null };
}

function knownOf({ state, spans }: BusySide): KnownTimes {
  return { known: state === "known", times: spans };
}

/** Below the times that are offered. */
export function BusyNote({ note }: { note: readonly string[] }) {
  return (
    <p class="meta">
      {note.join(" ")} <a href="/settings/calendar">{say.settings}</a>
    </p>
  );
}
