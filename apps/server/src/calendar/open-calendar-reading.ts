import { type CalendarReading, readDue } from "./read-due.ts";

export type CalendarJob = {
  begin(): void;
  /** A calendar was connected, or is to be read at once. */
  wake(): void;
  close(): Promise<void>;
};

const LOOK_MILLISECONDS = 15_000; // a calendar may have been connected at another node

/** Keeps connected calendars fresh, one after the other. */
export function openCalendarReading(
  reading: CalendarReading,
  report: (fault: unknown, doing: string) => void,
): CalendarJob {
  let timer: NodeJS.Timeout | undefined;
  let isOpen = false;
  let isWoken = false;
  let running: Promise<void> | null = null;

  const round = async () => {
    try {
      do isWoken = false;
      while (((await readDue(reading)) || isWoken) && isOpen);
    } catch (fault) {
      report(fault, "reading calendars");
    }
  };
  const run = () => {
    if (!isOpen) return;
    isWoken = true;
    if (running) return;
    clearTimeout(timer);
    running = round().then(() => {
      running = null;
      if (isOpen) timer = setTimeout(run, LOOK_MILLISECONDS).unref();
    });
  };
  return {
    begin() {
      isOpen = true;
      run();
    },
    wake: run,
    async close() {
      isOpen = false;
      clearTimeout(timer);
      await running;
    },
  };
}
