import type { Id } from "../id.ts";
import type { Page } from "../page/page.ts";
import type { Action } from "./action.ts";
import { byUrgency } from "./order-actions.ts";

/**
 * The open actions that a meeting begins with: whatever was agreed before it and is neither done nor dropped. What is
 * agreed for the meeting itself, or for a later one, is not among them.
 *
 * @returns in one order for both people, by due date.
 */
export function earlierActions({ actions, meetings }: Pick<Page, "actions" | "meetings">, meeting: Id): Action[] {
  const planned = new Set(meetings.filter(({ state }) => state === "planned").map(({ id }) => id));
  const lastClosed = meetings.reduce(
    (last, { closedAt }) => (closedAt !== null && closedAt > last ? closedAt : last),
    "",
  );
  const isEarlier = ({ fromMeeting, createdAt }: Action) => {
    if (fromMeeting === null) return createdAt < lastClosed; // from no meeting at all: whether one has ended since
    return fromMeeting !== meeting && !planned.has(fromMeeting); // a meeting that is gone lies in a year's volume
  };
  return actions.filter((action) => action.state === "open" && isEarlier(action)).sort(byUrgency);
}
