import type { Page } from "../page/page.ts";
import type { Meeting } from "./meeting.ts";

/**
 * Whether another time for a meeting goes on the pair's record as a move. The very first time on a page is a guess that
 * nobody agreed to: until the two have met, been cancelled or moved, putting it right is no move.
 */
export function countsAsMove(page: Pick<Page, "meetings">, meeting: Pick<Meeting, "start">): boolean {
  return meeting.start !== null && page.meetings.some((each) => each.state !== "planned" || each.movedFrom.length > 0);
}
