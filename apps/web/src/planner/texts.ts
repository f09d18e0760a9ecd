import type { CostPart, PlanViolation } from "@candor/core/planner/plan.ts";
import type { Blocking, BlockingReason, PlanProgress, ProblemFault } from "@candor/core/planner/plan-outcome.ts";
import type { AppliedSeries, KnownCalendar, LeftOutSeries } from "@candor/protocol/http/planner.ts";
import { texts as uiTexts } from "../ui/texts.ts";

const WEEKDAYS = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"] as const;
const NTH = ["first", "second", "third", "fourth", "fifth"] as const;

/** "1 h 30 min" */
export function sayLength(minutes: number): string {
  const whole = Math.round(Math.abs(minutes));
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  return [hours > 0 && `${hours} h`, (rest > 0 || hours === 0) && `${rest} min`].filter(Boolean).join(" ");
}

const every = (weeks: number) =>
  weeks === 1 ? "every week" : weeks === 2 ? "every two weeks" : `every ${weeks} weeks`;

export const plannerTexts = {
  title: "Planner",
  back: "To the start",
  intro:
    "All your 1:1s laid out together: mid-week rather than on the first day, on days that are broken up already, so that other days keep long hours for you. Nothing moves until you say so.",
  signIn: "The server doesn’t know this device yet. Begin a page with somebody, or sign in, and come back here.",
  unreachable: "The server cannot be reached just now. Nothing was changed.",
  unknown: "The planner needs the server, which cannot be reached just now.",
  retry: "Try again",
  nobody:
    "Nobody’s 1:1s are yours to lay out. You can say below when you can meet; whoever plans with you plans by it.",
  loading: "Your pages and calendars are being looked at …",

  solve: {
    begin: "Plan my 1:1s",
    again: "Plan anew",
    cancel: "Stop and take the best so far",
    stop: "Stop",
    stages: {
      reading: "Looking at calendars …",
      greedy: "Laying out a first plan …",
      solving: "Looking for a better one …",
      explaining: "Working out the reasons …",
    } satisfies Record<PlanProgress["stage"], string>,
    sofar: (above: number) => `The best so far is at most ${sayLength(above)} above the best possible.`,
    forgotten: "The server began anew meanwhile and has forgotten this search. Plan once more.",
    tooMany: "Many others are planning just now. Try again in a minute.",
    none: "It ended before there was a plan.",
    failed: "The search broke down before there was a plan. Try again.",
    changed: "Something has changed since this was planned. Plan anew before you apply it.",
    fault: (fault: ProblemFault, name: (id: string) => string) => {
      switch (fault.type) {
        case "pinned_twice":
          return `${name(fault.seriesId)} and ${name(fault.otherId)} are both kept at one hour (${fault.time}). Let one of them go.`;
        case "too_large":
          return `There is more than can be planned at once: ${fault.count} of ${fault.most} (${fault.what}).`;
        case "unknown_zone":
          return `${fault.timeZone} is no time zone that this server knows.`;
        default:
          return "Something in what you or the others said of your hours cannot be planned with.";
      }
    },
  },

  round: {
    title: (workspace: string) => `${workspace} plans from the top down`,
    waits: (names: string) => `${names} first; then it is your turn. What is planned above you counts as taken.`,
    turn: "It is your turn: what is above you is settled, and counts as taken.",
    planning: "Yours is being planned and put onto the pages …",
    stuck: "Yours could not be planned by itself. Plan it below to see what stands in the way.",
    settled: "Yours is settled. You can plan anew at any time.",
    agreed:
      "Once it is your turn, yours is planned by itself and put onto the pages. You can take it back with one click.",
    hint: "With the round, the best plan is put onto your pages without your looking at it first; nothing of the next two working days moves, and you can take it back with one click.",
    withRound: "Plan mine with the round",
    again: "Try once more",
    byHand: "I plan it myself",
    asItIs: "Leave mine as it is",
    seen: "Who runs the round sees that yours is settled, and no more.",
  },

  skips: {
    title: "Two levels down",
    include: "Plan the reports of my reports as well",
    asked: "The round of planning asks for skip-levels.",
    rhythm: (everyWeeks: number) =>
      everyWeeks <= 4
        ? "Each is met every four weeks, for half an hour."
        : `They take turns, so that each is met every ${everyWeeks} weeks, for half an hour.`,
    yours: "What the two of you write on such a page, only you two can read; whoever stands between cannot.",
    begin: "Begin a page",
    beginOf: (name: string) => `Begin a page with ${name}`,
    beginAll: (count: number) => `Begin a page with each of the ${count}`,
    missing: "No page yet; their turn is in these weeks",
    later: (month: string) => `their turn is in ${month}`,
    more: (count: number) => (count === 1 ? "One whose turn comes later" : `${count} whose turn comes later`),
    all: "Everybody whose turn is in these weeks has a page with you.",
  },

  summary: {
    title: "The plan",
    focus: (today: number, planned: number) =>
      `In four weeks you keep ${sayLength(planned)} in blocks of two hours or more; today it is ${sayLength(today)}.`,
    better: (minutes: number) => `By what things cost you, it is ${sayLength(minutes)} better than today.`,
    worse: (minutes: number) => `By what things cost you, it is ${sayLength(minutes)} worse than today.`,
    same: "By what things cost you, it is as good as today.",
    todayBroken: (count: number) =>
      `What there is today does not hold: ${count === 1 ? "one clash" : `${count} clashes`} in four weeks.`,
    withoutPlace: (names: readonly string[]) =>
      `No hour fits for ${names.join(", ")}: applied, the plan leaves that as it is today. What stands in the way is told below.`,
    proven: "No plan is better: that is proven.",
    above: (minutes: number) => `It is at most ${sayLength(minutes)} above the best possible.`,
    unproven: "How far from the best possible it is has not been proven.",
    ended: {
      finished: "",
      timeout: "The time for the search was up; this is the best that was found.",
      cancelled: "You stopped the search; this is the best that was found.",
      solver_failed: "The solver gave up; this plan was made without it.",
    },
    changedByHand: (minutes: number) =>
      minutes > 0
        ? `Changed by you: ${sayLength(minutes)} more than the plan that was found.`
        : minutes < 0
          ? `Changed by you: ${sayLength(minutes)} less than the plan that was found.`
          : "Changed by you: it costs the same as the plan that was found.",
    backToFound: "Back to the plan that was found",
    violations: "What of it does not hold",
    more: (count: number) => `… and ${count} more`,
    nothingMoves: "It leaves everything where it is.",
  },

  weeks: {
    title: "Your weeks",
    week: (from: string, until: string) => `${from} – ${until}`,
    choose: "Week",
    today: "As it is today",
    planned: "As it would be",
    hint: "Drag a 1:1 to another hour, or open it and choose: the whole series moves.",
    focus: (minutes: number) => `Focus, ${sayLength(minutes)}`,
    taken: "Taken",
    maybe: "Maybe taken",
    meeting: (name: string, time: string) => `${name} ${time}`,
    move: (day: string, time: string) => `, ${day} ${time}. Move`,
    once: "this once",
    frozen: "stays",
    nothing: "Nothing",
    ghost: (minutes: number) =>
      minutes > 0 ? `+${sayLength(minutes)}` : minutes < 0 ? `−${sayLength(minutes)}` : "±0",
  },

  series: {
    title: "One by one",
    unplaced: "no hour fits",
    nowhere: "no time yet",
    pattern: (weekday: number, time: string, weeks: number) => `${WEEKDAYS[weekday - 1]} ${time}, ${every(weeks)}`,
    monthly: (nth: number, weekday: number, time: string) =>
      `on the ${NTH[nth - 1]} ${WEEKDAYS[weekday - 1]?.slice(0, -1)} of the month, ${time}`,
    kinds: { report: "", skip_level: "skip-level", other: "mentee" },
    stays: "stays",
    was: (pattern: string) => `today ${pattern}`,
    instead: (pattern: string, gain: string, parts: string) => `Rather than ${pattern}: ${gain} better: ${parts}.`,
    pays: (parts: string) => `What it costs there: ${parts}.`,
    paysNothing: "It costs nothing there.",
    next: (pattern: string, more: string) => `Next best: ${pattern}, ${more} more.`,
    nextSame: (pattern: string) => `As good: ${pattern}.`,
    once: (day: string, to: string | null) =>
      to === null ? `Left out on ${day}.` : `On ${day} it is ${to} this once.`,
    read: (name: string, age: string) => `${name}’s calendar was read ${age}.`,
    untold: (names: readonly string[], why: Exclude<KnownCalendar, "known">) => {
      const all = new Intl.ListFormat(uiTexts.locale).format(names);
      const isOne = names.length === 1;
      switch (why) {
        case "unknown":
          return `The ${isOne ? "calendar" : "calendars"} of ${all} cannot be read just now: an hour that is offered may be taken.`;
        case "no_calendar":
          return `${all} ${isOne ? "has" : "have"} no calendar connected: an hour that is offered may be taken.`;
        case "not_shared":
          return `${all} ${isOne ? "does" : "do"} not share when they are taken: an hour that is offered may be taken.`;
        case "nobody":
          return `${all} ${isOne ? "has" : "have"} not come to the page yet: nothing is known of their time.`;
      }
    },
    zone: (name: string, city: string) => `${name} is in ${city}.`,
    pin: "Keep it where it is",
    pinOf: (name: string) => `Keep ${name} where it is`,
    move: "Move …",
    moveOf: (name: string) => `Move ${name} …`,
    page: "Page",
    pageOf: (name: string) => `Page with ${name}`,
    blocked: {
      lead: (looked: number) => `Of ${looked} hours none fits. What stands in the way, most often first: `,
      nearest: (pattern: string, days: string) => `Nearest is ${pattern}: it would fit but for ${days}.`,
      reasons: {
        my_hours: "outside your hours",
        their_hours: "outside their hours",
        my_day_off: "your day off",
        their_day_off: "outside their hours",
        my_busy: "you are taken",
        their_busy: "they are taken",
        other_one_on_one: "another 1:1",
        too_many_that_day: "four that day already",
        kickoff_day: "the kickoff’s day",
        frozen: "too soon",
        no_such_hour: "no such hour",
        too_close: "too close to the one before",
      } satisfies Record<BlockingReason, string>,
      count: (reason: string, { count }: Blocking["by"][number]) => `${reason} (${count})`,
    },
    leftOut: "Not laid out here",
    why: {
      theirs_to_plan: "theirs to plan; its hour counts as taken",
      of_both: "of the two of you alike; its hour counts as taken",
      too_rare: "meets too rarely to be planned",
      nothing_known: "nothing of its page has reached the server yet",
      another_month: "their turn in the rotation comes in another month",
    } satisfies Record<LeftOutSeries["why"], string>,
  },

  parts: {
    weekday: "the day of the week",
    kickoff: "the kickoff’s day",
    theirEdge: "early or late for them",
    myEdge: "early or late for you",
    dayOpened: "one more day with a 1:1",
    crowded: "many on one day",
    noBreak: "more than two hours without a break",
    maybe: "somebody may be taken",
    oneOff: "moved once",
    skipped: "left out once",
    notPlanned: "not planned",
    seriesMoved: "another hour than today’s",
    agreedMoved: "what you agreed undone",
    focus: "your focus time",
  } satisfies Record<CostPart, string>,
  part: (part: string, minutes: number) => `${part} (${minutes > 0 ? "" : "−"}${sayLength(minutes)})`,

  violation: (violation: PlanViolation, name: (id: string) => string, day: (date: string) => string): string => {
    const whose = (of: "mine" | "theirs", who: string) => (of === "mine" ? "you are" : `${who} is`);
    switch (violation.type) {
      case "overlap":
        return `${name(violation.seriesId)} and ${name(violation.otherId)} are at one time on ${day(violation.date)}.`;
      case "busy":
        return `On ${day(violation.date)} ${whose(violation.whose, name(violation.seriesId))} taken (${name(violation.seriesId)}).`;
      case "outside_hours":
      case "day_off":
        return violation.whose === "mine"
          ? `${name(violation.seriesId)}: ${day(violation.date)} is outside your hours.`
          : `${name(violation.seriesId)}: ${day(violation.date)} is outside their hours.`;
      case "too_many":
        return `${violation.count} 1:1s on ${day(violation.date)} are more than four.`;
      case "kickoff_day":
        return `${name(violation.seriesId)}: ${day(violation.date)} is the kickoff’s day.`;
      case "frozen":
        return `${name(violation.seriesId)}: ${day(violation.date)} is too soon to move to.`;
      case "pinned_moved":
        return `${name(violation.seriesId)} is to be kept where it is.`;
      case "clashes_often":
        return `${name(violation.seriesId)}: ${violation.clashes} of ${violation.of} do not fit there.`;
      case "too_close":
        return `${name(violation.seriesId)}: ${day(violation.date)} is too close to the one before or after.`;
      case "no_such_hour":
        return `${name(violation.seriesId)}: there is no such hour on ${day(violation.date)}.`;
      case "wrong_cadence":
        return `${name(violation.seriesId)} is not as often as the two of you agreed.`;
      case "unknown_occurrence":
        return `${name(violation.seriesId)} has no 1:1 on ${day(violation.date)}.`;
    }
  },

  move: {
    title: (name: string) => `Move ${name}`,
    weekday: "Day",
    time: "Time",
    week: "First in the week of",
    weekdays: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    pricing: "…",
    same: "It costs the same as now.",
    more: (minutes: number) => `It costs ${sayLength(minutes)} more than now.`,
    less: (minutes: number) => `It costs ${sayLength(minutes)} less than now.`,
    holds: "Everything holds.",
    move: "Move it there",
    moved: (name: string, pattern: string) => `${name}: ${pattern}`,
  },

  sliders: {
    title: "What matters to you",
    spreadBatch: { label: "Over the days", low: "spread", high: "together" },
    stableIdeal: { label: "When you plan anew", low: "as it is", high: "as it should be" },
    mineTheirs: { label: "Whose hours come first", low: "mine", high: "theirs" },
    value: (value: number, { low, high }: { low: string; high: string }) =>
      value === 0 ? "in the middle" : `${Math.round(Math.abs(value) * 100)} % towards ${value < 0 ? low : high}`,
  },

  mine: {
    title: "When you can meet",
    hint: "The planner keeps to it, and so does whoever plans a 1:1 with you: they see that an hour suits you or doesn’t, and no more.",
    days: "Days",
    from: "From",
    until: "Until",
    breakFrom: "Break from",
    breakUntil: "Break until",
    zone: "Time zone",
    zoneOfPages: (city: string) => `As your pages have it (${city})`,
    kickoff: "The week’s kickoff is on",
    noKickoff: "no day",
    never: "No 1:1 on that day at all",
    daysOff: "Days off",
    noDaysOff: "None to come.",
    dayOff: "A day off",
    add: "Add",
    removeOf: (day: string) => `Take away ${day}`,
    save: "Save",
    saved: "Kept.",
    wrong: "Hours end after they begin, and a break lies within them.",
    calendars: "Your calendars and who may know when you are taken",
    age: (age: string) => `Your calendar was read ${age}.`,
    calendar: {
      known: "",
      unknown: "Your calendar cannot be read just now: hours that are offered may be taken.",
      no_calendar: "You have no calendar connected: only your 1:1s are known of your time.",
      not_shared: "",
      nobody: "",
    } satisfies Record<KnownCalendar, string>,
  },

  apply: {
    button: (count: number) => (count === 1 ? "Apply: one series moves" : `Apply: ${count} series move`),
    hint: "Each page gets its new times, and so do calendars that were invited. The others see it on the page and in their calendar, and can ask for another time. You can take it back.",
    discard: "Leave it",
    working: "Being put onto the pages …",
  },

  applied: {
    title: (day: string) => `Applied ${day}`,
    undo: "Take it back",
    carryOn: "Go on with it",
    half: "It was cut off before all was done.",
    undone: "It was taken back.",
    nothing: "There was nothing to move.",
    states: {
      waiting: "not yet",
      applied: "moved",
      in_the_way: "left as it is: another of your 1:1s was moved there meanwhile",
      changed: "left as it is: it was changed meanwhile, or its page is archived",
      failed: "could not be written to; its page needs looking at",
      undone: "as it was before",
      partly_undone: "as it was before, but for what was changed since",
      kept: "changed since, and left so",
    } satisfies Record<AppliedSeries["state"], string>,
  },
};
