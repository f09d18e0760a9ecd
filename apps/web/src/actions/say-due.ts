import { daysBetween, sayDay } from "../ui/say-day.ts";
import { texts } from "./texts.ts";

/** When an action is for, in words; what is past due is said, not scolded. @returns null where nobody said when. */
export function sayDue(due: string | null, today: string): { text: string; isOver: boolean } | null {
  if (due === null) return null;
  const over = daysBetween(due, today);
  if (over > 0) return { text: texts.overdue(sayDay(due, today, "short"), over), isOver: true };
  return { text: texts.by(sayDay(due, today, "short")), isOver: false };
}
