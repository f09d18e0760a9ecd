import { setImmediate } from "node:timers/promises";
import { type Job, repeatedJob } from "../nodes/repeated-job.ts";
import type { Tables } from "./read-records.ts";

const FIRST_MILLISECONDS = 300_000; // not while everybody comes back after a start
const LOOK_MILLISECONDS = 3_600_000;
const HOUR = 2; // UTC; most of those who use one server sleep at about the same time, and it harms nobody awake

/** Advises every pair once a night. Its code is loaded for it and not before. */
export function openCadenceJob(
  ports: Tables & { now: () => Date; report: (fault: unknown, doing: string) => void },
): Job {
  const { now, report, ...tables } = ports;
  let lastDay = "";
  const run = async () => {
    const at = now();
    const day = at.toISOString().slice(0, 10);
    if (day === lastDay || at.getUTCHours() < HOUR) return;
    try {
      const { adviseEverybody } = await import("./advise-everybody.ts");
      await adviseEverybody(tables, at, () => setImmediate());
      lastDay = day;
    } catch (fault) {
      report(fault, "advising how often to meet");
    }
  };
  return repeatedJob(run, { first: FIRST_MILLISECONDS, every: LOOK_MILLISECONDS });
}
