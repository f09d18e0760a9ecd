export type CalendarJob = {
  begin(): void;
  /** There is something to do at once. */
  wake(): void;
  close(): Promise<void>;
};

const LOOK_MILLISECONDS = 15_000; // something may have been asked for at another node

/**
 * Does what is due, one after the other.
 *
 * @param step whether there was something to do.
 * @param doing what it does, for whoever reads of a fault.
 */
export function openCalendarJob(
  step: () => Promise<boolean>,
  report: (fault: unknown, doing: string) => void,
  doing: string,
): CalendarJob {
  let timer: NodeJS.Timeout | undefined;
  let isOpen = false;
  let isWoken = false;
  let running: Promise<void> | null = null;

  const round = async () => {
    try {
      do isWoken = false;
      while (((await step()) || isWoken) && isOpen);
    } catch (fault) {
      report(fault, doing);
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
