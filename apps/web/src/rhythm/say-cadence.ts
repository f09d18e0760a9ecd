import type { CadenceReasonAnswer } from "@candor/protocol/http/cadence.ts";

const DAYS_OF_MONTH = 30.44;

export function everyWeeks(weeks: number): string {
  if (weeks === 1) return "every week";
  return weeks === 2 ? "every two weeks" : `every ${weeks} weeks`;
}

export function rhythm({ everyWeeks: weeks, minutes }: { everyWeeks: number; minutes: number }): string {
  return `${everyWeeks(weeks)}, ${minutes} minutes`;
}

/** A reason in a sentence, and the rule behind it. `direct` and `manager` are names, or "you". */
export function sayReason(
  reason: CadenceReasonAnswer,
  { direct, manager }: { direct: string; manager: string },
): { fact: string; rule: string } {
  const { days = 0, directs = 0 } = reason;
  const together = days <= 0 ? "You two begin today." : `You two have been together for ${span(days)}.`;
  switch (reason.rule) {
    case "ending":
      return {
        fact: `By the chart it ends ${reason.inDays === 1 ? "tomorrow" : `in ${reason.inDays} days`}.`,
        rule: "What ends soon keeps its rhythm: use what is left for a good ending.",
      };
    case "away": {
      const back = reason.inDays ?? null;
      return {
        fact: `One of you is away${back === null ? "" : back === 1 ? ", until tomorrow" : `, for ${back} more days`}.`,
        rule: "While somebody is away nothing is changed, and what does not take place is no miss.",
      };
    }
    case "new_to_team":
      return {
        fact: days < 0 ? `It begins in ${-days} days.` : `${subject(direct)} new here since ${span(days)}.`,
        rule: "For the first 90 days in a team, weekly for 30 minutes.",
      };
    case "new_together":
      return {
        fact: days < 0 ? `It begins in ${-days} days.` : together,
        rule: "For the first 90 days together, weekly for 30 minutes.",
      };
    case "new_manager":
      return {
        fact: `${subject(manager)} leading people since ${span(days)}.`,
        rule: "Whoever has led people for less than 90 days meets them weekly.",
      };
    case "first_role":
      return { fact: "It is a first role.", rule: "In the first year of a first role, weekly for 30 minutes." };
    case "change": {
      const ago = reason.daysAgo === 0 ? "today" : `${span(reason.daysAgo ?? 0)} ago`;
      return {
        fact: reason.kind === "leave" ? `There was a return from leave ${ago}.` : `The team was changed ${ago}.`,
        rule: "For a month after a change or a leave of three weeks and more, weekly for 30 minutes.",
      };
    }
    case "settling":
      return {
        fact: `${together} ${leads(manager, directs)}`,
        rule: "In the first year weekly with up to five directs, otherwise every two weeks.",
      };
    case "settled":
      return { fact: together, rule: "After a year every two weeks is as useful, and a little longer." };
    case "long_settled":
      return { fact: together, rule: "After three years every third week does; a house rule, no study." };
    case "two_misses":
      return {
        fact: `The last ${reason.misses} meetings did not take place.`,
        rule: "After two misses in a row, one step more often for a month.",
      };
    case "wish": {
      const who = reason.whose === "direct" ? direct : manager;
      const followed = {
        fully: "A wish counts before the table.",
        partly: "A wish to meet less is followed by one step.",
        no: "While something is new or was missed, a wish to meet less waits.",
      }[reason.followed ?? "fully"];
      return {
        fact: `${who === "you" ? "You wish" : `${who} wishes`} to meet ${everyWeeks(reason.everyWeeks ?? 1)}.`,
        rule: followed,
      };
    }
    case "skip_level":
      return {
        fact: directs === 1 ? "It is the only skip-level." : `It is one of ${directs} skip-levels.`,
        rule: "Up to eight of them: every four weeks.",
      };
    case "skip_rotation":
      return {
        fact: `It is one of ${directs} skip-levels.`,
        rule: "More than eight go in rotation, each at least once a quarter.",
      };
    case "free":
      return { fact: "Neither of you leads the other.", rule: "It is for you two to say." };
    case "floor":
      return {
        fact: "Less than monthly was agreed or wished.",
        rule: "What helps at all helps at least monthly: never less for a report.",
      };
    case "budget":
      return {
        fact: `The hours that ${manager === "you" ? "you have" : `${manager} has`} for 1:1s are full.`,
        rule: "Those who are together longest give first; nobody who is new, and never below monthly.",
      };
    default:
      return { fact: "There is a reason that this version does not know.", rule: "Reload to see it." };
  }
}

function subject(name: string): string {
  return name === "you" ? "You are" : `${name} is`;
}

function leads(manager: string, directs: number): string {
  const people = directs === 1 ? "one person" : `${directs} people`;
  return manager === "you" ? `You lead ${people}.` : `${manager} leads ${people}.`;
}

function span(days: number): string {
  if (days === 0) return "today";
  if (days < 14) return days === 1 ? "a day" : `${days} days`;
  if (days < 60) return `${Math.floor(days / 7)} weeks`;
  const months = Math.floor(days / DAYS_OF_MONTH);
  if (months < 24) return `${months} months`;
  return `${Math.floor(days / 365.25)} years`;
}
