import { Worker } from "node:worker_threads";
import { workerUrl } from "../database/worker-url.ts";
import type { AccountTask, CalendarTask } from "./calendar-messages.ts";

const MAX_HEAP_MEGABYTES = 256;

/** `undefined`: it took more time or memory than it may, or there are to be no more threads. */
export type RunBeside = <Outcome>(
  task: CalendarTask | AccountTask,
  milliseconds: number,
) => Promise<Outcome | undefined>;

/**
 * Threads that do one thing each and then end. Whatever a calendar does there, nobody's keystroke waits for it; a few at
 * once, and the others in turn.
 *
 * @param atOnce each of them may take `MAX_HEAP_MEGABYTES`.
 */
export function createCalendarThreads(atOnce: number): { run: RunBeside; close(): Promise<void> } {
  const running = new Set<Worker>();
  const waiting: (() => void)[] = [];
  let free = atOnce;
  let isClosed = false;

  return {
    async run(task, milliseconds) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return isClosed ? undefined : await inThread(task, running, milliseconds);
      } finally {
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      }
    },
    async close() {
      isClosed = true;
      await Promise.all([...running].map((worker) => worker.terminate()));
    },
  };
}

function inThread<Outcome>(
  task: CalendarTask | AccountTask,
  running: Set<Worker>,
  milliseconds: number,
): Promise<Outcome | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(workerUrl("./calendar-thread", import.meta.url), {
      name: "calendar",
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MEGABYTES, maxYoungGenerationSizeMb: 32 },
    });
    running.add(worker);
    const finish = (outcome: Outcome | undefined) => {
      clearTimeout(deadline);
      running.delete(worker);
      void worker.terminate();
      resolve(outcome);
    };
    const tooHeavy = () => finish(undefined);
    const deadline = setTimeout(tooHeavy, milliseconds);
    deadline.unref();
    worker.unref();
    worker.on("message", finish);
    worker.on("error", tooHeavy); // out of memory, mostly
    worker.on("exit", tooHeavy);
  });
}
