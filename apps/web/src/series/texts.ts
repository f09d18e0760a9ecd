import type { FillReason } from "@candor/core/meeting/fill-agenda.ts";
import type { CancelReason } from "@candor/core/meeting/meeting.ts";
import type { Gap } from "@candor/core/meeting/meeting-record.ts";
import type { TimeReason, Whose } from "@candor/core/meeting/propose-times.ts";
import type { Occasion } from "@candor/core/question/question.ts";

const times = (count: number) => (count === 1 ? "once" : count === 2 ? "twice" : `${count} times`);
const weeks = (count: number) => (count === 1 ? "1 week" : `${count} weeks`);
const waited = (days: number) => (days < 14 ? `${days} days` : weeks(Math.floor(days / 7)));
const list = (parts: readonly string[]) => parts.join(", ");
const on = (day: string) => (/^(today|tomorrow|yesterday)/.test(day) ? day : `on ${day}`);
const sentence = (words: string) => `${words.charAt(0).toLocaleUpperCase()}${words.slice(1)}.`;

/** What moving, cancelling, the record and the agenda's help say. Voice: people and sentences, no scores, no blame. */
export const texts = {
  cantMakeIt: {
    title: (when: string | null) => (when === null ? "Another time for this meeting" : `Can’t make it ${on(when)}?`),
    move: "Move it",
    moveHint: "It keeps its agenda.",
    noTimes: "No time within three weeks suits you both. Pick one yourselves.",
    because: (reasons: readonly TimeReason[], other: string) =>
      sentence(list(reasons.flatMap((reason) => sayTimeReason(reason, other)))),
    theirs: (time: string, name: string) => `${time} for ${name}`,
    another: {
      summary: "Pick another time",
      day: "Day",
      time: "Time",
      button: "Move it there",
      past: "That time has passed already.",
    },
    timeIn: (city: string) => `Time in ${city}`,
    cancel: "Cancel instead",
    cancelHint: "Being ill or away are reasons enough. For anything else another time is mostly better.",
    reasons: {
      sick: "Sick",
      travel: "Travelling",
      other: "Something else",
    } satisfies Record<CancelReason, string>,
    moveAfterAll: "Could it move after all?",
    moveAfterAllHint: "A meeting that is moved is not lost. These would go:",
    why: "A word why, if you like",
    whyHint: (other: string) => `${other} sees it, too. Nobody else does.`,
    cancelIt: "Cancel the meeting",
    back: "Back",
    past: "That is after your next meeting",
    pastText: (when: string, next: string) =>
      `You meet ${on(next)} already. Moved to ${when}, this one comes after it, and there are two.`,
    keepBoth: "Keep both as they are",
    topicsToNext: (next: string) => `Keep both, and talk about its topics ${on(next)}`,
    otherTime: "Choose another time",
  },
  toast: {
    movedPast: (when: string, next: string) => `The meeting is ${on(when)}. Its topics are for ${next}.`,
    filled: (count: number) => (count === 1 ? "1 topic is on the agenda" : `${count} topics are on the agenda`),
    closedItself: (day: string, carried: number) =>
      `Nobody ended the meeting of ${day}, so it is closed now.${
        carried === 0 ? "" : carried === 1 ? " 1 topic went to the Hopper." : ` ${carried} topics went to the Hopper.`
      }`,
    walk: "Written down",
    walkClosed: (next: string | null) =>
      `Written down, and the meeting is closed.${next === null ? "" : ` Next: ${next}.`}`,
    medium: (medium: string) => `Next time: ${medium}`,
  },

  record: {
    more: "Your year in pictures",
    title: "Your record",
    who: (other: string) => `Only you and ${other} see this. It counts meetings, not people.`,
    none: "You have not met yet. What becomes of each meeting will stand here.",
    share: (held: number, of: number) =>
      held === of
        ? `In the last twelve months you met each time: ${of} of ${of}.`
        : `In the last twelve months you met ${held} of ${of} times.`,
    held: "Held",
    moved: "Moved",
    cancelled: "Cancelled",
    upcoming: "To come",
    cancelledBy: (counts: Readonly<Record<CancelReason | "unsaid", number>>) =>
      list(
        (["sick", "travel", "other", "unsaid"] as const).flatMap((reason) =>
          counts[reason] > 0 ? [`${counts[reason]} ${CANCELLED_BY[reason]}`] : [],
        ),
      ),
    gap: ({ days, until }: Gap, from: string, to: string) =>
      until === null
        ? `You last met ${waited(days)} ago, on ${from}; the longest time between two meetings.`
        : `The longest time between two meetings: ${waited(days)}, from ${from} to ${to}.`,
    list: "Meeting by meeting",
    undated: "No date",
    outcomes: { held: "Held", upcoming: "To come", unsettled: "Nobody has said yet", cancelled: "Cancelled" },
    reasons: {
      sick: "Cancelled: sick",
      travel: "Cancelled: travelling",
      other: "Cancelled",
    } satisfies Record<CancelReason, string>,
    why: (why: string) => `: “${why}”`,
    movedFrom: (days: readonly string[]) => `moved from ${days.join(", then ")}`,
    all: (count: number) => `Show all ${count}`,
  },

  series: {
    more: (name: string) => `More with ${name}`,
    title: "Your series",
    intro: (other: string) =>
      `You and ${other} agree on these; both of you may change them. They count from the next meeting on.`,
    every: "How often",
    minutes: "Minutes",
    medium: "How you usually meet",
    zone: "Time zone of the meeting",
    zoneHint: "Its hour stays the same on this clock, also when clocks change.",
    yours: "Where you are",
    theirs: (other: string) => `Where ${other} is`,
    people: "Where each of you is",
    peopleHint: "Times are shown to each on their own clock, and offered within both people’s days.",
    unknown: "Nobody has said",
    thisDevice: (city: string) => `This device is in ${city}. Use it`,
    now: (time: string) => `It is ${time} there now.`,
    done: "Done",
  },

  fill: {
    heading: "Fill the agenda?",
    text: "A start for when you have not had the time. Change whatever you like.",
    because: (reasons: readonly FillReason[]) => list(reasons.map(sayFillReason)),
    question: (occasion: Occasion) => QUESTION_FOR[occasion],
    left: (count: number) => (count === 1 ? "1 more stays in the Hopper." : `${count} more stay in the Hopper.`),
    fill: "Fill it",
    another: "Another question",
    no: "No thanks",
  },

  forgotten: {
    ask: (day: string) => `Did you meet ${on(day)}?`,
    text: "Nobody began it here. Your record and its topics follow from your answer.",
    how: "How you met",
    yes: "Yes, we met",
    moved: "We moved it",
    no: "No",
    later: "Don’t ask again about this meeting",
  },

  medium: {
    text: (weeksAgo: number, everMet: boolean) =>
      everMet
        ? `You last met in person or on a walk ${weeks(weeksAgo)} ago.`
        : `You have met by video or phone for ${weeks(weeksAgo)}, and never in person.`,
    idea: "Would the next one do in person, or on a walk? A walk with a phone each counts, too.",
    because: (remote: number, isNew: boolean) =>
      isNew
        ? `Because the last ${remote} were remote and you are new to each other; faces help most at the start.`
        : `Because the last ${remote} were remote; faces tell more than pictures.`,
    in_person: "In person next time",
    walk: "A walk next time",
    no: "Not now",
  },
};

const CANCELLED_BY: Record<CancelReason | "unsaid", string> = {
  sick: "sick",
  travel: "travelling",
  other: "for another reason",
  unsaid: "without a reason",
};

const QUESTION_FOR: Record<Occasion, string> = {
  first: "a question for the beginning",
  big_picture: "a question about the big picture",
  feedback_for_manager: "a question for feedback",
  going_well: "a question for when things go well",
  going_badly: "a question for when things go badly",
  empty_agenda: "a question for a quiet week",
  skip_level: "a question for a skip-level",
  career: "a question about where this leads",
  ice_breaker: "an ice-breaker",
};

function whom(of: readonly Whose[], other: string): string {
  return of.map((whose) => (whose === "mine" ? "you" : other)).join(" and ");
}

function sayTimeReason(reason: TimeReason, other: string): string[] {
  switch (reason.type) {
    case "same_day":
      return ["the same day"];
    case "same_week":
      return ["the same week"];
    case "weeks_later":
      return [
        reason.weeks === 1 ? "a week later" : reason.weeks > 1 ? `${weeks(reason.weeks)} later` : "a week earlier",
      ];
    case "same_hour":
      return ["at your usual hour"];
    case "mid_week":
      return ["mid-week"];
    case "suits_both_zones":
      return ["in both your working days"];
    case "after_next":
      return ["after your next meeting"];
    case "free":
      return [reason.of.length === 2 ? "free for both of you" : `free for ${whom(reason.of, other)}`];
    case "maybe":
      return [`${whom(reason.of, other)} may have something then`];
  }
}

function sayFillReason(reason: FillReason): string {
  switch (reason.type) {
    case "carried":
      return `carried ${times(reason.times)}`;
    case "waited":
      return `in the Hopper for ${waited(reason.days)}`;
    case "in_hopper":
      return "in the Hopper";
  }
}
