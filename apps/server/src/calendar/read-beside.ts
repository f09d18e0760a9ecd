import { Worker } from "node:worker_threads";
import { workerUrl } from "../database/worker-url.ts";
import type { CalendarOutcome, CalendarTask } from "./calendar-messages.ts";

const MAX_HEAP_MEGABYTES = 256;
const FETCH_MILLISECONDS = 30_000; // more than fetching itself allows
const READ_MILLISECONDS = 10_000; // of a machine that may be busy; one calendar takes less than two seconds
const AT_ONCE = 2;

export type ReadBeside = (task: CalendarTask) => Promise<CalendarOutcome>;

/**
 * Fetches and reads calendars in threads of their own, which end when they have read one, or have taken too long or too
 * much. Whatever a calendar does there, nobody's keystroke waits for it.
 *
 * @param patience for reading one, in milliseconds.
 */
export function createReadBeside(patience = READ_MILLISECONDS): { read: ReadBeside; close(): Promise<void> } {
  const running = new Set<Worker>();
  const waiting: (() => void)[] = [];
  let free = AT_ONCE;
  let isClosed = false;

  async function read(task: CalendarTask): Promise<CalendarOutcome> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return isClosed ? { type: "failed", fault: "too_slow" } : await inThread(task, running, patience);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  }

  return {
    read,
    async close() {
      isClosed = true;
      await Promise.all([...running].map((worker) => worker.terminate()));
    },
  };
}

function inThread(task: CalendarTask, running: Set<Worker>, patience: number): Promise<CalendarOutcome> {
  return new Promise((resolve) => {
    const worker = new Worker(workerUrl("./calendar-thread", import.meta.url), {
      name: "calendar",
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MEGABYTES, maxYoungGenerationSizeMb: 32 },
    });
    running.add(worker);
    const finish = (outcome: CalendarOutcome) => {
      clearTimeout(deadline);
      running.delete(worker);
      void worker.terminate();
      resolve(outcome);
    };
    const tooHeavy = () => finish({ type: "failed", fault: "too_heavy" });
    const fetching = task.source.type === "address" ? FETCH_MILLISECONDS : 0;
    const deadline = setTimeout(tooHeavy, fetching + patience);
    deadline.unref();
    worker.unref();
    worker.on("message", finish);
    worker.on("error", tooHeavy); // out of memory, mostly
    worker.on("exit", tooHeavy);
  });
}
