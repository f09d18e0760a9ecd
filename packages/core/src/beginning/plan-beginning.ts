import { addDays } from "../cadence/days.ts";
import type { Day } from "../chart/manager-edge.ts";
import { guessFirstStart } from "../meeting/next-meeting.ts";
import type { NoteNode } from "../notes/note-node.ts";

/** A first 1:1 in the first week makes a newcomer's network larger and them likelier to stay (EVIDENCE.md 4, [MS1]). */
export const FIRST_WITHIN_DAYS = 7;
const AGREEMENT_LASTS_DAYS = 91;

export type BeginningPlan = {
  /** wall clock in the pair's zone, YYYY-MM-DDTHH:MM */
  firstStart: string;
  /** the last day on which it is still within a week of the start, or of today where the start has passed */
  by: Day;
};

/**
 * When the first 1:1 of two is: mid-week, within seven days of the day they begin, or of today where that has passed.
 *
 * @param since the day on which the chart has them begin; may be long ago or still to come.
 */
export function planBeginning(since: Day, now: Temporal.Instant, timeZone: string): BeginningPlan {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate().toString();
  if (since <= today) return { firstStart: guessFirstStart(now, timeZone), by: addDays(today, FIRST_WITHIN_DAYS) };
  const noon = Temporal.PlainDate.from(since).toZonedDateTime({ timeZone, plainTime: "12:00" }).toInstant();
  return { firstStart: guessFirstStart(noon, timeZone), by: addDays(since, FIRST_WITHIN_DAYS) };
}

/** Whether a meeting that is planned is early enough to be the first one. */
export function isInTime(start: string | null, { by }: Pick<BeginningPlan, "by">): boolean {
  return start !== null && start.slice(0, 10) <= by;
}

/** What two agree on at their beginning, to be filled in by both; it asks to be looked at again after a season. */
export function writeAgreement(today: Day): NoteNode[] {
  return [
    heading("How we meet"),
    paragraph("How often, how long, where, and what is a good reason to move it."),
    heading("How we reach each other in between"),
    paragraph("What for, how fast, and when not."),
    heading("What stays between us"),
    paragraph("Only we two read this page. What may be told on, and what never?"),
    heading("How we tell each other what is not good"),
    paragraph("At once or after a night? In writing or face to face?"),
    heading("When something goes wrong between us"),
    paragraph("Who says it, and how do we begin?"),
    paragraph(`We look at this again after ${addDays(today, AGREEMENT_LASTS_DAYS)}.`),
  ];
}

function heading(text: string): NoteNode {
  return { type: "heading", attrs: { level: 3 }, content: [{ type: "text", text }] };
}

function paragraph(text: string): NoteNode {
  return { type: "paragraph", content: [{ type: "text", text }] };
}
