import type { InvitationMessage, SentSeries } from "@candor/core/invitation/judge-invitations.ts";
import type { Place } from "@candor/core/invitation/schedule.ts";
import type { Invitation, InvitedEvent } from "./write-invitation.ts";

/** What a message is in a calendar's terms. A moved time goes alone: some calendars take in nothing beside its series. */
export function invitationOf(message: InvitationMessage): Pick<Invitation, "method" | "event"> {
  const { uid, sequence, stamp } = message;
  const once = { ...{ uid, sequence, stamp }, ...PLAIN };
  switch (message.type) {
    case "series":
      return { method: "REQUEST", event: { ...once, ...wholeOf(message.series) } };
    case "cancel_series":
      return { method: "CANCEL", event: { ...once, ...wholeOf(message.series) } };
    case "occurrence": {
      const { slot } = message.moved;
      return { method: "REQUEST", event: { ...once, place: message.moved, instead: inSeries(message.series, slot) } };
    }
    case "cancel_occurrence":
      return {
        method: "CANCEL",
        event: { ...once, place: message.was, instead: inSeries(message.series, message.slot) },
      };
    case "single":
      return { method: "REQUEST", event: { ...once, place: message.single } };
    case "cancel_single":
      return { method: "CANCEL", event: { ...once, place: message.single } };
  }
}

const PLAIN = { everyWeeks: null, until: null, skipped: [], instead: null, follows: null } as const;

function wholeOf(series: SentSeries): Pick<InvitedEvent, "place" | "everyWeeks" | "until" | "skipped" | "follows"> {
  const { everyWeeks, until, follows } = series;
  const skipped = series.skipped.map(({ slot }) => slot).sort();
  return { place: series, everyWeeks, until, skipped, follows };
}

function inSeries({ timeZone }: SentSeries, slot: string): Pick<Place, "start" | "timeZone"> {
  return { start: slot, timeZone };
}
