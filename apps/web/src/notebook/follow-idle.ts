import type { TabEnvironment } from "../offline/tab-environment.ts";

const TOLD_EVERY_MS = 20_000; // other tabs need to know that somebody is here, not of each key

export type IdleParts = {
  environment: Pick<TabEnvironment, "later" | "clock" | "instant" | "onWake">;
  /** whenever somebody does something in this tab */
  onActivity: (acted: () => void) => () => void;
  /** tells the others, and remembers it over a reload */
  used: () => void;
  /** whether another tab was used */
  onUsedElsewhere: (run: () => void) => () => void;
  lock: () => void;
};

/** Locks once nobody has done anything here, or in another tab, for so many minutes. @returns stops it. */
export function followIdle(lockAfterMinutes: () => number, parts: IdleParts): () => void {
  const { environment } = parts;
  const sinceLast = startStopwatch(environment);
  const sinceTold = startStopwatch(environment);
  let stop: () => void = () => undefined;
  const left = () => lockAfterMinutes() * 60_000 - sinceLast.read();
  const look = () => {
    stop();
    if (left() <= 0) parts.lock();
    else stop = environment.later(left(), look);
  };
  const stops = [
    parts.onActivity(() => {
      // A machine that slept: whoever wakes it has to open the notes again.
      if (left() <= 0) {
        parts.lock();
        return;
      }
      sinceLast.restart();
      if (sinceTold.read() < TOLD_EVERY_MS) return;
      sinceTold.restart();
      parts.used();
    }),
    parts.onUsedElsewhere(() => sinceLast.restart()),
    // Timers slept with the machine, and what was open would stand there until they are due.
    environment.onWake(look),
  ];
  look();
  return () => {
    stop();
    for (const each of stops) each();
  };
}

/**
 * Counts milliseconds, those of sleep too: a browser's rising clock stands still meanwhile on many machines, the clock on
 * the wall goes on. That one can be set, so that the longer of the two times counts.
 */
function startStopwatch({ clock, instant }: Pick<TabEnvironment, "clock" | "instant">) {
  const now = () => ({ risen: clock(), wall: Date.parse(instant()) });
  let from = now();
  return {
    read: () => Math.max(now().risen - from.risen, now().wall - from.wall),
    restart: () => {
      from = now();
    },
  };
}
