/** A meeting as it should stand in a calendar. */
export type WantedEntry = {
  uid: string;
  /** of everything that is to stand there */
  content: string;
  /** it took place: where it stands it is left as it is */
  isHeld: boolean;
};

/** What was put there, or was to be. */
export type KnownEntry = {
  uid: string;
  /** false: in a calendar that meetings are put into no more */
  isHere: boolean;
  /** as it was put last; null: whether it was is not known */
  content: string | null;
  /** its time has passed */
  isOver: boolean;
};

export type EntryStep =
  | { type: "put"; uid: string; isNew: boolean }
  | { type: "take_away"; uid: string; isHere: boolean }
  /** it stays where it is, as what was; nothing of it is looked after any more */
  | { type: "forget"; uid: string; isHere: boolean };

/**
 * What to do so that the meetings of somebody stand in the calendar that they chose, and nowhere else: put what is new or
 * different, take away what is cancelled, leave what is over.
 *
 * @param isOn false: the calendar is to hold no meetings any more.
 */
export function judgeEntries(wanted: readonly WantedEntry[], known: readonly KnownEntry[], isOn: boolean): EntryStep[] {
  const meetings = new Map(wanted.map((meeting) => [meeting.uid, meeting]));
  const here = new Map(known.filter(({ isHere }) => isHere).map((entry) => [entry.uid, entry]));
  const steps: EntryStep[] = [];
  for (const { uid, isHere, isOver } of known) {
    const meeting = meetings.get(uid);
    if (isHere && isOn && meeting) continue;
    steps.push({ type: isOver || meeting?.isHeld ? "forget" : "take_away", uid, isHere });
  }
  if (!isOn) return steps;
  for (const { uid, content, isHeld } of wanted) {
    const entry = here.get(uid);
    if (isHeld ? !entry : entry?.content !== content) steps.push({ type: "put", uid, isNew: entry === undefined });
  }
  return steps;
}
