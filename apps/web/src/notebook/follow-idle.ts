import type { TabEnvironment } from "../offline/tab-environment.ts";

const TOLD_EVERY_MS = 20_000; // other tabs need to know that somebody is here, not of each key

export type IdleParts = {
  environment: Pick<TabEnvironment, "later" | "clock">;
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
  let last = environment.clock();
  let told = last;
  let stop: () => void = () => undefined;
  const look = () => {
    const left = lockAfterMinutes() * 60_000 - (environment.clock() - last);
    if (left <= 0) parts.lock();
    else stop = environment.later(left, look);
  };
  const stopActivity = parts.onActivity(() => {
    const now = environment.clock();
    // A machine that slept: whoever wakes it has to open the notes again.
    if (now - last >= lockAfterMinutes() * 60_000) {
      parts.lock();
      return;
    }
    last = now;
    if (now - told < TOLD_EVERY_MS) return;
    told = now;
    parts.used();
  });
  const stopElsewhere = parts.onUsedElsewhere(() => {
    last = environment.clock();
  });
  look();
  return () => {
    stop();
    stopActivity();
    stopElsewhere();
  };
}
