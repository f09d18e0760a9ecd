import type { CalendarOutcome, CalendarTask } from "./calendar-messages.ts";
import { createCalendarThreads } from "./calendar-threads.ts";

const FETCH_MILLISECONDS = 30_000; // more than fetching itself allows
const READ_MILLISECONDS = 10_000; // of a machine that may be busy; one calendar takes less than two seconds

export type ReadBeside = (task: CalendarTask) => Promise<CalendarOutcome>;

/**
 * Fetches and reads calendars in threads of their own.
 *
 * @param patience for reading one, in milliseconds.
 */
export function createReadBeside(patience = READ_MILLISECONDS): { read: ReadBeside; close(): Promise<void> } {
  const { run, close } = createCalendarThreads();
  return {
    async read(task) {
      const fetching = task.source.type === "address" ? FETCH_MILLISECONDS : 0;
      return (await run<CalendarOutcome>(task, fetching + patience)) ?? { type: "failed", fault: "too_heavy" };
    },
    close,
  };
}
