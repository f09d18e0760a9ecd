import {
  type Grid,
  momentOf,
  type Place,
  type PlannedMeeting,
  type Schedule,
  slotAt,
  stepAfter,
  stepOf,
} from "./schedule.ts";

const MAX_LEFT_OUT = 26; // in a row: who meets again after more than so many begins a series anew
const MOST_AT_ONCE = 30; // messages: nobody's mailbox is filled by what the other does to a page

/** One time of a series that is elsewhere than the series has it. */
export type Moved = Place & { slot: string; sequence: number };

/** A series as the two calendars were told of it. */
export type SentSeries = Grid & {
  /** fixed at its birth, and never used for another */
  uid: string;
  /** of what was said last about the series as a whole */
  sequence: number;
  /** ISO instant of the last time that counts; null: it goes on */
  until: string | null;
  /** the UID of the series that it follows */
  follows: string | null;
  moved: readonly Moved[];
  skipped: readonly { slot: string; sequence: number }[];
};

/** A meeting outside of the series. */
export type SentSingle = Place & { uid: string; sequence: number; meeting: string };

/** Everything that calendars were told, so that nothing is told twice and nothing that changed is left untold. */
export type SentInvitations = {
  /** how many series there have been */
  generation: number;
  /** the highest number that was used; each message has a higher one than all before it */
  sequence: number;
  /** milliseconds since 1970, whole seconds; each message has a later one */
  stamp: number;
  series: SentSeries | null;
  singles: readonly SentSingle[];
};

export const NOTHING_SENT: SentInvitations = { generation: 0, sequence: -1, stamp: 0, series: null, singles: [] };

type Told = { uid: string; sequence: number; stamp: number };

/** What calendars are to be told; each goes to both. */
export type InvitationMessage = Told &
  (
    | { type: "series"; why: "new" | "changed" | "ended"; series: SentSeries }
    | { type: "cancel_series"; series: SentSeries }
    | { type: "occurrence"; series: SentSeries; moved: Moved }
    | { type: "cancel_occurrence"; series: SentSeries; slot: string; was: Place }
    | { type: "single"; why: "new" | "changed"; single: SentSingle }
    | { type: "cancel_single"; single: SentSingle }
  );

export type InvitationAsked = {
  sent: SentInvitations;
  /** null: nothing is to stand in calendars any more */
  schedule: Schedule | null;
  now: Temporal.Instant;
  /** what every UID of the pair begins with; nothing of a person is in it */
  uidOf: (name: string) => string;
  /** messages at once; left out: as many as are mailed */
  most?: number;
};

/**
 * What the two calendars are to be told so that they hold what the page says: nothing where nothing changed, only the one
 * time where one was moved, and a series of its own where another rhythm holds from now on. What has passed stays as it
 * was told.
 */
export function judgeInvitations(asked: InvitationAsked): JudgedInvitations {
  const telling = openTelling(asked);
  const { schedule } = asked;
  const judged = (): JudgedInvitations => ({
    ...{ sent: telling.sent, messages: telling.messages },
    isWhole: !isFull(telling),
  });
  if (schedule === null) {
    endSeries(telling);
    for (const single of telling.sent.singles) cancelSingle(telling, single);
    return { ...judged(), isWhole: true };
  }
  const { planned } = schedule;
  if (planned.length === 0) return judged(); // for a moment: the next is on its way
  const { series } = telling.sent;
  const isSame = series !== null && isStillTheSeries(series, schedule, telling.now);
  if (!isSame) beginSeries(telling, schedule);
  const current = telling.sent.series;
  const far = current === null ? Number.POSITIVE_INFINITY : reachOf(current, planned, telling.now);
  if (current !== null) keepOccurrences(telling, schedule, far);
  const isSingle = (slot: string | null) => {
    const step = current === null || slot === null ? -1 : (stepOf(current, slot) ?? -1);
    return step < 0 || step > far;
  };
  keepSingles(
    telling,
    planned.filter(({ slot }) => isSingle(slot)),
  );
  return judged();
}

/**
 * The last of those planned steps that follow one after another: whatever lies beyond more than may be left out stands
 * beside the series, and a page that names a year far away makes of it neither a life's work nor a flood of mails.
 */
function reachOf(series: SentSeries, planned: readonly PlannedMeeting[], now: number): number {
  const steps = planned.flatMap(({ slot }) => (slot === null ? [] : (stepOf(series, slot) ?? [])));
  let far = stepAfter(series, now);
  for (const step of steps.sort((one, other) => one - other)) {
    if (step - far > MAX_LEFT_OUT) break;
    far = Math.max(far, step);
  }
  return far;
}

function isFull({ messages, most }: Telling): boolean {
  return messages.length >= most;
}

export type JudgedInvitations = {
  sent: SentInvitations;
  messages: InvitationMessage[];
  /** false: there is more to be told, by the next look */
  isWhole: boolean;
};

type Telling = {
  sent: SentInvitations;
  messages: InvitationMessage[];
  now: number;
  uidOf: (name: string) => string;
  most: number;
};

function openTelling({ sent, now, uidOf, most = MOST_AT_ONCE }: InvitationAsked): Telling {
  return { sent, messages: [], now: now.epochMilliseconds, uidOf, most };
}

/** The next message's number and time, both above all before. */
function next(telling: Telling): { sequence: number; stamp: number } {
  const { sent, now } = telling;
  const stamp = Math.max(Math.floor(now / 1000) * 1000, sent.stamp + 1000);
  const sequence = sent.sequence + 1;
  telling.sent = { ...sent, sequence, stamp };
  return { sequence, stamp };
}

/**
 * Those planned meetings that are the series': a series goes on from the last one that is planned, so whichever lie on its
 * weekday and hour. Others, such as one that a plan for later weeks left where it was, stand beside it.
 */
function goingOn({ rhythm, planned }: Schedule): { slot: string; place: Place | null }[] {
  const slotted = planned.flatMap(({ slot, place }) => (slot === null ? [] : [{ slot, place }]));
  const last =
    slotted
      .map(({ slot }) => slot)
      .sort()
      .at(-1) ?? "";
  return slotted.filter(({ slot }) => stepOf({ ...rhythm, start: last }, slot) !== null);
}

/** Whether what the series goes on from is a time of the one that was told, in the same rhythm. */
function isStillTheSeries(series: SentSeries, schedule: Schedule, now: number): boolean {
  const { rhythm } = schedule;
  const isRhythm =
    rhythm.everyWeeks === series.everyWeeks && rhythm.minutes === series.minutes && rhythm.timeZone === series.timeZone;
  const steps = goingOn(schedule).flatMap(({ slot }) => stepOf(series, slot) ?? []);
  const first = Math.min(...steps);
  return isRhythm && steps.length > 0 && first - stepAfter(series, now) <= MAX_LEFT_OUT;
}

/** Ends what there was, and begins with the first planned time that lies ahead. */
function beginSeries(telling: Telling, schedule: Schedule): void {
  const [first] = goingOn(schedule);
  if (!first) return;
  const { timeZone, minutes, everyWeeks } = schedule.rhythm;
  const grid: Grid = { start: first.slot, timeZone, minutes, everyWeeks };
  const isMovedAhead = first.place !== null && momentOf(first.place) > telling.now;
  const start = isMovedAhead ? first.slot : slotAt(grid, stepAfter(grid, telling.now));
  const { series: before } = telling.sent;
  const isUntouched = before !== null && before.until === null && momentOf(before) > telling.now;
  if (before !== null && !isUntouched) endSeries(telling);
  const generation = isUntouched ? telling.sent.generation : telling.sent.generation + 1;
  const told = next(telling);
  const series: SentSeries = {
    ...{ ...grid, start, uid: isUntouched ? before.uid : telling.uidOf(`s${generation}`), sequence: told.sequence },
    ...{ until: null, follows: isUntouched ? before.follows : (before?.uid ?? null), moved: [], skipped: [] },
  };
  telling.sent = { ...telling.sent, generation, series };
  telling.messages.push({ type: "series", why: isUntouched ? "changed" : "new", series, uid: series.uid, ...told });
}

/** What has taken place stays in calendars; a series that never began is taken out whole. */
function endSeries(telling: Telling): void {
  const { series } = telling.sent;
  if (series === null) return;
  const ahead = stepAfter(series, telling.now);
  if (ahead === 0 && series.moved.every((each) => momentOf(each) > telling.now)) {
    const told = next(telling);
    telling.sent = { ...telling.sent, series: null };
    telling.messages.push({ type: "cancel_series", series, uid: series.uid, ...told });
    return;
  }
  // Some calendars keep a moved time though its series ends before it.
  for (const moved of series.moved) {
    if (momentOf(moved) > telling.now) cancelOccurrence(telling, moved.slot, moved);
  }
  const kept = telling.sent.series ?? series;
  const last = Math.max(0, ahead - 1);
  const until = new Date(momentOf({ ...series, start: slotAt(series, last) })).toISOString();
  const told = next(telling);
  const ended = { ...kept, until, sequence: told.sequence };
  telling.sent = { ...telling.sent, series: null };
  telling.messages.push({ type: "series", why: "ended", series: ended, uid: series.uid, ...told });
}

/** Tells of those times of the series that are elsewhere, or left out, and were not told so. */
function keepOccurrences(telling: Telling, { planned, settled, later = [] }: Schedule, far: number): void {
  const { series } = telling.sent;
  if (series === null) return;
  const places = new Map<number, Place | null>();
  let last = -1;
  let until = telling.now; // what lies before the last planned meeting, and isn't planned itself, is left out
  for (const { slot, place } of planned) {
    const step = slot === null ? null : stepOf(series, slot);
    if (step === null || step > far) continue;
    if (step >= 0 && !places.has(step)) places.set(step, place);
    last = Math.max(last, step);
    if (place !== null) until = Math.max(until, momentOf(place));
  }
  const ahead = stepAfter(series, telling.now);
  last = Math.max(last, Math.min(stepAfter(series, until) - 1, far + MAX_LEFT_OUT));
  for (const { slot, place } of later) {
    const step = stepOf(series, slot);
    if (step !== null && step >= 0 && !places.has(step)) places.set(step, place);
  }
  const told = [...series.moved, ...series.skipped].flatMap(({ slot }) => stepOf(series, slot) ?? []);
  const between = Array.from({ length: Math.max(0, last + 1 - ahead) }, (_, at) => ahead + at);
  const steps = [...new Set([...places.keys(), ...told, ...between])].sort((one, other) => one - other);
  for (const step of steps) {
    if (isFull(telling)) return;
    if (!settled.includes(slotAt(series, step))) keepOccurrence(telling, step, { places, last, ahead });
  }
}

function keepOccurrence(
  telling: Telling,
  step: number,
  { places, last, ahead }: { places: ReadonlyMap<number, Place | null>; last: number; ahead: number },
): void {
  const { series } = telling.sent;
  if (series === null) return;
  const slot = slotAt(series, step);
  const own: Place = { start: slot, timeZone: series.timeZone, minutes: series.minutes };
  const isSkipped = series.skipped.some((each) => each.slot === slot);
  const moved = series.moved.find((each) => each.slot === slot);
  const was = moved ?? own;
  const isAhead = isSkipped ? step >= ahead : momentOf(was) > telling.now;
  const place = places.get(step);
  if (place === undefined) {
    if (!isAhead || (step > last && !moved && !isSkipped)) return;
    if (step > last && step >= ahead) tellOccurrence(telling, slot, own, was, isSkipped);
    else if (!isSkipped) cancelOccurrence(telling, slot, was);
    return;
  }
  if (place === null) {
    if (!isSkipped && isAhead) cancelOccurrence(telling, slot, was);
    return;
  }
  if (momentOf(place) <= telling.now && !isAhead) return; // of what has passed nobody need be told
  tellOccurrence(telling, slot, place, was, isSkipped);
}

function tellOccurrence(telling: Telling, slot: string, place: Place, was: Place, isSkipped: boolean): void {
  if (!isSkipped && isSamePlace(place, was)) return;
  const told = next(telling);
  const { series } = telling.sent;
  if (series === null) return;
  const moved: Moved = { ...placeOf(place), slot, sequence: told.sequence };
  const changed = {
    ...series,
    moved: [...series.moved.filter((each) => each.slot !== slot), moved],
    skipped: series.skipped.filter((each) => each.slot !== slot),
  };
  telling.sent = { ...telling.sent, series: changed };
  telling.messages.push({ type: "occurrence", series: changed, moved, uid: series.uid, ...told });
}

function cancelOccurrence(telling: Telling, slot: string, was: Place): void {
  const told = next(telling);
  const { series } = telling.sent;
  if (series === null) return;
  const changed = {
    ...series,
    moved: series.moved.filter((each) => each.slot !== slot),
    skipped: [...series.skipped, { slot, sequence: told.sequence }],
  };
  telling.sent = { ...telling.sent, series: changed };
  telling.messages.push({
    ...{ type: "cancel_occurrence" as const, series: changed, slot, was: placeOf(was), uid: series.uid },
    ...told,
  });
}

function keepSingles(telling: Telling, planned: readonly PlannedMeeting[]): void {
  for (const single of telling.sent.singles) {
    const still = planned.find(({ id }) => id === single.meeting);
    if (!still?.place && !isFull(telling)) cancelSingle(telling, single);
  }
  for (const { id, place } of planned) {
    const before = telling.sent.singles.find(({ meeting }) => meeting === id);
    if (place === null || momentOf(place) <= telling.now || (before && isSamePlace(before, place))) continue;
    if (isFull(telling)) return;
    const told = next(telling);
    const uid = before?.uid ?? telling.uidOf(id);
    const single: SentSingle = { ...placeOf(place), uid, meeting: id, sequence: told.sequence };
    const others = telling.sent.singles.filter(({ meeting }) => meeting !== id);
    telling.sent = { ...telling.sent, singles: [...others, single] };
    telling.messages.push({ type: "single", why: before ? "changed" : "new", single, uid: single.uid, ...told });
  }
}

/** One that has passed is left in calendars, and forgotten here. */
function cancelSingle(telling: Telling, single: SentSingle): void {
  telling.sent = { ...telling.sent, singles: telling.sent.singles.filter((each) => each !== single) };
  if (momentOf(single) <= telling.now) return;
  const told = next(telling);
  telling.messages.push({ type: "cancel_single", single, uid: single.uid, ...told });
}

function isSamePlace(one: Place, other: Place): boolean {
  return one.start === other.start && one.timeZone === other.timeZone && one.minutes === other.minutes;
}

function placeOf({ start, timeZone, minutes }: Place): Place {
  return { start, timeZone, minutes };
}
