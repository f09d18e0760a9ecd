import type { CalendarOutcome, CalendarTask } from "./calendar-messages.ts";
import { READERS } from "./calendar-readers.ts";
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
  // Who sends a file waits for it, and not behind an address that does not answer.
  const [fetched, sent] = [createCalendarThreads(READERS), createCalendarThreads(1)];
  return {
    async read(task) {
      const isFetched = task.source.type === "address";
      const { run } = isFetched ? fetched : sent;
      const milliseconds = (isFetched ? FETCH_MILLISECONDS : 0) + patience;
      return (await run<CalendarOutcome>(task, milliseconds)) ?? { type: "failed", fault: "too_heavy" };
    },
    async close() {
      await Promise.all([fetched.close(), sent.close()]);
    },
  };
}
