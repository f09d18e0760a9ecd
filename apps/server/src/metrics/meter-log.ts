import type { PageLog } from "../sync/page-log.ts";
import type { Meter } from "./meter.ts";

/** The same log, its commits counted and timed. */
export function meterLog<Log extends PageLog>(log: Log, meter: Meter, clock: () => number): Log {
  return {
    ...log,
    appendNow(entries, also) {
      const before = clock();
      try {
        const seqs = log.appendNow(entries, also);
        if (seqs !== null) meter.stored(entries.length, (clock() - before) / 1000);
        return seqs;
      } catch (error) {
        meter.notStored(entries.length);
        throw error;
      }
    },
    async append(entries, also) {
      const before = clock();
      try {
        const seqs = await log.append(entries, also);
        meter.stored(entries.length, (clock() - before) / 1000);
        return seqs;
      } catch (error) {
        meter.notStored(entries.length);
        throw error;
      }
    },
  };
}
