import type { Job } from "./repeated-job.ts";

/** Work that is done as soon as there is some, while it is this node's turn. */
export type WokenJob = Job & {
  /** There is something to do at once. */
  wake(): void;
};

type Work = {
  /**
   * Does one piece of it.
   *
   * @param isOn whether it is still our turn, for what takes long.
   * @returns whether there may be more.
   */
  step: (isOn: () => boolean) => Promise<boolean>;
  /** for whoever reads of a fault in it */
  doing: string;
  report: (fault: unknown, doing: string) => void;
  /** milliseconds after which it looks again at the latest */
  every?: number;
  /** @returns the milliseconds until something is due; left out: nobody can tell */
  untilDue?: () => Promise<number>;
};

const LOOK_MILLISECONDS = 15_000; // something may have been asked for at another node, or left by one that died

/** One piece after the other and never two at once: at the beginning, when it is woken, and now and then. */
export function wokenJob({ step, doing, report, every = LOOK_MILLISECONDS, untilDue }: Work): WokenJob {
  let timer: NodeJS.Timeout | undefined;
  let isOn = false;
  let isWoken = false;
  let running: Promise<void> | null = null;

  const round = async () => {
    try {
      do isWoken = false;
      while (((await step(() => isOn)) || isWoken) && isOn);
      return Math.min(every, Math.max(0, (await untilDue?.()) ?? every));
    } catch (fault) {
      report(fault, doing);
      return every;
    }
  };
  const wake = () => {
    if (!isOn) return;
    isWoken = true;
    if (running) return;
    clearTimeout(timer);
    running = round().then((wait) => {
      running = null;
      if (isOn) timer = setTimeout(wake, isWoken ? 0 : wait).unref();
    });
  };
  const pause = () => {
    isOn = false;
    clearTimeout(timer);
  };
  return {
    begin() {
      isOn = true;
      wake();
    },
    wake,
    pause,
    async close() {
      pause();
      await running;
    },
  };
}
