import type { Rhythm } from "../cadence/advise-cadence.ts";
import { daysBetween } from "../cadence/days.ts";
import { isDuring } from "../cadence/leave.ts";
import type { Day } from "../chart/manager-edge.ts";
import type { Id } from "../id.ts";
import { adviseMedium } from "../meeting/advise-medium.ts";
import { forgottenMeeting } from "../meeting/forgotten-meeting.ts";
import { type Meeting, PLAIN_MEETING } from "../meeting/meeting.ts";
import { knownZone, meetingSpan } from "../meeting/meeting-span.ts";
import type { GlanceMeeting, PairFacts, Shares } from "./pair-facts.ts";

/** A meeting that was moved within the week makes nobody late. */
const GRACE_DAYS = 3;
/** A first 1:1 belongs into the first week (EVIDENCE.md 4, [MS1]). */
const FIRST_WITHIN_DAYS = 7;
/** About two meetings hold five topics each; with more than that waiting, some will never be reached. */
const FULL_HOPPER = 10;
const PREPARE_DAYS = 1; // today and tomorrow: earlier there is time enough
const SHOWN_OUTCOMES = 12;
const UNPAIRED_AFTER_DAYS = 60; // about once in two months shows how the other works now
const FEW_REMOTE = 8; // more than the advice asks for

/** What a sentence says, in the order in which it matters. */
export const SIGNALS = [
  /** its time has passed, and nobody said what became of it: before that, nothing else is certain */
  "unsettled",
  "overdue",
  "no_next",
  "prepare",
  "overdue_actions",
  "hopper_full",
  "friction_check",
  "apart",
  "unpaired",
  "my_actions",
] as const;
export type SignalType = (typeof SIGNALS)[number];

/** The one thing to do about it. */
export type GlanceAction = "open" | "plan" | "move" | "fill" | "actions" | "pair";
export type Signal = { type: SignalType; action: GlanceAction };

/** Those about which something is to be done now; the others are good to know. */
const NEEDS: ReadonlySet<SignalType> = new Set<SignalType>(SIGNALS.slice(0, SIGNALS.indexOf("apart")));

export type NextGlance = Pick<Meeting, "timeZone" | "minutes"> & {
  meeting: Id;
  start: string;
  /** in how many days, by the pair's own clock */
  inDays: number;
  topics: Shares;
};

/** One of my pairs at a glance. It is for me alone; all but `signals` the other could count as well. */
export type PairGlance = {
  pair: string;
  counted: PairFacts["counted"];
  name: string;
  iAm: PairFacts["iAm"];
  agreed: Rhythm;
  next: NextGlance | null;
  /** since the two met; since the page was begun where they never did */
  days: number;
  everMet: boolean;
  /** beyond what is agreed; 0: in time */
  lateDays: number;
  /** how many in a row did not take place, up to now */
  missesInARow: number;
  unsettled: { meeting: Id; day: Day } | null;
  hopper: Shares;
  raised: Shares;
  owed: { mine: number; overdue: number; longestDue: Day | null; theirs: number };
  /** in person or on a walk, and side by side at work; null: never, or nobody wrote it down */
  lastTogether: Day | null;
  lastPaired: Day | null;
  /** how many frictions are to be looked at again today */
  checksDue: number;
  /** they paired once and have not for long; null: they never did, or it was lately */
  unpairedDays: number | null;
  /** one of the two is on leave: nobody is late, and no time has to be found */
  isAway: boolean;
  /** null: they see each other often enough, or too little is known */
  apart: { weeks: number; everMet: boolean } | null;
  /** of the last meetings, oldest first */
  recent: ("held" | "cancelled")[];
  /** the weightiest first */
  signals: Signal[];
};

/** What to know, and to do, about one pair now. */
export function glanceAtPair(facts: PairFacts, now: Temporal.Instant): PairGlance {
  const { pair, counted, name, iAm, agreed, hopper, raised, meetings, agendas } = facts;
  const today = now.toZonedDateTimeISO(knownZone(facts.timeZone)).toPlainDate().toString();
  const next = nextOf(meetings, agendas, today, now);
  const unsettled = unsettledOf(meetings, now);
  const settled = settledOf(meetings);
  const everMet = facts.lastHeld !== null;
  const days = Math.max(0, daysBetween(facts.lastHeld ?? facts.begun, today));
  const everyDays = Math.max(1, agreed.everyWeeks) * 7;
  const allowed = everMet ? everyDays : Math.min(everyDays, FIRST_WITHIN_DAYS);
  const isAway = facts.leaves.some((leave) => isDuring(leave, today));
  const isLate = days > allowed + (everMet ? GRACE_DAYS : 0) && !isAway;
  const glance = {
    ...{ pair, counted, name, iAm, agreed, next, days, everMet, unsettled, hopper, raised },
    ...{ lastTogether: facts.lastTogether, lastPaired: facts.lastPaired ?? null, isAway },
    checksDue: (facts.checks ?? []).filter((day) => day <= today).length,
    unpairedDays: isAway ? null : unpairedOf(facts.lastPaired ?? null, today),
    lateDays: isLate ? days - allowed : 0,
    missesInARow: settled.length - 1 - settled.lastIndexOf("held"),
    owed: owedOf(facts.actions, today),
    apart: isAway ? null : apartOf(facts, now),
    recent: settled.slice(-SHOWN_OUTCOMES),
  };
  // Of a page that nobody has counted yet, an empty one looks the same.
  return { ...glance, signals: counted === "nothing_yet" ? [] : signalsOf(glance, everyDays) };
}

/** Whether something is to be done about it now. */
export function needsMe({ signals }: Pick<PairGlance, "signals">): boolean {
  return signals.some(({ type }) => NEEDS.has(type));
}

function nextOf(
  meetings: readonly GlanceMeeting[],
  agendas: PairFacts["agendas"],
  today: Day,
  now: Temporal.Instant,
): NextGlance | null {
  const coming = meetings
    .filter(({ state }) => state === "planned")
    .flatMap((meeting) => {
      const span = spanOf(meeting);
      return span && Temporal.Instant.compare(span.until, now) > 0 ? [{ meeting, from: span.from }] : [];
    })
    .sort((left, right) => Temporal.Instant.compare(left.from, right.from));
  const [first] = coming;
  if (!first || first.meeting.start === null) return null;
  const { id, start, timeZone, minutes } = first.meeting;
  const inDays = Math.max(0, daysBetween(today, start.slice(0, 10)));
  return { meeting: id, start, timeZone, minutes, inDays, topics: agendas.get(id) ?? { mine: 0, theirs: 0 } };
}

function unsettledOf(meetings: readonly GlanceMeeting[], now: Temporal.Instant): PairGlance["unsettled"] {
  const forgotten = meetings.filter(
    (meeting) =>
      meeting.state === "planned" &&
      spanOf(meeting) !== null &&
      forgottenMeeting({ ...meeting, startedAt: null }, now).type === "ask",
  );
  const last = forgotten.sort(byStart).at(-1);
  return last ? { meeting: last.id, day: (last.start ?? "").slice(0, 10) } : null;
}

/** Oldest first. */
function settledOf(meetings: readonly GlanceMeeting[]): ("held" | "cancelled")[] {
  return meetings
    .filter(({ start }) => start !== null)
    .sort(byStart)
    .flatMap(({ state }) => (state === "planned" ? [] : [state]));
}

function owedOf({ mine, theirs }: PairFacts["actions"], today: Day): PairGlance["owed"] {
  const overdue = mine.flatMap((due) => (due !== null && due < today ? [due] : [])).sort();
  return { mine: mine.length, overdue: overdue.length, longestDue: overdue[0] ?? null, theirs };
}

/**
 * The last time together lies further back than the meetings that are given, as often as not. Only those are handed on
 * that can bear on the advice, since each is set over from its wall clock, many times.
 */
function apartOf({ meetings, lastTogether, timeZone }: PairFacts, now: Temporal.Instant): PairGlance["apart"] {
  const held = meetings.filter(({ state, start }) => state === "held" && start !== null).sort(byStart);
  const last = held.findLastIndex(({ medium }) => medium === "in_person" || medium === "walk");
  const remote = held.slice(last + 1).filter(({ medium }) => medium === "video" || medium === "audio");
  const few = new Set([
    ...held.slice(0, 1),
    ...held.slice(Math.max(0, last), last + 1),
    ...remote.slice(0, FEW_REMOTE),
  ]);
  const known: Meeting[] = [...meetings.filter(({ state }) => state === "planned"), ...few]
    .filter((meeting) => spanOf(meeting) !== null)
    .map((meeting) => ({ ...PLAIN_MEETING, ...meeting }));
  if (lastTogether !== null && last < 0) {
    const before = { id: "before", start: `${lastTogether}T12:00`, medium: "in_person", state: "held" } as const;
    known.push({ ...PLAIN_MEETING, ...before, timeZone, minutes: 0 });
  }
  const advice = adviseMedium(known, now);
  return advice.type === "keep" ? null : { weeks: advice.weeks, everMet: advice.everMet };
}

/** Who never paired may have no reason to. */
function unpairedOf(lastPaired: Day | null, today: Day): number | null {
  const days = lastPaired === null ? 0 : daysBetween(lastPaired, today);
  return days > UNPAIRED_AFTER_DAYS ? days : null;
}

function signalsOf(glance: Omit<PairGlance, "signals">, everyDays: number): Signal[] {
  const { iAm, next, lateDays, unsettled, hopper, owed, apart, isAway, checksDue, unpairedDays } = glance;
  const waiting = hopper.mine + hopper.theirs;
  const topics = next ? next.topics.mine + next.topics.theirs : 0;
  const isSoon = next !== null && next.inDays <= PREPARE_DAYS;
  // Whose meeting it is prepares it or does not; nobody reminds them.
  const isMineToPrepare = iAm !== "below";
  const found: (Signal | false)[] = [
    unsettled !== null && { type: "unsettled", action: "open" },
    // Whether they met is not known, so neither is for how long they did not.
    unsettled === null && lateDays > 0 && next === null && { type: "overdue", action: "plan" },
    unsettled === null &&
      lateDays > 0 &&
      next !== null &&
      next.inDays > everyDays && { type: "overdue", action: "move" },
    !isAway && next === null && (lateDays === 0 || unsettled !== null) && { type: "no_next", action: "plan" },
    isMineToPrepare &&
      isSoon &&
      next.topics.mine === 0 && { type: "prepare", action: topics === 0 && waiting > 0 ? "fill" : "open" },
    owed.overdue > 0 && { type: "overdue_actions", action: "actions" },
    waiting >= FULL_HOPPER && { type: "hopper_full", action: next !== null && topics === 0 ? "fill" : "open" },
    checksDue > 0 && { type: "friction_check", action: "pair" },
    apart !== null && { type: "apart", action: next === null ? "plan" : "open" },
    // Whoever leads proposes it; the other is not told that it is time.
    unpairedDays !== null && isMineToPrepare && { type: "unpaired", action: "pair" },
    owed.overdue === 0 && owed.mine > 0 && { type: "my_actions", action: "actions" },
  ];
  return found
    .filter((signal) => signal !== false)
    .sort((left, right) => SIGNALS.indexOf(left.type) - SIGNALS.indexOf(right.type));
}

function spanOf(meeting: GlanceMeeting) {
  try {
    return meetingSpan(meeting);
  } catch {
    return null; // a peer wrote nonsense: as if no time were agreed
  }
}

function byStart(left: GlanceMeeting, right: GlanceMeeting): number {
  return (left.start ?? "") < (right.start ?? "") ? -1 : 1;
}
