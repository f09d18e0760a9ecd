const OURS = "@meeting.candor";

/** What a meeting is called in every calendar; fixed with the meeting, and says nothing of anybody. */
export function meetingUid(pairId: string, meetingId: string): string {
  return `${meetingId}.${pairId}${OURS}`;
}

/** Whether an event of a calendar is a meeting that Candor put there. */
export function isMeetingUid(uid: string): boolean {
  return uid.toLowerCase().endsWith(OURS);
}
