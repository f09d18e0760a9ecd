import type { WhyNotThere } from "@candor/core/meeting/moved-occurrence.ts";

const on = (day: string) => (/^(today|tomorrow|yesterday)/.test(day) ? day : `on ${day}`);

/** What is said of the meetings after the next, apart from the rest, which is kept on the device. */
export const laterTexts = {
  title: "After your next meeting",
  hint: "Any of these can be at another time just once, or be left out. The series goes on as before.",
  none: "Agree on a time for your next meeting first; the others follow from it.",
  movedFrom: (when: string) => `moved from ${when}`,
  leftOut: "left out",
  change: "Change",
  changeOf: (when: string) => `Change the meeting of ${when}`,
  close: "Leave it as it is",
  suits: "These would go:",
  day: "Day",
  time: "Time",
  timeIn: (city: string) => `Time in ${city}`,
  moveTo: "Move it there",
  leaveOut: "Leave it out",
  putBack: (when: string) => `Put it back ${on(when)}`,
  why: {
    not_in_series: () => "Your series has no meeting at that time any more.",
    past: () => "That time has passed already.",
    not_after_before: (by) => `You meet ${on(by)} before it. Choose a day after that, or leave one of the two out.`,
    not_before_after: (by) => `You meet ${on(by)} after it. Choose a day before that, or leave one of the two out.`,
  } satisfies Record<WhyNotThere, (by: string) => string>,
  moved: (slot: string, when: string) => `The meeting of ${slot} is ${on(when)}`,
  isLeftOut: (slot: string) => `The meeting of ${slot} is left out`,
  isBack: (slot: string) => `You meet ${on(slot)} again`,
  gone: (times: readonly string[]) =>
    times.length === 1
      ? `Your series has no meeting on ${times[0]} any more, so that its other time was dropped.`
      : `Your series has no meetings on ${times.join(", ")} any more, so that their other times were dropped.`,
};
